#include "turn/message.hpp"

#include "flow/buttons.hpp"
#include "nlu/yes_no.hpp"
#include "turn/changed.hpp"
#include "turn/correct.hpp"
#include "turn/errand.hpp"
#include "turn/fallback.hpp"
#include "turn/handoff.hpp"
#include "turn/identity.hpp"
#include "turn/language.hpp"
#include "turn/person.hpp"
#include "turn/priority.hpp"
#include "turn/resume.hpp"
#include "turn/running.hpp"
#include "turn/subject.hpp"
#include "turn/tap.hpp"
#include "turn/wish.hpp"
#include "turn/yes_and.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

// Says yes, or no, to the open confirmation.
bool says(const Turn& turn, const Reading& reading, bool what) {
    if (!std::holds_alternative<AwaitConfirm>(turn.state().awaiting) || !reading.answer)
        return false;
    const bool* yes = reading.answer->value.get<bool>();
    return yes && *yes == what;
}

bool begins_errand(const Turn& turn, const Wishes& wishes) {
    return std::ranges::any_of(wishes.list, [&](const Wish& wish) {
        return starts_flow(turn, *wish.intent);
    });
}

void settle_unless(const Progress& progress, Turn& turn) {
    if (progress.rests || turn.waits_for_effect()) return;
    if (progress.spoke && !progress.occupied && question_open(turn.state())) {
        turn.lead(turn.system_text("resume", {{"title", errand_title(turn)}}));
    }
    settle(turn);
}

void note(Turn& turn, const Wishes& wishes) {
    Understood what;
    for (const Wish& wish : wishes.list)
        what.intents.push_back(wish.intent->id);
    if (wishes.list.empty() && wishes.pleasantry) what.intents.push_back(wishes.pleasantry->id);
    if (!wishes.list.empty()) what.rule = wishes.list.front().rule;
    turn.emit(std::move(what));
}

// What was told before its time is remembered, what is known already is no news; the open question
// is asked once more. False: nothing of the kind.
bool take_note(Turn& turn, const nlu::Understanding& message, const Reading& reading) {
    bool told = false;
    for (const Part& part : reading.parts) {
        if (part.use == Use::early) turn.emit(Heard{original(message, part.clause->span)});
        told |= part.use == Use::early || part.use == Use::restated;
    }
    if (told) turn.before_question(turn.system_text("noted"));
    return told;
}

// "The other one" where one of a list is to be chosen takes nothing back.
bool picks_other_of_list(const Turn& turn, const nlu::Understanding& message) {
    const auto* question = std::get_if<AwaitSlot>(&turn.state().awaiting);
    return question && question->options.size() > 1 && says_other_one(turn, message);
}

// "Not the fridge, the TV" at the next question: what is named there and then is a change, if it is
// nothing else.
bool change_in_passing(Turn& turn, const nlu::Understanding& message, const Wishes& wishes) {
    if (!question_open(turn.state()) || !wishes.list.empty() || wishes.pleasantry) return false;
    const auto change = find_other_choice(turn, message.original);
    if (change) change_slot(turn, *change);
    return change.has_value();
}

// "No, the TV", where no yes or no is asked for.
bool begins_with_no(const nlu::Understanding& message) {
    const nlu::Span first = message.clauses.front().span;
    const auto found = nlu::read_answer_and_more(
        std::string_view(message.normal.text).substr(first.begin, first.end - first.begin)
    );
    return found && !found->yes;
}

