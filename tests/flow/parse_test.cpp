#include "base/limits.hpp"
#include "flow/expr.hpp"

#include <catch2/catch.hpp>

namespace clerk::flow {
namespace {

// The source as the parser understood it, or "offset: message".
std::string read(std::string_view source) {
    const Parsed parsed = parse_expr(source);
    if (parsed.expr) return print_expr(*parsed.expr);
    REQUIRE(parsed.errors.size() == 1);
    return std::to_string(parsed.errors[0].offset) + ": " + parsed.errors[0].message;
}

TEST_CASE("every operator is read and written") {
    for (const std::string source : {
             "a == b",
             "a != b",
             "a < 1",
             "a <= 1",
             "a > 1",
             "a >= 1",
             "a and b",
             "a or b",
             "not a",
             "a in (b, c)",
             "a in b.c",
             "not a in (b)",
             "a is set",
             "a.b.c is not set",
             "a + 1 - b",
             "a == 'text'",
             "a < -5",
             "a - 7 days",
         }) {
        CHECK(read(source) == source);
    }
}

TEST_CASE("operators bind as people expect") {
    CHECK(read("a or b and c") == "a or b and c");
    CHECK(read("(a or b) and c") == "(a or b) and c");
    CHECK(read("not a == b") == "not a == b");
    CHECK(read("not (a and b)") == "not (a and b)");
    CHECK(read("a - (b - c)") == "a - (b - c)");
    CHECK(read("(a - b) - c") == "a - b - c");
    CHECK(read("((a))") == "a");
    CHECK(read("a+1<b-2") == "a + 1 < b - 2");

    const Parsed parsed = parse_expr("a or b and c");
    const auto& whole = std::get<Binary>(parsed.expr->node);
    CHECK(whole.op == Op::or_);
    CHECK(std::get<Binary>(whole.right->node).op == Op::and_);
}

TEST_CASE("not in is the negation of in") {
    CHECK(read("a not in (b, c)") == "not a in (b, c)");
    const Parsed parsed = parse_expr("a not in (b, c)");
    CHECK(std::get<Unary>(parsed.expr->node).op == Op::not_);
}

TEST_CASE("an expression knows its places") {
    const Parsed parsed = parse_expr("  first == second.part");
    REQUIRE(parsed.expr);
    const auto& binary = std::get<Binary>(parsed.expr->node);
    CHECK(parsed.expr->offset == 8);
    CHECK(binary.left->offset == 2);
    CHECK(binary.right->offset == 11);
    CHECK(std::get<Path>(binary.right->node) == Path{{"second", "part"}});
}

TEST_CASE("durations are read in words and short") {
    CHECK(read("a < 1 day") == "a < 1 day");
    CHECK(read("a < 3m") == "a < 3 minutes");
    CHECK(read("a < 2h") == "a < 2 hours");
    CHECK(read("a < 30s") == "a < 30 seconds");
    CHECK(read("a < 7d") == "a < 7 days");
    CHECK(read("a < 2 weeks") == "a < 14 days");
    CHECK(read("a < 90 minutes") == "a < 90 minutes");
    CHECK(read("a < 24 hours") == "a < 1 day");
    CHECK(read("a < -2 days") == "a < -2 days");
    CHECK(read("a < 0 days") == "a < 0 seconds");
}

TEST_CASE("texts keep what is in them, a doubled quote is one") {
    const Parsed parsed = parse_expr("a == '它''s <b> and not'");
    REQUIRE(parsed.expr);
    const auto& binary = std::get<Binary>(parsed.expr->node);
    CHECK(std::get<Literal>(binary.right->node).value == Value("它's <b> and not"));
    CHECK(read("a == ''") == "a == ''");
}

TEST_CASE("habits of other languages get the word this one has") {
    CHECK(read("a = b") == "2: write `==` to compare");
    CHECK(read("!a") == "0: write `not` for !");
    CHECK(read("a && b") == "2: write `and` for &&");
    CHECK(read("a || b") == "2: write `or` for ||");
    CHECK(read("a <> b") == "2: write `!=` for <>");
    CHECK(read("a == \"x\"") == "5: put texts in single quotes: 'like this'");
    CHECK(read("a ≥ 1") == "2: write `>=` for ≥");
    CHECK(read("（a）") == "0: write a plain ( for （");
    CHECK(read("a in （b）") == "5: write a plain ( for （");
    CHECK(read("a AND b") == "2: write `and` in small letters");
    CHECK(read("a == b == c") == "7: compare two things at a time: a < b and b < c");
    CHECK(read("0 < a < 10") == "6: compare two things at a time: a < b and b < c");
    CHECK(read("a is b") == "5: after `is` only `set` or `not set` can stand; write == to compare");
    CHECK(read("a * 2") == "2: there is no multiplication here, only + and -");
    CHECK(read("a == 1.5") == "5: numbers are whole here; money is compared in whole units");
    CHECK(read("a in [b]") == "5: write lists in parentheses: (a, b)");
}

TEST_CASE("what is broken is said with its place") {
    CHECK(read("") == "0: a condition must stand here");
    CHECK(read("   ") == "3: a condition must stand here");
    CHECK(read("a ==") == "4: a name or a value must stand before the end");
    CHECK(read("== a") == "0: a name or a value must stand before `==`");
    CHECK(read("a and") == "5: a name or a value must stand before the end");
    CHECK(read("a and or b") == "6: a name or a value must stand before `or`");
    CHECK(read("(a") == "2: a closing ) is missing");
    CHECK(read("a)") == "1: this ) closes nothing");
    CHECK(read("a in (b") == "7: the list needs a closing )");
    CHECK(read("a in ()") == "6: a name or a value must stand before `)`");
    CHECK(read("a in 5") == "5: after `in` a list must stand: (a, b)");
    CHECK(read("a == 'x") == "5: this text has no closing '");
    CHECK(read("a. == b") == "2: a field's name must follow the dot");
    CHECK(read("a b") == "2: `b` is left over here; join conditions with `and` or `or`");
    CHECK(read("1 is set") == "0: only a name can be set or not set");
    CHECK(read("- a") == "0: before a minus something must stand: a - b");
    CHECK(read("a == 3x") == "5: `3x` is neither a number nor a duration; write `7 days` or `3h`");
    CHECK(read("a == 99999999999999999999") == "5: this number is too large");
    CHECK(read("a < 9223372036854775807 days") == "4: this duration is too long");
    CHECK(read("a == ¤") == "5: `¤` means nothing in a condition");
    CHECK(read("订单 is set") == "0: `订` means nothing in a condition");
    CHECK(read("a \x01 b") == "2: `\\u{1}` means nothing in a condition");
}

TEST_CASE("nesting and length are bounded") {
    const auto nested = [](std::size_t n) {
        return std::string(n, '(') + "a" + std::string(n, ')');
    };
    CHECK(read(nested(limits::expr_depth_max)) == "a");
    CHECK(read(nested(limits::expr_depth_max + 1)).find("levels") != std::string::npos);

    std::string negations;
    for (int i = 0; i < 1'000; ++i)
        negations += "not ";
    CHECK(parse_expr(negations.substr(0, 1'900) + "a").errors.size() == 1);

    std::string chain = "a";
    for (std::size_t i = 1; i < limits::expr_depth_max; ++i)
        chain += " or a";
    CHECK(parse_expr(chain).expr);
    CHECK(read(chain + " or a").find("levels") != std::string::npos);

    CHECK(
        read(std::string(limits::expr_bytes_max + 1, ' '))
        == "0: a condition has at most 2000 bytes"
    );
}

TEST_CASE("durations stand alone too") {
    CHECK(parse_duration("3m") == minutes(3));
    CHECK(parse_duration("20 minutes") == minutes(20));
    CHECK(parse_duration("1 day") == days(1));
    CHECK(parse_duration("2 weeks") == days(14));
    CHECK(parse_duration("45s") == seconds(45));
    for (const char* bad :
         {"",
          "m",
          "3",
          "3 ",
          "-3m",
          "3  days",
          "3 parsecs",
          "3.5h",
          "3m ",
          " 3m",
          "9223372036854775807 weeks",
          "99999999999999999999s"}) {
        CHECK_FALSE(parse_duration(bad));
    }
}

}  // namespace
}  // namespace clerk::flow
