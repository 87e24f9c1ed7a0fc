#include "flow/advance.hpp"

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "flow/buttons.hpp"
#include "flow/cards.hpp"
#include "flow/graph.hpp"
#include "flow/words.hpp"

#include <algorithm>

namespace clerk::flow {
namespace {

// Why a value may not go into a slot.
struct Refusal {
    std::string text;
    bool counts =
        true;  // `where` refused it: a try; it was none of the list: not the shopper's fault
};

std::size_t tries_of(const Frame& frame, std::string_view step) {
    const auto at = std::ranges::find(frame.tries, step, &std::pair<std::string, int>::first);
    return at == frame.tries.end() ? 0 : static_cast<std::size_t>(std::max(0, at->second));
}

// The text of a question at its n-th try (from 0): `ask`, then `again` one after the other.
const MessageText* rung(
    const MessageText& ask, const std::vector<MessageText>& again, std::size_t tries
) {
    // Without rungs of its own a question is repeated; the turn says what was wrong before it.
    const bool repeats = again.empty() && tries < limits::tries_by_default;
    if (tries == 0 || repeats) return &ask;
    return tries <= again.size() ? &again[tries - 1] : nullptr;
}

// A text that is nothing but one name without a format passes the value on, not its words.
const Path* lone_path(const Template& text) {
    if (text.pieces.size() != 1) return nullptr;
    const auto* place = std::get_if<Placeholder>(&text.pieces.front());
    return place && place->format.empty() ? &place->path : nullptr;
}

// The step a frame is at, with all it may look at.
class Running {
public:
    Running(const Flow& flow, const Frame& frame, const AdvanceContext& with, OpIndex at)
        : flow_(flow), frame_(frame), with_(with), at_(at), scope_(frame.values, with.builtins) {}

    StepResult run() const {
        return std::visit([this](const auto& action) { return step(action); }, here().action);
    }

    std::optional<Refusal> refusal_of(const Collect& collect, const Value& value) const {
        if (collect.from && !is_element(*collect.from, value)) return Refusal{{}, false};
        const WithValue scope(collect.slot, value, scope_);
        if (!collect.where || is_true(*collect.where, scope)) return std::nullopt;
        return Refusal{render(collect.wrong, rendering(scope)), true};
    }

private:
    const Step& here() const { return flow_.steps[at_]; }

    std::string id_of(OpIndex op) const {
        return op < flow_.steps.size() ? flow_.steps[op].id : std::string(past_end);
    }

    std::string next() const { return id_of(at_ + 1); }

    static std::string hand_over_unless(OpIndex op, std::string id) {
        return op == no_op ? std::string(hand_over) : id;
    }

    std::string otherwise(OpIndex op) const { return hand_over_unless(op, id_of(op)); }

    Rendering rendering(const ValueScope& scope) const {
        return {scope, with_.wording, with_.lang, with_.now, with_.offset};
    }

    std::string say(const MessageText& text) const { return render(text, rendering(scope_)); }

    static StepResult go(std::string to) { return {GoOn{}, std::move(to)}; }

    bool is_element(const Path& from, const Value& value) const {
        const Value list = resolve(from, scope_);
        return list.list() && std::ranges::count(list.list()->items, value) != 0;
    }

    // --- saying and asking

    StepResult step(const Say& say_step) const {
        Message message;
        message.text = say(say_step.text);
        std::optional<Subject> shown;
        if (say_step.card) {
            const Value of = resolve(say_step.card->of, scope_);
            message.card = make_card(say_step.card->kind, of, with_.wording, rendering(scope_));
            shown = subject_of(of);
        }
        for (const std::string& intent : say_step.buttons) {
            message.buttons.push_back(
                {intent_button_id(intent, shown), with_.wording.intent_title(intent, with_.lang)}
            );
        }
        const bool nothing = message.text.empty() && !message.card && message.buttons.empty();
        if (nothing) return go(next());
        return {Speak{std::move(message)}, next()};
    }

