// A ticket: one matter that people work on. What may happen to it when is decided in tickets/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "model/language.hpp"

namespace clerk {

enum class TicketState : unsigned char {
    created,  // "new" on the wire
    queued,
    offered,
    open,
    waiting_customer,
    waiting_third_party,
    snoozed,
    solved,
    closed,
    abandoned,
    merged,
    spam,
};

[[nodiscard]] std::string_view to_string(TicketState state);  // "new", "queued", …
[[nodiscard]] std::optional<TicketState> parse_ticket_state(std::string_view name);

struct Ticket {
    TicketId id;
    std::string number;  // shown to people, unguessable
    std::uint32_t version = 1;
    TicketState state = TicketState::created;
    std::string category;  // enum ticket_category
    std::string priority;  // enum priority
    std::string subject;
    std::string summary;
    ConversationId conversation;
    bool holds_chat = false;  // the conversation was handed over, not merely reported
    CustomerId customer;      // proven, or none
    std::string customer_name;
    std::string tier;
    Lang lang = Lang::zh;
    AgentId agent;  // who has it
    std::string agent_name;
    UnixMillis opened_at;
    UnixMillis queued_at;   // start of the wait
    UnixMillis first_reply_at;
    UnixMillis changed_at;

    friend bool operator==(const Ticket&, const Ticket&) = default;
};

// What happened to a ticket, append-only: "opened", "claimed", "note", "replied", "released", …
struct TicketEvent {
    TicketId ticket;
    UnixMillis at;
    std::string kind;
    AgentId agent;
    std::string name;
    std::string text;
    std::string client_id;

    friend bool operator==(const TicketEvent&, const TicketEvent&) = default;
};

}  // namespace clerk
