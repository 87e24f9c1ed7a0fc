// Who is next: the waiting line as a pure, ordered set of tickets. More urgent first, then those
// who have waited longer; ties by id, so that the order is total and everybody sees the same
// position.
#pragma once

#include "model/ticket.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string_view>
#include <vector>

namespace clerk::tickets {

// 0 urgent … 3 low; unknown priorities count as normal.
[[nodiscard]] int urgency(std::string_view priority);

class Queue {
public:
    // Waiting (again, or with new priority). REQUIRES: ticket.state is queued.
    void put(const Ticket& ticket);
    // No longer waiting; nothing happens if it was not.
    void remove(TicketId id);
    // From 1; 0: not waiting. Linear in the position.
    [[nodiscard]] std::size_t position(TicketId id) const;
    // First come first.
    [[nodiscard]] std::vector<TicketId> in_order() const;

    [[nodiscard]] std::size_t size() const { return line_.size(); }

private:
    struct Place {
        int urgency = 2;
        UnixMillis since;
        TicketId id;

        friend auto operator<=>(const Place&, const Place&) = default;
    };

    std::set<Place> line_;
    std::map<TicketId, Place> places_;
};

}  // namespace clerk::tickets