    StepResult step(const Collect& collect) const {
        const Value* held = find_value(frame_.values, collect.slot);
        if (held && held->is_set()) {
            auto refused = refusal_of(collect, *held);
            if (!refused) return go(next());
            return {Refused{collect.slot, std::move(refused->text), refused->counts}, here().id};
        }
        const std::size_t tries = tries_of(frame_, here().id);
        const MessageText* question = rung(collect.ask, collect.again, tries);
        if (!question) return go(otherwise(collect.otherwise));
        const std::vector<Value> elements = elements_of(collect);
        if (collect.from && elements.empty()) return go(otherwise(collect.otherwise));
        // With `other` even a single element is a question: it may be none of these.
        const bool only = collect.from && elements.size() == 1 && !collect.has_other;
        if (only) return take_only(collect, elements.front());
        AskSlot ask;
        ask.slot = collect.slot;
        ask.type = collect.type;
        ask.text = say(*question);
        ask.options = options_of(collect, elements);
        ask.first = tries == 0;
        ask.optional = collect.optional;
        ask.unasked = collect.unasked && ask.first;
        return {std::move(ask), next()};
    }

    std::vector<Value> elements_of(const Collect& collect) const {
        if (!collect.from) return {};
        const Value list = resolve(*collect.from, scope_);
        return list.list() ? list.list()->items : std::vector<Value>();
    }

    // The only element there is. Refused, there is nothing left to ask for.
    StepResult take_only(const Collect& collect, const Value& element) const {
        auto refused = refusal_of(collect, element);
        if (!refused) return {Assign{{{collect.slot, element}}, "only"}, next()};
        if (refused->text.empty()) return go(otherwise(collect.otherwise));
        Message message;
        message.text = std::move(refused->text);
        return {Speak{std::move(message)}, otherwise(collect.otherwise)};
    }

    std::vector<Option> options_of(const Collect& collect, const std::vector<Value>& elements)
        const {
        std::vector<Option> options =
            collect.from ? elements_shown(collect, elements) : options_of_type(collect.type);
        if (collect.has_other) {
            options.push_back({std::string(option_other), say(collect.other), {}});
        }
        if (collect.optional) {
            options.push_back({std::string(option_skip), skip_button(with_.lang), {}});
        }
        return options;
    }

    std::vector<Option> elements_shown(const Collect& collect, const std::vector<Value>& elements)
        const {
        std::vector<Option> options;
        for (const Value& element : elements) {
            const WithValue scope("it", element, scope_);
            const Rendering how = rendering(scope);
            const std::string id = std::to_string(options.size() + 1);
            const bool named = !collect.label.empty();
            options.push_back({id, named ? render(collect.label, how) : show(element, how), element}
            );
        }
        return options;
    }

    std::vector<Option> options_of_type(std::string_view type) const {
        if (type == "yes_no" || type == "bool") return yes_and_no();
        const std::size_t colon = type.find(':');
        const std::string name(colon == std::string_view::npos ? type : type.substr(colon + 1));
        std::vector<Option> options;
        for (const std::string& id : with_.wording.choice_ids(name)) {
            const Choice choice{name, id};
            options.push_back({id, with_.wording.label(choice, with_.lang), choice});
        }
        return options;
    }

    std::vector<Option> yes_and_no() const {
        return {
            {"yes", yes_no_button(true, with_.lang), true},
            {"no", yes_no_button(false, with_.lang), false}};
    }

    StepResult step(const Confirm& confirm) const {
        const bool no_branch = confirm.otherwise == no_op;
        return {AskConfirm{say(confirm.text), yes_and_no(), no_branch}, next()};
    }

    StepResult step(const Choose& choose) const {
        const std::size_t tries = tries_of(frame_, here().id);
        const MessageText* question = rung(choose.text, choose.again, tries);
        std::vector<Option> options;
        for (const ChooseOption& option : choose.options) {
            if (option.condition && !is_true(*option.condition, scope_)) continue;
            const Template& label = option.label.in[static_cast<std::size_t>(with_.lang)];
            const std::string& type = option.type.empty() ? choose.type : option.type;
            options.push_back({option.id, render(label, rendering(scope_)), Choice{type, option.id}}
            );
        }
        if (!question || options.empty()) return go(otherwise(choose.otherwise));
        return {AskChoose{choose.type, say(*question), std::move(options), tries == 0}, {}};
    }

