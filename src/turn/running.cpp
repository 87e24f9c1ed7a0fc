#include "turn/running.hpp"

#include "turn/changed.hpp"
#include "turn/errand.hpp"
#include "turn/handoff.hpp"
#include "turn/identity.hpp"
#include "turn/mention.hpp"
#include "turn/priority.hpp"
#include "turn/subject.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

// Tries of an action that nobody answers: so many in the turn, so many in all.
constexpr std::uint32_t repeats_at_once = 2;
constexpr std::uint32_t repeats_max = 3;

// From the kept slots and from what the shopper said earlier; a mention wins over what was kept.
bool fill_unasked(Turn& turn, const flow::AskSlot& question) {
    if (turn.asks_afresh(question.slot)) return false;
    turn.ask_afresh(question.slot);  // what is found and refused is not found again
    if (const auto found = find_heard(turn, question)) {
        turn.emit(WordsTaken{found->heard, found->left});
        set_slot(turn, question.slot, found->value, "earlier");
        return true;
    }
    const flow::SlotSpec* spec = turn.flow()->slot(question.slot);
    if (!spec || !spec->keep) return false;
    for (const KeptSlot& kept : turn.state().kept) {
        const bool fresh = turn.now() - kept.at <= turn.script().settings.keep_for;
        if (kept.name != spec->name || kept.type != spec->type) continue;
        if (!fresh || !kept.value.is_set()) continue;
        set_slot(turn, question.slot, Value(kept.value), "kept");
        return true;
    }
    return false;
}

// Its options are records, not the ids of a choice.
bool is_list(const flow::AskSlot& question) {
    return !question.options.empty() && question.options.front().value.record();
}

// A ticket that a flow opens by itself is lifted like any other.
NamedValues with_priority(const Turn& turn, const flow::Act& act) {
    NamedValues args = act.args;
    if (act.action != "ticket.open" || turn.state().priority.empty()) return args;
    const Value* given = find_value(args, "priority");
    const Choice* wanted = given ? given->get<Choice>() : nullptr;
    const std::string least = wanted ? wanted->id : "normal";
    set_value(args, "priority", Choice{"priority", more_urgent(least, turn.state().priority)});
    return args;
}

struct Take {
    Turn& turn;
    const std::string& next;

    Running operator()(const flow::GoOn&) const { return go_on(); }

    Running operator()(const flow::Speak& speak) const {
        turn.say(speak.message);
        talk_of(turn, speak.message);
        return go_on();
    }

    // The only element of a list is taken unasked; who named another thing is told.
    void tell_only(const std::string& slot, const Value& value) const {
        if (!value.record() || turn.asks_afresh(slot)) return;
        const std::string shown = turn.show(value);
        const std::string missing = missing_thing(turn, {{{}, shown, value}});
        if (missing.empty()) return;
        turn.lead(turn.system_text("only_this", {{"value", missing}, {"only", shown}}));
    }

    Running operator()(const flow::Assign& assign) const {
        for (const auto& [name, value] : assign.values) {
            if (value.is_set()) {
                if (assign.source == "only") tell_only(name, value);
                turn.emit(SlotSet{name, value, assign.source});
                const flow::SlotSpec* slot = turn.flow()->slot(name);
                if (slot) talk_of(turn, slot->type, value);
            } else {
                turn.emit(SlotCleared{name});
            }
        }
        return go_on();
    }

    Running operator()(const flow::AskSlot& question) const {
        const bool afresh = turn.asks_afresh(question.slot);
        if (fill_unasked(turn, question)) return Running::goes_on;
        const bool chooses = question.first && !afresh && is_list(question);
        const std::string missing = chooses ? missing_thing(turn, question.options) : std::string();
        if (!missing.empty()) {
            const bool news = count_apart(turn, "missing") == 1;
            if (news) turn.lead(turn.system_text("not_among", {{"value", missing}}));
        } else if (question.unasked && chooses) {
            set_slot(turn, question.slot, question.options.front().value, "only");
            return Running::goes_on;
        }
        note_off_number(question);
        AwaitSlot awaiting{question.slot, question.type, question.options};
        turn.ask(question.text, question.options, std::move(awaiting));
        return Running::waits;
    }

    // "Cancel 20240612": the number was told, and is none.
    void note_off_number(const flow::AskSlot& question) const {
        if (!question.first || !names_record(question.type)) return;
        for (const std::string& words : turn.frame()->heard) {
            const std::string number = off_number(turn, question.type, words, telling_digits_min);
            if (number.empty() || count_apart(turn, "off") > 1) continue;
            return turn.before_question(turn.system_text("number_off", {{"value", number}}));
        }
    }

    Running operator()(const flow::Refused& refused) const {
        const std::string step = turn.frame()->step;
        forget_slot(turn, refused.slot);
        turn.before_question(refused.text);
        if (refused.counts) turn.emit(Tried{step});
        return Running::goes_on;
    }

    Running operator()(const flow::AskConfirm& confirm) const {
        turn.ask(confirm.text, confirm.options, AwaitConfirm{});
        return Running::waits;
    }

    Running operator()(const flow::AskChoose& choose) const {
        turn.ask(choose.text, choose.options, AwaitChoose{choose.options});
        return Running::waits;
    }

    Running operator()(const flow::Act& act) const {
        turn.call(act.action, with_priority(turn, act));
        return Running::waits;
    }

    Running operator()(const flow::EnterFlow& enter) const {
        const flow::Flow* flow = turn.script().flow(enter.flow);
        if (flow && push_flow(turn, *flow, enter.args, enter.as)) return Running::goes_on;
        break_down(turn);
        return Running::waits;
    }

