#include "model/ticket.hpp"

#include <algorithm>
#include <array>

namespace clerk {
namespace {

// In the order of TicketState; as they stand in files and on the wire, so for ever.
constexpr std::array<std::string_view, 12> names{
    "new",
    "queued",
    "offered",
    "open",
    "waiting_customer",
    "waiting_third_party",
    "snoozed",
    "solved",
    "closed",
    "abandoned",
    "merged",
    "spam"};
static_assert(names.size() == static_cast<std::size_t>(TicketState::spam) + 1);

}  // namespace

std::string_view to_string(TicketState state) { return names[static_cast<std::size_t>(state)]; }

std::optional<TicketState> parse_ticket_state(std::string_view name) {
    const auto at = std::ranges::find(names, name);
    if (at == names.end()) return std::nullopt;
    return static_cast<TicketState>(at - names.begin());
}

}  // namespace clerk
