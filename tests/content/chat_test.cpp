#include "content/chat_test.hpp"

#include "content/chat_observed.hpp"
#include "content/chat_pattern.hpp"
#include "content/small_shop.hpp"
#include "content/talking_shop.hpp"

#include <catch2/catch.hpp>

using namespace clerk::content;

namespace {

bool same(std::string_view pattern, std::string_view text) {
    Captures captures;
    return fits(pattern, text, captures);
}

constexpr const char* stub =
    "@ complaint.open -> {number: C-9, promise: 2024-07-02 10:00, severity: low}\n";

}  // namespace

TEST_CASE("chat pattern: stars, escapes and captures") {
    CHECK(same("abc", "abc"));
    CHECK_FALSE(same("abc", "abcd"));
    CHECK(same("a*", "abcd"));
    CHECK(same("*", ""));
    CHECK(same("*退*", "我要退货"));
    CHECK_FALSE(same("*退*", "我要换货"));
    CHECK(same("a\\*b", "a*b"));
    CHECK_FALSE(same("a\\*b", "axb"));
    CHECK(same("<x> and <x>", "7 and 7"));
    CHECK_FALSE(same("<x> and <x>", "7 and 8"));
    CHECK_FALSE(same("<x>", ""));
    Captures captures;
    CHECK(fits("编号 <rma>。", "编号 R-77。", captures));
    CHECK(captures["rma"] == "R-77");
    CHECK(fits("<rma>", "R-77", captures));
    CHECK_FALSE(fits("<rma>", "R-78", captures));
    CHECK(same(as_pattern("a*b<c>\\"), "a*b<c>\\"));
}

TEST_CASE("chat pattern: maps and lists") {
    CHECK(
        parse_pairs("{a: b, c: 'd, e', f: {g: h}}")
        == Pairs{{"a", "b"}, {"c", "d, e"}, {"f", "{g: h}"}}
    );
    CHECK(parse_pairs("{}") == Pairs{});
    CHECK_FALSE(parse_pairs("a: b"));
    CHECK_FALSE(parse_pairs("{a}"));
    CHECK_FALSE(parse_pairs("{a: [}"));
    CHECK(
        parse_items("[a, {b: c, d: e}, [f]]")
        == std::vector<std::string>{"a", "{b: c, d: e}", "[f]"}
    );
    Captures captures;
    CHECK(fits(Pairs{{"a", "*"}}, Pairs{{"x", "1"}, {"a", "2"}}, captures));
    CHECK_FALSE(fits(Pairs{{"b", "*"}}, Pairs{{"a", "2"}}, captures));
}

TEST_CASE("chat parser: lines, several chats and what is no line") {
    const auto chats =
        chats_of("# about\n@ lang en\n> hi\n< hello\n| there\n[ a | b ]\n--- two\n> x\n");
    REQUIRE(chats.size() == 2);
    CHECK(chats[0].lines.size() == 5);
    CHECK(chats[0].lines[4].kind == LineKind::buttons);
    CHECK(chats[0].lines[4].text == "a | b");
    CHECK(chats[1].name == "a.chat two");
    CHECK(chats[1].lines[0].line == 8);
    Problems problems;
    CHECK(parse_chats("hello\n| x\n[ a\n> y\n", "b.chat", Report(problems, "b.chat")).size() == 1);
    const auto sorted = problems.sorted();
    REQUIRE(sorted.size() == 3);
    CHECK(sorted[0].at.line == 1);
    CHECK(sorted[1].at.line == 2);
    CHECK(sorted[2].at.line == 3);
    Problems binary;
    CHECK(parse_chats("> a\n> \xFF\n", "c.chat", Report(binary, "c.chat")).empty());
    CHECK(binary.sorted().front().at.line == 2);
}

TEST_CASE("chat stubs: values by the action's result") {
    CHECK(stub_value("3", "count") == clerk::Value(3));
    CHECK(
        stub_value("damaged", "choice:return_reason")
        == clerk::Value(clerk::Choice{"return_reason", "damaged"})
    );
    const clerk::Value order = stub_value(
        "{no: 2024061234, total: 12.50, items: [{name: 冰箱, quantity: 2}]}", "record:order"
    );
    REQUIRE(order.record() != nullptr);
    CHECK(order.record()->field("total") == clerk::Value(clerk::Money{1250, "CNY"}));
    CHECK(order.record()->field("items").list()->items.size() == 1);
    CHECK_THROWS(stub_value("{nothing: 1}", "record:order"));
    CHECK_THROWS(stub_value("soon", "date_time"));
    CHECK_THROWS(stub_value("x", "list:order"));
}

TEST_CASE("chat run: a chat that goes as written") {
    TalkingShop shop;
    const std::string all = shop.failures(
        std::string("@ now 2024-07-01 09:00\n") + stub
        + "< 文 greeting\n"
          "> 我要抱怨\n< 怎么了？\n= intent moan\n= flow moan\n"
          "> 门铃坏了\n! complaint.open {severity: low, text: 门铃*}\n< 记下了 <no>\n"
          "| 谢谢\n[ * ]\n= flow none\n= what 门铃坏了\n"
          "> [help]\n< 文 help\n"
    );
    CHECK(all == "");
}

