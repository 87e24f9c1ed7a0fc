// What can be said of a compiled flow without running it: which ops are reached, what is surely set
// at each, and whether it can go round without asking anything.
#pragma once

#include "flow/flow.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace clerk::content {

using Known = std::set<std::string>;

struct FlowFacts {
    std::vector<std::optional<Known>> known;  // before each op; nullopt: never reached
    std::vector<flow::OpIndex> loops;         // ops that close a round without a question
};

// Paths and names that are set, and yes-or-no paths that hold (marked by holds()).
[[nodiscard]] FlowFacts study(const flow::Flow& flow, const Known& at_entry);

// The mark of a yes-or-no path that is known to be "yes".
[[nodiscard]] std::string holds(std::string_view path);

}  // namespace clerk::content
