// A conversation without a server: one state, the stimuli folded in through take_turn with all
// their effect rounds, as the engine does it. Chat tests and `shopclerk chat` run on it.
#pragma once

#include "model/conversation.hpp"
#include "model/effect.hpp"
#include "model/event.hpp"
#include "turn/script.hpp"
#include "turn/take_turn.hpp"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::content {

// Who performs what turns ask for: stubs, or the real actions over a shop in memory.
class ActionRunner {
public:
    virtual ~ActionRunner() = default;
    virtual EffectAnswer perform(
        const Effect& effect, const ConversationState& state, UnixMillis now
    ) = 0;
    // The shop's customer of that name; nullopt: there is none.
    virtual std::optional<turn::ShopperSignsIn> customer(std::string_view name) = 0;
    // Undoes all that was written since the last call: every chat begins with the same shop.
    virtual void begin_chat() = 0;
};

// What an effect came to, in its place among the events.
struct Performed {
    std::size_t before_event = 0;  // index into TurnRecord::events
    Effect effect;
    EffectAnswer answer;
};

// What an action throws that breaks: the turn is rolled back, and an apology and a ticket take its
// place, as the engine does it.
struct ActionBroke : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// All rounds of one outside stimulus.
struct TurnRecord {
    Events events;
    std::vector<Performed> performed;
};

class Talk {
public:
    // REQUIRES: both outlive it.
    Talk(const turn::Script& script, ActionRunner& runner) : script_(script), runner_(runner) {}

    // `now` must not go back from one call to the next. Throws what a turn throws on a bug.
    TurnRecord take(const turn::Stimulus& stimulus, UnixMillis now);
    // Typed, or the label of a button of the last reply, with its id in `choice`.
    TurnRecord say(std::string_view text, std::string_view choice, UnixMillis now);
    // Timers that are due until `now`, each at its own time.
    std::vector<TurnRecord> wait_until(UnixMillis now);
    // An order counts as proven, as if its digits had been given.
    void prove(const std::string& order_no);

    [[nodiscard]] const ConversationState& state() const { return state_; }

private:
    TurnRecord rounds(const turn::Stimulus& stimulus, UnixMillis now);

    const turn::Script& script_;
    ActionRunner& runner_;
    ConversationState state_;
    std::uint64_t messages_ = 0;
};

}  // namespace clerk::content
