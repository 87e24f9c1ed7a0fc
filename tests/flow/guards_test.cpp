#include "flow/support.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>

namespace clerk::flow::test {
namespace {

using Known = std::vector<std::string>;

Known when_true(std::string_view source) {
    return guards(*expr_of(source)).when_true;
}

Known when_false(std::string_view source) {
    return guards(*expr_of(source)).when_false;
}

TEST_CASE("is set proves the path and the record around it") {
    CHECK(when_true("order.eta is set") == Known{"order", "order.eta"});
    CHECK(when_false("order.eta is set").empty());
    CHECK(when_true("order is not set").empty());
    CHECK(when_false("order is not set") == Known{"order"});
}

TEST_CASE("a comparison that holds proves both its sides") {
    CHECK(when_true("a.x == b") == Known{"a", "a.x", "b"});
    CHECK(when_true("now - a < 3 days") == Known{"a", "now"});
    CHECK(when_true("a in (b, c)") == Known{"a"});
    CHECK(when_true("a in b") == Known{"a", "b"});
    CHECK(when_false("a == b").empty());
    CHECK(when_true("a != b").empty());
    CHECK(when_false("a != b") == Known{"a", "b"});
    CHECK(when_true("agreed") == Known{"agreed"});
}

TEST_CASE("and, or and not") {
    CHECK(when_true("a is set and b is set") == Known{"a", "b"});
    CHECK(when_false("a is set and b is set").empty());
    CHECK(when_true("a is set or b is set").empty());
    CHECK(when_true("a == 1 or a == 2") == Known{"a"});
    CHECK(when_false("a is not set or b is not set") == Known{"a", "b"});
    CHECK(when_true("not a is not set") == Known{"a"});
    CHECK(when_false("not a") == Known{"a"});
    CHECK(when_true("not (a is not set or not b)") == Known{"a", "b"});
    CHECK(when_true("a not in (1)").empty());
}

std::string random_condition(int depth) {
    const std::string a = *rc::gen::element<std::string>("a", "b", "c");
    const std::string b = *rc::gen::element<std::string>("a", "b", "c", "1");
    if (depth == 0) {
        switch (*rc::gen::inRange(0, 6)) {
            case 0:
                return a + " is set";
            case 1:
                return a + " is not set";
            case 2:
                return a + " == " + b;
            case 3:
                return a + " != " + b;
            case 4:
                return a + " + 1 > " + b;
            default:
                return a + " in (" + b + ", 2)";
        }
    }
    const std::string left = "(" + random_condition(depth - 1) + ")";
    switch (*rc::gen::inRange(0, 3)) {
        case 0:
            return "not " + left;
        case 1:
            return left + " and (" + random_condition(depth - 1) + ")";
        default:
            return left + " or (" + random_condition(depth - 1) + ")";
    }
}

TEST_CASE("what a guard claims is so, whatever is set") {
    REQUIRE(rc::check([] {
        const std::string source = random_condition(*rc::gen::inRange(0, 4));
        Values values;
        for (const char* name : {"a", "b", "c"}) {
            if (*rc::gen::arbitrary<bool>())
                values.named.emplace_back(name, *rc::gen::inRange(0, 3));
        }
        RC_LOG() << source;
        const ExprPtr condition = expr_of(source);
        const Guards proven = guards(*condition);
        const bool holds = is_true(*condition, values);
        for (const std::string& name : holds ? proven.when_true : proven.when_false) {
            RC_ASSERT(values.find(name).is_set());
        }
    }));
}

}  // namespace
}  // namespace clerk::flow::test
