#include "flow/graph.hpp"

#include "base/overloaded.hpp"

#include <algorithm>

namespace clerk::flow {
namespace {

OpIndex end_of(const Flow& flow) {
    return static_cast<OpIndex>(flow.steps.size());
}

// no_op, where an op must lead somewhere, leads past the end, as it does when the flow runs.
OpIndex somewhere(const Flow& flow, OpIndex to) {
    return std::min(to, end_of(flow));
}

void add_else(std::vector<Edge>& edges, OpIndex to) {
    if (to != no_op) edges.push_back({to, Why::otherwise});
}

void add_failures(std::vector<Edge>& edges, const std::vector<Branch>& branches) {
    for (const Branch& branch : branches)
        edges.push_back({branch.then, Why::fails});
}

bool unsets(const Step& step, const Flow& flow, const std::string& slot) {
    if (const auto* retry = std::get_if<Retry>(&step.action)) {
        const auto cleared = cleared_by(flow, retry->slot, retry_target(flow, *retry));
        return std::ranges::count(cleared, slot) != 0;
    }
    const auto* set = std::get_if<Set>(&step.action);
    return set && std::ranges::count(set->values, slot, &Arg::name) != 0;
}

// Whether leaving an op by this edge may happen without a word of the shopper's, time and again.
bool is_silent(const Flow& flow, OpIndex op, const Edge& edge) {
    return std::visit(
        overloaded{
            [&](const Collect& collect) {
                if (edge.why == Why::otherwise) return true;
                if (collect.optional) return false;
                return std::ranges::none_of(flow.steps, [&](const Step& step) {
                    return unsets(step, flow, collect.slot);
                });
            },
            [](const Confirm&) { return false; },
            [&](const Choose&) { return edge.why == Why::otherwise; },
            [](const Start&) {
                return false;
            },  // may ask; limits::steps_per_turn_max sees to the rest
            [](const auto&) { return true; },
        },
        flow.steps[op].action
    );
}

std::vector<bool> reached_ops(const Flow& flow) {
    std::vector<bool> reached(flow.steps.size() + 1);
    std::vector<OpIndex> waiting{0};
    while (!waiting.empty()) {
        const OpIndex op = waiting.back();
        waiting.pop_back();
        if (op > end_of(flow) || reached[op]) continue;
        reached[op] = true;
        if (op == end_of(flow)) continue;
        for (const Edge& edge : edges_from(flow, op))
            waiting.push_back(edge.to);
    }
    return reached;
}

using Successors = std::vector<std::vector<OpIndex>>;

Successors silent_successors(const Flow& flow) {
    const std::vector<bool> reached = reached_ops(flow);
    Successors out(flow.steps.size());
    for (OpIndex op = 0; op < end_of(flow); ++op) {
        if (!reached[op]) continue;
        for (const Edge& edge : edges_from(flow, op)) {
            if (edge.to < end_of(flow) && is_silent(flow, op, edge)) out[op].push_back(edge.to);
        }
    }
    return out;
}

// Takes away, again and again, the ops that lead to none of those that are left. What remains leads
// round in circles.
std::vector<bool> circling(const Successors& next) {
    std::vector<bool> left(next.size(), true);
    Successors before(next.size());
    std::vector<std::size_t> ways(next.size());
    std::vector<OpIndex> dead;
    for (OpIndex op = 0; op < next.size(); ++op) {
        for (const OpIndex to : next[op])
            before[to].push_back(op);
        ways[op] = next[op].size();
        if (ways[op] == 0) dead.push_back(op);
    }
    while (!dead.empty()) {
        const OpIndex op = dead.back();
        dead.pop_back();
        left[op] = false;
        for (const OpIndex from : before[op]) {
            if (--ways[from] == 0) dead.push_back(from);
        }
    }
    return left;
}

}  // namespace

std::vector<Edge> edges_from(const Flow& flow, OpIndex op) {
    std::vector<Edge> edges;
    const Edge on{op + 1, Why::goes_on};
    std::visit(
        overloaded{
            [&](const Collect& collect) {
                edges.push_back(on);
                add_else(edges, collect.otherwise);
            },
            [&](const Confirm& confirm) {
                edges.push_back(on);
                add_else(edges, confirm.otherwise);
            },
            [&](const Choose& choose) {
                for (const ChooseOption& option : choose.options) {
                    const OpIndex to = option.then == no_op ? op + 1 : option.then;
                    edges.push_back({to, Why::chosen, &option});
                }
                add_else(edges, choose.otherwise);
            },
            [&](const Call& call) {
                edges.push_back(on);
                add_failures(edges, call.failures);
            },
            [&](const Start& start) {
                edges.push_back(on);
                add_failures(edges, start.failures);
            },
            [&](const If& condition) {
                edges.push_back(on);
                edges.push_back({somewhere(flow, condition.otherwise), Why::otherwise});
            },
            [&](const Jump& jump) {
                edges.push_back({somewhere(flow, jump.to), Why::goes_on});
            },
            [&](const Retry& retry) {
                edges.push_back({somewhere(flow, retry_target(flow, retry)), Why::retries});
            },
            [](const HandOffStep&) {},
            [](const End&) {},
            [&](const auto&) { edges.push_back(on); },  // Say, Set
        },
        flow.steps[op].action
    );
    return edges;
}

OpIndex collect_of(const Flow& flow, std::string_view slot) {
    const auto at = std::ranges::find_if(flow.steps, [&](const Step& step) {
        const auto* collect = std::get_if<Collect>(&step.action);
        return collect && collect->slot == slot;
    });
    return at == flow.steps.end() ? no_op : static_cast<OpIndex>(at - flow.steps.begin());
}

OpIndex retry_target(const Flow& flow, const Retry& retry) {
    return retry.to != no_op ? retry.to : collect_of(flow, retry.slot);
}

std::vector<std::string> names_set_by(const Step& step) {
    const auto unless_empty = [](const std::string& name) {
        return name.empty() ? std::vector<std::string>() : std::vector<std::string>{name};
    };
    return std::visit(
        overloaded{
            [&](const Collect& collect) { return unless_empty(collect.slot); },
            [&](const Call& call) { return unless_empty(call.as); },
            [&](const Start& start) { return unless_empty(start.as); },
            [](const Set& set) {
                std::vector<std::string> names;
                for (const Arg& arg : set.values)
                    names.push_back(arg.name);
                return names;
            },
            [](const auto&) { return std::vector<std::string>(); },
        },
        step.action
    );
}

std::vector<std::string> cleared_by(const Flow& flow, std::string_view slot, OpIndex to) {
    std::vector<std::string> cleared{std::string(slot)};
    std::vector<std::string> before;
    for (OpIndex op = 0; op < end_of(flow); ++op) {
        for (std::string& name : names_set_by(flow.steps[op])) {
            if (op < to) {
                before.push_back(std::move(name));
                continue;
            }
            const bool listed = std::ranges::count(cleared, name) != 0;
            const bool set_before = std::ranges::count(before, name) != 0;
            if (!listed && !set_before) cleared.push_back(std::move(name));
        }
    }
    return cleared;
}

std::vector<OpIndex> unreachable(const Flow& flow) {
    const std::vector<bool> reached = reached_ops(flow);
    std::vector<OpIndex> ops;
    for (OpIndex op = 0; op < end_of(flow); ++op) {
        const bool is_jump = std::holds_alternative<Jump>(flow.steps[op].action);
        if (!reached[op] && !is_jump) ops.push_back(op);
    }
    return ops;
}

std::vector<OpIndex> silent_loop(const Flow& flow) {
    const Successors next = silent_successors(flow);
    const std::vector<bool> left = circling(next);
    const auto first = std::ranges::find(left, true);
    if (first == left.end()) return {};
    std::vector<OpIndex> walked;
    auto op = static_cast<OpIndex>(first - left.begin());
    while (std::ranges::count(walked, op) == 0) {
        walked.push_back(op);
        op = *std::ranges::find_if(next[op], [&](OpIndex to) { return left[to]; });
    }
    walked.erase(walked.begin(), std::ranges::find(walked, op));
    return walked;
}

std::vector<OpIndex> starts_unasked(const Flow& flow) {
    const auto asks = [&](const Action& action) {
        const auto* collect = std::get_if<Collect>(&action);
        if (collect != nullptr) return std::ranges::count(flow.takes, collect->slot) == 0;
        return std::holds_alternative<Confirm>(action) || std::holds_alternative<Choose>(action);
    };
    std::vector<OpIndex> starts;
    std::vector<bool> seen(flow.steps.size());
    std::vector<OpIndex> waiting{0};
    while (!waiting.empty()) {
        const OpIndex op = waiting.back();
        waiting.pop_back();
        if (op >= end_of(flow) || seen[op]) continue;
        seen[op] = true;
        const Action& action = flow.steps[op].action;
        if (std::holds_alternative<Start>(action)) {
            starts.push_back(op);
        } else if (!asks(action)) {
            for (const Edge& edge : edges_from(flow, op))
                waiting.push_back(edge.to);
        }
    }
    std::ranges::sort(starts);
    return starts;
}

}  // namespace clerk::flow
