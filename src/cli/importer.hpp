// Reads a shop's records from NDJSON files into its database: docs/IMPORT.md says what and how.
// Used by `shopclerk import`, and by `test` and `chat` for the small shop beside the chats.
//
// A row is put whole or not at all. Lenient: a bad row is noted and skipped, commits come every so
// many rows. Strict: the first bad row ends it, and nothing is kept.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/import.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace clerk::cli {

struct ImportFile {
    ImportKind kind = ImportKind::customers;
    std::filesystem::path path;

    friend bool operator==(const ImportFile&, const ImportFile&) = default;
};

// What a PATH of the command line stands for: a file by its name, "kind:file", or a folder's files;
// in the order in which they must be read. "bad_path" says what is wrong.
Result<std::vector<ImportFile>> import_files(const std::vector<std::string>& paths);

struct ImportProblem {
    std::string file;
    std::size_t line = 0;
    std::string text;
};

struct ImportReport {
    std::size_t put = 0;
    std::size_t skipped = 0;              // bad rows, in a lenient import
    std::vector<ImportProblem> problems;  // at most import_problems_max; `skipped` counts all
};

struct ImportOptions {
    UtcOffset offset;
    bool strict = false;
    std::function<std::uint64_t()> next_id;
    // Called now and then with the bytes read so far of all there are.
    std::function<void(std::uintmax_t done, std::uintmax_t all)> progress;
};

constexpr std::size_t import_problems_max = 1'000;

// An error is the store's or the disk's ("io", "full" …), or "strict" after a bad row that the
// report names.
Status import_rows(
    store::Database& database,
    const std::vector<ImportFile>& files,
    const ImportOptions& options,
    ImportReport& report
);

// A folder of files such as tests/chats/shop as a database in memory; strict.
Result<std::unique_ptr<store::Database>> fixture_shop(
    const std::filesystem::path& folder, UtcOffset offset = {}
);

}  // namespace clerk::cli
