#include "store/attempt_store.hpp"

#include "base/limits.hpp"

namespace clerk::store {
namespace {

constexpr const char* count_sql = "SELECT count(*) FROM attempt WHERE who = ?1 AND at >= ?2";
constexpr const char* add_sql = "INSERT INTO attempt(who, at) VALUES (?1, ?2)";
constexpr const char* forget_sql = "DELETE FROM attempt WHERE at < ?1";

}  // namespace

AttemptTable::AttemptTable(Connection& connection)
    : count_(connection, count_sql), add_(connection, add_sql), forget_(connection, forget_sql) {}

Result<int> AttemptTable::failures(std::string_view who, UnixMillis since) {
    Query query(count_, who, since);
    const auto count = one(query, [](Columns row) { return static_cast<int>(row.number()); });
    if (!count) return count.error();
    return count->value_or(0);
}

Status AttemptTable::add_failure(std::string_view who, UnixMillis at) {
    const UnixMillis oldest = at - Millis{limits::attempt_kept_ms};
    if (Status forgot = Query(forget_, oldest).run(); !forgot) return forgot;
    return Query(add_, who, at).run();
}

}  // namespace clerk::store
