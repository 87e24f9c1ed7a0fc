#include "base/limits.hpp"
#include "flow/running.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>

namespace clerk::flow::test {
namespace {

// --- collect -------------------------------------------------------------------------------------

TEST_CASE("an unset slot is asked for, rung by rung, then its else") {
    Shop shop;
    const StepResult first = shop.run();
    CHECK(what<AskSlot>(first) == AskSlot{"order_no", "order_no", "number?", {}, true, false});
    CHECK(first.next == "call:order.find");

    shop.frame.tries = {{"collect:order_no", 1}};
    CHECK(what<AskSlot>(shop.run()).text == "number again?");
    CHECK_FALSE(what<AskSlot>(shop.run()).first);
    shop.frame.tries = {{"other", 7}, {"collect:order_no", 2}};
    CHECK(what<AskSlot>(shop.run()).text == "number once more?");
    shop.frame.tries = {{"collect:order_no", 3}};
    CHECK(shop.run() == StepResult{GoOn{}, "handoff"});
    std::get<Collect>(shop.flow.steps[0].action).otherwise = no_op;
    CHECK(shop.run() == StepResult{GoOn{}, std::string(hand_over)});
}

TEST_CASE("a slot that is set is passed by") {
    Shop shop("collect:order_no", {{"order_no", Value("2024061234")}});
    CHECK(shop.run() == StepResult{GoOn{}, "call:order.find"});
    shop.frame.values = {{"order_no", Value()}};
    CHECK(std::holds_alternative<AskSlot>(shop.run().what));
}

TEST_CASE("elements of a list become options with the labels of their titles") {
    Shop shop("collect:item", {{"order", an_order()}});
    const auto ask = what<AskSlot>(shop.run());
    CHECK(ask.text == "which of 2024061234?");
    REQUIRE(ask.options.size() == 2);
    CHECK(ask.options[0] == Option{"1", "电视", item_named("电视", "TV")});
    CHECK(ask.options[1].id == "2");
    shop.lang = Lang::en;
    CHECK(what<AskSlot>(shop.run()).options[1].label == "fridge");
}

TEST_CASE("a label of its own sees the element and the frame") {
    Shop shop("collect:item", {{"order", an_order()}});
    std::get<Collect>(shop.flow.steps[2].action).label = message_of("<it.name> (<order.no>)");
    CHECK(what<AskSlot>(shop.run()).options[1].label == "冰箱 (2024061234)");
}

TEST_CASE("the only element is taken unasked, none is the else branch") {
    Shop shop("collect:item", {{"order", order_with({item_named("电视", "TV")})}});
    const StepResult result = shop.run();
    CHECK(what<Assign>(result) == Assign{{{"item", item_named("电视", "TV")}}, "only"});
    CHECK(result.next == "collect:reason");

    shop.frame.values = {{"order", order_with({})}};
    CHECK(shop.run() == StepResult{GoOn{}, std::string(hand_over)});
    shop.frame.values = {};
    CHECK(shop.run() == StepResult{GoOn{}, std::string(hand_over)});
    std::get<Collect>(shop.flow.steps[2].action).otherwise = 10;
    CHECK(shop.run() == StepResult{GoOn{}, "handoff"});
}

TEST_CASE("the only element may be refused: then there is nothing to ask") {
    Shop shop("collect:item", {{"order", order_with({sold_out_item()})}});
    const StepResult result = shop.run();
    CHECK(what<Speak>(result).message.text == "杯子 cannot go back");
    CHECK(result.next == hand_over);
    std::get<Collect>(shop.flow.steps[2].action).wrong = {};
    CHECK(shop.run() == StepResult{GoOn{}, std::string(hand_over)});
}

TEST_CASE("with `other` even one element is a question") {
    Shop shop("collect:item", {{"order", order_with({item_named("电视", "TV")})}});
    auto& collect = std::get<Collect>(shop.flow.steps[2].action);
    collect.has_other = true;
    collect.other = message_of("none of these");
    collect.optional = true;
    const auto ask = what<AskSlot>(shop.run());
    REQUIRE(ask.options.size() == 3);
    CHECK(ask.options[1] == Option{std::string(option_other), "none of these", Value()});
    CHECK(ask.options[2] == Option{std::string(option_skip), "跳过", Value()});
    CHECK(ask.optional);
    shop.frame.values = {{"order", order_with({})}};
    CHECK(shop.run().next == hand_over);
}

TEST_CASE("with `unasked` the first time is left to what was said") {
    Shop shop("collect:item", {{"order", order_with({item_named("电视", "TV")})}});
    auto& collect = std::get<Collect>(shop.flow.steps[2].action);
    collect.unasked = true;
    collect.has_other = true;
    CHECK(what<AskSlot>(shop.run()).unasked);
    shop.frame.tries = {{"collect:item", 1}};
    CHECK_FALSE(what<AskSlot>(shop.run()).unasked);
}

TEST_CASE("choice types and yes or no bring their options") {
    Shop shop("collect:reason");
    const auto ask = what<AskSlot>(shop.run());
    REQUIRE(ask.options.size() == 3);
    CHECK(ask.options[1] == Option{"damaged", "商品损坏", Choice{"return_reason", "damaged"}});

    auto& collect = std::get<Collect>(shop.flow.steps[3].action);
    collect.type = "return_reason";
    CHECK(what<AskSlot>(shop.run()).options == ask.options);
    collect.type = "yes_no";
    CHECK(
        what<AskSlot>(shop.run()).options
        == std::vector<Option>{{"yes", "是", true}, {"no", "否", false}}
    );
    collect.type = "phone";
    CHECK(what<AskSlot>(shop.run()).options.empty());
}

TEST_CASE("a value that came from elsewhere must do, too") {
    Shop shop(
        "collect:item", {{"order", order_with({sold_out_item()})}, {"item", sold_out_item()}}
    );
    const StepResult result = shop.run();
    const auto refused = what<Refused>(result);
    CHECK(refused.slot == "item");
    CHECK(refused.text == "杯子 cannot go back");
    CHECK(refused.counts);
    CHECK(result.next == "collect:item");

    // No longer among the elements: nobody's mistake.
    shop.frame.values = {{"order", an_order()}, {"item", item_named("空调", "heater")}};
    CHECK(what<Refused>(shop.run()).text.empty());
    CHECK_FALSE(what<Refused>(shop.run()).counts);
    shop.frame.values = {{"order", an_order()}, {"item", item_named("电视", "TV")}};
    CHECK(shop.run() == StepResult{GoOn{}, "collect:reason"});
}

TEST_CASE("an answer can be tried before it is set") {
    const Shop shop(
        "collect:item", {{"order", order_with({sold_out_item(), item_named("电视", "TV")})}}
    );
    CHECK(shop.refused("collect:item", item_named("电视", "TV")) == std::nullopt);
    CHECK(shop.refused("collect:item", sold_out_item()) == "杯子 cannot go back");
    CHECK(shop.refused("collect:item", item_named("空调", "heater")) == "");
    CHECK(shop.refused("collect:order_no", Value("anything")) == std::nullopt);
    CHECK(shop.refused("say", Value("anything")) == std::nullopt);
    CHECK(shop.refused("no such step", Value("anything")) == std::nullopt);
}

// --- confirm and choose ------------------------------------------------------------------------

TEST_CASE("a confirm asks yes or no, and says whether no has a branch") {
    Shop shop("confirm", {{"item", item_named("电视", "TV")}});
    const StepResult result = shop.run();
    const auto ask = what<AskConfirm>(result);
    CHECK(ask.text == "return 电视?");
    CHECK(ask.options.size() == 2);
    CHECK(ask.asks_what_to_change);
    CHECK(result.next == "call:returns.open");
    std::get<Confirm>(shop.flow.steps[4].action).otherwise = 10;
    CHECK_FALSE(what<AskConfirm>(shop.run()).asks_what_to_change);
}

TEST_CASE("a choose shows the options whose condition holds") {
    Shop shop;
    shop.only(a_choose());
    auto ask = what<AskChoose>(shop.run());
    CHECK(ask.type == "choose:returns:choose");
    CHECK(ask.text == "repair or return?");
    CHECK(ask.first);
    CHECK(ask.options == std::vector<Option>{{"repair", "Repair", Choice{ask.type, "repair"}}});
    CHECK(shop.run().next.empty());

    shop.frame.values = {{"order", an_order()}};
    shop.frame.tries = {{"here", 1}};
    ask = what<AskChoose>(shop.run());
    CHECK(ask.text == "which one?");
    CHECK_FALSE(ask.first);
    CHECK(ask.options.size() == 2);
    CHECK(ask.options[1].label == "Swap 2024061234");
    shop.frame.tries = {{"here", 2}};
    CHECK(shop.run() == StepResult{GoOn{}, std::string(hand_over)});
}

TEST_CASE("a choose without an option left is its else") {
    Shop shop;
    Choose choose = a_choose();
    choose.options.erase(choose.options.begin());
    choose.otherwise = 1;
    shop.only(choose);
    CHECK(shop.run() == StepResult{GoOn{}, "next"});
}

// --- saying ------------------------------------------------------------------------------------

TEST_CASE("what is said has its text, card and buttons") {
    Shop shop("say", {{"rma", make_record("rma", {{"number", Value("R1")}})}});
    std::get<Say>(shop.flow.steps[6].action).card = CardSpec{"return", path("rma")};
    const StepResult result = shop.run();
    const Message message = what<Speak>(result).message;
    CHECK(message.from == From::bot);
    CHECK(message.text == "opened R1");
    REQUIRE(message.card);
    CHECK(message.card->kind == "return");
    CHECK(message.buttons == std::vector<Button>{{"intent:greeting", "zh:greeting"}});
    CHECK(result.next == "end");
}

TEST_CASE("a say of which no line applies says nothing") {
    Shop shop;
    MessageText text = message_of("x");
    text.lines[0].condition = expr_of("gone is set");
    shop.only(Say{text, CardSpec{"order", path("gone")}, {}});
    CHECK(shop.run() == StepResult{GoOn{}, "next"});
}

// --- doing -------------------------------------------------------------------------------------

TEST_CASE("a call carries the arguments that are set") {
    Shop shop(
        "call:returns.open",
        {{"order", an_order()},
         {"item", item_named("电视", "TV")},
         {"reason", Choice{"return_reason", "damaged"}}}
    );
    const StepResult result = shop.run();
    const auto act = what<Act>(result);
    CHECK(act.action == "returns.open");
    CHECK(act.as == "rma");
    REQUIRE(act.args.size() == 3);
    CHECK(act.args[2] == NamedValue{"reason", Choice{"return_reason", "damaged"}});
    CHECK(result.next == "say");
}

TEST_CASE("arguments are paths, values and texts; a lone name passes the value on") {
    Shop shop("x", {{"order", an_order()}, {"count", Value(3)}});
    shop.only(Start{
        "other",
        {{"a", path("order.total")},
         {"b", Value("literal")},
         {"c", parse_template("<count>").value},
         {"d", parse_template("<count> of <order.no>").value},
         {"e", parse_template("<order.total|money>").value},
         {"f", parse_template("<gone>").value},
         {"g", path("gone.too")}},
        "got",
        {}});
    const auto enter = what<EnterFlow>(shop.run());
    CHECK(enter.flow == "other");
    CHECK(enter.as == "got");
    CHECK(enter.args == NamedValues{
        {"a", Money{129'900, "CNY"}},
        {"b", Value("literal")},
        {"c", Value(3)},
        {"d", Value("3 of 2024061234")},
        {"e", Value("¥1,299.00")},
    });
}

TEST_CASE("set computes in order, and an unset value clears") {
    Shop shop("x", {{"count", Value(3)}});
    shop.only(Set{{{"a", Value(4)}, {"c", path("a")}, {"d", path("gone")}}});
    CHECK(
        what<Assign>(shop.run())
        == Assign{{{"a", Value(4)}, {"c", Value(4)}, {"d", Value()}}, "set"}
    );
}

// --- going -------------------------------------------------------------------------------------

TEST_CASE("conditions and jumps lead on") {
    Shop shop("x", {{"count", Value(3)}});
    shop.only(If{expr_of("count == 3"), 7});
    CHECK(shop.run() == StepResult{GoOn{}, "next"});
    shop.only(If{expr_of("count == 4"), no_op});
    CHECK(shop.run() == StepResult{GoOn{}, std::string(past_end)});
    shop.only(If{expr_of("now is set"), no_op});
    CHECK(shop.run().next == "next");
    shop.only(Jump{0});
    CHECK(shop.run() == StepResult{GoOn{}, "here"});
    shop.only(Jump{});
    CHECK(shop.run().next == past_end);
}

TEST_CASE("a retry clears what hangs on the slot and counts for its question") {
    Shop shop(
        "retry:order_no",
        {{"reason", Choice{"return_reason", "damaged"}},
         {"order_no", Value("1")},
         {"order", an_order()}}
    );
    const StepResult result = shop.run();
    const auto retry = what<RetrySlot>(result);
    CHECK(retry.slot == "order_no");
    CHECK(retry.clears == std::vector<std::string>{"order_no", "order", "reason"});
    CHECK(retry.counts_for == "collect:order_no");
    CHECK(result.next == "collect:order_no");

    std::get<Retry>(shop.flow.steps[9].action) = Retry{"item", 1};
    CHECK(what<RetrySlot>(shop.run()).counts_for == "collect:item");
    CHECK(shop.run().next == "call:order.find");
}

TEST_CASE("ends give what the flow gives") {
    Shop shop("end", {{"rma", Value("R1")}, {"item", Value("x")}});
    CHECK(shop.run() == StepResult{Ended{"", Value("R1")}, ""});
    shop.flow.gives = {"rma", "item", "gone"};
    const auto ended = what<Ended>(shop.run());
    REQUIRE(ended.gives.record());
    CHECK(ended.gives.record()->type == "flow:returns");
    CHECK(ended.gives.record()->field("item") == Value("x"));
    CHECK_FALSE(ended.gives.record()->field("gone").is_set());
    shop.flow.gives = {};
    CHECK_FALSE(what<Ended>(shop.run()).gives.is_set());
    shop.flow.gives = {"rma"};
    shop.only(End{"refused"});
    CHECK(shop.run() == StepResult{Ended{"refused", Value()}, ""});
}

TEST_CASE("the places that stand in no flow") {
    Shop shop("$end", {{"rma", Value("R1")}});
    CHECK(shop.run() == StepResult{Ended{"", Value("R1")}, ""});
    shop.frame.step = std::string(hand_over);
    CHECK(shop.run() == StepResult{HandOffRequested{}, ""});
    shop.frame.step = "a step of yesterday";
    CHECK(shop.run() == StepResult{StepLost{}, ""});
    shop.frame.step = "handoff";
    CHECK(shop.run() == StepResult{HandOffRequested{"return", "high", "one moment"}, ""});
    CHECK(first_step(Flow{}) == past_end);
    CHECK(first_step(shop.flow) == "collect:order_no");
}

// --- the whole ---------------------------------------------------------------------------------

// Plays the turn: answers every question at random, and holds what must hold of every run.
void play(Shop& shop) {
    int questions = 0;
    for (std::size_t i = 0; i < limits::steps_per_turn_max; ++i) {
        const StepResult result = shop.run();
        RC_ASSERT(result == shop.run());
        RC_ASSERT(!std::holds_alternative<StepLost>(result.what));
        if (std::holds_alternative<Ended>(result.what)) return;
        if (std::holds_alternative<HandOffRequested>(result.what)) return;
        if (const auto* ask = std::get_if<AskSlot>(&result.what)) {
            if (++questions > 20) return;
            const bool wrong = *rc::gen::inRange(0, 3) == 0;
            if (wrong) {
                bool counted = false;
                for (auto& [step, n] : shop.frame.tries) {
                    if (step == shop.frame.step) counted = ++n > 0;
                }
                if (!counted) shop.frame.tries.emplace_back(shop.frame.step, 1);
                continue;
            }
            const Value value =
                ask->options.empty() ? Value("2024061234") : ask->options.front().value;
            set_value(shop.frame.values, ask->slot, value);
        } else if (const auto* act = std::get_if<Act>(&result.what)) {
            const bool fails = *rc::gen::inRange(0, 3) == 0;
            const auto branch = after_failure(shop.flow, shop.frame.step, "not_found");
            if (fails && branch) {
                shop.frame.step = *branch;
                continue;
            }
            set_value(
                shop.frame.values, act->as, act->action == "order.find" ? an_order() : Value("R")
            );
        } else if (const auto* retry = std::get_if<RetrySlot>(&result.what)) {
            for (const std::string& name : retry->clears)
                erase_value(shop.frame.values, name);
            RC_ASSERT(!find_value(shop.frame.values, retry->slot));
        } else if (const auto* assign = std::get_if<Assign>(&result.what)) {
            for (const auto& [name, value] : assign->values)
                set_value(shop.frame.values, name, value);
        }
        RC_ASSERT(
            shop.flow.step(result.next) != no_op || result.next == past_end
            || result.next == hand_over
        );
        shop.frame.step = result.next;
    }
    RC_FAIL("the flow never came to an end or a question");
}

TEST_CASE("a flow played at random ends, waits or hands over, and never loses its place") {
    REQUIRE(rc::check([] {
        Shop shop;
        play(shop);
    }));
}

}  // namespace
}  // namespace clerk::flow::test
