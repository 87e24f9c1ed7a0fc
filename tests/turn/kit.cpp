#include "kit.hpp"

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "turn/apply.hpp"
#include "turn/tap.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <stdexcept>

namespace clerk::turn::kit {
namespace {

flow::Template parsed(std::string_view source) {
    flow::ParsedTemplate result = flow::parse_template(source);
    if (!result.errors.empty()) throw std::logic_error(result.errors.front().message);
    return std::move(result.value);
}

flow::SlotSpec slot(std::string name, std::string type, bool keep = false) {
    flow::SlotSpec spec;
    spec.name = std::move(name);
    spec.type = std::move(type);
    spec.keep = keep;
    return spec;
}

flow::Step step(std::string id, flow::Action action) {
    return {std::move(id), std::move(action), 1};
}

flow::Collect collect(
    std::string slot, std::string type, std::string_view zh, std::string_view en
) {
    flow::Collect c;
    c.slot = std::move(slot);
    c.type = std::move(type);
    c.ask = said(zh, en);
    c.again = {
        said(std::string("再问一次：") + std::string(zh), std::string("Again: ") + std::string(en)),
        said("最后问一次", "Last time")};
    return c;
}

flow::Say say(std::string_view zh, std::string_view en) {
    flow::Say s;
    s.text = said(zh, en);
    return s;
}

flow::Call call(std::string action, std::vector<std::string> args, std::string as) {
    flow::Call c;
    c.action = std::move(action);
    for (std::string& arg : args)
        c.args.push_back(pass(std::move(arg)));
    c.as = std::move(as);
    return c;
}

flow::Flow named(std::string id, std::string_view zh, std::string_view en) {
    flow::Flow f;
    f.id = std::move(id);
    f.title = text(zh, en);
    f.hash = 1;
    return f;
}

flow::Flow order_status() {
    flow::Flow f = named("order_status", "查订单", "Look up an order");
    f.needs = {Need::order_owner, "order_no"};
    f.slots = {slot("order_no", "order_no", true)};
    f.slots[0].why = said("因为要找到订单", "To find the order");
    flow::Call find = call("order.find", {"order_no"}, "order");
    find.failures = {{"not_found", 4}};
    f.steps = {
        step("collect:order_no", collect("order_no", "order_no", "哪个订单？", "Which order?")),
        step("call:order.find", find),
        step("say", say("订单 <order.no> 在路上", "Order <order.no> is on its way")),
        step("end", flow::End{}),
        step("say#2", say("查不到", "No such order")),
        step("end#2", flow::End{"not_found"}),
    };
    f.fails = {"not_found"};
    return f;
}

flow::Flow returns() {
    flow::Flow f = named("returns", "退货", "Return an item");
    f.needs = {Need::order_owner, "order_no"};
    f.slots = {
        slot("order_no", "order_no", true), slot("item", "record:item"), slot("reason", "reason")};
    flow::Collect item = collect("item", "record:item", "哪一件？", "Which item?");
    item.from = path("order.items");
    f.steps = {
        step(
            "collect:order_no",
            collect("order_no", "order_no", "退哪个订单？", "Return from which?")
        ),
        step("call:order.find", call("order.find", {"order_no"}, "order")),
        step("collect:item", item),
        step("collect:reason", collect("reason", "reason", "什么原因？", "Why?")),
        step(
            "confirm",
            flow::Confirm{said("退<item>，<reason>？", "Return <item>, <reason>?"), flow::no_op}
        ),
        step("call:returns.open", call("returns.open", {"order", "item", "reason"}, "rma")),
        step("say", say("退货单 <rma.number>", "Return <rma.number>")),
        step(
            "choose",
            flow::Choose{
                said("退款去哪？", "Refund to?"),
                {},
                "choose:returns:choose",
                {{"card", text("原卡", "The card"), "", nullptr, flow::no_op},
                 {"points", text("积分", "Points"), "", nullptr, 9}},
                flow::no_op}
        ),
        step("end", flow::End{}),
        step("say#2", say("退成积分", "As points, then")),
    };
    return f;
}

// Asks for what a return asks for, and for no more.
flow::Flow repair() {
    flow::Flow f = named("repair", "报修", "Repair");
    f.needs = {Need::order_owner, "order_no"};
    f.slots = {
        slot("order_no", "order_no", true), slot("item", "record:item"), slot("reason", "reason")};
    flow::Collect item = collect("item", "record:item", "修哪一件？", "Repair which?");
    item.from = path("order.items");
    f.steps = {
        step(
            "collect:order_no",
            collect("order_no", "order_no", "修哪个订单？", "Repair from which?")
        ),
        step("call:order.find", call("order.find", {"order_no"}, "order")),
        step("collect:item", item),
        step("collect:reason", collect("reason", "reason", "怎么坏的？", "What is wrong?")),
        step(
            "confirm",
            flow::Confirm{said("修<item>，<reason>？", "Repair <item>, <reason>?"), flow::no_op}
        ),
    };
    return f;
}

flow::Flow points() {
    flow::Flow f = named("points", "查积分", "Points");
    f.needs = {Need::signed_in, ""};
    f.steps = {
        step("call:points.balance", call("points.balance", {}, "points")),
        step("say", say("您有 <points.balance> 分", "You have <points.balance> points")),
    };
    return f;
}

flow::Flow complaint() {
    flow::Flow f = named("complaint", "投诉", "Complain");
    f.slots = {slot("what", "free_text"), slot("order_no", "order_no", true)};
    flow::Collect order_no =
        collect("order_no", "order_no", "哪个订单？没有就跳过", "Which order, if any?");
    order_no.optional = true;
    flow::Call open = call("complaint.open", {}, "complaint");
    open.args.push_back({"text", path("what")});
    f.silence = {minutes(1), minutes(2)};
    f.steps = {
        step("collect:what", collect("what", "free_text", "怎么了？", "What happened?")),
        step("collect:order_no", order_no),
        step("call:complaint.open", open),
        step(
            "handoff",
            flow::HandOffStep{"complaint", "high", said("马上转同事", "A colleague will call")}
        ),
    };
    return f;
}

flow::Flow prove_order() {
    flow::Flow f = named("system/prove_order", "核对身份", "Proof");
    f.takes = {"order_no"};
    f.fails = {"not_found", "too_many"};
    f.slots = {slot("order_no", "order_no"), slot("digits", "phone_tail")};
    flow::Call prove = call("identity.prove", {"order_no", "digits"}, "");
    prove.failures = {{"not_found", 3}, {"too_many", 4}};
    f.steps = {
        step(
            "collect:digits", collect("digits", "phone_tail", "手机后四位？", "Last four digits?")
        ),
        step("call:identity.prove", prove),
        step("end", flow::End{}),
        step("end#2", flow::End{"not_found"}),
        step("end#3", flow::End{"too_many"}),
    };
    return f;
}

void add_flows(Script& script) {
    for (flow::Flow f :
         {order_status(), returns(), repair(), points(), complaint(), prove_order()}) {
        std::string id = f.id;
        script.flows.emplace(std::move(id), std::move(f));
    }
}

void add_texts(Script& script) {
    for (const SystemText& t : system_texts()) {
        const std::string name(t.name);
        std::string tail;
        for (const SystemName& n : t.names) {
            if (!n.maybe_unset) tail += " <" + std::string(n.name) + ">";
        }
        const std::string asks = name == "fallback.3" ? "？" : "";
        script.texts.emplace(
            name, said("[" + name + "]" + asks + tail, "[" + name + "] en" + asks + tail)
        );
    }
}

void add_types(Script& script, Words& words) {
    words.type({"order_no", "[0-9]{10}", {}, "types"});
    words.type({"phone_tail", "[0-9]{4}", {}, "types"});
    words.type(
        {"reason",
         "",
         {{"broken", {"坏了", "Broken"}, {"碎了"}}, {"unwanted", {"不想要", "Unwanted"}, {}}},
         "types"}
    );
    words.type(
        {"choose:returns:choose",
         "",
         {{"card", {"原卡", "The card"}, {}}, {"points", {"积分", "Points"}, {"换成积分"}}},
         "types"}
    );
    TypeInfo reason{
        "reason",
        true,
        {{"broken", text("坏了", "Broken")}, {"unwanted", text("不想要", "Unwanted")}},
        {}};
    script.types.emplace("reason", reason);
}

void add_roles(Words& words) {
    const auto role = [&](std::string name, IntentScope scope, std::vector<std::string> phrases) {
        Intent& intent = words.intent(name);
        intent.role = name;
        intent.scope = scope;
        for (std::string& p : phrases)
            words.exactly(name, std::move(p));
    };
    using enum IntentScope;
    role("human_agent", always, {"人工", "a person", "找人工"});
    role("cancel", always, {"取消", "算了", "never mind"});
    role("restart", always, {"重新开始", "start over"});
    role("repeat", always, {"再说一遍", "say again"});
    role("help", always, {"帮助", "help"});
    role("skip", always, {"跳过", "skip"});
    role("why", always, {"为什么问这个", "why do you ask"});
    role("affirm", anywhere, {"好的", "ok", "yes"});
    role("deny", anywhere, {"不用", "no"});
    role("correct", anywhere, {});
    words.phrase("human_agent", "找人工");
    words.phrase("human_agent", "转人工");
    words.phrase("cancel", "不办了");
    words.exactly("cancel", "不要");
    words.phrase("correct", "不对");
    words.phrase("correct", "i meant");
    words.intent("another").role = "another";
    words.phrase("another", "(另一个|别的)订单");
    words.phrase("another", "another order");
    words.intent("it").role = "it";
    words.phrase("it", "(它|这单)");
    words.unless("it", "电视");
    words.intent("instead").role = "instead";
    words.phrase("instead", "还是");
    words.intent("thing").role = "thing";
    words.phrase("thing", "(电视|冰箱)");
    Intent& rude = words.intent("rude");
    rude.role = "small_talk";
    rude.raises = "high";
    rude.answer = said("对不起", "Sorry");
    words.phrase("rude", "(笨蛋|idiot)");
    Intent& hello = words.intent("hello");
    hello.role = "small_talk";
    hello.answer = said("你好呀", "Hello there");
    words.exactly("hello", "你好");
    words.exactly("hello", "hello");
}

void add_errands(Words& words) {
    words.intent("order_status", "order_status");
    words.phrase("order_status", "查(一下)?订单");
    words.phrase("order_status", "订单<order_no>到哪了");
    words.phrase("order_status", "订单到哪了");
    words.exactly("order_status", "(订单|单号)(是)?<order_no>");
    words.phrase("order_status", "where is my order");
    words.intent("return_item", "returns");
    words.phrase("return_item", "退货");
    words.phrase("return_item", "把<order_no>退掉");
    words.phrase("return_item", "return something");
    words.intent("repair", "repair");
    words.phrase("repair", "报修");
    words.phrase("repair", "碎了");
    words.intent("points_balance", "points");
    words.phrase("points_balance", "积分多少");
    words.phrase("points_balance", "查(一下)?积分");
    words.phrase("points_balance", "my points");
    words.intent("complain", "complaint");
    words.phrase("complain", "投诉");
    words.phrase("complain", "i want to complain");
    Intent& hours = words.intent("hours");
    hours.answer = said("九点到六点", "Nine to six");
    hours.buttons = {"order_status"};
    words.phrase("hours", "几点开门");
    words.phrase("hours", "opening hours");
    Intent& own = words.intent("no_receipt");
    own.scope = IntentScope::flow;
    own.of_flow = "returns";
    own.answer = said("没有小票也行", "No receipt needed");
    words.phrase("no_receipt", "小票");
    words.example("points_balance", "show me the loyalty points balance");
    words.example("points_balance", "会员积分余额是多少");
    words.example("order_status", "track the parcel of my order");
    words.example("hours", "when does the store open in the morning");
    // Two that fit alike.
    words.intent("exchange").answer = said("换货请找门店", "Exchange at a store");
    words.phrase("exchange", "换货");
}

std::vector<std::string> heard_from_clerk(const Events& events) {
    std::vector<std::string> texts;
    for (const Event& event : events) {
        const auto* said_event = std::get_if<Said>(&event);
        if (said_event && said_event->message.from != From::shopper) {
            texts.push_back(said_event->message.text);
        }
    }
    return texts;
}

}  // namespace

flow::Text text(std::string_view zh, std::string_view en) {
    flow::Text t;
    t.in[static_cast<std::size_t>(Lang::zh)] = parsed(zh);
    t.in[static_cast<std::size_t>(Lang::zh_hant)] = parsed(zh);
    t.in[static_cast<std::size_t>(Lang::en)] = parsed(en);
    return t;
}

flow::MessageText said(std::string_view zh, std::string_view en) {
    return {{{text(zh, en), nullptr, std::nullopt}}};
}

flow::ExprPtr expr(std::string_view source) {
    return flow::parse_expr(source).expr;
}

flow::Path path(std::string_view dotted) {
    flow::Path p;
    while (!dotted.empty()) {
        const std::size_t dot = std::min(dotted.find('.'), dotted.size());
        p.parts.emplace_back(dotted.substr(0, dot));
        dotted.remove_prefix(std::min(dot + 1, dotted.size()));
    }
    return p;
}

flow::Arg pass(std::string name) {
    return {name, path(name)};
}

Words::Words() = default;

Intent& Words::intent(std::string id, std::string starts) {
    Intent one;
    one.id = id;
    one.title = text(id, id);
    one.starts = std::move(starts);
    source_.intents.push_back(std::move(id));
    return intents_.emplace_back(std::move(one));
}

void Words::rule(std::string_view intent, nlu::RuleKind kind, std::string rule_text) {
    const auto at = std::ranges::find(source_.intents, intent);
    const auto index = static_cast<std::uint32_t>(at - source_.intents.begin());
    std::string origin = std::string(intent) + ".yaml:" + std::to_string(source_.rules.size());
    source_.rules.push_back({index, kind, std::move(rule_text), std::move(origin)});
}

void Words::phrase(std::string_view intent, std::string t) {
    rule(intent, nlu::RuleKind::phrase, std::move(t));
}

void Words::exactly(std::string_view intent, std::string t) {
    rule(intent, nlu::RuleKind::exactly, std::move(t));
}

void Words::vaguely(std::string_view intent, std::string t) {
    rule(intent, nlu::RuleKind::vaguely, std::move(t));
}

void Words::unless(std::string_view intent, std::string t) {
    rule(intent, nlu::RuleKind::unless, std::move(t));
}

void Words::example(std::string_view id, std::string text) {
    const auto at = std::ranges::find(source_.intents, id);
    const auto index = static_cast<std::uint32_t>(at - source_.intents.begin());
    source_.examples.push_back({index, std::move(text)});
}

void Words::into(Script& script) {
    static const auto normaliser = std::move(nlu::Normaliser::load()).value();
    auto built = nlu::Lexicon::build(std::move(source_), normaliser);
    if (!built.lexicon) throw std::logic_error(built.problems.front().message);
    script.lexicon = built.lexicon;
    script.intents = std::move(intents_);
}

Script shop() {
    Script script;
    Words words;
    add_types(script, words);
    add_roles(words);
    add_errands(words);
    words.into(script);
    add_flows(script);
    add_texts(script);
    script.settings.main_intents = {"order_status", "return_item"};
    script.settings.nudge_after = minutes(3);
    script.settings.close_after = minutes(20);
    return script;
}

const Script& shared_shop() {
    static const Script script = shop();
    return script;
}

Value order(std::string no, std::vector<std::string> items) {
    std::vector<Value> list;
    for (std::string& item : items)
        list.push_back(make_record("item", {{"name", Value(std::move(item))}}));
    return make_record(
        "order", {{"no", Value(std::move(no))}, {"items", make_list(std::move(list))}}
    );
}

Chat::Chat(const Script& script, Lang lang) : script_(&script) {
    does(Begin{{7}, lang, "web"});
    stub("order.find", {order("2024061234", {"冰箱", "电视"}), ""});
    stub("identity.prove", {{}, ""});
    stub("identity.owns", {{}, ""});
    stub("returns.open", {make_record("rma", {{"number", "R1"}}), ""});
    stub("points.balance", {make_record("points", {{"balance", 120}}), ""});
    stub("complaint.open", {make_record("complaint", {{"number", "C1"}}), ""});
    stub("hand_off", {make_record("ticket", {{"number", "T1"}, {"position", 2}, {"id", 99}}), ""});
}

EffectAnswer Chat::answer(const Effect& effect) {
    const auto* act = std::get_if<CallAction>(&effect);
    const std::string name = act ? act->action : "hand_off";
    const std::uint32_t n = act ? act->n : std::get<HandOff>(effect).n;
    const std::vector<Stub>& answers = stubs_[name];
    // The shop's own answer comes first in the list; a test's answers replace it.
    const std::size_t first = answers.size() > 1 ? 1 : 0;
    const std::size_t at = std::min(first + used_[name]++, answers.size() - 1);
    return {n, answers[at].value, answers[at].failure};
}

std::vector<std::string> Chat::does(const Stimulus& stimulus) {
    const ConversationState before = state_;
    turn_.clear();
    effects_.clear();
    Outcome outcome = take_turn(state_, stimulus, *script_, now);
    for (std::size_t round = 0;; ++round) {
        REQUIRE(round <= limits::effect_rounds_max);
        turn_.insert(turn_.end(), outcome.events.begin(), outcome.events.end());
        state_ = std::move(outcome.state);
        if (!outcome.effect) break;
        effects_.push_back(*outcome.effect);
        outcome = take_turn(state_, answer(*outcome.effect), *script_, now);
    }
    all_.insert(all_.end(), turn_.begin(), turn_.end());
    check_invariants(before, stimulus);
    return heard_from_clerk(turn_);
}

void Chat::check_invariants(const ConversationState& before, const Stimulus& stimulus) const {
    REQUIRE(replay(all_) == state_);
    std::uint64_t seq = before.last_seq;
    for (const Event& event : turn_) {
        const auto* one = std::get_if<Said>(&event);
        if (!one) continue;
        REQUIRE(one->seq == ++seq);
        REQUIRE(one->at == now);
        if (before.owner != Owner::bot && std::holds_alternative<ShopperSays>(stimulus)) {
            REQUIRE(one->message.from == From::shopper);
        }
    }
    REQUIRE(state_.stack.size() <= limits::flow_stack_max);
    REQUIRE(turn_.size() <= limits::events_per_turn_max * (effects_.size() + 1));
    // Only to be asked for again, which a timer does.
    if (std::holds_alternative<AwaitAction>(state_.awaiting)) {
        REQUIRE(state_.wake_at > now);
    }
    if (turn_.empty()) return;
    REQUIRE(std::holds_alternative<TurnEnded>(turn_.back()));
    REQUIRE(state_.version == before.version + 1);
}

std::vector<std::string> Chat::says(std::string words) {
    nlu::Understanding understanding = script_->lexicon->understand(words);
    const std::string id = "m" + std::to_string(next_id_++);
    return does(ShopperSays{id, "", std::move(words), std::move(understanding), 5});
}

std::vector<std::string> Chat::taps(std::string choice, std::string label) {
    nlu::Understanding understanding = script_->lexicon->understand(label);
    const std::string id = "m" + std::to_string(next_id_++);
    const bool bare = !choice.starts_with("intent:") && tap_of(choice).mark == 0;
    if (bare) choice = marked(choice, state_.asked);
    return does(ShopperSays{id, std::move(choice), std::move(label), std::move(understanding), 5});
}

std::vector<std::string> Chat::waits(Millis time) {
    now = now + time;
    if (state_.wake_at == UnixMillis{} || state_.wake_at > now) return {};
    return does(Woken{state_.version});
}

void Chat::sign_in() {
    does(ShopperSignsIn{{42}, "小李", "gold"});
}

Value Chat::slot(std::string_view name) const {
    if (state_.stack.empty()) return {};
    const Value* value = find_value(state_.stack.back().values, name);
    return value ? *value : Value();
}

std::string Chat::flow() const {
    return state_.stack.empty() ? "" : state_.stack.back().flow;
}

std::vector<std::string> labels(const Message& message) {
    std::vector<std::string> all;
    for (const Button& button : message.buttons)
        all.push_back(button.label);
    return all;
}

std::vector<std::string> ids(const Message& message) {
    std::vector<std::string> all;
    for (const Button& button : message.buttons)
        all.push_back(tap_of(button.id).option);
    return all;
}

}  // namespace clerk::turn::kit
