// Random flows, run at random, with corrections on the way: what the analysis says is set must be
// set.
#include "flow/builders.hpp"
#include "flow/facts.hpp"
#include "flow/graph.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <rapidcheck.h>

namespace clerk::flow::test {
namespace {

// The names of the random flows; their values are plain texts.
const std::vector<std::string> names{"a", "b", "c", "d"};

class Plain : public TypeScope {
public:
    std::optional<ScopeName> find(std::string_view name) const override {
        return ScopeName{std::string(name), "text", true};
    }

    std::vector<std::string> choice_ids(std::string_view) const override { return {}; }

    std::vector<std::string> names() const override { return test::names; }
};

std::string any_name() {
    return *rc::gen::elementOf(names);
}

ExprPtr any_condition() {
    const std::string a = any_name();
    return expr_of(*rc::gen::element(
        a + " is set",
        a + " is not set",
        a + " == 'x'",
        a + " != 'x'",
        a + " is set and " + any_name() + " is set",
        "not (" + a + " == 'x' or " + any_name() + " is not set)"
    ));
}

Action any_action(OpIndex size) {
    const auto somewhere = [size] {
        return *rc::gen::inRange<OpIndex>(0, size);
    };
    switch (*rc::gen::inRange(0, 11)) {
        case 0:
        case 1:
        case 2: {
            Collect collect = ask(any_name());
            collect.otherwise = *rc::gen::element(somewhere(), no_op);
            collect.optional = *rc::gen::inRange(0, 4) == 0;
            if (*rc::gen::inRange(0, 4) == 0) {
                collect.where = expr_of(collect.slot + " == 'x' or " + any_name() + " is set");
            }
            return collect;
        }
        case 3:
        case 4:
            return call("order.find", any_name(), {{"not_found", somewhere()}});
        case 5:
        case 6:
            return If{any_condition(), somewhere()};
        case 7:
            return Jump{somewhere()};
        case 8:
            return Set{
                {{any_name(), Path{{any_name()}}},
                 {any_name(), Value("x")},
                 {any_name(), Value()}}};
        case 9:
            return Confirm{};
        default:
            return Say{};
    }
}

// Retries only of slots that the flow collects, as content sees to.
Flow any_flow() {
    const auto size = *rc::gen::inRange<OpIndex>(2, 14);
    std::vector<Action> actions;
    for (OpIndex op = 0; op < size; ++op)
        actions.push_back(any_action(size));
    Flow flow = flow_of(std::move(actions));
    for (const std::string& name : names) {
        SlotSpec slot;
        slot.name = name;
        slot.type = "text";
        flow.slots.push_back(std::move(slot));
    }
    for (Step& step : flow.steps) {
        const std::string slot = any_name();
        if (*rc::gen::inRange(0, 6) == 0 && collect_of(flow, slot) != no_op) {
            step.action = Retry{slot, no_op};
        }
    }
    // A retry may have taken the place of the only collect of a slot.
    for (Step& step : flow.steps) {
        const auto* retry = std::get_if<Retry>(&step.action);
        if (retry && collect_of(flow, retry->slot) == no_op) step.action = End{};
    }
    return flow;
}

// What the turn does with the results of a step, with answers drawn at random.
class Player {
public:
    explicit Player(const Flow& flow) : flow_(flow) {
        frame_.step = first_step(flow);
        // The opener may have named anything.
        for (const std::string& name : names) {
            const bool named = *rc::gen::inRange(0, 4) == 0;
            if (named && collect_of(flow, name) != no_op) set_value(frame_.values, name, "x");
        }
    }

    const Frame& frame() const { return frame_; }

    // False when the flow is over.
    bool step() {
        const StepResult result =
            step_once(flow_, frame_, {nothing_, wording_, Lang::zh, july_first, UtcOffset{}});
        next_ = result.next;
        std::visit([this](const auto& what) { take(what); }, result.what);
        frame_.step = next_;
        return !next_.empty() && flow_.step(next_) != no_op;
    }

private:
    template <class T>
    void take(const T&) {}  // GoOn, Speak and the ends: to `next`, which is empty behind an end

