// The only place where a conversation's state changes: one event folded in. `replay` of all events
// of a conversation gives its state, with no content at hand (held by a property test).
#pragma once

#include "model/conversation.hpp"
#include "model/event.hpp"

#include <span>

namespace clerk::turn {

void apply(ConversationState& state, const Event& event);
[[nodiscard]] ConversationState replay(std::span<const Event> events);

}  // namespace clerk::turn
