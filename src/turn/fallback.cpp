#include "turn/fallback.hpp"

#include "base/limits.hpp"
#include "turn/errand.hpp"
#include "turn/message.hpp"

namespace clerk::turn {
namespace {

constexpr std::string_view none_of_these = "none";

// The first is said once; then the second, and from the limit on the third, by turns.
std::string_view rung_of(int in_a_row, int offer_person_at) {
    const bool odd_one = (in_a_row - offer_person_at) % 2 != 0;
    if (in_a_row >= offer_person_at) return odd_one ? "fallback.2" : "fallback.3";
    return in_a_row % 2 == 1 ? "fallback.1" : "fallback.2";
}

}  // namespace

void fall_back(Turn& turn) {
    turn.emit(NotUnderstood{});
    const int offer_at = turn.script().settings.not_understood_handoff;
    const std::string_view rung = rung_of(turn.state().not_understood, offer_at);
    std::vector<Button> buttons;
    if (rung == "fallback.2") buttons = turn.main_buttons();
    if (rung == "fallback.3") buttons = turn.person_button();
    turn.say(turn.system_text(rung), std::move(buttons));
}

void clarify(Turn& turn, const std::vector<const Intent*>& meanings, const std::string& words) {
    std::vector<Option> options;
    for (const Intent* intent : meanings) {
        if (options.size() == limits::clarify_options_max) break;
        options.push_back(
            {intent->id, turn.wording().intent_title(intent->id, turn.state().lang), {}}
        );
    }
    options.push_back({std::string(none_of_these), turn.system_text("none_of_these"), {}});
    turn.ask(turn.system_text("clarify"), options, AwaitClarify{options, words});
}

Then answer_clarification(Turn& turn, const AwaitClarify& question, const std::string& option) {
    turn.emit(Awaits{Idle{}});
    const Intent* intent = turn.script().intent(option);
    if (option == none_of_these || !intent) {
        turn.lead(turn.system_text("clarify_none"));
        return Then::settle;
    }
    return pursue(turn, *intent, turn.script().lexicon->understand(question.text));
}

}  // namespace clerk::turn
