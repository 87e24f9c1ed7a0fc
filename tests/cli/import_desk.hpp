// What the import's tests share: a folder of files, and a database to import them into.
#pragma once

#include "cli/importer.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace clerk::cli::testing {

inline void must(const Status& status) {
    if (!status) FAIL(status.error().code + ": " + status.error().message);
}

template <class T>
T want(Result<T> result) {
    if (!result) FAIL(result.error().code + ": " + result.error().message);
    return *std::move(result);
}

struct ImportDesk {
    std::filesystem::path folder;
    std::unique_ptr<store::Database> database;
    ImportReport report;
    std::uint64_t ids = 0;

    ImportDesk();
    ~ImportDesk();
    ImportDesk(const ImportDesk&) = delete;
    ImportDesk& operator=(const ImportDesk&) = delete;

    void file(const std::string& name, const std::string& text) const;
    Status load(bool strict = false);

    // Customer c-1 with the order A1 of one fridge, FR.
    void small_shop() const;
    [[nodiscard]] std::vector<PointsEntry> points() const;
    // Every row of the shop, by the shop's own ids: equal when the same was imported.
    [[nodiscard]] std::string everything();
};

}  // namespace clerk::cli::testing
