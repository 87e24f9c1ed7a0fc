// Who is listening: which sessions watch which conversation, which agents are at their desks and
// what they look at, and which HTTP requests wait for something to be said. Engine thread only.
//
// What changes here in a batch is part of it: if the commit fails, rollback() makes it undone, or
// sockets would watch what never was, and requests be answered twice or not at all.
#pragma once

#include "app/ports.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace clerk::app {

// An HTTP request that waits for the first event after `after`.
struct LongPoll {
    SessionKey from;
    ConversationId conversation;
    std::uint64_t after = 0;
    std::size_t max = 0;
    UnixMillis deadline;

    friend bool operator==(const LongPoll&, const LongPoll&) = default;
};

class Hub {
public:
    void begin();     // a batch
    void rollback();  // as it was at begin(); the longest waits may have changed places

    // A shopper's session watches a conversation from now on. Returns a session that had to make
    // room (limits::sessions_per_conversation_max), oldest first.
    std::optional<SessionKey> watch(SessionKey session, ConversationId conversation);
    void join(SessionKey session, AgentRef agent);
    void look_at(SessionKey session, TicketId ticket);
    void leave(SessionKey session);

    [[nodiscard]] ConversationId conversation_of(SessionKey session) const;
    [[nodiscard]] const AgentRef* agent_of(SessionKey session) const;
    [[nodiscard]] std::span<const SessionKey> watchers(ConversationId conversation) const;
    // Sessions of this agent, and of any agent who looks at the ticket.
    [[nodiscard]] std::vector<SessionKey> desks_for(AgentId agent, TicketId ticket) const;
    [[nodiscard]] std::vector<SessionKey> all_desks() const;

    // False when as many wait on this conversation as may (limits::sessions_per_conversation_max).
    [[nodiscard]] bool wait(LongPoll poll);
    // Removes and returns those waiting on the conversation, or those whose time is up.
    [[nodiscard]] std::vector<LongPoll> waiting_on(ConversationId conversation);
    [[nodiscard]] std::vector<LongPoll> expired(UnixMillis now);
    [[nodiscard]] std::optional<UnixMillis> next_deadline() const;

private:
    void leave_desk(SessionKey session);
    void leave_shopper(SessionKey session);
    [[nodiscard]] std::vector<LongPoll> take_polls(
        const std::function<bool(const LongPoll&)>& chosen
    );

    void change(std::function<void()> undo) { undo_.push_back(std::move(undo)); }

    struct Desk {
        AgentRef agent;
        TicketId looks_at;
    };

    struct KeyHash {
        std::size_t operator()(SessionKey key) const noexcept {
            return std::hash<std::uint64_t>{}(key.id * 64 + key.thread);
        }
    };

    std::unordered_map<SessionKey, ConversationId, KeyHash> shoppers_;
    std::unordered_map<ConversationId, std::vector<SessionKey>> by_conversation_;
    std::map<SessionKey, Desk> desks_;
    std::vector<LongPoll> polls_;
    std::vector<std::function<void()>> undo_;  // of this batch, in order
};

}  // namespace clerk::app