    void take(const AskSlot& question) {
        if (correct()) return;
        switch (*rc::gen::inRange(0, 4)) {
            case 0:
                count_try(frame_.step);
                next_ = frame_.step;
                break;
            case 1:
                if (!question.optional) next_ = *after_otherwise(flow_, frame_.step);
                break;
            default: {
                const Value answer(*rc::gen::element<std::string>("x", "y"));
                const AdvanceContext with{nothing_, wording_, Lang::zh, july_first, UtcOffset{}};
                if (refusal(flow_, frame_, frame_.step, answer, with)) {
                    count_try(frame_.step);
                    next_ = frame_.step;
                } else {
                    set_value(frame_.values, question.slot, answer);
                }
            }
        }
    }

    void take(const AskConfirm&) { correct(); }

    void take(const Refused& refused) {
        erase_value(frame_.values, refused.slot);
        if (refused.counts) count_try(frame_.step);
    }

    void take(const Act& act) {
        const auto failed = after_failure(flow_, frame_.step, "not_found");
        if (failed && *rc::gen::arbitrary<bool>()) {
            next_ = *failed;
        } else {
            set_value(frame_.values, act.as, Value("found"));
        }
    }

    void take(const Assign& assign) {
        for (const auto& [name, value] : assign.values) {
            if (value.is_set()) set_value(frame_.values, name, value);
            if (!value.is_set()) erase_value(frame_.values, name);
        }
    }

    void take(const RetrySlot& retry) {
        for (const std::string& name : retry.clears)
            erase_value(frame_.values, name);
        count_try(retry.counts_for);
    }

    // The shopper changes an earlier answer, now and then.
    bool correct() {
        if (*rc::gen::inRange(0, 3) != 0) return false;
        const std::string slot = any_name();
        if (!find_value(frame_.values, slot)) return false;
        const auto back = correction(flow_, frame_, slot);
        if (!back) return false;
        for (const std::string& name : back->clears)
            erase_value(frame_.values, name);
        set_value(frame_.values, slot, Value("y"));
        next_ = back->to;
        return true;
    }

    void count_try(const std::string& step) {
        for (auto& [counted, n] : frame_.tries) {
            if (counted == step) {
                ++n;
                return;
            }
        }
        frame_.tries.emplace_back(step, 1);
    }

    const Flow& flow_;
    Frame frame_;
    std::string next_;
    Values nothing_;
    TestWording wording_;
};

std::string written(const Flow& flow) {
    std::string out;
    for (OpIndex op = 0; op < flow.steps.size(); ++op) {
        out += std::to_string(op) + ": kind " + std::to_string(flow.steps[op].action.index());
        for (const std::string& name : names_set_by(flow.steps[op]))
            out += " sets " + name;
        for (const Edge& edge : edges_from(flow, op))
            out += " ->" + std::to_string(edge.to);
        out += '\n';
    }
    return out;
}

std::string frame_text(const Frame& frame) {
    std::string out;
    for (const auto& [name, value] : frame.values)
        out += " " + name;
    return out;
}

TEST_CASE("what facts claim is so, however a flow runs and is corrected") {
    REQUIRE(rc::check([] {
        const Flow flow = any_flow();
        RC_LOG() << written(flow);
        const std::vector<Facts> facts = facts_of(flow, Plain());
        Player player(flow);
        for (int i = 0; i < 60; ++i) {
            const OpIndex op = flow.step(player.frame().step);
            RC_LOG() << "at " << op << frame_text(player.frame()) << "\n";
            RC_ASSERT(facts[op].reached);
            for (const std::string& name : facts[op].set) {
                const Value* value = find_value(player.frame().values, name);
                const bool there = value && value->is_set();
                RC_ASSERT(there);
            }
            if (!player.step()) break;
        }
    }));
}

TEST_CASE("a flow without silent loops comes to a question, an effect or its end") {
    REQUIRE(rc::check([] {
        const Flow flow = any_flow();
        RC_LOG() << written(flow);
        RC_PRE(silent_loop(flow).empty());
        // With nothing set, each op is passed once at most before something is asked.
        Frame frame;
        frame.step = first_step(flow);
        const Values nothing;
        const TestWording wording;
        for (std::size_t i = 0; i <= flow.steps.size(); ++i) {
            const StepResult result =
                step_once(flow, frame, {nothing, wording, Lang::zh, july_first, UtcOffset{}});
            const bool goes_on = std::holds_alternative<GoOn>(result.what)
                                 || std::holds_alternative<Speak>(result.what);
            if (!goes_on) return;
            frame.step = result.next;
        }
        RC_FAIL("went round in silence");
    }));
}

}  // namespace
}  // namespace clerk::flow::test
