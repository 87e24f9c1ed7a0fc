#include "nlu/raw_rule.hpp"

#include "base/utf8.hpp"
#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

Content raw(std::string text) {
    Content content;
    content.order_no().rule("x", RuleKind::re2, std::move(text));
    return content;
}

std::string problems(std::string text) {
    std::string out;
    for (const Problem& one : raw(std::move(text)).build().problems) {
        out += std::to_string(one.offset) + (one.warning ? "w: " : ": ") + one.message + "\n";
    }
    return out;
}

bool matches(std::string text, std::string_view message) {
    return intents_of(*raw(std::move(text)).lexicon(), message) == "x";
}

int score(std::string text, std::string_view message) {
    const auto lexicon = raw(std::move(text)).lexicon();
    const Understanding read = lexicon->understand(message);
    return read.clauses[0].hits.empty() ? -1 : read.clauses[0].hits[0].specificity;
}

}  // namespace

TEST_CASE("raw rules meet messages in normal form") {
    CHECK(matches("退.{0,3}货", "退了个貨"));
    CHECK(matches("訂單", "订单"));
    CHECK(matches("RETURN", "Return it"));
    CHECK(matches("(?i)tv", "TV"));
    CHECK_FALSE(matches("退.{0,3}货", "退了一二三四货"));
    CHECK_FALSE(matches("^退货$", "我要退货"));
    CHECK(matches("^退货$", "退货！"));
    CHECK_FALSE(matches("退.*货", "退。货"));
}

TEST_CASE("literals count, wildcards do not") {
    CHECK(score("退.{0,3}货", "退了个货") == 4);
    CHECK(score("[退换]货", "换货") == 4);
    CHECK(score("[^ ]+货", "换货") == 2);
    CHECK(score(R"(order \d+)", "order 12345") == 5);
    CHECK(score("return(ed|ing)?", "returning") == 9);
    CHECK(score("return(ed|ing)?", "return") == 6);
    CHECK(score(R"(\p{Han}+退货)", "我想退货") == 4);
    CHECK(score("(?:退|换)(?P<what>货)", "退货") == 4);
}

TEST_CASE("a group named like a type is a slot") {
    const auto lexicon = raw("把(?P<order_no>[0-9]{10})退").lexicon();
    const Understanding read = lexicon->understand("把2024061234退了");
    REQUIRE(read.clauses[0].hits.size() == 1);
    const Hit& hit = read.clauses[0].hits[0];
    CHECK(hit.specificity == 2 + 4 + 2);
    REQUIRE(hit.captures.size() == 1);
    CHECK(hit.captures[0].type == "order_no");
    CHECK(hit.captures[0].span == Span{3, 13});
}

TEST_CASE("what RE2 does not have is explained") {
    CHECK_THAT(problems("退(?=货)"), Catch::StartsWith("3: RE2 has no look-ahead"));
    CHECK_THAT(problems("退(?!货)"), Catch::Contains("put what must not follow under `unless`"));
    CHECK_THAT(problems("(?<=我)退"), Catch::StartsWith("0: RE2 has no look-behind"));
    CHECK_THAT(problems("(?<!不)退"), Catch::Contains("under `unless`"));
    CHECK_THAT(problems("(?<no>[0-9])"), Catch::Contains("(?P<name>…), with a P"));
    CHECK_THAT(problems(R"((退)\1)"), Catch::Contains("no back-references"));
    CHECK_THAT(problems("(?>退)"), Catch::Contains("no atomic groups"));
    CHECK_THAT(problems("(退"), Catch::Contains("RE2 refuses this"));
    CHECK_THAT(problems("[退"), Catch::Contains("RE2 refuses this"));
    CHECK_THAT(problems("退{2000}"), Catch::Contains("RE2 refuses this"));
    CHECK_THAT(problems("((((退{100}){100}){100}){100})"), Catch::Contains("RE2 refuses this"));
}

