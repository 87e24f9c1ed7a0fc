// Rows that only an export has (docs/EXPORT.md), beside those it shares with an import
// (model/import.hpp): what Shopclerk itself has written down. They name things as people do, by
// numbers and the shop's own ids.
#pragma once

#include "base/ids.hpp"
#include "base/time.hpp"
#include "model/import.hpp"
#include "model/ticket.hpp"
#include "model/value.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace clerk {

// A step in the life of a return or a complaint.
struct LifeEvent {
    UnixMillis at;
    std::string status;
    std::string note;

    friend bool operator==(const LifeEvent&, const LifeEvent&) = default;
};

struct ReturnRow {
    std::string number;
    std::string order;
    std::int64_t line = 0;
    std::string sku;
    std::string reason;
    std::string status;
    std::int64_t quantity = 1;
    Money refund;
    std::string freight;
    Date send_by;
    std::string clause;
    UnixMillis at;
    std::vector<LifeEvent> events;
};

struct ComplaintRow {
    std::string number;
    std::string customer;  // ref; empty: nobody proven
    std::string order;     // empty: about no order
    ConversationId conversation;
    std::string text;
    std::string severity;
    std::string status;
    UnixMillis promise;
    UnixMillis at;
    std::vector<LifeEvent> events;
};

struct TicketRow {
    Ticket ticket;
    std::string customer;  // ref
    std::vector<TicketEvent> events;
};

// What the shop's other systems must be told: that something was opened, once.
struct NoticeRow {
    std::int64_t n = 0;
    std::string key;
    std::string kind;
    std::string subject;  // the number of the thing
    UnixMillis at;
};

}  // namespace clerk
