// What an answer does to the open question, and what no answer does. The question's frame runs on
// in settle() afterwards, unless a new question was put.
#pragma once

#include "turn/reading.hpp"
#include "turn/working.hpp"

namespace clerk::turn {

enum class Then : unsigned char { settle, rest };

[[nodiscard]] Then give_answer(Turn& turn, const Answer& answer);
// A question is open and this was no answer to it: a try, and the next rung of its ladder.
// REQUIRES: AwaitSlot, AwaitConfirm or AwaitChoose.
void count_invalid(Turn& turn);
[[nodiscard]] bool question_open(const ConversationState& state);
// "No" to the open confirmation leads somewhere, and not to "what shall I change?".
[[nodiscard]] bool no_leads_on(const Turn& turn);
// An action that nobody answered is to be tried again.
[[nodiscard]] bool is_repeated_later(const ConversationState& state);

}  // namespace clerk::turn
