// The built-in meanings that may come at any moment: cancel, restart, repeat, help, skip, why, a
// person, yes and no to nothing in particular.
#include "turn/carry.hpp"
#include "turn/errand.hpp"
#include "turn/fallback.hpp"
#include "turn/handoff.hpp"
#include "turn/message.hpp"
#include "turn/resume.hpp"
#include "turn/running.hpp"
#include "turn/subject.hpp"
#include "turn/wish.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

void say_nothing_open(Turn& turn, Progress& progress) {
    turn.say(turn.system_text("nothing_open"));
    progress.spoke = true;
}

void fetch_person(Turn& turn, Progress& progress) {
    hand_over(turn);
    progress.rests = true;
}

// Only the question which of several things was meant is dropped, not what it came between.
void call_off_clarification(Turn& turn, Progress& progress) {
    turn.emit(Awaits{Idle{}});
    if (turn.frame()) return take_up(turn);
    turn.say(turn.system_text("deny_idle"));
    progress.spoke = true;
}

// "Cancel it" with nothing under way that could be meant: the button "Cancel an order" below what
// was said last is, else what such a button would do with the order last talked of.
std::optional<std::string> button_named(const Turn& turn, const std::string& words) {
    const std::vector<Button>& buttons = turn.state().last_reply.buttons;
    std::vector<std::string> labels;
    for (const Button& button : buttons)
        labels.push_back(button.label);
    const nlu::Lexicon& lexicon = *turn.script().lexicon;
    const auto named = lexicon.pick(labels, lexicon.understand(words));
    return named ? buttons[*named].id : button_about_it(turn, words);
}

// What was done last is on record, and what told so was said last of all: it cannot be undone here.
bool has_just_written(const Turn& turn) {
    const Intent* intent = turn.script().intent(turn.state().last_errand);
    if (turn.frame() || !intent || !turn.state().last_reply.card) return false;
    const auto find = [&turn](std::string_view id) {
        return turn.script().flow(id);
    };
    return starts_flow(turn, *intent) && flow::may_write(intent->starts, find);
}

void say_too_late(Turn& turn, Progress& progress) {
    turn.say(turn.system_text("too_late"), turn.person_button());
    progress.spoke = true;
}

// With nothing to call off 不用了 is a "no, thanks".
void turn_down(Turn& turn, const std::string& words, Progress& progress) {
    const nlu::Lexicon& lexicon = *turn.script().lexicon;
    const auto said = lexicon.answer("yes_no", lexicon.understand(words), turn.here());
    if (said != Value(false)) return say_nothing_open(turn, progress);
    turn.say(turn.system_text("deny_idle"));
    progress.spoke = true;
}

void cancel(Turn& turn, const std::string& words, Progress& progress) {
    if (std::holds_alternative<AwaitClarify>(turn.state().awaiting)) {
        return call_off_clarification(turn, progress);
    }
    if (has_just_written(turn)) return say_too_late(turn, progress);
    if (!turn.frame()) {
        const auto meant = button_named(turn, words);
        const auto then = meant ? press(turn, *meant) : std::nullopt;
        if (!then) return turn_down(turn, words, progress);
        progress.occupied = true;
        progress.rests = *then == Then::rest;
        return;
    }
    if (offers_resume(turn.state())) return put_aside(turn);
    turn.leave(told_so_far(turn));
    turn.lead(turn.system_text("cancelled", {{"title", errand_title(turn)}}));
    end_errand(turn, "cancelled");
}

// "Skip", "start over" at "did you mean …?": none of these.
bool none_was_meant(Turn& turn, Progress& progress) {
    const auto* clarify = std::get_if<AwaitClarify>(&turn.state().awaiting);
    if (!clarify) return false;
    progress.rests = answer_clarification(turn, AwaitClarify(*clarify), {}) == Then::rest;
    progress.occupied = true;
    return true;
}

void restart(Turn& turn, Progress& progress) {
    if (!turn.frame() && none_was_meant(turn, progress)) return;
    const Intent* intent = turn.script().intent(errand_intent(turn));
    if (!intent || !turn.script().flow(intent->starts)) return say_nothing_open(turn, progress);
    turn.lead(turn.system_text("restarted", {{"title", errand_title(turn)}}));
    end_errand(turn, "restarted");
    begin_errand(turn, *intent, {});
    for (const flow::SlotSpec& slot : turn.flow()->slots)
        forget_slot(turn, slot.name);  // what was kept, too: anew is anew
    progress.occupied = true;
}

void repeat(Turn& turn, Progress& progress) {
    const Message& last = turn.state().last_reply;
    if (last.text.empty() && !last.card) {
        turn.say(turn.system_text("repeat_nothing"));
    } else {
        turn.say(Message(last));
    }
    progress.rests = true;
}

