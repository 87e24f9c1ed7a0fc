#include "app/conversations.hpp"

#include "base/limits.hpp"
#include "turn/apply.hpp"

#include <algorithm>
#include <utility>

namespace clerk::app {
namespace {

constexpr Millis still_before_rest = seconds(2);
constexpr int rests_at_once_max = 512;  // a millisecond of encoding

Error unreadable(const std::string& why) {
    return error("corrupt", "a conversation cannot be read: " + why);
}

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
    const auto head = store_.head(id);
    if (!head) return head.error();
    if (!*head) return nullptr;
    auto loaded = load(**head);
    if (!loaded) return loaded.error();
    Conversation& kept = insert(id);
    kept = *std::move(loaded);
    return &kept;
}

Result<Head> Conversations::head(ConversationId id) {
    const auto at = entries_.find(id);
    if (at != entries_.end() && !at->second->awake) {
        const Resting& resting = at->second->resting;
        const auto state = codec_.decode_state(resting.state);
        if (!state) return unreadable(state.error().message);
        return head_of(*state, resting.last_row, resting.state);
    }
    const auto found = find(id);
    if (!found) return found.error();
    if (*found == nullptr) return unreadable("it has no head");
    const Conversation& conversation = **found;
    return head_of(
        conversation.state, conversation.last_row, codec_.encode_state(conversation.state)
    );
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

// The head, and every row for its receipts; those that the head does not know are folded into it.
Result<Conversation> Conversations::load(const Head& head) {
    auto state = codec_.decode_state(head.state);
    if (!state) return unreadable(state.error().message);
    const std::int64_t end = std::max(head.last_row, behind_.end_of(head.conversation));
    const auto rows = store_.chain(end, 0, limits::rows_per_conversation_max);
    if (!rows) return rows.error();
    Conversation loaded{*std::move(state), head.last_row, {}};
    for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
        const auto events = codec_.decode_row(row->body);
        if (!events) return unreadable(events.error().message);
        note_receipts(loaded, *events);
        if (row->n <= head.last_row) continue;
        if (!fold(*row, *events, loaded.state, loaded.last_row)) {
            return unreadable("its rows do not follow its head");
        }
    }
    return loaded;
}

Head head_of(const ConversationState& state, std::int64_t last_row, std::string encoded) {
    return {
        .conversation = state.id,
        .last_row = last_row,
        .last_seq = state.last_seq,
        .customer = state.identity.customer,
        .at = state.last_at,
        .wake_at = state.wake_at,
        .version = state.version,
        .state = std::move(encoded)};
}

Head head_without_state(Head kept, std::int64_t last_row) {
    kept.last_row = last_row;
    kept.wake_at = {};
    kept.state.clear();
    return kept;
}

bool fold(
    const JournalRow& row, const Events& events, ConversationState& state, std::int64_t& last_row
) {
    if (row.prev != last_row) return false;
    for (const Event& event : events)
        turn::apply(state, event);
    last_row = row.n;
    return true;
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
