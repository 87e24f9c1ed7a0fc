#include "content/talk.hpp"

#include "base/limits.hpp"
#include "turn/apply.hpp"

#include <stdexcept>
#include <utility>

namespace clerk::content {

TurnRecord Talk::take(const turn::Stimulus& stimulus, UnixMillis now) {
    try {
        return rounds(stimulus, now);
    } catch (const ActionBroke& failure) {
        turn::Broken broken{failure.what(), std::nullopt};
        const auto* message = std::get_if<turn::ShopperSays>(&stimulus);
        if (message != nullptr) broken.message = *message;
        return rounds(broken, now);
    }
}

TurnRecord Talk::rounds(const turn::Stimulus& stimulus, UnixMillis now) {
    TurnRecord record;
    turn::Outcome outcome = turn::take_turn(state_, stimulus, script_, now);
    for (std::size_t round = 0;; ++round) {
        for (Event& event : outcome.events)
            record.events.push_back(std::move(event));
        if (!outcome.effect) break;
        if (round == limits::effect_rounds_max) {
            throw std::runtime_error("a turn asked for more effects than effect_rounds_max");
        }
        EffectAnswer answer = runner_.perform(*outcome.effect, outcome.state, now);
        record.performed.push_back({record.events.size(), *outcome.effect, answer});
        outcome = turn::take_turn(std::move(outcome.state), answer, script_, now);
    }
    state_ = std::move(outcome.state);
    return record;
}

TurnRecord Talk::say(std::string_view text, std::string_view choice, UnixMillis now) {
    turn::ShopperSays said;
    said.client_id = "m" + std::to_string(++messages_);
    said.choice = choice;
    said.text = text;
    said.understanding = script_.lexicon->understand(text);
    return take(said, now);
}

std::vector<TurnRecord> Talk::wait_until(UnixMillis now) {
    std::vector<TurnRecord> records;
    // Each firing sets its next timer later, or none.
    for (std::size_t i = 0; i < limits::effect_rounds_max; ++i) {
        const UnixMillis due = state_.wake_at;
        if (due.value == 0 || due > now) break;
        records.push_back(take(turn::Woken{state_.version}, due));
        if (state_.wake_at == due) break;
    }
    return records;
}

void Talk::prove(const std::string& order_no) {
    turn::apply(state_, OrderProven{order_no});
}

}  // namespace clerk::content