    Running operator()(const flow::RetrySlot& retry) const {
        for (const std::string& name : retry.clears)
            forget_slot(turn, name);
        turn.emit(Tried{retry.counts_for});
        return go_on();
    }

    Running operator()(const flow::HandOffRequested& request) const {
        hand_over_from_flow(turn, request);
        return Running::waits;
    }

    Running operator()(const flow::Ended& ended) const {
        return end_frame(turn, ended.failure, ended.gives);
    }

    Running operator()(const flow::StepLost&) const {
        end_changed(turn);
        return Running::goes_on;
    }

    Running go_on() const {
        reach(turn, next);
        return Running::goes_on;
    }
};

// What the running frame's call asks for, computed anew: a turn sees one script, so it is the same.
std::optional<flow::Act> pending_act(const Turn& turn, std::string& next) {
    if (!turn.flow()) return std::nullopt;
    flow::StepResult result = flow::step_once(*turn.flow(), *turn.frame(), turn.context());
    auto* act = std::get_if<flow::Act>(&result.what);
    if (!act) return std::nullopt;
    next = std::move(result.next);
    return std::move(*act);
}

// Nobody answered: not "no", and nothing that the flow would know what to do about.
bool is_ours_to_repeat(const Turn& turn, std::string_view failure) {
    return failure == "unavailable"
           && !flow::after_failure(*turn.flow(), turn.frame()->step, failure);
}

// Once more at once; then, said so, after a while; then people take over with all that is known.
// The key stays the same, so that what was done after all is not done twice.
void repeat(Turn& turn, const AwaitAction& asked, const flow::Act& act) {
    if (asked.tries < repeats_at_once) return turn.call_again(asked, with_priority(turn, act));
    if (asked.tries < repeats_max) {
        turn.say(turn.system_text("action_slow"));
        turn.emit(Awaits{asked});
        return;
    }
    hand_over(turn, turn.system_text("action_given_up"));
}

}  // namespace

void repeat_call(Turn& turn) {
    const auto* asked = std::get_if<AwaitAction>(&turn.state().awaiting);
    if (!asked) return;
    std::string next;
    if (const auto act = pending_act(turn, next)) {
        turn.call_again(AwaitAction(*asked), with_priority(turn, *act));
    } else {
        turn.emit(Awaits{Idle{}});
        settle(turn);
    }
}

Running run_step(Turn& turn) {
    const flow::Flow* flow = turn.flow();
    if (!flow || has_outgrown(turn, *flow)) {
        end_changed(turn);
        return Running::goes_on;
    }
    if (const auto held = hold_for_identity(turn, *flow)) return *held;
    const flow::StepResult result = flow::step_once(*flow, *turn.frame(), turn.context());
    return std::visit(Take{turn, result.next}, result.what);
}

Running end_frame(Turn& turn, const std::string& failure, const Value& gives) {
    const Frame over = *turn.frame();
    turn.emit(FlowEnded{over.flow, failure.empty() ? "done" : "failed:" + failure});
    if (!turn.frame()) return Running::goes_on;
    if (!over.intent.empty()) return Running::goes_on;
    const flow::Flow* flow = turn.flow();
    if (!flow) return Running::goes_on;  // run_step deals with a flow that is gone
    const std::string step = turn.frame()->step;
    if (is_proof(over.flow, *flow, step)) return proof_ended(turn, failure);
    if (!failure.empty()) return failed(turn, failure);
    if (!over.give_to.empty() && gives.is_set()) turn.emit(SlotSet{over.give_to, gives, "given"});
    reach(turn, flow::after_success(*flow, step));
    return Running::goes_on;
}

void call_answered(Turn& turn, const EffectAnswer& answer, const AwaitAction& asked) {
    std::string next;
    const auto act = pending_act(turn, next);
    if (!act) return;
    if (is_ours_to_repeat(turn, answer.failure)) return repeat(turn, asked, *act);
    note_proof(turn, *act, answer.failure);
    if (!answer.failure.empty()) {
        static_cast<void>(failed(turn, answer.failure));
        return;
    }
    if (!act->as.empty() && answer.value.is_set()) {
        turn.emit(SlotSet{act->as, answer.value, "action"});
    }
    reach(turn, std::move(next));
}

Running failed(Turn& turn, const std::string& failure) {
    const std::string step = turn.frame()->step;
    auto branch = flow::after_failure(*turn.flow(), step, failure);
    if (!branch) {
        fail_errand(turn, failure, "action_failed");
        return Running::goes_on;
    }
    turn.emit(SlotSet{"failure", Choice{"failure", failure}, "action"});
    reach(turn, std::move(*branch));
    return Running::goes_on;
}

void reach(Turn& turn, std::string step) {
    turn.emit(StepReached{std::move(step)});
}

void count_try(Turn& turn, std::string step, std::string text) {
    turn.emit(Tried{std::move(step)});
    turn.before_question(std::move(text));
}

int count_apart(Turn& turn, std::string_view what) {
    const std::string counter = std::string(what) + ":" + turn.frame()->step;
    turn.emit(Tried{counter});
    return tries_at(*turn.frame(), counter);
}

int tries_at(const Frame& frame, std::string_view step) {
    const auto at = std::ranges::find(frame.tries, step, &std::pair<std::string, int>::first);
    return at == frame.tries.end() ? 0 : at->second;
}

}  // namespace clerk::turn
