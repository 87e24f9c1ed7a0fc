// Writes a planned demo shop into an empty database, in groups of rows a commit.
#pragma once

#include "cli/demo_plan.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <functional>

namespace clerk::cli {

struct DemoCounts {
    std::size_t customers = 0;
    std::size_t products = 0;
    std::size_t orders = 0;
    std::size_t returns = 0;
    std::size_t complaints = 0;
    std::size_t points_entries = 0;
};

// REQUIRES: the database is empty. The same options and ids give the same rows. A store that
// refuses ends the command: a std::runtime_error, for main to tell.
DemoCounts write_demo(
    store::Database& database,
    const DemoPlan& plan,
    const DemoOptions& options,
    const std::function<std::uint64_t()>& next_id,
    const std::function<void(std::uintmax_t done, std::uintmax_t all)>& progress
);

}  // namespace clerk::cli
