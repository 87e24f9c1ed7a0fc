#include "turn/correct.hpp"

#include "turn/answer.hpp"
#include "turn/errand.hpp"
#include "turn/identity.hpp"
#include "turn/resume.hpp"
#include "turn/running.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

constexpr std::string_view change_prefix = "change:";

// The frame whose answers are corrected: a proof belongs to the flow that asked for it.
const Frame* corrected_frame(const Turn& turn) {
    const std::vector<Frame>& stack = turn.state().stack;
    if (stack.empty()) return nullptr;
    return proves_order(turn) ? &stack[stack.size() - 2] : &stack.back();
}

// The answered slots of that frame, in order of answering.
std::vector<const NamedValue*> answers_of(const Frame& frame, const flow::Flow& flow) {
    std::vector<const NamedValue*> answers;
    for (const NamedValue& value : frame.values) {
        const bool answered = value.second.is_set() && is_collected(flow, value.first);
        if (answered) answers.push_back(&value);
    }
    return answers;
}

// The slots that a frame's flow asks for.
std::vector<const flow::SlotSpec*> asked_by(const Turn& turn, const Frame& frame) {
    const flow::Flow* flow = turn.script().flow(frame.flow);
    std::vector<const flow::SlotSpec*> slots;
    if (!flow) return slots;
    for (const flow::SlotSpec& slot : flow->slots) {
        if (is_collected(*flow, slot.name)) slots.push_back(&slot);
    }
    return slots;
}

// One slot of this type, or there is no telling which is meant.
bool is_only_of_its_type(const flow::Flow& flow, const flow::SlotSpec& slot) {
    return std::ranges::count(flow.slots, slot.type, &flow::SlotSpec::type) == 1;
}

std::optional<Value> mentioned_instead(
    const Turn& turn,
    const flow::Flow& flow,
    const flow::SlotSpec& slot,
    const nlu::Understanding& message,
    const Part& part,
    const Value& than
) {
    if (!tells_itself(type_key(slot.type)) || !is_only_of_its_type(flow, slot)) return std::nullopt;
    return other_mention(turn, slot.type, message.normal, part.clause->span, than);
}

bool begins_nothing(const Turn& turn, const std::string& words) {
    const nlu::Understanding rest = turn.script().lexicon->understand(words);
    return std::ranges::all_of(rest.clauses, [&](const nlu::Clause& clause) {
        const auto ranking = rank(clause, turn.script(), {});
        return ranking.empty() || !ranking.front().intent->role.empty();
    });
}

// "I don't want it any more" means another errand by nothing but the words of a reason, and the
// reason is what the errand under way asks for.
bool only_chooses(
    const Turn& turn,
    const flow::SlotSpec& slot,
    const nlu::Understanding& message,
    nlu::Span within
) {
    const std::string known = lexicon_type(turn.script(), slot.type);
    const TypeInfo* type = turn.script().type(type_key(slot.type));
    if (known.empty() || !type || !type->is_choice) return false;
    const nlu::Lexicon& lexicon = *turn.script().lexicon;
    std::vector<nlu::Span> taken;
    for (const nlu::Mention& one : lexicon.mentions(known, message.normal, within, turn.here()))
        taken.push_back(one.span);
    return !taken.empty() && begins_nothing(turn, words_without(message, within, std::move(taken)));
}

bool means_errand(const Part& part) {
    return part.winner() && part.winner()->intent->role.empty();
}

// Optional questions behind the frame that were left open: their answer may still come.
std::vector<const flow::SlotSpec*> passed_over(const flow::Flow& flow, const Frame& frame) {
    std::vector<const flow::SlotSpec*> slots;
    const flow::OpIndex here = flow.step(frame.step);
    for (flow::OpIndex at = 0; here != flow::no_op && at < here; ++at) {
        const auto* collect = std::get_if<flow::Collect>(&flow.steps[at].action);
        const flow::SlotSpec* slot =
            collect && collect->optional ? flow.slot(collect->slot) : nullptr;
        const Value* held = slot ? find_value(frame.values, slot->name) : nullptr;
        if (slot && !(held && held->is_set())) slots.push_back(slot);
    }
    return slots;
}

std::optional<Change> find_late(
    const Turn& turn,
    const flow::Flow& flow,
    const Frame& frame,
    const nlu::Understanding& message,
    const Reading& reading
) {
    for (const flow::SlotSpec* slot : passed_over(flow, frame)) {
        if (!tells_itself(type_key(slot->type)) || !is_only_of_its_type(flow, *slot)) continue;
        for (const Part& part : reading.parts) {
            const bool means = part.use == Use::wish && part.winner();
            const bool corrects = means && part.winner()->intent->role == "correct";
            if (part.use == Use::answer || (means && !corrects)) continue;
            const auto told = only_mention(turn, slot->type, message.normal, part.clause->span);
            if (told) return Change{slot->name, told->value};
        }
    }
    return std::nullopt;
}

