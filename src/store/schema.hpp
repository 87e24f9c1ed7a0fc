// The file's layout as numbered migrations, and the checks of a file before anybody writes to it. A
// migration once released is never changed: the next one changes what it made. Each runs in its own
// transaction at start; a file made by a newer program is refused.
#pragma once

#include "base/result.hpp"
#include "store/sqlite.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace clerk::store {

struct Migration {
    std::int64_t number;
    const char* name;
    const char* sql;
};

[[nodiscard]] std::span<const Migration> migrations();

// What PRAGMA application_id says of a file of ours: "CLRK".
constexpr std::int64_t application_id = 0x434C524B;

// Brings an open file up to the newest migration. "newer" when the file is ahead of the program. A
// migration that fails leaves the file at the one before. REQUIRES: `all` is numbered from 1.
Status migrate(Connection& connection, std::span<const Migration> all = migrations());

// Before opening: a file that is there but cannot be one of ours ("corrupt", with advice), a log
// without its database. Never creates, never repairs.
Status check_before_open(const std::string& path);

// What went wrong with the file at `path` while it was opened, made or brought up to date, with its
// name and what to do about it; what names them already stays as it is.
[[nodiscard]] Error with_advice(const std::string& path, Error failure);

// After opening, before any write: SQLite's own quick check, and that the file is a shop's.
Status check_after_open(Connection& connection, const std::string& path);

}  // namespace clerk::store
