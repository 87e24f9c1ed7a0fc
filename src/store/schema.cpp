#include "store/schema.hpp"

#include "base/limits.hpp"
#include "store/migrations/list.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>

namespace clerk::store {
namespace {

const std::array all_migrations{
    Migration{1, "the shop, conversations and the desk", migration_0001},
    Migration{2, "heads may lie behind the journal", migration_0002},
};

constexpr std::string_view sqlite_magic{"SQLite format 3\0", 16};
constexpr std::uintmax_t smallest_file_bytes = 512;  // no SQLite file is shorter

const char* const quick_check = "PRAGMA quick_check(1)";

Error broken(const std::string& path, std::string_view why) {
    return error(
        "corrupt",
        "the data file " + path + " is damaged (" + std::string(why) +
            "). Nothing was changed. Copy its folder to a safe place, then put the last backup "
            "back with `shopclerk restore`; do not delete the -wal file, it may hold what is "
            "missing."
    );
}

Status run_migration(Connection& connection, const Migration& migration) {
    if (Status begun = connection.begin(); !begun) return begun;
    // Pragmas take no parameters; the number is ours.
    const std::string mark = "PRAGMA user_version=" + std::to_string(migration.number)
                             + "; PRAGMA application_id=" + std::to_string(application_id);
    for (const char* sql : {migration.sql, mark.c_str()}) {
        if (Status ran = connection.run(sql); !ran) {
            connection.rollback();
            return error(
                ran.error().code,
                "migration " + std::to_string(migration.number) + " (" + migration.name
                    + ") failed: " + ran.error().message
            );
        }
    }
    return connection.commit();
}

}  // namespace

std::span<const Migration> migrations() {
    return all_migrations;
}

Status migrate(Connection& connection, std::span<const Migration> all) {
    const Result<std::int64_t> version = connection.number("PRAGMA user_version");
    if (!version) return version.error();
    if (*version > all.back().number) {
        return error(
            "newer",
            "the data file has layout " + std::to_string(*version) + ", this program knows up to "
                + std::to_string(all.back().number) + ": run a newer shopclerk"
        );
    }
    for (const Migration& migration : all) {
        if (migration.number <= *version) continue;
        if (Status ran = run_migration(connection, migration); !ran) return ran;
    }
    return done();
}

Error with_advice(const std::string& path, Error failure) {
    const bool told = failure.message.find("Nothing was changed") != std::string::npos;
    if (failure.code == "corrupt") return told ? failure : broken(path, failure.message);
    if (failure.code != "io" && failure.code != "full") return failure;
    failure.message = "the data file " + path + " cannot be opened or written (" + failure.message
                      + "). Is there room on its disk, and may this account write there? Nothing "
                        "that was stored is lost: make room, then start again.";
    return failure;
}

Status check_before_open(const std::string& path) {
    std::error_code failed;
    if (!std::filesystem::exists(path, failed)) {
        if (failed) return error("io", "cannot look at " + path + ": " + failed.message());
        const std::string log = path + "-wal";
        if (!std::filesystem::exists(log, failed)) return done();
        return broken(path, "its log " + log + " is there, the file itself is not");
    }
    const std::uintmax_t bytes = std::filesystem::file_size(path, failed);
    if (failed) return error("io", "cannot read " + path + ": " + failed.message());
    if (bytes < smallest_file_bytes) return broken(path, "it is cut short");
    std::string head(sqlite_magic.size(), '\0');
    std::ifstream file(path, std::ios::binary);
    if (!file.read(head.data(), static_cast<std::streamsize>(head.size()))) {
        return error("io", "cannot read " + path);
    }
    return head == sqlite_magic ? done() : Status(broken(path, "it is not an SQLite file"));
}

Status check_after_open(Connection& connection, const std::string& path) {
    const Result<std::int64_t> id = connection.number("PRAGMA application_id");
    if (!id) return broken(path, id.error().message);
    if (*id != application_id) {
        return error("foreign", path + " is an SQLite file, but not one of Shopclerk's");
    }
    const Result<std::int64_t> pages = connection.number("PRAGMA page_count");
    if (!pages) return broken(path, pages.error().message);
    if (*pages > limits::start_check_pages_max) return done();  // `shopclerk verify` reads it all
    const Result<std::string> verdict = connection.text(quick_check);
    if (!verdict) return broken(path, verdict.error().message);
    connection.forget_pages();  // it has read every page, and few of them will be wanted soon
    return *verdict == "ok" ? done() : Status(broken(path, *verdict));
}

}  // namespace clerk::store
