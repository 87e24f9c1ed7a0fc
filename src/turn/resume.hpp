// Errands that were interrupted, and going back to them. When the errand above is over, what lies
// below is offered by name, the newest first; nothing goes on unasked. The same offer stands after
// a long silence, so that whoever comes back finds everything as it was.
#pragma once

#include "turn/answer.hpp"
#include "turn/working.hpp"

#include <string>

namespace clerk::turn {

// "Shall we go on with …?" REQUIRES: an errand is under way.
void offer_resume(Turn& turn);
// The same below words that say why it is asked.
void offer_resume(Turn& turn, std::string text);
// One of its options: an errand, or none of them.
[[nodiscard]] Then answer_resume(Turn& turn, const std::string& option);
// The newest errand goes on, said so.
void take_up(Turn& turn);
// None of them: all that was interrupted ends.
void put_aside(Turn& turn);
// The offer is overtaken by what was said.
void close_offer(Turn& turn);

[[nodiscard]] bool offers_resume(const ConversationState& state);
[[nodiscard]] std::size_t errands_under_way(const ConversationState& state);

}  // namespace clerk::turn
