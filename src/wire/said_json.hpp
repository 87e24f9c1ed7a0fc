// A public event as its audience is sent it and the journal keeps it: docs/PROTOCOL.md, "An event".
// `verb` and `seq` stand first, at fixed places, so that a stored frame tells its seq without being
// parsed.
#pragma once

#include "model/event.hpp"
#include "wire/json_writer.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace clerk::wire {

void write_said(JsonWriter& out, ConversationId conversation, const Said& said);
[[nodiscard]] std::string write_said(ConversationId conversation, const Said& said);
[[nodiscard]] Said read_said(const nlohmann::json& json);
// REQUIRES: a frame of write_said.
[[nodiscard]] std::uint64_t seq_of(std::string_view frame);
// The same for an agent: with the ticket it belongs to.
[[nodiscard]] std::string with_ticket(std::string_view frame, TicketId ticket);

}  // namespace clerk::wire
