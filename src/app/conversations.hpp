// The conversations at hand: state, place in the journal and the receipts of every client id,
// cached over the store and bounded by forgetting the least recently used. Engine thread only.
//
// An entry may be changed in place during a batch; if the commit fails the engine forgets the
// touched ones, and the next look reads what the store really holds: the head, and what the rows of
// the journal tell beyond it.
//
// Most shoppers who are connected say nothing for minutes. A conversation that nobody has asked for
// in a while rests: its state is kept as the store keeps it, encoded, a quarter of the size, and is
// read again when somebody speaks.
#pragma once

#include "app/behind.hpp"
#include "app/ports.hpp"
#include "app/receipts.hpp"
#include "base/result.hpp"
#include "model/conversation.hpp"

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

namespace clerk::app {

struct Conversation {
    ConversationState state;
    std::int64_t last_row = 0;
    Receipts receipts;
};

class Conversations {
public:
    // REQUIRES: `behind` knows every row that its conversation's head does not.
    Conversations(
        ConversationStore& store, const Codec& codec, const Behind& behind, std::size_t capacity
    )
        : store_(store), codec_(codec), behind_(behind), capacity_(capacity) {}

    // "corrupt": what is stored of it cannot be read. Null when there is no such conversation. The
    // pointer holds until forget() or trim().
    [[nodiscard]] Result<Conversation*> find(ConversationId id);
    // Its head as of now, to be written. "corrupt" also when there is no such conversation.
    [[nodiscard]] Result<Head> head(ConversationId id);
    // REQUIRES: it does not exist.
    Conversation& create(ConversationId id);
    void forget(ConversationId id);
    // Between batches: back to the capacity, and to rest with those that have been still for long.
    void trim(UnixMillis now);

    [[nodiscard]] std::size_t size() const { return entries_.size(); }

private:
    struct Resting {
        std::string state;
        std::int64_t last_row = 0;
        Receipts receipts;
    };

    struct Entry {
        ConversationId id;
        UnixMillis used;                      // or a little before
        std::unique_ptr<Conversation> awake;  // null: it rests
        Resting resting;
    };

    using Entries = std::list<Entry>;

    Conversation& insert(ConversationId id);
    Status wake(Entry& entry);
    void lay_to_rest(Entry& entry);
    [[nodiscard]] Result<Conversation> load(const Head& head);

    ConversationStore& store_;
    const Codec& codec_;
    const Behind& behind_;
    std::size_t capacity_;
    UnixMillis now_;  // of the last trim
    Entries awake_;   // most recent first
    Entries resting_;
    std::unordered_map<ConversationId, Entries::iterator> entries_;
};

// What the file keeps of a conversation whose newest row is `last_row`.
[[nodiscard]] Head head_of(
    const ConversationState& state, std::int64_t last_row, std::string encoded
);
// The same where the state cannot be told: nobody can go on from it by mistake.
[[nodiscard]] Head head_without_state(Head kept, std::int64_t last_row);

// Takes the next row of a conversation into its state, and `last_row` there. False, and nothing is
// done: the row does not follow.
[[nodiscard]] bool fold(
    const JournalRow& row, const Events& events, ConversationState& state, std::int64_t& last_row
);

// Notes the receipts of a turn's messages.
void note_receipts(Conversation& conversation, const Events& events);

}  // namespace clerk::app
