// What a text must hold before a phrase can match it.
#pragma once

#include "nlu/pattern.hpp"

#include <optional>
#include <string>
#include <vector>

namespace clerk::nlu {

// At least one of these stands in every text that matches. None holds another, and each is a Han, a
// digit (most messages hold none), or two letters at least.
using AtomSet = std::vector<std::string>;

// Either all the texts that an expression matches, or sets that each of them meets.
struct Known {
    std::optional<std::vector<std::string>> exact;
    std::vector<AtomSet> needs;
};

[[nodiscard]] Known known_of(const Expression& expression);

// Every set must be met. Empty: nothing is known, and the phrase has to be tried on every text.
[[nodiscard]] std::vector<AtomSet> needs_of(const Expression& expression);

}  // namespace clerk::nlu
