#include "turn/fallback.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "turn/errand.hpp"
#include "turn/handoff.hpp"
#include "turn/message.hpp"
#include "turn/running.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

constexpr std::string_view none_of_these = "none";

// At an open question nearly everything is a clumsy answer, so an offer wants more than nlu's
// like_offer_min. Measured: of 82 such answers one reaches this ("my fridge"), of 132 messages that
// are none of the shop's one, of 42 mistyped wishes that no rule knows nine of eleven that are like
// anything.
constexpr int like_instead_min = 800;

// What there is to be read at all.
struct Characters {
    bool ours = false;  // Han or Latin letters
    bool digits = false;
    bool letters = false;  // of other writing
};

bool is_other_letter(char32_t c) {
    const bool accented = c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7;
    const bool kana_or_hangul = (c >= 0x3040 && c < 0x3100) || (c >= 0xAC00 && c < 0xD7B0);
    return accented || kana_or_hangul;
}

Characters characters_of(std::string_view words) {
    Characters found;
    for (std::size_t at = 0; at < words.size();) {
        const utf8::Step here = utf8::step(words, at);
        const char32_t c = here.code_point;
        found.digits |= c >= '0' && c <= '9';
        found.ours |= utf8::is_han(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        found.letters |= is_other_letter(c);
        at += here.bytes;
    }
    return found;
}

// Why the first words of a row were not understood.
std::string_view first_rung(std::string_view words) {
    const Characters found = characters_of(words);
    if (found.ours || words.empty()) return "fallback.1";
    if (found.letters) return "fallback.language";
    return found.digits ? "fallback.number" : "fallback.no_words";
}

// Before a person is offered, the buttons and the plea for other words take turns.
std::string_view rung_of(int in_a_row, int offer_person_at, std::string_view words) {
    if (in_a_row > offer_person_at) return "fallback.person";
    if (in_a_row == offer_person_at) return "fallback.3";
    if (in_a_row == 1) return first_rung(words);
    return in_a_row % 2 == 1 ? "fallback.1" : "fallback.2";
}

// "I don't want to return anything" is like a return, and was said not to be one.
bool is_vetoed(const nlu::Understanding& message, std::uint32_t intent) {
    return std::ranges::any_of(message.clauses, [&](const nlu::Clause& clause) {
        return std::ranges::find(clause.vetoed, intent, &nlu::Hit::intent) != clause.vetoed.end();
    });
}

void ask_which(
    Turn& turn,
    std::string_view text,
    const std::vector<const Intent*>& meanings,
    const std::string& words
) {
    std::vector<Option> options;
    for (const Intent* intent : meanings) {
        if (options.size() == limits::clarify_options_max) break;
        options.push_back(
            {intent->id, turn.wording().intent_title(intent->id, turn.state().lang), {}}
        );
    }
    options.push_back({std::string(none_of_these), turn.system_text("none_of_these"), {}});
    turn.ask(turn.system_text(text), options, AwaitClarify{options, words});
}

}  // namespace

bool offer_likeness(Turn& turn, const std::string& words) {
    const std::vector<const Intent*> like =
        like_in(turn.script(), turn.script().lexicon->understand(words));
    if (like.empty()) return false;
    ask_which(turn, "did_you_mean", like, words);
    return true;
}

namespace {

bool is_under_way(const ConversationState& state, const Intent& intent) {
    return std::ranges::any_of(state.stack, [&](const Frame& frame) {
        return frame.flow == intent.starts;
    });
}

}  // namespace

bool offer_instead(Turn& turn, const std::string& words) {
    const std::string step = turn.frame()->step;
    const bool first = tries_at(*turn.frame(), step) == 0;
    if (!first || words.empty()) return false;
    const nlu::Understanding message = turn.script().lexicon->understand(words);
    const std::vector<nlu::Like> like = turn.script().lexicon->like(message);
    if (like.empty() || like.front().score < like_instead_min) return false;
    const std::vector<const Intent*> meanings = like_in(turn.script(), message);
    const auto here = [&](const Intent* intent) {
        return is_under_way(turn.state(), *intent);
    };
    if (meanings.empty() || std::ranges::any_of(meanings, here)) return false;
    turn.emit(Tried{step});
    ask_which(turn, "did_you_mean", meanings, words);
    return true;
}

std::vector<const Intent*> like_in(const Script& script, const nlu::Understanding& message) {
    std::vector<const Intent*> intents;
    for (const nlu::Like& one : script.lexicon->like(message)) {
        if (!is_vetoed(message, one.intent)) intents.push_back(&script.intents[one.intent]);
    }
    return intents;
}

void fall_back(Turn& turn, const std::string& words, Progress& progress) {
    turn.emit(NotUnderstood{});
    const int offer_at = turn.script().settings.not_understood_handoff;
    // Once in a row: whoever refused it is asked in another way.
    const bool first = turn.state().not_understood == 1 && offer_at > 1;
    if (first && !words.empty() && offer_likeness(turn, words)) {
        progress.rests = true;
        return;
    }
    const std::string_view rung = rung_of(turn.state().not_understood, offer_at, words);
    if (rung == "fallback.person") {
        return hand_over(turn, turn.system_text("fallback.person"));
    }
    std::vector<Button> buttons;
    if (rung == "fallback.2") buttons = turn.main_buttons();
    if (rung == "fallback.3") buttons = turn.person_button();
    turn.say(turn.system_text(rung), std::move(buttons));
}

void clarify(Turn& turn, const std::vector<const Intent*>& meanings, const std::string& words) {
    ask_which(turn, "clarify", meanings, words);
}

Then answer_clarification(Turn& turn, const AwaitClarify& question, const std::string& option) {
    turn.emit(Awaits{Idle{}});
    const Intent* intent = turn.script().intent(option);
    if (option == none_of_these || !intent) {
        turn.emit(NotUnderstood{});
        turn.lead(turn.system_text("clarify_none"));
        return Then::settle;
    }
    return pursue(turn, *intent, turn.script().lexicon->understand(question.text));
}

}  // namespace clerk::turn
