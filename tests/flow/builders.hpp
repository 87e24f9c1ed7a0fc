// Flows put together by hand, op by op: steps are called s0, s1, …
#pragma once

#include "flow/support.hpp"

#include <string>
#include <utility>
#include <vector>

namespace clerk::flow::test {

using Ops = std::vector<OpIndex>;
using Names = std::vector<std::string>;

inline Collect ask(std::string slot, OpIndex otherwise = no_op) {
    Collect collect;
    collect.slot = std::move(slot);
    collect.type = "text";
    collect.otherwise = otherwise;
    return collect;
}

inline Call call(std::string action, std::string as = {}, std::vector<Branch> failures = {}) {
    return {std::move(action), {}, std::move(as), std::move(failures)};
}

inline Choose choose(std::vector<OpIndex> targets, OpIndex otherwise = no_op) {
    Choose out;
    for (const OpIndex to : targets) {
        out.options.push_back({"o" + std::to_string(to), {}, "", nullptr, to});
    }
    out.otherwise = otherwise;
    return out;
}

inline Flow flow_of(std::vector<Action> actions) {
    Flow flow;
    flow.id = "flow";
    for (Action& action : actions) {
        flow.steps.push_back({"s" + std::to_string(flow.steps.size()), std::move(action), 0});
    }
    return flow;
}

}  // namespace clerk::flow::test
