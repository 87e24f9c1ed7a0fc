#include "app/conversations.hpp"

#include <utility>

#include "base/limits.hpp"

namespace clerk::app {

Result<Conversation*> Conversations::find(ConversationId id) {
    const auto at = entries_.find(id);
    if (at != entries_.end()) {
        by_use_.splice(by_use_.begin(), by_use_, at->second.use);
        return &at->second.conversation;
    }
    auto head = store_.head(id);
    if (!head) return head.error();
    if (!*head) return nullptr;
    auto state = codec_.decode_state((*head)->state);
    if (!state) return state.error();
    Conversation loaded{std::move(*state), (*head)->last_row, {}};
    const Status receipts = load_receipts(loaded);
    if (!receipts) return receipts.error();
    Conversation& kept = insert(id);
    kept = std::move(loaded);
    return &kept;
}

Conversation& Conversations::create(ConversationId id) { return insert(id); }

void Conversations::forget(ConversationId id) {
    const auto at = entries_.find(id);
    if (at == entries_.end()) return;
    by_use_.erase(at->second.use);
    entries_.erase(at);
}

void Conversations::trim() {
    while (entries_.size() > capacity_) forget(by_use_.back());
}

Conversation& Conversations::insert(ConversationId id) {
    by_use_.push_front(id);
    return entries_.emplace(id, Entry{{}, by_use_.begin()}).first->second.conversation;
}

Status Conversations::load_receipts(Conversation& conversation) {
    auto rows = store_.chain(conversation.last_row, 0, limits::turns_per_conversation_max + 64);
    if (!rows) return rows.error();
    for (const JournalRow& row : *rows) {
        auto events = codec_.decode_row(row.body);
        if (!events) return events.error();
        note_receipts(conversation, *events);
    }
    return done();
}

void note_receipts(Conversation& conversation, const Events& events) {
    for (const Event& event : events) {
        const Said* said = std::get_if<Said>(&event);
        if (!said || said->message.client_id.empty()) continue;
        conversation.receipts.insert_or_assign(
            said->message.client_id, Receipt{said->content_hash, said->seq, said->at}
        );
    }
}

}  // namespace clerk::app
