// The points of one demo customer, as a history that the ledger's own rules allow: earned with
// orders, released when the return window is over, spent, taken back, expired.
#pragma once

#include "base/time.hpp"
#include "cli/demo_plan.hpp"
#include "cli/demo_random.hpp"
#include "model/shop.hpp"

#include <vector>

namespace clerk::cli {

// Entries numbered from 1 in order of time, `lot` among those numbers; no customer yet.
[[nodiscard]] std::vector<PointsEntry> demo_points(
    const std::vector<const DemoOrder*>& orders,
    bool sample,
    const DemoOptions& options,
    DemoRandom& random
);

}  // namespace clerk::cli
