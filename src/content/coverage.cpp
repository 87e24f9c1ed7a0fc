#include "content/coverage.hpp"

#include "base/overloaded.hpp"

namespace clerk::content {
namespace {

std::string place(const flow::Flow& flow, const flow::Step& step) {
    return flow.file + ":" + std::to_string(step.line);
}

// A branch of a step, and what it is called.
struct Way {
    std::string name;
    flow::OpIndex to = flow::no_op;
};

void add_failures(
    std::vector<Way>& ways, const std::string& what, const std::vector<flow::Branch>& branches
) {
    for (const flow::Branch& branch : branches)
        ways.push_back({what + " fails " + branch.failure, branch.then});
}

void add_else(std::vector<Way>& ways, const std::string& what, flow::OpIndex to) {
    if (to != flow::no_op) ways.push_back({"else of " + what, to});
}

std::vector<Way> ways_to_fail(const flow::Action& action) {
    std::vector<Way> ways;
    std::visit(
        overloaded{
            [&](const flow::Call& call) { add_failures(ways, call.action, call.failures); },
            [&](const flow::Start& start) { add_failures(ways, start.flow, start.failures); },
            [&](const flow::Collect& one) { add_else(ways, one.slot, one.otherwise); },
            [&](const flow::Confirm& one) { add_else(ways, "confirm", one.otherwise); },
            [&](const flow::Choose& one) { add_else(ways, "choose", one.otherwise); },
            [](const auto&) {},
        },
        action
    );
    return ways;
}

}  // namespace

void Coverage::see(const TurnRecord& record) {
    for (const Event& event : record.events) {
        if (const auto* meant = std::get_if<Understood>(&event)) {
            intents_.insert(meant->intents.begin(), meant->intents.end());
        } else if (const auto* started = std::get_if<FlowStarted>(&event)) {
            if (!started->frame.intent.empty()) intents_.insert(started->frame.intent);
            stack_.push_back(started->frame.flow);
            reach(started->frame.step);
        } else if (std::holds_alternative<FlowEnded>(event)) {
            if (!stack_.empty()) stack_.pop_back();
        } else if (const auto* step = std::get_if<StepReached>(&event)) {
            reach(step->step);
        }
    }
}

void Coverage::reach(const std::string& step) {
    if (!stack_.empty()) steps_.emplace(stack_.back(), step);
}

bool Coverage::reached(const flow::Flow& flow, flow::OpIndex op) const {
    return op < flow.steps.size() && steps_.contains({flow.id, flow.steps[op].id});
}

Covered Coverage::intents() const {
    Covered covered;
    for (const turn::Intent& intent : script_.intents) {
        ++covered.all;
        if (!intents_.contains(intent.id)) {
            covered.missing.push_back(intent.origin + " " + intent.id);
        }
    }
    return covered;
}

Covered Coverage::steps() const {
    Covered covered;
    for (const auto& [id, flow] : script_.flows) {
        for (flow::OpIndex op = 0; op < flow.steps.size(); ++op) {
            const flow::Step& step = flow.steps[op];
            if (step.line == 0) continue;
            ++covered.all;
            if (!reached(flow, op)) covered.missing.push_back(place(flow, step) + " " + step.id);
        }
    }
    return covered;
}

Covered Coverage::failures() const {
    Covered covered;
    for (const auto& [id, flow] : script_.flows) {
        for (const flow::Step& step : flow.steps) {
            for (const Way& way : ways_to_fail(step.action)) {
                ++covered.all;
                if (!reached(flow, way.to)) {
                    covered.missing.push_back(place(flow, step) + " " + way.name);
                }
            }
        }
    }
    return covered;
}

}  // namespace clerk::content
