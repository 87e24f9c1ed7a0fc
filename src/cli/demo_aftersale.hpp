// Past returns and complaints of the demo shop, each gone its legal way as far as it has come by
// now.
#pragma once

#include "base/time.hpp"
#include "cli/demo_plan.hpp"
#include "cli/demo_random.hpp"
#include "model/shop.hpp"

#include <string_view>
#include <vector>

namespace clerk::cli {

struct DemoStep {
    std::string_view status;
    UnixMillis at;
};

struct DemoReturn {
    std::size_t line = 0;  // place among the order's items
    Rma rma;               // ids and item are the store's to fill in
    std::vector<DemoStep> steps;
};

struct DemoComplaint {
    Complaint complaint;
    std::vector<DemoStep> steps;
};

// Of a returned order all of it; of some others something.
[[nodiscard]] std::vector<DemoReturn> demo_returns(
    const DemoOrder& order, const DemoOptions& options, DemoRandom& random
);

[[nodiscard]] std::vector<DemoComplaint> demo_complaints(
    const DemoOrder& order, Lang lang, const DemoOptions& options, DemoRandom& random
);

}  // namespace clerk::cli
