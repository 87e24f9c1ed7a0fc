#include "app/head_writer.hpp"

#include "telemetry/log.hpp"

#include <exception>
#include <optional>
#include <utility>

namespace clerk::app {

void HeadWriter::write_due(const Batch& batch) {
    for (const ConversationId id : batch.heads)
        write(id);
    const std::int64_t mark = parts_.behind.whole_to();
    while (const auto id = parts_.behind.oldest(parts_.behind.newest_row() - parts_.rows_max))
        write(*id);
    const std::int64_t moved = parts_.behind.whole_to();
    if (moved != mark) must(parts_.store.put_heads_whole_to(moved));
}

void HeadWriter::write_of(CustomerId customer) {
    for (const ConversationId id : parts_.behind.of(customer))
        write(id);
}

Status HeadWriter::write_some(std::size_t max) {
    if (parts_.behind.size() == 0) return done();
    parts_.behind.begin();
    try {
        must(parts_.store.begin());
        for (std::size_t i = 0; i < max; ++i) {
            const auto id = parts_.behind.oldest(parts_.behind.newest_row());
            if (!id) break;
            write(*id);
        }
        must(parts_.store.put_heads_whole_to(parts_.behind.whole_to()));
        must(parts_.store.commit());
    } catch (const std::exception& failure) {
        parts_.store.rollback();
        parts_.behind.rollback();
        return error("io", failure.what());
    }
    return done();
}

void HeadWriter::write(ConversationId id) {
    Result<Head> head = parts_.conversations.head(id);
    if (!head && head.error().code != "corrupt") throw BatchFailed(head.error());
    must(parts_.store.put_head(head ? *head : unreadable(id, head.error())));
    parts_.behind.head_written(id);
}

// What nobody can read must not hold up all others for ever: the head says where the rows end and
// has no state. Whoever opens the conversation is refused, and `shopclerk verify` names it.
Head HeadWriter::unreadable(ConversationId id, const Error& why) {
    telemetry::log(
        telemetry::Level::error,
        "conversation_unreadable",
        {{"conversation", to_string(id)}, {"why", why.message}}
    );
    const std::optional<Head> kept = must(parts_.store.head(id));
    return head_without_state(kept.value_or(Head{.conversation = id}), parts_.behind.end_of(id));
}

}  // namespace clerk::app
