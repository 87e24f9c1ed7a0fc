// Content was edited while a chat was under way. A frame goes on with the new script when its step
// and the types of its slots are still there; else its errand ends with a word and an offer to
// begin anew.
#pragma once

#include "turn/working.hpp"

namespace clerk::turn {

// Whether the running frame can no longer be run by `flow`, the script's flow of its name.
[[nodiscard]] bool has_outgrown(const Turn& turn, const flow::Flow& flow);
void end_changed(Turn& turn);

}  // namespace clerk::turn
