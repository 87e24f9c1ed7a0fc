#include "model/money.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>

namespace clerk {
namespace {

std::optional<std::int64_t> fen(std::string_view text) {
    const auto money = parse_money(text, "CNY");
    return money ? std::optional(money->minor) : std::nullopt;
}

TEST_CASE("amounts as people write them") {
    CHECK(fen("0") == 0);
    CHECK(fen("1299") == 129'900);
    CHECK(fen("1299.5") == 129'950);
    CHECK(fen("1299.50") == 129'950);
    CHECK(fen("1299.500") == 129'950);
    CHECK(fen("0.07") == 7);
    CHECK(fen("007") == 700);
    CHECK(fen("10000000000") == money_minor_max);
}

TEST_CASE("what is no amount") {
    for (const char* text :
         {"",
          ".",
          "1.",
          ".5",
          "-1",
          "+1",
          "1,299",
          "1e3",
          "1.005",
          " 1",
          "1 ",
          "0x10",
          "１",
          "1.2.3",
          "10000000000.01",
          "99999999999999999999999"}) {
        INFO(text);
        CHECK_FALSE(fen(text));
    }
}

TEST_CASE("currencies without cents") {
    CHECK(parse_money("1299", "JPY") == Money{1'299, "JPY"});
    CHECK(parse_money("1299.0", "JPY") == Money{1'299, "JPY"});
    CHECK_FALSE(parse_money("1299.5", "JPY"));
    CHECK(plain_amount({1'299, "JPY"}) == "1299");
    CHECK(is_currency("EUR"));
    for (const char* text : {"", "eur", "EURO", "E1R"})
        CHECK_FALSE(is_currency(text));
}

TEST_CASE("plain amounts") {
    CHECK(plain_amount({129'950}) == "1299.50");
    CHECK(plain_amount({7}) == "0.07");
    CHECK(plain_amount({0}) == "0.00");
    CHECK(plain_amount({-129'950}) == "-1299.50");
    CHECK(plain_amount({INT64_MIN}) == "-92233720368547758.08");
}

TEST_CASE("an amount is read back as it was written") {
    CHECK(rc::check([] {
        const Money money{*rc::gen::inRange<std::int64_t>(0, money_minor_max + 1)};
        RC_ASSERT(parse_money(plain_amount(money), "CNY") == money);
    }));
}

}  // namespace
}  // namespace clerk
