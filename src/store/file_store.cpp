#include "store/file_store.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>

namespace clerk::store {
namespace {

constexpr const char* setting_sql = "SELECT value FROM setting WHERE name = ?1";
constexpr const char* put_setting_sql =
    "INSERT INTO setting(name, value) VALUES (?1, ?2) ON CONFLICT(name) DO UPDATE SET value = ?2";
constexpr const char* touch_sql =
    "INSERT INTO setting(name, value) VALUES ('probe', '1')"
    " ON CONFLICT(name) DO UPDATE SET value = CAST(value AS INTEGER) + 1";
constexpr const char* anything_sql =
    "SELECT EXISTS (SELECT 1 FROM customer) OR EXISTS (SELECT 1 FROM product)"
    " OR EXISTS (SELECT 1 FROM shop_order) OR EXISTS (SELECT 1 FROM agent)"
    " OR EXISTS (SELECT 1 FROM conversation)";
constexpr const char* newest_id_sql =
    "SELECT max(id) FROM (SELECT max(id) AS id FROM customer UNION ALL SELECT max(id) FROM product"
    " UNION ALL SELECT max(id) FROM shop_order UNION ALL SELECT max(id) FROM item"
    " UNION ALL SELECT max(id) FROM shipment UNION ALL SELECT max(id) FROM rma"
    " UNION ALL SELECT max(id) FROM complaint UNION ALL SELECT max(id) FROM conversation"
    " UNION ALL SELECT max(id) FROM agent UNION ALL SELECT max(id) FROM ticket)";
constexpr const char* integrity_sql = "PRAGMA integrity_check(10)";
constexpr const char* references_sql = "SELECT count(*) FROM pragma_foreign_key_check";
// Every lot holds at least nothing, and nobody takes from another's. One pass: nothing that the
// program looks up by needs an index on points.lot, and ledgers grow for ever.
constexpr const char* lots_sql =
    "SELECT count(*) FROM (SELECT 1 FROM points GROUP BY coalesce(lot, n)"
    " HAVING sum(delta) < 0 OR min(customer) <> max(customer))";

struct CloseConnection {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};

using Handle = std::unique_ptr<sqlite3, CloseConnection>;

Status copy_into(sqlite3* from, const std::string& path) {
    sqlite3* opened = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    const int made = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
    const Handle to(opened);
    if (made != SQLITE_OK) return error("io", "cannot open " + path);
    sqlite3_backup* copy = sqlite3_backup_init(to.get(), "main", from, "main");
    if (copy == nullptr)
        return error("io", std::string("cannot copy: ") + sqlite3_errmsg(to.get()));
    // In one step: small ones begin anew with every write of the server.
    const int stepped = sqlite3_backup_step(copy, -1);
    const int finished = sqlite3_backup_finish(copy);
    if (stepped == SQLITE_DONE && finished == SQLITE_OK) return done();
    return error("io", std::string("cannot copy: ") + sqlite3_errmsg(to.get()));
}

// Names and phones: for the shop's own account alone, before there is a byte of them.
Status make_private(const std::string& path) {
    constexpr auto owner_only =
        std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
    std::error_code failed;
    std::filesystem::remove(path, failed);
    const bool made = std::ofstream(path).good();
    if (made) std::filesystem::permissions(path, owner_only, failed);
    return made && !failed ? done() : Status(error("io", "cannot make " + path));
}

}  // namespace

FileTables::FileTables(Connection& connection)
    : connection_(&connection),
      setting_(connection, setting_sql),
      put_setting_(connection, put_setting_sql),
      touch_(connection, touch_sql) {}

Result<std::optional<std::string>> FileTables::setting(std::string_view name) {
    Query query(setting_, name);
    return one(query, [](Columns row) { return row.text(); });
}

Status FileTables::put_setting(std::string_view name, std::string_view value) {
    return Query(put_setting_, name, value).run();
}

Status FileTables::touch() {
    return Query(touch_).run();
}

Result<bool> FileTables::empty() {
    const Result<std::int64_t> anything = connection_->number(anything_sql);
    if (!anything) return anything.error();
    return *anything == 0;
}

Result<std::uint64_t> FileTables::newest_id() {
    const Result<std::int64_t> id = connection_->number(newest_id_sql);
    if (!id) return id.error();
    return static_cast<std::uint64_t>(*id);
}

Status FileTables::verify() {
    const Result<std::string> sound = connection_->text(integrity_sql);
    if (!sound) return sound.error();
    if (*sound != "ok") return error("corrupt", *sound);
    const Result<std::int64_t> dangling = connection_->number(references_sql);
    if (!dangling) return dangling.error();
    if (*dangling != 0) {
        return error(
            "corrupt", std::to_string(*dangling) + " rows refer to rows that are not there"
        );
    }
    const Result<std::int64_t> overdrawn = connection_->number(lots_sql);
    if (!overdrawn) return overdrawn.error();
    if (*overdrawn != 0)
        return error(
            "corrupt", std::to_string(*overdrawn) + " points lots below 0 or of two people"
        );
    return done();
}

Status FileTables::backup(const std::string& path) {
    std::error_code failed;
    if (std::filesystem::exists(path, failed)) return error("exists", path + " is there already");
    const std::string making = path + ".making";
    if (Status made = make_private(making); !made) return made;
    if (Status copied = copy_into(connection_->handle(), making); !copied) {
        std::filesystem::remove(making, failed);
        return copied;
    }
    std::filesystem::rename(making, path, failed);
    return failed ? Status(error("io", "cannot make " + path + ": " + failed.message())) : done();
}

}  // namespace clerk::store
