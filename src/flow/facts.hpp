// What is surely set at a step, however it was reached: a forward must-analysis over the flow's
// graph. By it content reports "may be unset here", and a correction knows where it is safe to go
// back to.
#pragma once

#include "flow/flow.hpp"

#include <string>
#include <vector>

namespace clerk::flow {

// When the op begins to run. Names, and where a condition has seen to it paths ("order.eta"),
// sorted; of the built-in names only what conditions have proven ("shopper.name"). To be laid over
// a scope with NarrowedTypes. An op that nothing reaches has no facts.
struct Facts {
    bool reached = false;
    std::vector<std::string> set;
};

// One for each op and a last one for the end behind them. `types` knows all names of the flow,
// slots and results as maybe_unset; `given` are names set before the first step. A collect that is
// not optional sets its slot, a call that succeeds its `as`, a condition proves what it compares.
[[nodiscard]] std::vector<Facts> facts_of(
    const Flow& flow, const TypeScope& types, const std::vector<std::string>& given = {}
);

// `gives` that may be unset where the flow ends well: at an `end`, or behind the last op
// (op == steps.size()).
struct MissingGive {
    OpIndex op = no_op;
    std::string name;

    friend bool operator==(const MissingGive&, const MissingGive&) = default;
};

[[nodiscard]] std::vector<MissingGive> missing_gives(
    const Flow& flow, const std::vector<Facts>& facts
);

}  // namespace clerk::flow
