#include "turn/wish.hpp"

#include "turn/carry.hpp"
#include "turn/correct.hpp"
#include "turn/errand.hpp"
#include "turn/fallback.hpp"
#include "turn/resume.hpp"
#include "turn/running.hpp"
#include "turn/subject.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

bool is_wished(const std::vector<Wish>& wishes, const Intent* intent) {
    return std::ranges::find(wishes, intent, &Wish::intent) != wishes.end();
}

void add_words(std::string& to, const std::string& words) {
    if (!to.empty()) to += '\n';  // which ends a clause, as it did where the words come from
    to += words;
}

// Whether some clause says what is wanted, and not just what it is about (or what is not).
bool is_definite(const Reading& reading) {
    return std::ranges::any_of(reading.parts, [](const Part& part) {
        return part.use == Use::wish && part.winner() && part.winner()->of > Class::vague
               && part.winner()->intent->role != "cancel";
    });
}

Wish wish_of(const Turn& turn, const nlu::Understanding& message, const Part& part) {
    const Candidate& winner = *part.winner();
    Wish wish;
    wish.intent = winner.intent;
    wish.rule = turn.script().lexicon->rules()[winner.hit->rule].origin;
    wish.score = winner.hit->specificity;
    wish.opening = opening_of(turn, message, *part.clause, winner);
    wish.opening.anew = aside(*part.clause, turn.script(), "another") != nullptr;
    open_about_it(turn, *part.clause, wish);
    wish.instead = aside(*part.clause, turn.script(), "instead") != nullptr;
    wish.opening.same |= wish.instead;
    wish.ties = ties(part.ranking);
    wish.words = original(message, part.clause->span);
    return wish;
}

// A question that was open is asked again and nothing is held against the shopper; but whoever
// says nothing else, time after time, is helped by the question's ladder after all.
constexpr int restated_max = 2;

void ask_again(Turn& turn) {
    if (count_apart(turn, "again") > restated_max) return count_invalid(turn);
    turn.before_question(turn.system_text("restated", {{"title", errand_title(turn)}}));
}

bool is_on_top(const Turn& turn, std::string_view flow) {
    for (auto frame = turn.state().stack.rbegin(); frame != turn.state().stack.rend(); ++frame) {
        if (frame->flow == flow) return true;
        if (!frame->intent.empty()) return false;
    }
    return false;
}

// The errand is under way already: what the words give is taken, else its question is put again.
void restate(Turn& turn, const Wish& wish) {
    const std::string& flow = wish.intent->starts;
    const bool asked = question_open(turn.state()) && is_on_top(turn, flow);
    Opening fresh;
    fresh.heard = wish.opening.heard;
    bool changed = false;
    raise_errand(turn, flow);
    for (const auto& [slot, value] : wish.opening.slots) {
        const Frame& frame = *std::ranges::find(turn.state().stack, flow, &Frame::flow);
        const Value* held = find_value(frame.values, slot);
        if (held && *held == value) continue;
        changed = true;
        if (held && held->is_set()) {
            drop_parts(turn, flow);
            change_slot(turn, {slot, value});
        } else {
            set_value(fresh.slots, slot, value);
        }
    }
    if (const auto other = changed ? std::nullopt : find_other_choice(turn, wish.words)) {
        return change_slot(turn, *other);
    }
    if (asked && !changed) ask_again(turn);
    begin_errand(turn, *wish.intent, fresh);
}

// "Exchange it instead": the errand under way makes room for one that asks for the same.
void make_room_for(Turn& turn, const Wish& wish) {
    Told told = told_so_far(turn);
    if (!wish.instead || !asks_for_any(*turn.script().flow(wish.intent->starts), told)) return;
    turn.lead(turn.system_text("cancelled", {{"title", errand_title(turn)}}));
    end_errand(turn, "cancelled");
    turn.leave(std::move(told));
}

void begin(Turn& turn, const Wish& wish, Progress& progress) {
    const bool under_way = std::ranges::any_of(turn.state().stack, [&](const Frame& frame) {
        return frame.flow == wish.intent->starts;
    });
    if (under_way && wish.opening.anew) {
        raise_errand(turn, wish.intent->starts);
        turn.lead(turn.system_text("restarted", {{"title", errand_title(turn)}}));
        end_errand(turn, "restarted");
        begin_errand(turn, *wish.intent, wish.opening);
    } else if (under_way) {
        restate(turn, wish);
    } else {
        make_room_for(turn, wish);
        begin_errand(turn, *wish.intent, wish.opening);
    }
    progress.occupied = true;
    progress.begun = true;
}