// "No, and cancel order 2024064002": the value is of another errand, which its clause begins. "No,
// it's broken" begins a repair by nothing but the word that is a return's other reason.
bool is_of_another(
    const Turn& turn,
    const flow::SlotSpec& slot,
    const nlu::Understanding& message,
    const Part& part
) {
    const std::string& starts = part.winner()->intent->starts;
    const Intent* under_way = turn.script().intent(errand_intent(turn));
    if (starts.empty() || (under_way && starts == under_way->starts)) return false;
    return !tells_only(turn, slot, message, part.clause->span)
           && !only_chooses(turn, slot, message, part.clause->span);
}

// The one option beside `than` that words name, or that is left of two: "not the fridge, the TV",
// "the other one".
std::optional<Value> other_named(
    const Turn& turn,
    const std::vector<Option>& options,
    const Value& than,
    const std::string& words
) {
    std::vector<Value> others;
    for (const Option& option : options) {
        if (option.value.is_set() && option.value != than) others.push_back(option.value);
    }
    const nlu::Understanding message = turn.script().lexicon->understand(words);
    if (others.size() == 1 && says_other_one(turn, message)) return others.front();
    std::vector<const Option*> named = named_options(turn, options, words);
    std::erase_if(named, [&](const Option* one) {
        return !one->value.is_set() || one->value == than;
    });
    return named.size() == 1 ? std::optional(named.front()->value) : std::nullopt;
}

// Another element of the list that the answer was chosen from: "no, the TV".
std::optional<Value> chosen_instead(
    const Turn& turn,
    const flow::Flow& flow,
    const Frame& frame,
    const NamedValue& answer,
    const std::string& words
) {
    if (!answer.second.record()) return std::nullopt;
    Frame before = frame;
    erase_value(before.values, answer.first);
    for (const flow::Step& step : flow.steps) {
        const auto* collect = std::get_if<flow::Collect>(&step.action);
        if (!collect || collect->slot != answer.first) continue;
        before.step = step.id;
        const flow::StepResult result = flow::step_once(flow, before, turn.context());
        const auto* question = std::get_if<flow::AskSlot>(&result.what);
        if (!question) continue;
        if (auto other = other_named(turn, question->options, answer.second, words)) return other;
    }
    return std::nullopt;
}

void leave_proof(Turn& turn) {
    if (proves_order(turn)) turn.emit(FlowEnded{turn.frame()->flow, "cancelled"});
}

std::optional<flow::Correction> correction_of(const Turn& turn, std::string_view slot) {
    const auto find = [&turn](std::string_view id) {
        return turn.script().flow(id);
    };
    return flow::correction(*turn.flow(), *turn.frame(), slot, find);
}

// Goes back as far as the slot; false: too late, which is said.
bool go_back(Turn& turn, const std::string& slot) {
    leave_proof(turn);
    close_offer(turn);
    const auto back = correction_of(turn, slot);
    if (!back) {
        turn.before_question(turn.system_text("too_late"));
        return false;
    }
    for (const std::string& name : back->clears)
        forget_slot(turn, name);
    forget_slot(turn, slot);
    reach(turn, back->to);
    return true;
}

}  // namespace

bool says_other_one(const Turn& turn, const nlu::Understanding& message) {
    return std::ranges::any_of(message.clauses, [&](const nlu::Clause& clause) {
        const nlu::Hit* hit = aside(clause, turn.script(), "another");
        return hit && turn.script().lexicon->rules()[hit->rule].kind == nlu::RuleKind::exactly;
    });
}

void note_told(const Turn& turn, const nlu::Understanding& message, Reading& reading) {
    if (reading.answer || !question_open(turn.state())) return;
    const std::vector<Frame>& stack = turn.state().stack;
    for (auto frame = stack.rbegin(); frame != stack.rend(); ++frame) {
        const bool corrected = &*frame == corrected_frame(turn);
        for (const flow::SlotSpec* slot : asked_by(turn, *frame)) {
            const Value* held = find_value(frame->values, slot->name);
            const bool answered = held && held->is_set();
            if (answered && !corrected) continue;
            for (Part& part : reading.parts) {
                if (part.takes_back) continue;
                const nlu::Span words = part.clause->span;
                const bool chooses =
                    means_errand(part) && only_chooses(turn, *slot, message, words);
                if (!chooses && !tells_only(turn, *slot, message, words)) continue;
                part.use = answered ? Use::restated : Use::early;
            }
        }
        if (!frame->intent.empty()) return;  // what lies below is another errand
    }
}

