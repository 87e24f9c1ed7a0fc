// The tickets that people have to work on, in memory over the store: the line, who has what, what
// changed in this batch. Rules of their life are tickets/; verbs of agents are desk.hpp. Engine
// thread only.
#pragma once

#include "app/batch.hpp"
#include "app/ports.hpp"
#include "app/system.hpp"
#include "model/effect.hpp"
#include "tickets/queue.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace clerk::app {

class TicketBook {
public:
    TicketBook(TicketStore& store, IdSource& ids, Chance& chance)
        : store_(store), ids_(ids), chance_(chance) {}

    // Reads the live tickets: at start, and after a failed commit. If that fails, too, the book is
    // stale: it must not be used until a reload() worked.
    [[nodiscard]] Status reload();

    [[nodiscard]] bool stale() const { return stale_; }

    // A conversation is handed over: its live ticket goes back into the line, or a new one is
    // opened. The same key gives the same ticket.
    Ticket hand_over(
        const HandOff& what, const ConversationState& state, std::string_view key, Batch& batch
    );
    // A matter is reported while the clerk goes on.
    Ticket report(
        const NamedValues& args,
        const ConversationState& state,
        std::string summary,
        std::string_view key,
        Batch& batch
    );

    // Stores a changed ticket and notes what happened to it.
    void put(const Ticket& ticket, TicketEvent event, Batch& batch);

    // Live tickets only.
    [[nodiscard]] const Ticket* find(TicketId id) const;
    // The ticket under which this conversation is with people, if any.
    [[nodiscard]] const Ticket* of_conversation(ConversationId id) const;
    [[nodiscard]] TicketView view(TicketId id) const;

    [[nodiscard]] std::size_t position(TicketId id) const { return line_.position(id); }

    [[nodiscard]] std::vector<TicketId> line() const { return line_.in_order(); }

    [[nodiscard]] std::vector<TicketId> of_agent(AgentId agent) const;

    // Conversations that are with people.
    [[nodiscard]] std::vector<ConversationId> chats() const;

    [[nodiscard]] std::size_t waiting() const { return line_.size(); }

    // What a desk's list shows of the chat.
    void note_words(ConversationId id, std::uint64_t last_seq, std::string_view shopper_said);

private:
    struct Entry {
        Ticket ticket;
        std::uint64_t last_seq = 0;
        std::string last_text;
    };

    Ticket fresh(const ConversationState& state, UnixMillis now);
    Ticket open(Ticket ticket, std::string_view key, Batch& batch);
    void keep(const Ticket& ticket);

    TicketStore& store_;
    IdSource& ids_;
    Chance& chance_;
    tickets::Queue line_;
    std::unordered_map<TicketId, Entry> live_;
    std::unordered_map<ConversationId, TicketId> by_conversation_;  // those that hold the chat
    bool stale_ = false;
};

}  // namespace clerk::app
