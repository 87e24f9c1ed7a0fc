// A shopper's message, from the words to what is done about it. Whoever wants a person gets one at
// once; then the answer to the open question or a change of an earlier one; then, in order, what
// the clauses mean: what is merely said is said, the first errand begins, the others queue.
#pragma once

#include "turn/answer.hpp"
#include "turn/working.hpp"

namespace clerk::turn {

void shopper_says(Turn& turn, const ShopperSays& said);
// The message is on record, whatever becomes of it.
void record(Turn& turn, const ShopperSays& said);
// Does what the intent means, as if `words` had meant it alone.
[[nodiscard]] Then pursue(Turn& turn, const Intent& intent, const nlu::Understanding& words);
// Does what the button of a message starts (flow/buttons). nullopt: it answers a question, or is of
// content that is gone.
[[nodiscard]] std::optional<Then> press(Turn& turn, std::string_view button);

}  // namespace clerk::turn
