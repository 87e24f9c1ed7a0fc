// A journal row's body: one line an event. Public events are 'p' and their frame, byte for byte as
// sent; all others are 'f' and a small object whose "k" names the event.
#pragma once

#include "app/ports.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace clerk::wire {

[[nodiscard]] app::EncodedRow write_row(ConversationId id, const Events& events);
[[nodiscard]] Result<Events> read_row(std::string_view body);
[[nodiscard]] std::vector<app::PublicEvent> public_events_of(std::string_view body);
[[nodiscard]] std::string write_state(const ConversationState& state);
[[nodiscard]] Result<ConversationState> read_state(std::string_view body);

}  // namespace clerk::wire
