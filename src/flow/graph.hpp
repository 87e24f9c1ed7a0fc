// A flow as a graph: which op can follow which, and what is set on the way. Content asks it at load
// what is wrong with a flow; a correction asks it where it is safe to go back to. Pure and quick:
// flows have tens of ops.
#pragma once

#include "flow/flow.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace clerk::flow {

// Why an op is left towards another one.
enum class Why : unsigned char {
    goes_on,    // its usual end: said, answered, called, set, the condition is true
    otherwise,  // its else: ladder used up, "no", the condition is false
    fails,      // a call or start failed
    chosen,     // an option of a choose
    retries,    // a retry, which clears what `cleared_by` says
};

struct Edge {
    OpIndex to = no_op;  // steps.size(): past the last op
    Why why = Why::goes_on;
    const ChooseOption* option = nullptr;  // for Why::chosen
};

[[nodiscard]] std::vector<Edge> edges_from(const Flow& flow, OpIndex op);

// The op that collects this slot; no_op: none.
[[nodiscard]] OpIndex collect_of(const Flow& flow, std::string_view slot);
// Where a retry goes: its `to`, or the slot's collect.
[[nodiscard]] OpIndex retry_target(const Flow& flow, const Retry& retry);
// What going back to `to` for this slot makes void: the slot, and every name that is set from `to`
// on and nowhere before it. In the order of the steps that set them.
[[nodiscard]] std::vector<std::string> cleared_by(
    const Flow& flow, std::string_view slot, OpIndex to
);
// The names an op sets when it goes on: a slot, an `as`, the keys of a `set`.
[[nodiscard]] std::vector<std::string> names_set_by(const Step& step);

// --- what content reports ---------------------------------------------------------------------

// The ops that no path from the first one reaches, ascending; end branches that only join are no
// news: Jumps are left out.
[[nodiscard]] std::vector<OpIndex> unreachable(const Flow& flow);

// A loop in which nothing is ever asked: the clerk would go round for ever. The ops of one such
// loop in their order, empty when there is none. A collect that is met again with its slot still
// set asks nothing, nor does a ladder that is used up: `goto` back to a question needs `retry`.
[[nodiscard]] std::vector<OpIndex> silent_loop(const Flow& flow);

// The starts that a flow comes to before it asks anything. A slot that the flow takes is not asked.
[[nodiscard]] std::vector<OpIndex> starts_unasked(const Flow& flow);

}  // namespace clerk::flow
