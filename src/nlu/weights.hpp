// How much a text weighs that an expression matches from end to end: what is shorter or longer need
// not be tried.
#pragma once

#include "nlu/pattern.hpp"

#include <limits>

namespace clerk::nlu {

// Points as specificity counts them: Han 2, a letter or digit 1.
struct WeightRange {
    static constexpr int unbounded = std::numeric_limits<int>::max();

    int least = 0;
    int most = unbounded;

    [[nodiscard]] bool holds(int weight) const { return weight >= least && weight <= most; }

    friend bool operator==(const WeightRange&, const WeightRange&) = default;
};

[[nodiscard]] WeightRange weights_of(const Expression& expression);

}  // namespace clerk::nlu
