// The conversations at hand: state, place in the journal and the receipts of every client id,
// cached over the store and bounded by forgetting the least recently used. Engine thread only.
//
// An entry may be changed in place during a batch; if the commit fails the engine forgets the
// touched ones, and the next look reads what the store really holds.
#pragma once

#include "app/ports.hpp"
#include "base/result.hpp"
#include "model/conversation.hpp"

#include <cstdint>
#include <list>
#include <string>
#include <unordered_map>

namespace clerk::app {

// What a client id was answered with: a retry gets the same.
struct Receipt {
    std::uint64_t content_hash = 0;
    std::uint64_t seq = 0;
    UnixMillis at;
};

struct Conversation {
    ConversationState state;
    std::int64_t last_row = 0;
    std::unordered_map<std::string, Receipt> receipts;
};

class Conversations {
public:
    Conversations(ConversationStore& store, const Codec& codec, std::size_t capacity)
        : store_(store), codec_(codec), capacity_(capacity) {}

    // Null when there is no such conversation. The pointer holds until forget() or trim().
    [[nodiscard]] Result<Conversation*> find(ConversationId id);
    // REQUIRES: it does not exist.
    Conversation& create(ConversationId id);
    void forget(ConversationId id);
    // Between batches: back to the capacity.
    void trim();

    [[nodiscard]] std::size_t size() const { return entries_.size(); }

private:
    struct Entry {
        Conversation conversation;
        std::list<ConversationId>::iterator use;
    };

    Conversation& insert(ConversationId id);
    Status load_receipts(Conversation& conversation);

    ConversationStore& store_;
    const Codec& codec_;
    std::size_t capacity_;
    std::list<ConversationId> by_use_;  // most recent first
    std::unordered_map<ConversationId, Entry> entries_;
};

// Notes the receipts of a turn's messages.
void note_receipts(Conversation& conversation, const Events& events);

}  // namespace clerk::app
