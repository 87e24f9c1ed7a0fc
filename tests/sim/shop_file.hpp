// What a shop's file holds after a run, read by SQL of its own and not by store/: a checker that
// went through the code it checks would share its mistakes.
#pragma once

#include "base/result.hpp"
#include "model/conversation.hpp"
#include "model/event.hpp"
#include "model/shop.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace clerk::sim {

struct StoredRow {
    std::int64_t n = 0;
    std::int64_t prev = 0;
    std::uint64_t first_seq = 0;
    std::uint64_t last_seq = 0;
    Events events;
    std::vector<std::string> frames;  // of the public events
};

struct StoredConversation {
    bool has_head = false;
    std::int64_t last_row = 0;
    std::uint64_t last_seq = 0;
    std::int64_t wake_at = 0;
    std::uint32_t version = 0;
    ConversationState state;
    std::vector<StoredRow> rows;  // in order of n
};

struct StoredTicket {
    TicketId id;
    std::string number;
    std::string key;
    std::string state;
    ConversationId conversation;
    bool holds_chat = false;
    AgentId agent;
};

struct StoredTicketEvent {
    TicketId ticket;
    std::string kind;
    std::string name;
    std::string text;
    std::string client_id;
};

struct StoredRecord {  // a return or a complaint
    std::string number;
    std::string key;
    std::uint64_t item = 0;
    std::int64_t quantity = 0;
};

struct StoredItem {
    std::int64_t quantity = 0;
    std::int64_t returned_before = 0;
};

struct ShopFile {
    std::vector<std::string> faults;  // SQLite's own checks; unreadable rows
    std::int64_t heads_whole_to = 0;  // a journal row; heads may lie behind by later ones
    std::map<ConversationId, StoredConversation> conversations;
    std::vector<StoredTicket> tickets;
    std::vector<StoredTicketEvent> ticket_events;
    std::vector<StoredRecord> returns;
    std::vector<StoredRecord> complaints;
    std::map<std::uint64_t, StoredItem> items;
    std::map<std::uint64_t, std::vector<PointsEntry>> points;  // by customer, oldest first
    std::vector<std::string> told_shop;                        // keys of the outbox
};

[[nodiscard]] Result<ShopFile> read_shop_file(const std::string& path);

}  // namespace clerk::sim
