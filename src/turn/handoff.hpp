// People: putting the conversation in their queue, and what they do with it. While a person or the
// queue owns it, the clerk says nothing.
#pragma once

#include "turn/working.hpp"

#include <string>
#include <string_view>

namespace clerk::turn {

// The shopper wants a person.
void hand_over(Turn& turn);
// The clerk is at its wits' end, and says so.
void hand_over(Turn& turn, std::string text);
// A flow's hand-off step, or a ladder used up.
void hand_over_from_flow(Turn& turn, const flow::HandOffRequested& request);
// A fault of ours: apologise, end everything, call a colleague. Never loops, whatever went wrong.
void break_down(Turn& turn);

void handed_over(Turn& turn, const EffectAnswer& answer);

void agent_joins(Turn& turn, const AgentJoins& who);
void agent_says(Turn& turn, const AgentSays& what);
void agent_leaves(Turn& turn, const AgentLeaves& who);

}  // namespace clerk::turn