bool is_unclear(const Wish& wish) {
    return std::ranges::any_of(wish.ties, [](const Intent* intent) {
        return intent->role.empty();
    });
}

}  // namespace

bool starts_flow(const Turn& turn, const Intent& intent) {
    return !intent.starts.empty() && turn.script().flow(intent.starts);
}

void queue(Turn& turn, const Wish& wish) {
    const std::size_t errands = errands_under_way(turn.state());
    const auto depth = static_cast<std::uint32_t>(errands == 0 ? 0 : errands - 1);
    turn.emit(IntentQueued{{wish.intent->id, wish.opening.heard, wish.opening.slots, depth}});
}

bool Wishes::has_role(std::string_view role) const {
    return std::ranges::any_of(list, [&](const Wish& wish) { return wish.intent->role == role; });
}

namespace {

// "And another order?", with nothing under way: the errand that was last done, once more.
std::optional<Wish> once_more(const Turn& turn, const nlu::Understanding& message) {
    if (turn.frame()) return std::nullopt;
    const Intent* intent = turn.script().intent(turn.state().last_errand);
    if (!intent || !starts_flow(turn, *intent)) return std::nullopt;
    for (const nlu::Clause& clause : message.clauses) {
        const nlu::Hit* hit = aside(clause, turn.script(), "another");
        if (!hit) continue;
        Wish wish = wish_of(turn, message, {&clause, {{intent, hit, Class::anywhere}}});
        wish.ties.clear();
        return wish;
    }
    return std::nullopt;
}

// With nothing under way, "never mind" before a wish is a word and no more.
void drop_idle_dismissal(const Turn& turn, Wishes& wishes) {
    const auto calls_off = [](const Wish& wish) {
        return wish.intent->role == "cancel";
    };
    if (turn.frame() || std::ranges::all_of(wishes.list, calls_off)) return;
    std::erase_if(wishes.list, calls_off);
}

bool only_corrects(const Wishes& wishes) {
    return std::ranges::all_of(wishes.list, [](const Wish& wish) {
        return wish.intent->role == "correct";
    });
}

}  // namespace

Wishes wishes_of(const Turn& turn, const nlu::Understanding& message, const Reading& reading) {
    Wishes wishes;
    Wish* first_errand = nullptr;
    const bool definite = is_definite(reading);
    wishes.list.reserve(reading.parts.size());
    for (const Part& part : reading.parts) {
        if (part.use != Use::wish) continue;
        const bool yields = definite && part.winner() && part.winner()->of == Class::vague;
        const Intent* intent = part.winner() && !yields ? part.winner()->intent : nullptr;
        if (intent && is_pleasantry(*intent)) {
            if (!wishes.pleasantry) wishes.pleasantry = intent;
        } else if (!intent) {
            add_words(wishes.unclaimed, original(message, part.clause->span));
        } else if (!is_wished(wishes.list, intent)) {
            wishes.list.push_back(wish_of(turn, message, part));
            if (!first_errand && starts_flow(turn, *intent)) first_errand = &wishes.list.back();
        }
    }
    if (only_corrects(wishes)) {
        if (auto wish = once_more(turn, message)) {
            wishes.list.assign(1, std::move(*wish));
            wishes.unclaimed.clear();
        }
    }
    if (first_errand && !wishes.unclaimed.empty()) {
        add_words(first_errand->opening.heard, wishes.unclaimed);
        wishes.unclaimed.clear();
    }
    drop_idle_dismissal(turn, wishes);
    return wishes;
}

bool say_answer(Turn& turn, const Intent& intent) {
    if (intent.answer.empty()) return false;
    std::vector<Button> buttons;
    for (const std::string& id : intent.buttons)
        buttons.push_back(turn.intent_button(id));
    turn.say(turn.render(intent.answer), std::move(buttons));
    return true;
}

void grant(Turn& turn, const Wish& wish, Progress& progress) {
    const Intent& intent = *wish.intent;
    if (play_role(turn, wish, progress)) return;
    if (!progress.occupied && !progress.rests && is_unclear(wish)) {
        clarify(turn, wish.ties, wish.words);
        progress.rests = true;
    } else if (!starts_flow(turn, intent)) {
        // The errand that was named before it takes questions of its own: this comes first.
        if (progress.begun && !intent.answer.empty()) {
            const std::string title = turn.wording().intent_title(intent.id, turn.state().lang);
            turn.lead(turn.system_text("answer_first", {{"title", title}}));
        }
        progress.spoke |= say_answer(turn, intent);
    } else if (progress.occupied || progress.rests) {
        queue(turn, wish);
    } else {
        begin(turn, wish, progress);
    }
}

}  // namespace clerk::turn
