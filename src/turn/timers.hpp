// Silence: a nudge at an open question, then the errand is put away. A timer is a field of the
// state; firing is a stimulus that carries the version it was set for.
#pragma once

#include "turn/working.hpp"

namespace clerk::turn {

// Sets, moves or clears the timer for what the turn leaves open.
void set_timer(Turn& turn);
// Set before something else happened, which has set its own since.
[[nodiscard]] bool is_late(const ConversationState& state, const Woken& timer);
// REQUIRES: it is not late.
void wake(Turn& turn);

}  // namespace clerk::turn
