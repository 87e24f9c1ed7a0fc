#include "store/conversation_store.hpp"

#include <utility>

namespace clerk::store {
namespace {

constexpr const char* append_sql =
    "INSERT INTO journal(conversation, prev, first_seq, last_seq, at, format, key_id, body)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

// Two statements instead of one upsert: this one leaves the customer, the timer's hour and their
// indexes alone, which is the case of nearly every turn.
constexpr const char* update_head_sql =
    "UPDATE conversation SET last_row = ?2, last_seq = ?3, at = ?5, wake_at = ?6, version = ?7,"
    " state = ?8 WHERE id = ?1 AND customer IS ?4 AND wake_hour = ?9";
constexpr const char* insert_head_sql =
    "INSERT INTO conversation(id, last_row, last_seq, customer, at, wake_at, version, state,"
    " wake_hour) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    " ON CONFLICT(id) DO UPDATE SET last_row = ?2, last_seq = ?3, customer = ?4, at = ?5,"
    " wake_at = ?6, version = ?7, state = ?8, wake_hour = ?9";
constexpr const char* head_sql =
    "SELECT id, last_row, last_seq, customer, at, wake_at, version, state"
    " FROM conversation WHERE id = ?1";

constexpr const char* row_sql =
    "SELECT n, prev, conversation, first_seq, last_seq, at, format, key_id, body"
    " FROM journal WHERE n = ?1";
constexpr const char* rows_after_sql =
    "SELECT n, prev, conversation, first_seq, last_seq, at, format, key_id, body"
    " FROM journal WHERE n > ?1 ORDER BY n LIMIT ?2";

constexpr const char* heads_whole_to_sql = "SELECT whole_to FROM heads";
constexpr const char* put_heads_whole_to_sql = "UPDATE heads SET whole_to = ?1";

constexpr const char* latest_of_sql =
    "SELECT id FROM conversation WHERE customer = ?1 AND version < ?2"
    " ORDER BY at DESC, id DESC LIMIT 1";
constexpr const char* wakes_sql =
    "SELECT id, wake_at, version FROM conversation WHERE wake_hour > 0"
    " ORDER BY wake_at, id";

constexpr const char* put_session_sql =
    "INSERT INTO session(hash, conversation, at) VALUES (?1, ?2, ?3)";
constexpr const char* end_sessions_sql = "DELETE FROM session WHERE conversation = ?1";
constexpr const char* session_sql = "SELECT conversation FROM session WHERE hash = ?1";
constexpr const char* forget_nonces_sql = "DELETE FROM nonce WHERE expires < ?1";
constexpr const char* use_nonce_sql =
    "INSERT INTO nonce(nonce, expires) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

app::Head head_of(Columns row) {
    return {
        .conversation = row.id<ConversationId>(),
        .last_row = row.number(),
        .last_seq = static_cast<std::uint64_t>(row.number()),
        .customer = row.id<CustomerId>(),
        .at = row.time(),
        .wake_at = row.time(),
        .version = static_cast<std::uint32_t>(row.number()),
        .state = row.blob()};
}

app::JournalRow journal_row_of(Columns row) {
    return {
        .n = row.number(),
        .prev = row.number(),
        .conversation = row.id<ConversationId>(),
        .first_seq = static_cast<std::uint64_t>(row.number()),
        .last_seq = static_cast<std::uint64_t>(row.number()),
        .at = row.time(),
        .format = static_cast<std::int32_t>(row.number()),
        .key_id = row.number(),
        .body = row.blob()};
}

// 0 for no timer; a timer of 1970 would be lost, and none is that old.
std::int64_t hour_of(UnixMillis wake_at) {
    return wake_at.value / hours(1).value;
}

ConversationId id_of(Columns row) {
    return row.id<ConversationId>();
}

Error broken_chain(std::int64_t row) {
    return error("corrupt", "the journal's chain is broken at row " + std::to_string(row));
}

}  // namespace

ConversationTables::ConversationTables(Connection& connection)
    : connection_(&connection),
      append_(connection, append_sql),
      update_head_(connection, update_head_sql),
      insert_head_(connection, insert_head_sql),
      head_(connection, head_sql),
      row_(connection, row_sql),
      rows_after_(connection, rows_after_sql),
      heads_whole_to_(connection, heads_whole_to_sql),
      put_heads_whole_to_(connection, put_heads_whole_to_sql),
      latest_of_(connection, latest_of_sql),
      wakes_(connection, wakes_sql),
      put_session_(connection, put_session_sql),
      end_sessions_(connection, end_sessions_sql),
      session_(connection, session_sql),
      forget_nonces_(connection, forget_nonces_sql),
      use_nonce_(connection, use_nonce_sql) {}

Result<std::int64_t> ConversationTables::append(const app::JournalRow& row) {
    Query query(
        append_,
        row.conversation,
        row.prev,
        row.first_seq,
        row.last_seq,
        row.at,
        row.format,
        row.key_id,
        blob(row.body)
    );
    if (Status ran = query.run(); !ran) return ran.error();
    return connection_->last_row();
}

Status ConversationTables::put_head(const app::Head& head) {
    const auto write = [&](Statement& statement) {
        Query query(
            statement,
            head.conversation,
            head.last_row,
            head.last_seq,
            head.customer,
            head.at,
            head.wake_at,
            head.version,
            blob(head.state),
            hour_of(head.wake_at)
        );
        return query.run();
    };
    if (Status updated = write(update_head_); !updated) return updated;
    return connection_->changed() == 1 ? done() : write(insert_head_);
}

Result<std::optional<app::Head>> ConversationTables::head(ConversationId id) {
    Query query(head_, id);
    return one(query, head_of);
}

Result<std::vector<app::JournalRow>> ConversationTables::chain(
    std::int64_t row, std::uint64_t after_seq, std::size_t rows_max
) {
    std::vector<app::JournalRow> rows;
    while (row != 0 && rows.size() < rows_max) {
        Query query(row_, row);
        Result<std::optional<app::JournalRow>> found = one(query, journal_row_of);
        if (!found) return found.error();
        if (!*found) return broken_chain(row);
        app::JournalRow& read = **found;
        if (after_seq > 0 && read.last_seq <= after_seq) break;
        // A chain only ever leads back, and stays in its conversation.
        if (read.prev >= read.n || (!rows.empty() && read.conversation != rows[0].conversation)) {
            return broken_chain(row);
        }
        row = read.prev;
        rows.push_back(std::move(read));
    }
    return rows;
}

Result<std::vector<app::JournalRow>> ConversationTables::rows_after(
    std::int64_t row, std::size_t rows_max
) {
    Query query(rows_after_, row, static_cast<std::uint64_t>(rows_max));
    return all(query, journal_row_of);
}

Result<std::int64_t> ConversationTables::heads_whole_to() {
    Query query(heads_whole_to_);
    const auto row = one(query, [](Columns columns) { return columns.number(); });
    if (!row) return row.error();
    if (!*row) return error("corrupt", "the file does not say how far its heads are whole");
    return **row;
}

Status ConversationTables::put_heads_whole_to(std::int64_t row) {
    return Query(put_heads_whole_to_, row).run();
}

Result<std::optional<ConversationId>> ConversationTables::latest_of(
    CustomerId customer, std::uint32_t version_below
) {
    Query query(latest_of_, customer, version_below);
    return one(query, id_of);
}

Result<std::vector<app::Wake>> ConversationTables::wakes() {
    Query query(wakes_);
    return all(query, [](Columns row) {
        const auto id = row.id<ConversationId>();
        const UnixMillis at = row.time();
        return app::Wake{id, at, static_cast<std::uint32_t>(row.number())};
    });
}

Status ConversationTables::put_session(std::string_view hash, ConversationId id, UnixMillis at) {
    return Query(put_session_, hash, id, at).run();
}

Status ConversationTables::end_sessions(ConversationId id) {
    return Query(end_sessions_, id).run();
}

Result<std::optional<ConversationId>> ConversationTables::session(std::string_view hash) {
    Query query(session_, hash);
    return one(query, id_of);
}

Result<bool> ConversationTables::use_nonce(
    std::string_view nonce, UnixMillis expires, UnixMillis now
) {
    if (Status forgot = Query(forget_nonces_, now).run(); !forgot) return forgot.error();
    if (Status used = Query(use_nonce_, nonce, expires).run(); !used) return used.error();
    return connection_->changed() == 1;
}

}  // namespace clerk::store