std::optional<Change> find_change(
    const Turn& turn, const nlu::Understanding& message, const Reading& reading, bool anywhere
) {
    const Frame* frame = corrected_frame(turn);
    const flow::Flow* flow = frame ? turn.script().flow(frame->flow) : nullptr;
    if (!flow) return std::nullopt;
    for (const NamedValue* answer : answers_of(*frame, *flow)) {
        const flow::SlotSpec* slot = flow->slot(answer->first);
        if (!slot) continue;
        for (const Part& part : reading.parts) {
            const bool means = part.use == Use::wish && part.winner();
            const bool other = means && !is_pleasantry(*part.winner()->intent);
            if (!anywhere && (part.use == Use::answer || other)) continue;
            if (other && is_of_another(turn, *slot, message, part)) continue;
            auto value = mentioned_instead(turn, *flow, *slot, message, part, answer->second);
            if (value) return Change{slot->name, std::move(*value)};
        }
        if (!anywhere) continue;
        auto value = chosen_instead(turn, *flow, *frame, *answer, message.original);
        if (value) return Change{slot->name, std::move(*value)};
    }
    return find_late(turn, *flow, *frame, message, reading);
}

std::optional<Change> find_other_choice(const Turn& turn, const std::string& words) {
    const Frame* frame = corrected_frame(turn);
    const flow::Flow* flow = frame ? turn.script().flow(frame->flow) : nullptr;
    if (!flow) return std::nullopt;
    for (const NamedValue* answer : answers_of(*frame, *flow)) {
        auto value = chosen_instead(turn, *flow, *frame, *answer, words);
        if (value) return Change{answer->first, std::move(*value)};
    }
    return std::nullopt;
}

void change_slot(Turn& turn, const Change& change) {
    if (!go_back(turn, change.slot)) return;
    set_slot(turn, change.slot, change.value, "answer");
    turn.lead(turn.system_text("corrected", {{"value", turn.show(change.value)}}));
}

void reopen_slot(Turn& turn, const std::string& slot) {
    if (go_back(turn, slot)) turn.before_question(turn.system_text("reopened"));
}

bool is_told(
    const Turn& turn, const nlu::Understanding& message, nlu::Span within, const Frame& frame
) {
    return std::ranges::any_of(asked_by(turn, frame), [&](const flow::SlotSpec* slot) {
        return only_chooses(turn, *slot, message, within);
    });
}

std::optional<std::string> slot_called(const Turn& turn, const nlu::Understanding& message) {
    const Frame* frame = corrected_frame(turn);
    const flow::Flow* flow = frame ? turn.script().flow(frame->flow) : nullptr;
    if (!flow) return std::nullopt;
    for (const NamedValue* answer : answers_of(*frame, *flow)) {
        if (calls_slot(turn, answer->first, message.normal.text)) return answer->first;
    }
    return std::nullopt;
}

bool has_answers(const Turn& turn) {
    const Frame* frame = corrected_frame(turn);
    const flow::Flow* flow = frame ? turn.script().flow(frame->flow) : nullptr;
    return flow && !answers_of(*frame, *flow).empty();
}

Then ask_what_to_change(Turn& turn) {
    leave_proof(turn);
    std::vector<Option> options;
    for (const NamedValue* answer : answers_of(*turn.frame(), *turn.flow())) {
        if (!correction_of(turn, answer->first)) continue;
        const std::string id = std::string(change_prefix) + answer->first;
        options.push_back({id, turn.show(answer->second), answer->second});
    }
    if (options.empty()) {
        turn.before_question(turn.system_text("too_late"));
        return Then::settle;
    }
    if (options.size() == 1) {
        reopen_slot(turn, *slot_to_change(options.front().id));
        return Then::settle;
    }
    turn.ask(turn.system_text("confirm_no"), options, AwaitChoose{options});
    return Then::rest;
}

bool asks_what_to_change(const Awaiting& awaiting) {
    const auto* choose = std::get_if<AwaitChoose>(&awaiting);
    return choose && !choose->options.empty() && slot_to_change(choose->options.front().id);
}

std::optional<std::string> slot_to_change(std::string_view option) {
    if (!option.starts_with(change_prefix)) return std::nullopt;
    return std::string(option.substr(change_prefix.size()));
}

}  // namespace clerk::turn