TEST_CASE("chat run: what differs is shown side by side") {
    TalkingShop shop;
    CHECK(
        shop.failures("> 我要抱怨\n< 什么事？\n")
        == "a.chat:1: after > 我要抱怨\n    - < 什么事？\n    + < 怎么了？\n"
    );
    SECTION("a write that is not listed") {
        const std::string all = shop.failures(
            std::string(stub) + "> 我要抱怨\n< 怎么了？\n> 坏了\n< 记下了 C-9\n| 谢谢\n"
        );
        CHECK(all.find("+ ! complaint.open {text: 坏了, severity: low}") != std::string::npos);
    }
    SECTION("a write with other arguments") {
        const std::string all = shop.failures(
            std::string(stub) + "> 我要抱怨\n< 怎么了？\n> 坏了\n! complaint.open {severity: high}\n"
            "< 记下了 C-9\n| 谢谢\n"
        );
        CHECK(all.find("- ! complaint.open {severity: high}") != std::string::npos);
    }
    SECTION("a message that is not accounted for") {
        CHECK(shop.failures("> 我要抱怨\n").find("+ < 怎么了？") != std::string::npos);
    }
    SECTION("a message that does not come") {
        CHECK(
            shop.failures("> 我要抱怨\n< 怎么了？\n< 还有呢？\n").find("- < 还有呢？")
            != std::string::npos
        );
    }
    SECTION("what should hold") {
        CHECK(
            shop.failures("> 我要抱怨\n< 怎么了？\n= intent help\n").find("+ = intent moan")
            != std::string::npos
        );
    }
}

TEST_CASE("chat run: directives that cannot be followed") {
    TalkingShop shop;
    CHECK(shop.failures("@ now yesterday\n> x\n").find("a.chat:1: `@ now`") == 0);
    CHECK(shop.failures("@ wait long\n").find("`@ wait`") != std::string::npos);
    CHECK(shop.failures("@ lang fr\n").find("`@ lang`") != std::string::npos);
    CHECK(shop.failures("@ signed_in 小王\n").find("no customer `小王`") != std::string::npos);
    CHECK(
        shop.failures("@ order.fnd -> x\n").find("did you mean `order.find`?") != std::string::npos
    );
    CHECK(shop.failures("@ order.find perhaps\n").find("a stub is written") != std::string::npos);
    CHECK(
        shop.failures("@ complaint.open fails unavailabel\n").find("did you mean `unavailable`?")
        != std::string::npos
    );
    CHECK(shop.failures("> x\n= wat none\n").find("no flow has a slot `wat`") != std::string::npos);
    CHECK(shop.failures("> [nothing]\n").find("no button [nothing]") != std::string::npos);
    CHECK(
        shop.failures("@ complaint.open -> {x: 1}\n> 我要抱怨\n< 怎么了？\n> 坏\n")
            .find("the stub of complaint.open")
        != std::string::npos
    );
}

TEST_CASE("chat run: a stubbed failure, then the last stub again and again") {
    TalkingShop shop;
    const std::string all = shop.failures(
        std::string("@ complaint.open fails unavailable\n")
        + "> 我要抱怨\n< 怎么了？\n> 坏了\n! complaint.open\n! complaint.open\n"
          "< 文 action_slow\n@ wait 10s\n! complaint.open\n< 文 action_given_up\n< 文 handed_off\n"
    );
    INFO(all);
    CHECK(all.empty());
}

TEST_CASE("chat run: an action that breaks ends in an apology and a ticket") {
    TalkingShop shop;
    const std::string all = shop.failures(
        "@ complaint.open breaks\n"
        "> 我要抱怨\n< 怎么了？\n> 坏了\n< 文 internal_error\n"
        "! handoff {category: general, priority: high, summary: '*坏了*'}\n< 文 handed_off\n"
        "= flow none\n"
    );
    CHECK(all == "");
}

TEST_CASE("chat run: a hand-off's ticket is compared where it is written") {
    TalkingShop shop;
    const std::string before = "@ complaint.open breaks\n> 我要抱怨\n< 怎么了？\n> 坏了\n";
    const std::string said = "< 文 internal_error\n< 文 handed_off\n";
    CHECK(shop.failures(before + said) == "");
    const std::string wrong = shop.failures(before + "! handoff {priority: low}\n" + said);
    CHECK(wrong.find("- ! handoff {priority: low}") != std::string::npos);
    CHECK(wrong.find("+ ! handoff {category: general, priority: high") != std::string::npos);
    const ChatResult result = shop.run(before + "! handoff {priority: low}\n< 别的\n");
    const std::string after =
        rewritten(before + "! handoff {priority: low}\n< 别的\n", result.rewrites);
    CHECK(after.find("! handoff {category: general, priority: high") != std::string::npos);
    CHECK(shop.failures(after) == "");
}

TEST_CASE("chat run: nothing else is meant") {
    TalkingShop shop;
    CHECK(shop.failures("> 我要抱怨\n< 怎么了？\n= also none\n") == "");
    CHECK(
        shop.failures("> 我要抱怨\n< 怎么了？\n= also help\n").find("+ = also none")
        != std::string::npos
    );
}

TEST_CASE("chat run: signing in and languages") {
    TalkingShop shop;
    CHECK(shop.failures("@ signed_in 小李\n@ lang en\n> let me moan\n< What is it?\n") == "");
}

TEST_CASE("chat update: failing turns are rewritten, the rest stays") {
    TalkingShop shop;
    const std::string before =
        std::string("# mine\n") + stub
        + "> 我要抱怨\n< 什么事？\n= flow moan\n> 坏了\n! complaint.open\n< 记下了 *\n| 谢谢\n";
    const ChatResult result = shop.run(before);
    CHECK_FALSE(result.passed());
    const std::string after = rewritten(before, result.rewrites);
    CHECK(after == std::string("# mine\n") + stub
                       + "> 我要抱怨\n< 怎么了？\n= flow moan\n> 坏了\n! complaint.open\n< 记下了 *\n| 谢谢\n");
    CHECK(shop.run(after).passed());
}
