// One step of the running frame, turned into events: what flow/advance.hpp returns as data is said,
// set, asked or requested here. turn/errand.hpp's settle() loops over it.
#pragma once

#include "turn/working.hpp"

#include <string>
#include <string_view>

namespace clerk::turn {

enum class Running : unsigned char {
    goes_on,  // run the next step, of whichever frame is on top now
    waits,    // for the shopper or for an effect
};

// REQUIRES: a frame.
[[nodiscard]] Running run_step(Turn& turn);

// The running frame is over, with a failure of its flow's or "": back to the one below, which has
// started it or was interrupted by it.
[[nodiscard]] Running end_frame(Turn& turn, const std::string& failure, const Value& gives);

// The answer to a flow's call: on to where it leads. settle() goes on from there.
void call_answered(Turn& turn, const EffectAnswer& answer, const AwaitAction& asked);
// Asks once more for the action that waits to be tried again.
void repeat_call(Turn& turn);

// A call or a started flow has failed: to the branch that the flow has for it, or the system's
// words.
[[nodiscard]] Running failed(Turn& turn, const std::string& failure);

// The step that the running frame is at; null: it is of another kind, or gone.
template <class Kind>
[[nodiscard]] const Kind* running_step(const Turn& turn) {
    if (!turn.flow()) return nullptr;
    const flow::OpIndex at = turn.flow()->step(turn.frame()->step);
    return at == flow::no_op ? nullptr : std::get_if<Kind>(&turn.flow()->steps[at].action);
}

// The place the running frame goes on from.
void reach(Turn& turn, std::string step);
// Counts a try at the step and says `text` before the question is asked again.
void count_try(Turn& turn, std::string step, std::string text);
// Counts, at the open question, what is no wrong answer; how often it has happened there.
[[nodiscard]] int count_apart(Turn& turn, std::string_view what);
[[nodiscard]] int tries_at(const Frame& frame, std::string_view step);

}  // namespace clerk::turn