// The answer to the open question, or a new value for an earlier one. "No" to a confirmation is the
// beginning of a change when one follows; "yes" beside a change is none.
void take_answer(
    Turn& turn,
    const nlu::Understanding& message,
    const Reading& reading,
    const Wishes& wishes,
    bool objects,
    Progress& progress
) {
    const bool denies = says(turn, reading, false);
    const bool corrects = wishes.has_role("correct") || objects;
    const bool holds = reading.answer && !denies && !(corrects && says(turn, reading, true));
    const bool objects_to_earlier =
        !reading.answer && wishes.list.empty() && begins_with_no(message);
    const bool anywhere =
        corrects || denies || objects_to_earlier || asks_what_to_change(turn.state().awaiting);
    const bool nothing_else = wishes.has_role("correct") || wishes.list.empty();
    progress.occupied = true;
    if (holds) {
        progress.rests = give_answer(turn, *reading.answer) == Then::rest;
    } else if (const auto change = find_change(turn, message, reading, anywhere)) {
        change_slot(turn, *change);
    } else if (denies && !no_leads_on(turn) && begins_errand(turn, wishes)) {
        progress.occupied = false;  // nothing need be changed: the confirmation waits below it
    } else if (!reading.answer && prove_again(turn, message)) {
        progress.occupied = true;
    } else if (reading.answer && !corrects) {
        progress.rests = give_answer(turn, *reading.answer) == Then::rest;
    } else if (corrects && nothing_else && picks_other_of_list(turn, message)) {
        count_invalid(turn);
    } else if (corrects && nothing_else && question_open(turn.state())) {
        const auto called = slot_called(turn, message);
        if (called) reopen_slot(turn, *called);
        progress.rests = !called && ask_what_to_change(turn) == Then::rest;
    } else {
        const bool told = take_note(turn, message, reading);
        progress.occupied = told || change_in_passing(turn, message, wishes);
    }
}

// "Shall a colleague take over?" asks; "say "a person" at any time", with the same button, tells.
bool asks(std::string_view text) {
    while (text.ends_with(' ') || text.ends_with('\n'))
        text.remove_suffix(1);
    return text.ends_with('?') || text.ends_with("？");
}

// "Yes" to the one thing that was offered last: its button. "Ok" to what was merely told is no yes.
const Button* offered(const Turn& turn) {
    const Message& last = turn.state().last_reply;
    const bool idle = std::holds_alternative<Idle>(turn.state().awaiting);
    return idle && last.buttons.size() == 1 && asks(last.text) ? &last.buttons.front() : nullptr;
}

// A phone number where another number was asked for.
bool is_phone_instead(const Turn& turn, const std::string& words) {
    const auto* question = std::get_if<AwaitSlot>(&turn.state().awaiting);
    if (!question || question->type == "phone" || is_free(question->type)) return false;
    const nlu::NormalText& text = turn.normal_of(words);
    const nlu::Span all{0, static_cast<std::uint32_t>(text.text.size())};
    return only_mention(turn, "phone", text, all).has_value();
}

// Nothing that the clerk knows how to take: the open question's next rung, or the fallback's.
void be_baffled(Turn& turn, const std::string& words, Progress& progress) {
    const Awaiting& open = turn.state().awaiting;
    if (question_open(turn.state())) {
        if (!words.empty()) turn.emit(Heard{words});
        if (is_phone_instead(turn, words)) {
            turn.before_question(turn.system_text("is_phone"));
        } else if (offer_instead(turn, words)) {
            progress.rests = true;
            return;
        }
        count_invalid(turn);
    } else if (offers_resume(turn.state())) {
        if (!words.empty()) turn.emit(Heard{words});
        take_up(turn);
    } else if (std::holds_alternative<AwaitClarify>(open) && turn.frame()) {
        if (!words.empty()) turn.emit(Heard{words});  // the answer to the question below, perhaps
        turn.emit(NotUnderstood{});
        turn.lead(turn.system_text("clarify_none"));
    } else {
        const bool waits = std::holds_alternative<AwaitSignIn>(open);
        fall_back(turn, words, progress);
        progress.rests |= waits;
    }
}

// "Ok" to "please send the order number" is a promise to look for it, not an answer.
bool waits_for_words(const Turn& turn) {
    const auto* question = std::get_if<AwaitSlot>(&turn.state().awaiting);
    const bool chooses = question && std::ranges::any_of(question->options, [](const Option& o) {
                             return o.value.is_set();
                         });
    return (question && !chooses) || std::holds_alternative<AwaitSignIn>(turn.state().awaiting);
}

