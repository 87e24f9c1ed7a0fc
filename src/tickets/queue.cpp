#include "tickets/queue.hpp"

#include <iterator>

namespace clerk::tickets {

int urgency(std::string_view priority) {
    if (priority == "urgent") return 0;
    if (priority == "high") return 1;
    if (priority == "low") return 3;
    return 2;
}

void Queue::put(const Ticket& ticket) {
    remove(ticket.id);
    const Place place{urgency(ticket.priority), ticket.queued_at, ticket.id};
    line_.insert(place);
    places_.emplace(ticket.id, place);
}

void Queue::remove(TicketId id) {
    const auto at = places_.find(id);
    if (at == places_.end()) return;
    line_.erase(at->second);
    places_.erase(at);
}

std::size_t Queue::position(TicketId id) const {
    const auto at = places_.find(id);
    if (at == places_.end()) return 0;
    const auto before = std::distance(line_.begin(), line_.find(at->second));
    return static_cast<std::size_t>(before) + 1;
}

std::vector<TicketId> Queue::in_order() const {
    std::vector<TicketId> out;
    out.reserve(line_.size());
    for (const Place& place : line_) out.push_back(place.id);
    return out;
}

}  // namespace clerk::tickets
