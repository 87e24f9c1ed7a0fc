#include "flow/facts.hpp"

#include "flow/builders.hpp"

#include <catch2/catch.hpp>

namespace clerk::flow::test {
namespace {

Names facts_at(const Flow& flow, OpIndex op, const Names& given = {}) {
    const auto facts = facts_of(flow, Types(), given);
    REQUIRE(facts.size() == flow.steps.size() + 1);
    REQUIRE(facts[op].reached);
    return facts[op].set;
}

TEST_CASE("collects and calls set names where they succeed") {
    const Flow flow = flow_of({
        ask("order_no", 4),
        call("order.find", "order", {{"not_found", 4}}),
        Say{},
        End{},
        Say{},
        End{},
    });
    CHECK(facts_at(flow, 0).empty());
    CHECK(facts_at(flow, 1) == Names{"order_no"});
    CHECK(facts_at(flow, 2) == Names{"order", "order_no"});
    CHECK(facts_at(flow, 4).empty());  // reached from both, and one of them has no order_no
    CHECK(facts_at(flow, 1, {"phone"}) == Names{"order_no", "phone"});
}

TEST_CASE("what an optional question asks may be unset") {
    Collect optional = ask("order_no");
    optional.optional = true;
    const Flow flow = flow_of({ask("order_no"), optional, End{}});
    CHECK(facts_at(flow, 2).empty());
}

TEST_CASE("conditions prove paths on their branches") {
    const Flow flow = flow_of({
        If{expr_of("order.eta is set"), 3},
        Say{},
        Jump{5},
        Say{},
        Say{},
        End{},
    });
    CHECK(facts_at(flow, 1) == Names{"order", "order.eta"});
    CHECK(facts_at(flow, 3).empty());
    CHECK(facts_at(flow, 5).empty());

    const Flow inverse =
        flow_of({If{expr_of("order is not set"), 3}, call("x", "order"), Jump{3}, Say{}});
    CHECK(facts_at(inverse, 3) == Names{"order"});
}

TEST_CASE("options prove what they need") {
    Flow flow = flow_of({choose({1, 2}), Say{}, End{}});
    std::get<Choose>(flow.steps[0].action).options[0].condition = expr_of("order is set");
    CHECK(facts_at(flow, 1) == Names{"order"});
    CHECK(facts_at(flow, 2).empty());
}

TEST_CASE("a condition on the new value proves it and more") {
    Collect collect = ask("item");
    collect.where = expr_of("item.quantity > 0 and order is set");
    CHECK(facts_at(flow_of({collect, End{}}), 1) == Names{"item", "item.quantity", "order"});
}

TEST_CASE("a collect that may refuse what it finds may be without it") {
    Collect picky = ask("item");
    picky.where = expr_of("item.quantity > 0");
    const Flow flow = flow_of({ask("item"), picky, End{}});
    CHECK(facts_at(flow, 1).empty());
    CHECK(facts_at(flow, 2) == Names{"item", "item.quantity"});
    CHECK(facts_at(flow_of({ask("item"), ask("item"), End{}}), 1) == Names{"item"});
}

TEST_CASE("a new value forgets what was known of the old one") {
    const Flow flow = flow_of({
        If{expr_of("order.eta is set"), 2},
        call("order.find", "order"),
        End{},
    });
    CHECK(facts_at(flow, 2).empty());
    const Flow straight = flow_of({
        call("order.find", "order"),
        If{expr_of("order.eta is set"), 4},
        call("order.latest", "order"),
        Say{},
        End{},
    });
    CHECK(facts_at(straight, 2) == Names{"order", "order.eta"});
    CHECK(facts_at(straight, 3) == Names{"order"});
}

TEST_CASE("set knows whether what it sets is set") {
    const auto path = [](std::string_view source) {
        return std::get<Path>(expr_of(source)->node);
    };
    const Flow flow = flow_of({
        call("order.find", "order"),
        Set{
            {{"a", path("order.no")},
             {"b", path("order.eta")},
             {"c", Value("text")},
             {"d", Value()},
             {"e", parse_template("no <order.no>").value},
             {"f", parse_template("<order.eta>").value},
             {"g", path("nothing.here")}}},
        End{},
    });
    CHECK(facts_at(flow, 2) == Names{"a", "c", "e", "order"});
}

TEST_CASE("going back clears what a retry clears") {
    const Flow flow = flow_of({
        ask("order_no"),
        call("order.find", "order", {{"not_found", 4}}),
        ask("item", 4),
        End{},
        Retry{"order_no", no_op},
    });
    CHECK(facts_at(flow, 0).empty());
    CHECK(facts_at(flow, 3) == Names{"item", "order", "order_no"});
    CHECK(facts_at(flow, 4) == Names{"order_no"});
}

TEST_CASE("ops that nothing reaches have no facts") {
    const auto facts = facts_of(flow_of({End{}, Say{}}), Types());
    CHECK(facts[0].reached);
    CHECK_FALSE(facts[1].reached);
    CHECK_FALSE(facts[2].reached);
    CHECK(facts_of(Flow{}, Types()).size() == 1);
}

TEST_CASE("what a flow gives must be set where it ends well") {
    Flow flow = flow_of({
        ask("a", 3),
        call("x", "b", {{"lost", 4}}),
        End{},
        End{"refused"},
        Say{},
    });
    flow.gives = {"a", "b"};
    const auto missing = missing_gives(flow, facts_of(flow, Types()));
    CHECK(missing == std::vector<MissingGive>{{5, "b"}});
}

}  // namespace
}  // namespace clerk::flow::test
