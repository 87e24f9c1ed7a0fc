#include "turn/answer.hpp"

#include "base/overloaded.hpp"
#include "turn/correct.hpp"
#include "turn/errand.hpp"
#include "turn/fallback.hpp"
#include "turn/mention.hpp"
#include "turn/resume.hpp"
#include "turn/running.hpp"
#include "turn/subject.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

// A confirmation has no ladder of its own in content; this many answers that are none hand over.
constexpr int confirm_tries_max = 3;

// What to say of an unusable answer: the slot's words, the type's, or the system's.
std::string invalid_text(const Turn& turn, const AwaitSlot& question) {
    const flow::SlotSpec* slot = turn.flow() ? turn.flow()->slot(question.slot) : nullptr;
    if (slot && !slot->invalid.empty()) return turn.render(slot->invalid);
    const TypeInfo* type = turn.script().type(type_key(question.type));
    if (type && !type->invalid.empty()) return turn.render(type->invalid);
    return turn.system_text("invalid_default");
}

// As many digits as make a number of something, and no year, quantity or time of day.
constexpr std::size_t off_digits_min = 5;

// "2024061" where an order's number is asked for.
std::string off_text(const Turn& turn, const AwaitSlot& question) {
    if (!names_record(question.type)) return {};
    const std::string number = off_number(turn, question.type, turn.said(), off_digits_min);
    return number.empty() ? number : turn.system_text("number_off", {{"value", number}});
}

// A rung of its own says all there is to say; a repeated `ask` needs a word before it.
std::string before_rung(const Turn& turn, const AwaitSlot& question) {
    const auto* collect = running_step<flow::Collect>(turn);
    if (collect && !collect->again.empty()) return off_text(turn, question);
    return invalid_text(turn, question);
}

void otherwise(Turn& turn) {
    const auto step = flow::after_otherwise(*turn.flow(), turn.frame()->step);
    reach(turn, step ? *step : std::string(flow::hand_over));
}

Then answer_slot(Turn& turn, const AwaitSlot question, const Answer& answer) {
    const std::string step = turn.frame()->step;
    if (answer.option == flow::option_skip) {
        reach(turn, flow::after_success(*turn.flow(), step));
        return Then::settle;
    }
    if (answer.option == flow::option_other) {
        if (!answer.words.empty()) turn.emit(Heard{answer.words});
        otherwise(turn);
        return Then::settle;
    }
    const auto refused =
        flow::refusal(*turn.flow(), *turn.frame(), step, answer.value, turn.context());
    if (refused) {
        count_try(turn, step, refused->empty() ? before_rung(turn, question) : *refused);
    } else {
        set_slot(turn, question.slot, answer.value, "answer");
    }
    return Then::settle;
}

Then answer_confirm(Turn& turn, const Answer& answer) {
    const std::string step = turn.frame()->step;
    const bool* yes = answer.value.get<bool>();
    if (yes && *yes) {
        reach(turn, flow::after_success(*turn.flow(), step));
        return Then::settle;
    }
    const auto no = flow::after_otherwise(*turn.flow(), step);
    if (!no) return ask_what_to_change(turn);
    reach(turn, *no);
    return Then::settle;
}

Then answer_choose(Turn& turn, const Answer& answer) {
    if (const auto slot = slot_to_change(answer.option)) {
        reopen_slot(turn, *slot);
        return Then::settle;
    }
    const auto step = flow::after_choice(*turn.flow(), turn.frame()->step, answer.option);
    if (step) {
        reach(turn, *step);
    } else {
        count_invalid(turn);
    }
    return Then::settle;
}

}  // namespace

bool question_open(const ConversationState& state) {
    const Awaiting& open = state.awaiting;
    return !state.stack.empty()
           && (std::holds_alternative<AwaitSlot>(open) || std::holds_alternative<AwaitConfirm>(open)
               || std::holds_alternative<AwaitChoose>(open));
}

bool no_leads_on(const Turn& turn) {
    return turn.flow() && flow::after_otherwise(*turn.flow(), turn.frame()->step).has_value();
}

bool is_repeated_later(const ConversationState& state) {
    return std::holds_alternative<AwaitAction>(state.awaiting);
}

Then give_answer(Turn& turn, const Answer& answer) {
    const Awaiting awaiting = turn.state().awaiting;
    return std::visit(
        overloaded{
            [&](const AwaitSlot& question) { return answer_slot(turn, question, answer); },
            [&](const AwaitConfirm&) { return answer_confirm(turn, answer); },
            [&](const AwaitChoose&) { return answer_choose(turn, answer); },
            [&](const AwaitClarify& question) {
                return answer_clarification(turn, question, answer.option);
            },
            [&](const AwaitResume&) { return answer_resume(turn, answer.option); },
            [](const auto&) { return Then::settle; },
        },
        awaiting
    );
}

void count_invalid(Turn& turn) {
    const std::string step = turn.frame()->step;
    const Awaiting& open = turn.state().awaiting;
    if (const auto* slot = std::get_if<AwaitSlot>(&open)) {
        count_try(turn, step, before_rung(turn, *slot));
    } else if (std::holds_alternative<AwaitConfirm>(open)) {
        const bool first = tries_at(*turn.frame(), step) == 0;
        count_try(turn, step, turn.system_text(first ? "confirm_again" : "confirm_last"));
        const bool used_up = tries_at(*turn.frame(), step) >= confirm_tries_max;
        if (used_up) reach(turn, std::string(flow::hand_over));
    } else if (asks_what_to_change(open)) {
        // The question behind it has not been answered wrongly: it is merely asked again.
    } else {
        const auto* choose = running_step<flow::Choose>(turn);
        const bool has_rungs = choose && !choose->again.empty();
        count_try(turn, step, has_rungs ? std::string() : turn.system_text("choose_again"));
    }
}

}  // namespace clerk::turn
