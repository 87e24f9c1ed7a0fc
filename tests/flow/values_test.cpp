#include "flow/values.hpp"

#include "flow/support.hpp"
#include "flow/types.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>

namespace clerk::flow::test {
namespace {

const UtcOffset china{480};

// Values that check_expr would let stand beside one another, and a few it would not.
Value any_value() {
    switch (*rc::gen::inRange(0, 9)) {
        case 0:
            return {};
        case 1:
            return *rc::gen::inRange<std::int64_t>(-5, 5);
        case 2:
            return Money{*rc::gen::inRange<std::int64_t>(-5, 5) * 100, "CNY"};
        case 3:
            return Date{*rc::gen::inRange(19'900, 19'910)};
        case 4:
            return july_first + hours(*rc::gen::inRange<std::int64_t>(-100, 100));
        case 5:
            return hours(*rc::gen::inRange<std::int64_t>(-50, 50));
        case 6:
            return ClockTime{*rc::gen::inRange(0, 24), 0};
        case 7:
            return *rc::gen::element<std::string>("a", "b");
        default:
            return Choice{"t", *rc::gen::element<std::string>("a", "b")};
    }
}

TEST_CASE("order is the same seen from the other side, and equal means the same") {
    REQUIRE(rc::check([] {
        const Value a = any_value();
        const Value b = any_value();
        const auto there = order(a, b, china);
        const auto back = order(b, a, china);
        RC_ASSERT(there.has_value() == back.has_value());
        RC_ASSERT(same(a, b, china) == same(b, a, china));
        if (!there) return;
        RC_ASSERT((*there < 0) == (*back > 0));
        RC_ASSERT((*there == 0) == same(a, b, china));
    }));
}

TEST_CASE("what is added can be taken away again") {
    REQUIRE(rc::check([] {
        const Value a = any_value();
        const Value b = any_value();
        const Value more = sum(a, b, false, china);
        RC_PRE(more.is_set());
        // A day moves by whole days only: what hours add to it is lost.
        const bool exact = !(a.get<Date>() || b.get<Date>());
        if (exact && !b.get<UnixMillis>()) RC_ASSERT(same(sum(more, b, true, china), a, china));
        RC_ASSERT(sum(b, a, false, china) == more);
    }));
}

TEST_CASE("a duration moves a day by its whole days, downwards") {
    const Value day = Date{100};
    CHECK(sum(day, Value(hours(47)), false, china) == Value(Date{101}));
    CHECK(sum(day, Value(hours(-1)), false, china) == Value(Date{99}));
    CHECK(sum(day, Value(days(2)), true, china) == Value(Date{98}));
}

TEST_CASE("the day of a moment is the shop's") {
    const Value midnight = at_local(Date{19'905}, {0, 0}, china);
    CHECK(same(midnight, Value(Date{19'905}), china));
    CHECK_FALSE(same(midnight, Value(Date{19'905}), UtcOffset{0}));
    CHECK(sum(midnight, Value(Date{19'904}), true, china) == Value(days(1)));
}

TEST_CASE("kinds of types") {
    const Types types;
    CHECK(kind_of("yes_no", types) == Kind::boolean);
    CHECK(kind_of("quantity", types) == Kind::number);
    CHECK(kind_of("choice:anything", types) == Kind::choice);
    CHECK(kind_of("return_reason", types) == Kind::choice);
    CHECK(kind_of("record:order", types) == Kind::record);
    CHECK(kind_of("list:text", types) == Kind::list);
    CHECK(kind_of("order_no", types) == Kind::text);
    CHECK(kind_of("", types) == Kind::unknown);
    CHECK(base_name("list:choice:freight") == "choice:freight");
    CHECK(described("list:item", types) == "a list (item)");
    CHECK(described("freight", types) == "a choice (freight)");
    CHECK(described("", types) == "unknown");
}

}  // namespace
}  // namespace clerk::flow::test
