// Errands: what a shopper came for, run as flows on a stack. An errand is a frame that an intent
// began and the frames that flow started; a digression is an errand begun inside another, which is
// offered again when it is over (turn/resume.hpp). What waits behind them all is the queue of
// things said in the same message.
#pragma once

#include "turn/mention.hpp"
#include "turn/working.hpp"

#include <string_view>

namespace clerk::turn {

// Begins what the intent starts, or goes back to it where it is already under way. Says nothing and
// runs nothing: settle() does. REQUIRES: intent.starts is a flow of the script.
void begin_errand(Turn& turn, const Intent& intent, const Opening& opening);
// The errand that runs the flow comes to the top with all it has started, and that is said; what
// was above it waits below. REQUIRES: the flow is under way.
void raise_errand(Turn& turn, std::string_view flow);
// Ends what the flow has started. REQUIRES: it runs in the errand on top.
void drop_parts(Turn& turn, std::string_view flow);
// A flow inside the running errand. False: the stack is full.
[[nodiscard]] bool push_flow(
    Turn& turn, const flow::Flow& flow, const NamedValues& given, std::string_view give_to
);

// Ends the running errand with all its frames ("cancelled", "failed:…"), or everything.
void end_errand(Turn& turn, std::string_view outcome);
void end_everything(Turn& turn, std::string_view outcome);
// What the running errand is called, and the intent that began it; empty when nothing runs.
[[nodiscard]] std::string errand_title(const Turn& turn);
[[nodiscard]] std::string errand_intent(const Turn& turn);

// Runs what is to be run until a question is open, an effect is wanted or nothing is left, then the
// queue. The end of every way through a message.
void settle(Turn& turn);

// Sets a slot of the running frame, and keeps it where the flow says so.
void set_slot(Turn& turn, std::string_view slot, const Value& value, std::string_view source);
// Clears it, and makes sure that it is asked afresh.
void forget_slot(Turn& turn, std::string_view slot);
// A failure that no flow handles: says so, offers a person, ends the errand.
void fail_errand(Turn& turn, std::string_view failure, std::string_view text);

}  // namespace clerk::turn