// "One moment": what is asked stays asked, and nothing is counted.
void wait(Turn& turn, const Intent& intent, Progress& progress) {
    turn.say(intent.answer.empty() ? turn.system_text("waiting") : turn.render(intent.answer));
    progress.rests = true;
}

void help(Turn& turn, const Intent& intent, Progress& progress) {
    const std::string text =
        intent.answer.empty() ? turn.system_text("help") : turn.render(intent.answer);
    turn.say(text, turn.main_buttons());
    progress.spoke = true;
}

void skip(Turn& turn, Progress& progress) {
    if (none_was_meant(turn, progress)) return;
    if (!question_open(turn.state())) return say_nothing_open(turn, progress);
    const auto* slot = std::get_if<AwaitSlot>(&turn.state().awaiting);
    const bool may = slot && std::ranges::any_of(slot->options, [](const Option& option) {
                         return option.id == flow::option_skip;
                     });
    if (may) {
        reach(turn, flow::after_success(*turn.flow(), turn.frame()->step));
    } else if (count_apart(turn, "skip") == 1) {
        turn.before_question(turn.system_text("skip_not_possible"));
    } else {
        count_invalid(turn);  // the same words again would help nobody
    }
    progress.occupied = true;
}

// What was told, and why it is so, the shopper has read; who doubts it is offered a person.
void why_idle(Turn& turn, Progress& progress) {
    if (turn.state().last_errand.empty()) return say_nothing_open(turn, progress);
    turn.say(turn.system_text("why_idle"), turn.person_button());
    progress.spoke = true;
}

// The reason of the slot that is asked for, or of the confirmation; the system's where content
// gives none.
std::string reason_of(const Turn& turn) {
    const flow::Flow* flow = turn.flow();
    if (const auto* asked = std::get_if<AwaitSlot>(&turn.state().awaiting)) {
        const flow::SlotSpec* slot = flow ? flow->slot(asked->slot) : nullptr;
        if (slot && !slot->why.empty()) return turn.render(slot->why, turn.frame()->values);
    }
    if (!std::holds_alternative<AwaitConfirm>(turn.state().awaiting)) {
        return turn.system_text("why_default");
    }
    const auto* confirm = running_step<flow::Confirm>(turn);
    const bool has_reason = confirm && !confirm->why.empty();
    return has_reason ? turn.render(confirm->why, turn.frame()->values)
                      : turn.system_text("why_confirm");
}

void why(Turn& turn, Progress& progress) {
    if (std::holds_alternative<AwaitClarify>(turn.state().awaiting)) {
        turn.lead(turn.system_text("why_default"));
        return repeat(turn, progress);
    }
    if (!question_open(turn.state())) return why_idle(turn, progress);
    turn.before_question(reason_of(turn));
    progress.occupied = true;
}

// "Sorry, I meant 2024061234" when the answer has been given: the errand is done once more with it,
// if it has only told something. (A correction of what is under way has been dealt with before any
// wish is granted.)
void correct(Turn& turn, const Wish& wish, Progress& progress) {
    if (turn.frame()) return;
    if (has_just_written(turn)) return say_too_late(turn, progress);
    const Intent* intent = turn.script().intent(turn.state().last_errand);
    const flow::Flow* flow = intent ? turn.script().flow(intent->starts) : nullptr;
    const bool told =
        flow && std::ranges::any_of(flow->slots, [&](const flow::SlotSpec& slot) {
            return names_record(slot.type) && tells_value(turn, slot.type, wish.words);
        });
    if (!told) return say_nothing_open(turn, progress);
    Opening opening;
    opening.heard = wish.words;
    begin_errand(turn, *intent, opening);
    progress.occupied = true;
}

}  // namespace

bool play_role(Turn& turn, const Wish& wish, Progress& progress) {
    const Intent& intent = *wish.intent;
    const std::string& role = intent.role;
    if (role == "human_agent") {
        fetch_person(turn, progress);
    } else if (role == "cancel") {
        cancel(turn, wish.words, progress);
    } else if (role == "restart") {
        restart(turn, progress);
    } else if (role == "repeat") {
        repeat(turn, progress);
    } else if (role == "help") {
        help(turn, intent, progress);
    } else if (role == "wait") {
        wait(turn, intent, progress);
    } else if (role == "skip") {
        skip(turn, progress);
    } else if (role == "why") {
        why(turn, progress);
    } else if (role == "correct") {
        correct(turn, wish, progress);
    } else {
        return false;
    }
    return true;
}

}  // namespace clerk::turn
