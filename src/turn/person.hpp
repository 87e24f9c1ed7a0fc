// A person, asked for at any moment: in every clause, beside every answer. The ranking finds the
// wish where it is all that a clause means; here it is looked for in what stands beside something
// else ("2024061234, a person please").
#pragma once

#include "turn/working.hpp"

namespace clerk::turn {

// Whether some part of the message is a wish for a person by itself: what stands between commas,
// and what is left of an answer's words when its value is taken out.
[[nodiscard]] bool asks_for_person(const Turn& turn, const nlu::Understanding& message);

}  // namespace clerk::turn
