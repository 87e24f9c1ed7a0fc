#include "app/conversations.hpp"

#include "base/limits.hpp"

#include <utility>

namespace clerk::app {
namespace {

constexpr Millis still_before_rest = seconds(2);
constexpr int rests_at_once_max = 512;  // a millisecond of encoding

}  // namespace

Result<Conversation*> Conversations::find(ConversationId id) {
    const auto at = entries_.find(id);
    if (at != entries_.end()) {
        Entry& entry = *at->second;
        if (!entry.awake) {
            if (Status woken = wake(entry); !woken) return woken.error();
            awake_.splice(awake_.begin(), resting_, at->second);
        } else {
            awake_.splice(awake_.begin(), awake_, at->second);
        }
        entry.used = now_;
        return entry.awake.get();
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

Conversation& Conversations::create(ConversationId id) {
    return insert(id);
}

void Conversations::forget(ConversationId id) {
    const auto at = entries_.find(id);
    if (at == entries_.end()) return;
    (at->second->awake ? awake_ : resting_).erase(at->second);
    entries_.erase(at);
}

void Conversations::trim(UnixMillis now) {
    now_ = now;
    while (entries_.size() > capacity_)
        forget((resting_.empty() ? awake_ : resting_).back().id);
    for (int i = 0; i < rests_at_once_max && !awake_.empty(); ++i) {
        const auto stillest = std::prev(awake_.end());
        if (now - stillest->used < still_before_rest) return;
        lay_to_rest(*stillest);
        resting_.splice(resting_.begin(), awake_, stillest);
    }
}

Conversation& Conversations::insert(ConversationId id) {
    awake_.push_front({id, now_, std::make_unique<Conversation>(), {}});
    entries_.insert_or_assign(id, awake_.begin());
    return *awake_.front().awake;
}

Status Conversations::wake(Entry& entry) {
    auto state = codec_.decode_state(entry.resting.state);
    if (!state) return state.error();
    Resting& kept = entry.resting;
    entry.awake = std::make_unique<Conversation>(Conversation{
        *std::move(state), kept.last_row, std::move(kept.receipts)});
    kept = {};
    return done();
}

void Conversations::lay_to_rest(Entry& entry) {
    Conversation& conversation = *entry.awake;
    const std::string encoded = codec_.encode_state(conversation.state);
    conversation.receipts.shrink();
    // Copied, so that it holds no more than its size.
    entry.resting = {std::string(encoded), conversation.last_row, std::move(conversation.receipts)};
    entry.awake.reset();
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
        conversation.receipts.note(
            said->message.client_id, Receipt{said->content_hash, said->seq, said->at}
        );
    }
}

}  // namespace clerk::app
