// Where a frame goes when the answer to its question or its action is there, and how far back a
// correction may take it.
#include "base/overloaded.hpp"
#include "flow/advance.hpp"
#include "flow/facts.hpp"
#include "flow/graph.hpp"

#include <algorithm>

namespace clerk::flow {
namespace {

const Step* step_at(const Flow& flow, std::string_view id) {
    const OpIndex at = flow.step(id);
    return at == no_op ? nullptr : &flow.steps[at];
}

std::string id_of(const Flow& flow, OpIndex op) {
    return op < flow.steps.size() ? flow.steps[op].id : std::string(past_end);
}

std::string else_or_hand_over(const Flow& flow, OpIndex op) {
    return op == no_op ? std::string(hand_over) : id_of(flow, op);
}

const std::vector<Branch>* failures_of(const Step& step) {
    if (const auto* call = std::get_if<Call>(&step.action)) return &call->failures;
    if (const auto* start = std::get_if<Start>(&step.action)) return &start->failures;
    return nullptr;
}

bool is_set(const Frame& frame, std::string_view name) {
    const Value* value = find_value(frame.values, name);
    return value && value->is_set();
}

bool writes(const Call& call) {
    const ActionSpec* spec = find_action_spec(call.action);
    return !spec || spec->writes;
}

}  // namespace

bool may_write(std::string_view id, const FindFlow& find_flow) {
    std::vector<std::string_view> waiting{id};
    std::vector<std::string_view> seen;
    while (!waiting.empty()) {
        const std::string_view next = waiting.back();
        waiting.pop_back();
        if (std::ranges::count(seen, next) != 0) continue;
        seen.push_back(next);
        const Flow* flow = find_flow ? find_flow(next) : nullptr;
        if (!flow) return true;
        for (const Step& step : flow->steps) {
            const auto* call = std::get_if<Call>(&step.action);
            if (call && writes(*call)) return true;
            if (const auto* start = std::get_if<Start>(&step.action))
                waiting.push_back(start->flow);
        }
    }
    return false;
}

namespace {

// Whether this op has done something that outlives the conversation. What leaves no `as` in the
// frame is taken to have run.
bool has_written(const Step& step, const Frame& frame, const FindFlow& find_flow) {
    const auto ran = [&](const std::string& as) {
        return as.empty() || is_set(frame, as);
    };
    if (const auto* call = std::get_if<Call>(&step.action)) return ran(call->as) && writes(*call);
    const auto* start = std::get_if<Start>(&step.action);
    return start && ran(start->as) && may_write(start->flow, find_flow);
}

// Knows no types: enough to ask which names are set.
class NoTypes : public TypeScope {
public:
    [[nodiscard]] std::optional<ScopeName> find(std::string_view) const override {
        return std::nullopt;
    }

    [[nodiscard]] std::vector<std::string> choice_ids(std::string_view) const override {
        return {};
    }

    [[nodiscard]] std::vector<std::string> names() const override { return {}; }
};

// The results that hang on what is collected at `collect`; later answers stay.
std::vector<std::string> results_since(
    const Flow& flow, const Frame& frame, std::string_view slot, OpIndex collect
) {
    std::vector<std::string> names = cleared_by(flow, slot, collect);
    std::erase_if(names, [&](const std::string& name) {
        return name == slot || !is_set(frame, name) || collect_of(flow, name) != no_op;
    });
    return names;
}

// Names of the flow itself; what facts say of the built-in ones holds anyway.
bool is_own(const Flow& flow, std::string_view name) {
    if (flow.slot(name)) return true;
    return std::ranges::any_of(flow.steps, [&](const Step& step) {
        return std::ranges::count(names_set_by(step), name) != 0;
    });
}

// Whether all that is surely set on every path to an op would be set with `without` gone: going
// back there can then surprise no step, even if this path has never passed it.
bool safe_to_run_from(
    const Flow& flow,
    const Frame& frame,
    const Facts& facts,
    const std::vector<std::string>& without
) {
    return facts.reached && std::ranges::all_of(facts.set, [&](const std::string& name) {
               const bool there = is_set(frame, name) && std::ranges::count(without, name) == 0;
               return there || !is_own(flow, name);
           });
}

bool collected_before(const Flow& flow, std::string_view slot, OpIndex op) {
    return collect_of(flow, slot) < op;
}

}  // namespace

std::string first_step(const Flow& flow) {
    return id_of(flow, 0);
}

std::string after_success(const Flow& flow, std::string_view step) {
    const OpIndex at = flow.step(step);
    return at == no_op ? std::string(past_end) : id_of(flow, at + 1);
}

std::optional<std::string> after_otherwise(const Flow& flow, std::string_view step) {
    const Step* found = step_at(flow, step);
    if (!found) return std::string(hand_over);
    using Place = std::optional<std::string>;
    return std::visit(
        overloaded{
            [&](const Collect& collect) -> Place {
                return else_or_hand_over(flow, collect.otherwise);
            },
            [&](const Choose& choose) -> Place {
                return else_or_hand_over(flow, choose.otherwise);
            },
            [&](const Confirm& confirm) -> Place {
                if (confirm.otherwise == no_op) return std::nullopt;
                return id_of(flow, confirm.otherwise);
            },
            [](const auto&) -> Place { return std::string(hand_over); },
        },
        found->action
    );
}

std::optional<std::string> after_failure(
    const Flow& flow, std::string_view step, std::string_view failure
) {
    const Step* found = step_at(flow, step);
    const auto* branches = found ? failures_of(*found) : nullptr;
    if (!branches) return std::nullopt;
    const auto at = std::ranges::find(*branches, failure, &Branch::failure);
    if (at == branches->end()) return std::nullopt;
    return id_of(flow, at->then);
}

std::optional<std::string> after_choice(
    const Flow& flow, std::string_view step, std::string_view option
) {
    const Step* found = step_at(flow, step);
    const auto* choose = found ? std::get_if<Choose>(&found->action) : nullptr;
    if (!choose) return std::nullopt;
    const auto at = std::ranges::find(choose->options, option, &ChooseOption::id);
    if (at == choose->options.end()) return std::nullopt;
    return at->then == no_op ? after_success(flow, step) : id_of(flow, at->then);
}

std::optional<Correction> correction(
    const Flow& flow, const Frame& frame, std::string_view slot, const FindFlow& find_flow
) {
    const OpIndex here = flow.step(frame.step);
    if (collect_of(flow, slot) == no_op || here == no_op) return std::nullopt;
    const std::vector<Facts> facts = facts_of(flow, NoTypes());
    // Backwards to the nearest collect of the slot; branches may have one each.
    for (OpIndex op = here; op-- > 0;) {
        if (has_written(flow.steps[op], frame, find_flow)) {
            if (collected_before(flow, slot, op)) return std::nullopt;
            break;
        }
        const auto* collect = std::get_if<Collect>(&flow.steps[op].action);
        if (!collect || collect->slot != slot) continue;
        std::vector<std::string> clears = results_since(flow, frame, slot, op);
        if (!safe_to_run_from(flow, frame, facts[op], clears)) continue;
        return Correction{std::move(clears), flow.steps[op].id};
    }
    return Correction{{}, frame.step};
}

}  // namespace clerk::flow