    // --- doing

    Value argument(const Arg& arg, const ValueScope& scope) const {
        return std::visit(
            overloaded{
                [&](const Path& path) { return resolve(path, scope); },
                [&](const Template& text) {
                    const Path* path = lone_path(text);
                    return path ? resolve(*path, scope) : Value(render(text, rendering(scope)));
                },
                [](const Value& value) { return value; },
            },
            arg.value
        );
    }

    NamedValues arguments(const std::vector<Arg>& args) const {
        NamedValues values;
        for (const Arg& arg : args) {
            Value value = argument(arg, scope_);
            if (value.is_set()) values.emplace_back(arg.name, std::move(value));
        }
        return values;
    }

    StepResult step(const Call& call) const {
        return {Act{call.action, arguments(call.args), call.as}, next()};
    }

    StepResult step(const Start& start) const {
        return {EnterFlow{start.flow, arguments(start.args), start.as}, next()};
    }

    // In the order written; a later value sees the earlier ones.
    StepResult step(const Set& set) const {
        NamedValues values;
        for (const Arg& arg : set.values) {
            const LayeredValues scope(values, scope_);
            set_value(values, arg.name, argument(arg, scope));
        }
        return {Assign{std::move(values), "set"}, next()};
    }

    // --- going

    StepResult step(const If& condition) const {
        const bool holds = !condition.condition || is_true(*condition.condition, scope_);
        return go(holds ? next() : id_of(condition.otherwise));
    }

    StepResult step(const Jump& jump) const { return go(id_of(jump.to)); }

    StepResult step(const Retry& retry) const {
        const OpIndex to = retry_target(flow_, retry);
        const OpIndex collect = collect_of(flow_, retry.slot);
        std::vector<std::string> clears = cleared_by(flow_, retry.slot, to);
        std::erase_if(clears, [&](const std::string& name) {
            return name != retry.slot && !find_value(frame_.values, name);
        });
        return {RetrySlot{retry.slot, std::move(clears), id_of(collect)}, id_of(to)};
    }

    StepResult step(const HandOffStep& hand_off) const {
        return {HandOffRequested{hand_off.category, hand_off.priority, say(hand_off.text)}, {}};
    }

    StepResult step(const End& end) const { return ended(flow_, frame_, end.failure); }

public:
    static StepResult ended(const Flow& flow, const Frame& frame, const std::string& failure) {
        return {Ended{failure, failure.empty() ? given(flow, frame) : Value()}, {}};
    }

private:
    // What this flow gives: the one value, or a record "flow:<id>" of several.
    static Value given(const Flow& flow, const Frame& frame) {
        std::vector<std::pair<std::string, Value>> fields;
        for (const std::string& name : flow.gives) {
            const Value* value = find_value(frame.values, name);
            fields.emplace_back(name, value ? *value : Value());
        }
        if (fields.empty()) return {};
        if (fields.size() == 1) return std::move(fields.front().second);
        return make_record("flow:" + flow.id, std::move(fields));
    }

    const Flow& flow_;
    const Frame& frame_;
    const AdvanceContext& with_;
    OpIndex at_;
    LayeredValues scope_;
};

}  // namespace

StepResult step_once(const Flow& flow, const Frame& frame, const AdvanceContext& with) {
    if (frame.step == past_end) return Running::ended(flow, frame, {});
    if (frame.step == hand_over) return {HandOffRequested{}, {}};
    const OpIndex at = flow.step(frame.step);
    if (at == no_op) return {StepLost{}, {}};
    return Running(flow, frame, with, at).run();
}

std::optional<std::string> refusal(
    const Flow& flow,
    const Frame& frame,
    std::string_view step,
    const Value& value,
    const AdvanceContext& with
) {
    const OpIndex at = flow.step(step);
    const auto* collect = at == no_op ? nullptr : std::get_if<Collect>(&flow.steps[at].action);
    if (!collect) return std::nullopt;
    auto refused = Running(flow, frame, with, at).refusal_of(*collect, value);
    if (!refused) return std::nullopt;
    return std::move(refused->text);
}

}  // namespace clerk::flow
