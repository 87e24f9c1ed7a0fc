// Tickets as rows, with what happened to them. What may happen when is decided in tickets/.
#pragma once

#include "base/result.hpp"
#include "model/ticket.hpp"
#include "store/sqlite.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace clerk::store {

class TicketTables {
public:
    explicit TicketTables(Connection& connection);

    Result<Ticket> open_ticket(const Ticket& ticket, std::string_view key);
    Status put_ticket(const Ticket& ticket);
    Status add_ticket_event(const TicketEvent& event);
    Result<std::optional<Ticket>> ticket(TicketId id);
    Result<std::vector<Ticket>> live_tickets();
    Result<std::vector<TicketEvent>> ticket_events(TicketId id);

private:
    Connection* connection_;
    Statement by_key_;
    Statement by_id_;
    Statement live_;
    Statement open_;
    Statement put_;
    Statement add_event_;
    Statement events_;
    Statement tell_;
};

}  // namespace clerk::store
