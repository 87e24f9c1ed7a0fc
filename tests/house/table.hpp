/// The module table as data: who may include whom, and whose header a third-party include is.
/// It is read from tests/house/modules.md, and its first part from docs/ARCHITECTURE.md as well.

#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::house {

/// No I/O, no clock, no random number, no log. `pure modules` in the table means these.
inline constexpr std::array<std::string_view, 7> pure_modules = {
    "base", "model", "nlu", "flow", "turn", "retail", "tickets"};

[[nodiscard]] bool is_pure(std::string_view module);

struct Module {
    int line = 0;                       ///< where its row stands
    std::set<std::string> may_include;  ///< modules, or the front of a header's path: app/ports
    std::set<std::string> libraries;    ///< as the second table names them
};

struct Table {
    std::map<std::string, Module> modules;
    std::map<std::string, std::vector<std::string>> headers;  ///< library -> fronts of includes
    std::map<std::string, std::set<std::string>> allowances;  ///< file -> words it may use

    /// The library a header belongs to, or nothing.
    [[nodiscard]] std::string library_of(std::string_view include) const;
};

struct Violation {
    std::string path;
    int line = 0;
    std::string message;

    bool operator==(const Violation&) const = default;
};

[[nodiscard]] std::string to_string(const Violation& violation);

/// Every table of the text whose first column is `module`, `library` or `file`.
[[nodiscard]] Table parse_table(std::string_view markdown);

/// Names in the table that nothing in it explains.
[[nodiscard]] std::vector<Violation> check_table(std::string_view path, const Table& table);

/// Where the module rows of the document at `path` say something else than `ours`.
[[nodiscard]] std::vector<Violation> differences(
    const Table& ours, std::string_view path, const Table& theirs
);

}  // namespace clerk::house
