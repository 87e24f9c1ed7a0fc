#include "flow/support.hpp"
#include "flow/values.hpp"

#include <catch2/catch.hpp>

#include <limits>

namespace clerk::flow::test {
namespace {

Values shop() {
    return Values({
        {"order", an_order()},
        {"orders", make_list({an_order("1"), an_order("2")})},
        {"item", item_named("电视", "TV")},
        {"empty", make_list({})},
        {"order_no", Value("2024061234")},
        {"reason", Choice{"return_reason", "damaged"}},
        {"agreed", Value(true)},
        {"amount", Money{10'050, "CNY"}},
        {"yen", Money{500, "JPY"}},
        {"quantity", Value(3)},
        {"day", Date{19'905}},  // 2024-07-01
        {"at", ClockTime{10, 30}},
        {"span", days(2)},
        {"now", july_first},
        {"clause", LocalText{"七天", "seven days"}},
    });
}

// Evaluated unchecked, so that what content never lets through is tried too.
Value value(std::string_view source) {
    return eval(*expr_of(source), shop());
}

bool holds(std::string_view source) {
    return is_true(*expr_of(source), shop());
}

TEST_CASE("comparisons within a kind") {
    CHECK(holds("quantity == 3"));
    CHECK(holds("quantity != 4"));
    CHECK(holds("quantity < 4"));
    CHECK(holds("quantity <= 3"));
    CHECK_FALSE(holds("quantity > 3"));
    CHECK(holds("quantity >= 3"));
    CHECK(holds("order_no == '2024061234'"));
    CHECK(holds("order_no == order.no"));
    CHECK(holds("span == 48h"));
    CHECK(holds("span < 3 days"));
    CHECK(holds("item == order.items.first"));
    CHECK_FALSE(holds("item == order.items.last"));
    CHECK(holds("clause == 'seven days'"));
    CHECK(holds("'七天' == clause"));
}

TEST_CASE("money beside a number counts whole units of its currency") {
    CHECK(holds("amount > 100"));
    CHECK(holds("amount < 101"));
    CHECK(holds("100 < amount"));
    CHECK(holds("amount - 100 < 1"));
    CHECK(holds("yen == 500"));
    CHECK_FALSE(holds("amount == yen"));
    CHECK_FALSE(holds("amount > yen"));
    CHECK_FALSE(value("amount + yen").is_set());
    CHECK(value("amount + 1") == Value(Money{10'150, "CNY"}));
    CHECK(value("yen + 1") == Value(Money{501, "JPY"}));
    CHECK(value("200 - amount") == Value(Money{9'950, "CNY"}));
    CHECK_FALSE(holds("amount < 9223372036854775807"));  // more than 64 bits of fen: not comparable
}

TEST_CASE("a day beside a moment is compared by the shop's local days") {
    CHECK(holds("day == now"));
    CHECK(holds("now == day"));
    CHECK_FALSE(holds("day < now"));
    CHECK(holds("order.eta > now"));
    CHECK(holds("now - order.placed == 3 days"));
    CHECK(holds("order.eta - now == 2 days"));
    CHECK(holds("now - 3 days <= order.placed"));
    CHECK(value("day + 7 days") == Value(Date{19'912}));
    CHECK(value("day - 7 days") == Value(Date{19'898}));
    CHECK(value("1 day + day") == Value(Date{19'906}));
    CHECK(value("1 day + now") == Value(july_first + days(1)));
    CHECK(value("order.eta - day") == Value(days(2)));

    // 23:30 UTC is half past seven the next morning in the shop.
    const Values late({{"day", Date{19'905}}, {"now", UnixMillis{1'719'790'200'000}}});
    CHECK(is_true(*expr_of("day == now"), late));
}

TEST_CASE("unset equals nothing") {
    CHECK_FALSE(holds("gone == 3"));
    CHECK(holds("gone != 3"));
    CHECK_FALSE(holds("gone < 3"));
    CHECK_FALSE(holds("gone >= 3"));
    CHECK_FALSE(holds("gone == gone"));
    CHECK(holds("gone != gone"));
    CHECK_FALSE(holds("gone in (1, 2)"));
    CHECK(holds("gone not in (1, 2)"));
    CHECK_FALSE(holds("gone"));
    CHECK(holds("not gone"));
    CHECK(holds("gone is not set"));
    CHECK_FALSE(holds("gone is set"));
    CHECK(holds("order.received is not set"));
    CHECK(holds("order.eta is set"));
    CHECK(holds("order.eta.year is not set"));
    CHECK_FALSE(value("gone + 1").is_set());
    CHECK_FALSE(value("now - gone").is_set());
    CHECK_FALSE(holds("now - gone > 1 day"));
}

TEST_CASE("logic") {
    CHECK(holds("agreed"));
    CHECK_FALSE(holds("not agreed"));
    CHECK(holds("agreed and quantity == 3"));
    CHECK_FALSE(holds("agreed and quantity == 4"));
    CHECK(holds("quantity == 4 or agreed"));
    CHECK(holds("not (quantity == 4 or not agreed)"));
    CHECK_FALSE(holds("quantity"));  // a number is no yes
}

TEST_CASE("lists have a count, a first and a last") {
    CHECK(holds("order.items.count == 2"));
    CHECK(value("order.items.first.quantity") == Value(1));
    CHECK(value("order.items.last.quantity") == Value(2));
    CHECK(holds("empty.count == 0"));
    CHECK_FALSE(value("empty.first").is_set());
    CHECK_FALSE(value("order.items.middle").is_set());
    CHECK(holds("item in order.items"));
    CHECK_FALSE(holds("order in order.items"));
    CHECK_FALSE(holds("item in empty"));
    CHECK_FALSE(holds("item in quantity"));
}

TEST_CASE("choices are compared by id") {
    const auto checked = [](std::string_view source) {
        return is_true(*condition_of(source), shop());
    };
    CHECK(checked("reason == damaged"));
    CHECK(checked("damaged == reason"));
    CHECK(checked("reason in (no_reason, damaged)"));
    CHECK(checked("reason not in (no_reason, defective)"));
    CHECK(checked("order.status == shipped"));
    CHECK(checked("order.status != paid"));
    CHECK(holds("reason == 'damaged'"));
    CHECK(checked("agreed == yes"));
    CHECK(checked("at < '18:00'"));
    CHECK(checked("at >= '10:30'"));
    CHECK(checked("day <= '2024-07-01'"));
    CHECK(checked("now >= '2024-07-01'"));
}

TEST_CASE("kinds that do not meet are never equal and never ordered") {
    CHECK_FALSE(holds("quantity == 'x'"));
    CHECK(holds("quantity != 'x'"));
    CHECK_FALSE(holds("order < item"));
    CHECK_FALSE(value("order + 1").is_set());
    CHECK_FALSE(value("day + day").is_set());
    CHECK_FALSE(value("span - day").is_set());
    CHECK_FALSE(value("now + now").is_set());
}

TEST_CASE("what 64 bits do not hold is unset") {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const UtcOffset offset;
    CHECK_FALSE(sum(Value(most), Value(1), false, offset).is_set());
    CHECK_FALSE(sum(Value(-most), Value(2), true, offset).is_set());
    CHECK_FALSE(sum(Value(Millis{most}), Value(Millis{1}), false, offset).is_set());
    CHECK_FALSE(sum(Value(Money{most, "CNY"}), Value(1), false, offset).is_set());
    CHECK_FALSE(sum(Value(Date{2'147'483'647}), Value(days(1)), false, offset).is_set());
    CHECK(sum(Value(most), Value(1), true, offset) == Value(most - 1));
}

TEST_CASE("scopes lie over one another") {
    const Values below({{"a", Value(1)}, {"b", Value(2)}});
    const NamedValues own{{"b", Value(3)}, {"c", Value()}};
    const LayeredValues layered(own, below);
    CHECK(layered.find("a") == Value(1));
    CHECK(layered.find("b") == Value(3));
    CHECK_FALSE(layered.find("c").is_set());
    const WithValue it("it", Value(4), layered);
    CHECK(it.find("it") == Value(4));
    CHECK(it.find("b") == Value(3));
    CHECK(it.offset() == below.offset());
}

}  // namespace
}  // namespace clerk::flow::test
