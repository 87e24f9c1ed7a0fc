#include "flow/graph.hpp"

#include "flow/builders.hpp"

#include <catch2/catch.hpp>

namespace clerk::flow::test {
namespace {

TEST_CASE("flows find their slots and steps") {
    Flow flow = flow_of({Say{}, ask("a")});
    flow.slots = {{"a", "phone"}, {"b", "order_no"}, {"c", "order_no"}};
    CHECK(flow.step("s1") == 1);
    CHECK(flow.step("s2") == no_op);
    CHECK(flow.slot("b")->type == "order_no");
    CHECK(flow.slot("x") == nullptr);
    CHECK(flow.first_slot_of("order_no")->name == "b");
    CHECK(flow.first_slot_of("date") == nullptr);
    CHECK(collect_of(flow, "a") == 1);
    CHECK(collect_of(flow, "b") == no_op);
}

TEST_CASE("every kind of op leads where it should") {
    const Flow flow = flow_of({
        Say{},
        ask("a", 9),
        Confirm{{}, 9},
        choose({5, no_op}, 9),
        call("x", "r", {{"lost", 9}}),
        Start{"other", {}, "", {{"sad", 9}}},
        If{nullptr, 9},
        Jump{1},
        Retry{"a", no_op},
        End{},
        HandOffStep{},
        If{nullptr, no_op},
    });
    const auto targets = [&](OpIndex op) {
        Ops ops;
        for (const Edge& edge : edges_from(flow, op))
            ops.push_back(edge.to);
        return ops;
    };
    CHECK(targets(0) == Ops{1});
    CHECK(targets(1) == Ops{2, 9});
    CHECK(targets(2) == Ops{3, 9});
    CHECK(targets(3) == Ops{5, 4, 9});
    CHECK(targets(4) == Ops{5, 9});
    CHECK(targets(5) == Ops{6, 9});
    CHECK(targets(6) == Ops{7, 9});
    CHECK(targets(7) == Ops{1});
    CHECK(targets(8) == Ops{1});
    CHECK(targets(9).empty());
    CHECK(targets(10).empty());
    CHECK(targets(11) == Ops{12, 12});
}

TEST_CASE("steps that nobody reaches") {
    CHECK(unreachable(flow_of({Say{}, ask("a"), End{}})).empty());
    CHECK(unreachable(flow_of({End{}, Say{}, Say{}})) == Ops{1, 2});
    CHECK(unreachable(flow_of({Jump{2}, Say{}, End{}})) == Ops{1});
    CHECK(unreachable(flow_of({HandOffStep{}, Jump{3}, Say{}, Say{}})) == Ops{2, 3});
    // The jump that ends a branch which never comes to its end is no news.
    CHECK(unreachable(flow_of({If{nullptr, 3}, End{}, Jump{4}, Say{}, End{}})).empty());
    CHECK(
        unreachable(flow_of({call("x", "", {{"lost", 3}}), Jump{4}, Say{}, Say{}, End{}})) == Ops{2}
    );
    CHECK(unreachable(Flow{}).empty());
}

TEST_CASE("loops in which nothing is asked") {
    CHECK(silent_loop(flow_of({Say{}, Jump{0}})) == Ops{0, 1});
    CHECK(silent_loop(flow_of({Say{}, Say{}, call("x"), Jump{1}})) == Ops{1, 2, 3});
    CHECK(silent_loop(flow_of({Jump{0}})) == Ops{0});
    CHECK(silent_loop(flow_of({If{nullptr, 2}, Jump{0}, End{}})) == Ops{0, 1});
    CHECK(silent_loop(flow_of({Say{}, End{}})).empty());
    CHECK(silent_loop(flow_of({End{}, Say{}, Jump{1}})).empty());  // never reached
    CHECK(silent_loop(Flow{}).empty());
}

TEST_CASE("a question in the loop makes it a conversation") {
    CHECK(silent_loop(flow_of({Say{}, Confirm{}, Jump{0}})).empty());
    CHECK(silent_loop(flow_of({choose({1}), Say{}, Jump{0}})).empty());
    CHECK(silent_loop(flow_of({ask("a"), Retry{"a", no_op}})).empty());
    CHECK(silent_loop(flow_of({Start{"other", {}, "", {}}, Jump{0}})).empty());
}

TEST_CASE("a slot that is still set asks nothing, nor does a ladder that is used up") {
    // goto back to a collect whose slot nobody clears
    CHECK(silent_loop(flow_of({ask("a"), call("x", "", {{"lost", 0}}), End{}})) == Ops{0, 1});
    // the same with retry in the failure's branch
    CHECK(silent_loop(flow_of({ask("a"), call("x", "", {{"lost", 3}}), End{}, Retry{"a", no_op}})
    ).empty());
    // else leads back to the question
    CHECK(silent_loop(flow_of({ask("a", 2), End{}, Jump{0}})) == Ops{0, 2});
    CHECK(silent_loop(flow_of({choose({1}, 2), End{}, Say{}, Jump{0}})) == Ops{0, 2, 3});
    // an optional question may be asked again and again
    Collect optional = ask("a");
    optional.optional = true;
    CHECK(silent_loop(flow_of({optional, Jump{0}})).empty());
    // a set may unset it
    CHECK(silent_loop(flow_of({ask("a"), Set{{{"a", Value()}}}, Jump{0}})).empty());
}

TEST_CASE("what a retry clears: the slot and what is set from there on, not what was before") {
    const Flow flow = flow_of({
        call("who", "who"),
        ask("order_no"),
        call("order.find", "order"),
        ask("item"),
        Set{{{"note", Value("x")}, {"who", Value("y")}}},
        ask("reason"),
    });
    CHECK(cleared_by(flow, "order_no", 1) == Names{"order_no", "order", "item", "note", "reason"});
    CHECK(cleared_by(flow, "item", 2) == Names{"item", "order", "note", "reason"});
    CHECK(cleared_by(flow, "reason", 5) == Names{"reason"});
    CHECK(retry_target(flow, Retry{"item", 2}) == 2);
    CHECK(retry_target(flow, Retry{"item", no_op}) == 3);
}

}  // namespace
}  // namespace clerk::flow::test