void be_polite(Turn& turn, const Intent& intent, Progress& progress) {
    const bool affirms = intent.role == "affirm";
    const bool denies = intent.role == "deny";
    if (const Button* offer = affirms ? offered(turn) : nullptr) {
        if (const auto then = press(turn, std::string(offer->id))) {
            progress.rests = *then == Then::rest;
            return;
        }
    }
    if (const auto* clarify = std::get_if<AwaitClarify>(&turn.state().awaiting);
        clarify && denies) {
        progress.rests = answer_clarification(turn, AwaitClarify(*clarify), {}) == Then::rest;
        return;
    }
    if (affirms && waits_for_words(turn)) {
        turn.say(turn.system_text("waiting"));
        progress.rests = true;
        return;
    }
    if ((affirms || denies) && turn.frame()) return be_baffled(turn, {}, progress);
    progress.spoke = true;
    if (say_answer(turn, intent)) return;
    turn.say(turn.system_text(denies ? "deny_idle" : "affirm_idle"));
}

// An action is about to be tried again: that is done now, and what else is wanted waits for it.
void hold(Turn& turn, const Wishes& wishes) {
    note(turn, wishes);
    for (const Wish& wish : wishes.list) {
        if (starts_flow(turn, *wish.intent)) queue(turn, wish);
    }
    if (!wishes.unclaimed.empty() && turn.frame()) turn.emit(Heard{wishes.unclaimed});
    repeat_call(turn);
}

// "1234, and I want a person": nobody need say it again, so it goes along.
void keep_mentioned(Turn& turn, const nlu::Understanding& message) {
    const auto* question = std::get_if<AwaitSlot>(&turn.state().awaiting);
    if (!question || !turn.frame() || is_free(question->type)) return;
    const nlu::Span all{0, static_cast<std::uint32_t>(message.normal.text.size())};
    const auto found = only_mention(turn, question->type, message.normal, all);
    if (found) set_slot(turn, std::string(question->slot), found->value, "answer");
}

// `objects`: the words came behind "yes, but".
void act_on(Turn& turn, const nlu::Understanding& message, bool objects = false) {
    Reading reading = read(turn, message);
    note_told(turn, message, reading);
    const Wishes wishes = wishes_of(turn, message, reading);
    const bool person = wishes.has_role("human_agent") || asks_for_person(turn, message);
    if (is_repeated_later(turn.state()) && !person && !wishes.interrupt()) {
        return hold(turn, wishes);
    }
    Progress progress;
    if (person) {
        note(turn, wishes);
        keep_mentioned(turn, message);
        return hand_over(turn);
    }
    const bool calls_off = wishes.has_role("cancel") || wishes.has_role("restart");
    // "None of these" counts as not understood, which being understood must not wipe out.
    const bool clarifies =
        reading.answer && std::holds_alternative<AwaitClarify>(turn.state().awaiting);
    if (clarifies) note(turn, wishes);
    if (!calls_off) take_answer(turn, message, reading, wishes, objects, progress);
    if (progress.occupied && turn.frame() && !wishes.unclaimed.empty()) {
        turn.emit(Heard{wishes.unclaimed});
    }
    const bool understood = progress.occupied || !wishes.list.empty() || wishes.pleasantry;
    if (understood && !clarifies) note(turn, wishes);
    for (const Wish& wish : wishes.list) {
        if (!turn.waits_for_effect()) grant(turn, wish, progress);
    }
    const bool nothing = wishes.list.empty() && !progress.occupied;
    if (nothing && wishes.pleasantry) {
        be_polite(turn, *wishes.pleasantry, progress);
    } else if (nothing) {
        be_baffled(turn, wishes.unclaimed, progress);
    }
    settle_unless(progress, turn);
}

// The question that is open may be of a script that is gone: its errand ends, and the words count
// only if they ask for something. False: nothing has changed.
bool outlived(Turn& turn, const ShopperSays& said) {
    if (!turn.frame() || (turn.flow() && !has_outgrown(turn, *turn.flow()))) return false;
    end_changed(turn);
    turn.emit(Awaits{Idle{}});
    const Reading reading = read(turn, said.understanding);
    if (!wishes_of(turn, said.understanding, reading).list.empty()) return false;
    settle(turn);
    return true;
}