TEST_CASE("what matches the empty text or nearly everything is told") {
    CHECK_THAT(problems("退?"), Catch::Contains("matches the empty text"));
    CHECK_THAT(problems(".+"), Catch::Contains("w: this matches nearly everything"));
    CHECK_THAT(problems("."), Catch::Contains("nearly everything"));
    CHECK_THAT(problems(std::string(2'001, 'a')), Catch::Contains("longer than 2000 bytes"));
    CHECK(problems("退货").empty());
}

TEST_CASE("ASCII classes beside Han are warned of") {
    CHECK_THAT(problems(R"(\b退货)"), Catch::StartsWith("0w: \\b knows only ASCII"));
    CHECK_THAT(problems(R"(退货\b)"), Catch::Contains("w: \\b knows only ASCII"));
    CHECK_THAT(problems(R"(退\w+)"), Catch::Contains("w: \\w knows only ASCII"));
    CHECK(problems(R"(\breturn\b)").empty());
}

TEST_CASE("a rule without an atom is tried on every message, and says so") {
    CHECK_THAT(problems("[退换][货了]"), Catch::Contains(""));
    CHECK_THAT(problems(R"(\d+ \d+)"), Catch::Contains("tried on every message"));
    CHECK_THAT(problems("ab"), Catch::Contains("tried on every message"));
}

TEST_CASE("odd but legal source is read to its end") {
    for (const char* text :
         {R"(\Qa.b\E)",
          R"([[:alpha:]]x+)",
          R"([]a]b\])",
          R"(a\{2\})",
          R"(\x{4e00}a)",
          R"(x{,3}abc)",
          R"(\pL\PN{1,3}a)",
          R"((?i:abc)|(?s)d)"}) {
        INFO(text);
        const auto built = raw(text).build();
        for (const Problem& one : built.problems)
            CHECK(one.warning);
    }
}

TEST_CASE("sources are cut without harm") {
    const std::string whole =
        R"((?P<order_no>[0-9]{10})|\pL\x{4e00}[[:alpha:]]\Qx\E(?i:a)退{2,3}?)";
    for (std::size_t n = 0; n < whole.size(); ++n) {
        if (!utf8::valid(std::string_view(whole).substr(0, n))) continue;
        (void)raw(whole.substr(0, n)).build();
        (void)without_captures(std::string_view(whole).substr(0, n), *normaliser());
    }
    SUCCEED();
}

TEST_CASE("raw rules whose words no message holds are refused") {
    const auto never = [](const std::string& rule, std::size_t offset, const std::string& words) {
        INFO(rule);
        const std::string all = problems(rule);
        INFO(all);
        CHECK(all.starts_with(std::to_string(offset) + ": this can never match"));
        CHECK(all.find(words) != std::string::npos);
    };
    never("烤焦！！！", 0, "\"烤焦!\"");
    never("烤焦！", 0, "\"烤焦!\"");
    never("烤焦!", 0, "ends the clause");
    never("烤 焦", 0, "\"烤焦\"");
    never("ＡＢＣ烤焦", 0, "\"abc烤焦\"");
    never("(?-i)KAO", 5, "\"kao\"");
    never("I don't want", 0, "\"i do not want\"");
    never("退货(呀|哈！)", 11, "\"哈!\"");
    never(R"(\Q烤 焦\E)", 2, "\"烤焦\"");
}

TEST_CASE("raw rules whose words messages do hold are not refused") {
    for (const char* rule :
         {"退货 ?[!]?$",
          "(i want )?to return it",
          "return(ed|ing) ",
          "訂單",
          "KAO",
          "soo+n",
          R"(3\.5 ?kg)",
          R"(order#\d+)",
          "a-b",
          "退.{0,3}货",
          "(?P<order_no>[0-9]{10}) late",
          "[退换 ]货",
          "退货!?",
          "x{0,2}烤焦",
          "烤焦[！!]*"}) {
        INFO(rule);
        INFO(problems(rule));
        CHECK(problems(rule).find("never") == std::string::npos);
    }
}

TEST_CASE("raw rules with an empty alternative are refused") {
    for (const char* rule : {"(退|)货", "(|退)货", "退货|", "|退货", "(退||换)货"}) {
        INFO(rule);
        CHECK(problems(rule).find("an empty alternative") != std::string::npos);
    }
    CHECK(problems("(退)?货").empty());
    CHECK(problems(R"((退\||换)货)").empty());
    CHECK(problems("[|退]货").empty());
}
