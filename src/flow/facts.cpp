#include "flow/facts.hpp"

#include "base/overloaded.hpp"
#include "flow/graph.hpp"
#include "flow/scope.hpp"

#include <algorithm>
#include <iterator>

namespace clerk::flow {
namespace {

using Known = std::vector<std::string>;  // sorted, without doubles

void add(Known& known, const std::string& path) {
    const auto at = std::ranges::lower_bound(known, path);
    if (at == known.end() || *at != path) known.insert(at, path);
}

void add_all(Known& known, const Known& more) {
    for (const std::string& path : more)
        add(known, path);
}

// The name gets another value or none: nothing is known of it or its parts any more.
void forget(Known& known, std::string_view name) {
    std::erase_if(known, [&](const std::string& path) {
        return path == name || (path.starts_with(name) && path[name.size()] == '.');
    });
}

Known common(const Known& a, const Known& b) {
    Known out;
    std::ranges::set_intersection(a, b, std::back_inserter(out));
    return out;
}

bool surely_set(const Path& path, const TypeScope& scope) {
    const PathType found = type_of(path, scope);
    return !found.error && !found.maybe_unset;
}

bool surely_set(const Arg& arg, const TypeScope& scope) {
    return std::visit(
        overloaded{
            [&](const Path& path) { return surely_set(path, scope); },
            [&](const Template& text) {
                const bool lone = text.pieces.size() == 1;
                const auto* place = lone ? std::get_if<Placeholder>(&text.pieces.front()) : nullptr;
                return !place || !place->format.empty() || surely_set(place->path, scope);
            },
            [](const Value& value) { return value.is_set(); },
        },
        arg.value
    );
}

class Analysis {
public:
    Analysis(const Flow& flow, const TypeScope& types)
        : flow_(flow), types_(types), facts_(flow.steps.size() + 1) {}

    // Sets only ever shrink where paths meet, so this ends.
    std::vector<Facts> run(Known given) {
        std::ranges::sort(given);
        facts_[0] = {true, std::move(given)};
        waiting_.push_back(0);
        while (!waiting_.empty()) {
            const OpIndex op = waiting_.back();
            waiting_.pop_back();
            if (op == flow_.steps.size()) continue;
            meet_again(op);
            for (const Edge& edge : edges_from(flow_, op))
                meet(edge.to, left_by(op, edge));
        }
        return std::move(facts_);
    }

private:
    void meet(OpIndex op, Known arriving) {
        Facts& facts = facts_[op];
        Known met = facts.reached ? common(facts.set, arriving) : std::move(arriving);
        if (facts.reached && met == facts.set) return;
        facts = {true, std::move(met)};
        waiting_.push_back(op);
    }

    // A collect that refuses the value it finds runs again without it.
    void meet_again(OpIndex op) {
        const auto* collect = std::get_if<Collect>(&flow_.steps[op].action);
        if (!collect || (!collect->where && !collect->from)) return;
        Known known = facts_[op].set;
        forget(known, collect->slot);
        meet(op, std::move(known));
    }

    // What is known on the way out of an op by this edge.
    Known left_by(OpIndex op, const Edge& edge) const {
        Known known = facts_[op].set;
        std::visit(
            overloaded{
                [&](const Collect& collect) { after_collect(known, collect, edge.why); },
                [&](const Call& call) { after_result(known, call.as, edge.why); },
                [&](const Start& start) { after_result(known, start.as, edge.why); },
                [&](const If& condition) { after_condition(known, condition.condition, edge.why); },
                [&](const Choose&) {
                    if (edge.option) after_condition(known, edge.option->condition, Why::goes_on);
                },
                [&](const Set& set) { after_set(known, set); },
                [&](const Retry& retry) {
                    for (const auto& name : cleared_by(flow_, retry.slot, edge.to)) {
                        forget(known, name);
                    }
                },
                [](const auto&) {},
            },
            flow_.steps[op].action
        );
        return known;
    }

    static void after_collect(Known& known, const Collect& collect, Why why) {
        forget(known, collect.slot);
        if (why != Why::goes_on || collect.optional) return;
        add(known, collect.slot);
        if (collect.where) add_all(known, guards(*collect.where).when_true);
    }

    static void after_result(Known& known, const std::string& as, Why why) {
        if (why != Why::goes_on || as.empty()) return;
        forget(known, as);
        add(known, as);
    }

    static void after_condition(Known& known, const ExprPtr& condition, Why why) {
        if (!condition) return;
        const Guards proven = guards(*condition);
        add_all(known, why == Why::goes_on ? proven.when_true : proven.when_false);
    }

    void after_set(Known& known, const Set& set) const {
        for (const Arg& arg : set.values) {
            const NarrowedTypes scope(types_, known);
            const bool sure = surely_set(arg, scope);
            forget(known, arg.name);
            if (sure) add(known, arg.name);
        }
    }

    const Flow& flow_;
    const TypeScope& types_;
    std::vector<Facts> facts_;
    std::vector<OpIndex> waiting_;
};

}  // namespace

std::vector<Facts> facts_of(
    const Flow& flow, const TypeScope& types, const std::vector<std::string>& given
) {
    return Analysis(flow, types).run(given);
}

std::vector<MissingGive> missing_gives(const Flow& flow, const std::vector<Facts>& facts) {
    std::vector<MissingGive> missing;
    for (OpIndex op = 0; op < facts.size(); ++op) {
        const bool last = op == flow.steps.size();
        const auto* end = last ? nullptr : std::get_if<End>(&flow.steps[op].action);
        const bool ends_well = last || (end && end->failure.empty());
        if (!ends_well || !facts[op].reached) continue;
        for (const std::string& name : flow.gives) {
            if (std::ranges::count(facts[op].set, name) == 0) missing.push_back({op, name});
        }
    }
    return missing;
}

}  // namespace clerk::flow