Then go_after(Turn& turn, const Wish& wish) {
    turn.emit(Understood{{wish.intent->id}, {}});
    Progress progress;
    grant(turn, wish, progress);
    if (progress.spoke && question_open(turn.state())) {
        turn.lead(turn.system_text("resume", {{"title", errand_title(turn)}}));
    }
    return progress.rests || turn.waits_for_effect() ? Then::rest : Then::settle;
}

// A button of a question that is no longer open must not answer the one that is.
void refuse_stale(Turn& turn) {
    turn.emit(Understood{});
    if (question_open(turn.state())) {
        turn.before_question(turn.system_text("stale_choice"));
        settle(turn);
    } else {
        turn.say(turn.system_text("stale_choice"));
    }
}

// A tapped button; false: it is none that can be acted on now, and its label is read as words.
bool tap(Turn& turn, const ShopperSays& said) {
    if (said.choice.empty()) return false;
    if (is_repeated_later(turn.state())) return false;  // its words wait like any others
    if (const auto then = press(turn, said.choice)) {
        if (*then == Then::settle) settle(turn);
        return true;
    }
    const Tap tapped = tap_of(said.choice);
    if (tapped.mark == 0) return false;
    if (tapped.mark != turn.state().asked) {
        refuse_stale(turn);
        return true;
    }
    const auto answer = tapped_answer(turn.state().awaiting, tapped.option);
    if (!answer) return false;
    turn.emit(Understood{});
    if (give_answer(turn, *answer) == Then::settle) settle(turn);
    return true;
}

// The words of a button below the last message, typed: as good as a tap.
bool type_button(Turn& turn, const nlu::Understanding& words) {
    const nlu::Normaliser& normaliser = turn.script().lexicon->normaliser();
    for (const Button& button : turn.state().last_reply.buttons) {
        const bool starts = flow::read_intent_button(button.id).has_value();
        if (!starts || normaliser.normalise(button.label).text != words.normal.text) continue;
        const auto then = press(turn, std::string(button.id));
        if (then == Then::settle) settle(turn);
        return then.has_value();
    }
    return false;
}

}  // namespace

void record(Turn& turn, const ShopperSays& said) {
    Message message;
    message.from = From::shopper;
    message.text = said.text;
    message.client_id = said.client_id;
    message.choice = said.choice;
    const std::uint64_t seq = turn.state().last_seq + 1;
    turn.emit(Said{seq, turn.now(), std::move(message), said.content_hash});
}

void shopper_says(Turn& turn, const ShopperSays& said) {
    record(turn, said);
    if (turn.state().owner != Owner::bot) return;
    if (outlived(turn, said) || tap(turn, said)) return;
    turn.hear(said.understanding);
    follow_language(turn, said.understanding);
    raise_priority(turn, said.understanding);
    if (!is_repeated_later(turn.state()) && type_button(turn, said.understanding)) return;
    if (const auto more = yes_and(turn, said.understanding)) {
        return act_on(turn, more->message, more->objects);
    }
    act_on(turn, said.understanding);
}

Then pursue(Turn& turn, const Intent& intent, const nlu::Understanding& words) {
    Wish wish;
    wish.intent = &intent;
    wish.opening.heard = words.original;
    for (const nlu::Clause& clause : words.clauses) {
        for (const Candidate& candidate : rank(clause, turn.script(), {})) {
            if (candidate.intent == &intent)
                wish.opening = opening_of(turn, words, clause, candidate);
        }
    }
    return go_after(turn, wish);
}

std::optional<Then> press(Turn& turn, std::string_view button) {
    const auto pressed = flow::read_intent_button(button);
    const Intent* intent = pressed ? turn.script().intent(pressed->intent) : nullptr;
    if (!intent) return std::nullopt;
    Wish wish;
    wish.intent = intent;
    if (pressed->about) open_about(turn, *pressed->about, wish);
    return go_after(turn, wish);
}

}  // namespace clerk::turn
