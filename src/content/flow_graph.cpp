#include "content/flow_graph.hpp"

#include "base/overloaded.hpp"
#include "content/conditions.hpp"

#include <algorithm>
#include <deque>
#include <iterator>

namespace clerk::content {
namespace {

using flow::OpIndex;

struct Edge {
    OpIndex to = flow::no_op;
    Known known;  // after the op, on this way out
};

void forget(Known& known, const std::string& name) {
    known.erase(name);
    const std::string beginning = name + ".";
    for (auto at = known.lower_bound(beginning); at != known.end() && at->starts_with(beginning);) {
        at = known.erase(at);
    }
    known.erase(holds(name));
}

void learn(Known& known, const std::string& name) {
    forget(known, name);
    known.insert(name);
}

void assume(Known& known, const flow::ExprPtr& condition, bool outcome) {
    if (condition == nullptr) return;
    const flow::Guards guards = flow::guards(*condition);
    for (const std::string& path : outcome ? guards.when_true : guards.when_false)
        known.insert(path);
    for (const std::string& path : truths(*condition, outcome))
        known.insert(holds(path));
}

// The names that an op sets when it succeeds.
std::vector<std::string> sets(const flow::Action& action) {
    return std::visit(
        overloaded{
            [](const flow::Collect& op) { return std::vector{op.slot}; },
            [](const flow::Call& op) { return std::vector{op.as}; },
            [](const flow::Start& op) { return std::vector{op.as}; },
            [](const flow::Set& op) {
                std::vector<std::string> names;
                for (const flow::Arg& arg : op.values)
                    names.push_back(arg.name);
                return names;
            },
            [](const auto&) { return std::vector<std::string>{}; },
        },
        action
    );
}

class Ways {
public:
    Ways(const flow::Flow& flow, OpIndex at, const Known& before)
        : flow_(flow), at_(at), before_(before) {}

    [[nodiscard]] std::vector<Edge> all() {
        std::visit([this](const auto& op) { leave(op); }, flow_.steps[at_].action);
        return std::move(edges_);
    }

private:
    void to(OpIndex op, Known known) {
        if (op < flow_.steps.size()) edges_.push_back({op, std::move(known)});
    }

    void next(Known known) { to(at_ + 1, std::move(known)); }

    void leave(const flow::Say&) { next(before_); }

    void leave(const flow::Collect& op) {
        Known after = before_;
        if (!op.optional) {
            learn(after, op.slot);
            assume(after, op.where, true);
        }
        next(std::move(after));
        to(op.otherwise, before_);
    }

    void leave(const flow::Confirm& op) {
        next(before_);
        to(op.otherwise, before_);
    }

    void leave(const flow::Choose& op) {
        bool falls = op.options.empty();
        for (const flow::ChooseOption& option : op.options) {
            falls = falls || option.then == flow::no_op;
            Known chosen = before_;
            assume(chosen, option.condition, true);
            to(option.then, std::move(chosen));
        }
        if (falls) next(before_);
        to(op.otherwise, before_);
    }

    void succeed_and_fail(const std::string& as, const std::vector<flow::Branch>& failures) {
        Known after = before_;
        if (!as.empty()) learn(after, as);
        next(std::move(after));
        for (const flow::Branch& branch : failures) {
            Known failed = before_;
            failed.insert("failure");
            to(branch.then, std::move(failed));
        }
    }

    void leave(const flow::Call& op) { succeed_and_fail(op.as, op.failures); }

    void leave(const flow::Start& op) { succeed_and_fail(op.as, op.failures); }

    void leave(const flow::If& op) {
        Known yes = before_;
        assume(yes, op.condition, true);
        next(std::move(yes));
        Known no = before_;
        assume(no, op.condition, false);
        to(op.otherwise, std::move(no));
    }

    void leave(const flow::Jump& op) { to(op.to == flow::no_op ? at_ + 1 : op.to, before_); }

    // The slot and all that was set since are cleared.
    void leave(const flow::Retry& op) {
        Known after = before_;
        forget(after, op.slot);
        for (OpIndex i = op.to; i < flow_.steps.size(); ++i) {
            for (const std::string& name : sets(flow_.steps[i].action))
                forget(after, name);
        }
        to(op.to, std::move(after));
    }

    void leave(const flow::Set& op) {
        Known after = before_;
        for (const flow::Arg& arg : op.values)
            learn(after, arg.name);
        next(std::move(after));
    }

    void leave(const flow::HandOffStep&) {}

    void leave(const flow::End&) {}

    const flow::Flow& flow_;
    OpIndex at_;
    const Known& before_;
    std::vector<Edge> edges_;
};

std::vector<std::optional<Known>> flood(const flow::Flow& flow, const Known& at_entry) {
    std::vector<std::optional<Known>> known(flow.steps.size());
    if (flow.steps.empty()) return known;
    known.front() = at_entry;
    std::deque<OpIndex> work{0};
    while (!work.empty()) {
        const OpIndex at = work.front();
        work.pop_front();
        for (Edge& edge : Ways(flow, at, *known[at]).all()) {
            std::optional<Known>& there = known[edge.to];
            if (!there) {
                there = std::move(edge.known);
                work.push_back(edge.to);
                continue;
            }
            Known both;
            std::ranges::set_intersection(*there, edge.known, std::inserter(both, both.end()));
            if (both.size() < there->size()) {
                there = std::move(both);
                work.push_back(edge.to);
            }
        }
    }
    return known;
}

bool asks(const flow::Action& action) {
    return std::holds_alternative<flow::Collect>(action)
           || std::holds_alternative<flow::Confirm>(action)
           || std::holds_alternative<flow::Choose>(action);
}

// Depth first over the ops that ask nothing; an edge back into the current path closes a round.
std::vector<OpIndex> silent_rounds(const flow::Flow& flow) {
    enum class Seen : unsigned char { no, under_way, done };

    struct Visit {
        OpIndex at;
        std::vector<Edge> edges;
        std::size_t next = 0;
    };

    const Known nothing;
    std::vector<OpIndex> rounds;
    std::vector<Seen> seen(flow.steps.size(), Seen::no);
    for (OpIndex root = 0; root < flow.steps.size(); ++root) {
        if (seen[root] != Seen::no || asks(flow.steps[root].action)) continue;
        std::vector<Visit> path{{root, Ways(flow, root, nothing).all()}};
        seen[root] = Seen::under_way;
        while (!path.empty()) {
            Visit& visit = path.back();
            if (visit.next == visit.edges.size()) {
                seen[visit.at] = Seen::done;
                path.pop_back();
                continue;
            }
            const OpIndex to = visit.edges[visit.next++].to;
            if (asks(flow.steps[to].action) || seen[to] == Seen::done) continue;
            if (seen[to] == Seen::under_way) {
                rounds.push_back(visit.at);
                continue;
            }
            seen[to] = Seen::under_way;
            path.push_back({to, Ways(flow, to, nothing).all()});
        }
    }
    return rounds;
}

}  // namespace

std::string holds(std::string_view path) {
    return "=" + std::string(path);
}

FlowFacts study(const flow::Flow& flow, const Known& at_entry) {
    return {flood(flow, at_entry), silent_rounds(flow)};
}

}  // namespace clerk::content
