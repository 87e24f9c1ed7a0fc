#include "nlu/homophones.hpp"

#include "base/utf8.hpp"
#include "nlu/readings.hpp"
#include "shared.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>
#include <string>

namespace clerk::nlu {
namespace {

const Homophones& shop() {
    static const Homophones words({"订单", "退货", "安装费", "价保", "保价", "积分", "货到付款"});
    return words;
}

std::string heard(std::string_view text) {
    return shop().heard(text).value_or("as it is");
}

TEST_CASE("signs that dictation takes for each other have one reading") {
    CHECK(reading_of(U'货') != 0);
    CHECK(reading_of(U'货') == reading_of(U'火'));
    CHECK(reading_of(U'装') == reading_of(U'庄'));
    CHECK(reading_of(U'收') == reading_of(U'搜'));  // sh, s
    CHECK(reading_of(U'金') == reading_of(U'京'));  // in, ing
    CHECK(reading_of(U'退') != reading_of(U'货'));
    CHECK(reading_of(U'a') == 0);
    CHECK(reading_of(U'\0') == 0);
    CHECK(reading_of(U'。') == 0);
    CHECK(reading_of(0x10FFFF) == 0);
}

TEST_CASE("a word is put in for signs that sound like it") {
    CHECK(heard("订但呢") == "订单呢");
    CHECK(heard("我要退或") == "我要退货");
    CHECK(heard("安庄费") == "安装费");
    CHECK(heard("货倒付宽吗") == "货到付款吗");
    CHECK(heard("退或, 订但") == "退货, 订单");
}

TEST_CASE("what stands there rightly is left alone") {
    CHECK(heard("订单") == "as it is");
    CHECK(heard("价保") == "as it is");
    CHECK(heard("保价退货") == "as it is");
    CHECK(heard("今天下雨") == "as it is");
    CHECK(heard("") == "as it is");
    CHECK(heard("hello 123") == "as it is");
}

TEST_CASE("one sign stands there rightly, of four two, and no numeral is another sign") {
    CHECK(heard("定丹") == "as it is");
    CHECK(heard("获道付宽") == "as it is");
    CHECK(heard("扣几分") == "as it is");
    CHECK(heard("鸡分") == "积分");
}

TEST_CASE("a word's signs are no part of another") {
    CHECK(heard("退货或") == "as it is");
    CHECK(heard("退退或") == "退退货");
}

TEST_CASE("what can be no such word is left out") {
    CHECK_FALSE(Homophones::is_worth_it(""));
    CHECK_FALSE(Homophones::is_worth_it("货"));
    CHECK_FALSE(Homophones::is_worth_it("e卡"));
    CHECK_FALSE(Homophones::is_worth_it("五个汉字的"));
    CHECK(Homophones::is_worth_it("货到付款"));
    CHECK_FALSE(Homophones({"货", "e卡", ""}).heard("e咖").has_value());
    CHECK_FALSE(Homophones().heard("订但").has_value());
}

TEST_CASE("of words that sound alike the first counts") {
    CHECK(Homophones({"发票", "法票"}).heard("发飘") == "发票");
    CHECK(Homophones({"账号", "帐号"}).heard("账好") == "账号");
}

TEST_CASE("a text keeps its bytes and boundaries, and is heard once") {
    CHECK(rc::check("homophones", [] {
        const auto sign = rc::gen::elementOf(std::vector<std::string>{
            "订", "但", "单", "退", "或", "货", "安", "庄", "费", "a", " ", "几", "分", "鸡", "，"}
        );
        std::string text;
        for (const std::string& one : *rc::gen::container<std::vector<std::string>>(sign))
            text += one;
        const std::optional<std::string> once = shop().heard(text);
        if (!once) return;
        RC_ASSERT(*once != text);
        RC_ASSERT(once->size() == text.size());
        RC_ASSERT(utf8::valid(*once));
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t bytes = utf8::step(text, at).bytes;
            RC_ASSERT(utf8::step(*once, at).bytes == bytes);
            at += bytes;
        }
    }));
}

testing::Content content() {
    testing::Content content;
    content.type({"heard", "", {}, "config/types/words.yaml:1", {"(退货|发票|投诉)"}});
    content.phrase("return", "退货").phrase("invoice", "发票").phrase("leave", "取火");
    content.rule("metal", RuleKind::phrase, "退火").rule("metal", RuleKind::unless, "问问");
    return content;
}

std::string means(const Lexicon& lexicon, std::string_view text) {
    const Understanding message = lexicon.understand(text);
    REQUIRE(message == lexicon.understand_plainly(text));
    const Clause& clause = message.clauses.front();
    return clause.hits.empty() ? "" : lexicon.intents()[clause.hits.front().intent];
}

TEST_CASE("a message that no rule knows is read as it may have been said") {
    const Lexicon::Built built = content().build();
    REQUIRE(built.lexicon);
    const Lexicon& lexicon = *built.lexicon;
    CHECK(means(lexicon, "开个发飘吧") == "invoice");
    CHECK(means(lexicon, "怎么退获呢") == "return");
    CHECK(lexicon.understand("怎么退获呢").normal.text == "怎么退货呢");
    CHECK(lexicon.understand("怎么退获呢").original == "怎么退获呢");
    // What a rule knows, or has turned away, is not heard otherwise.
    CHECK(means(lexicon, "怎么退火呢") == "metal");
    CHECK(means(lexicon, "问问怎么退火").empty());
    // What it would sound like but means nothing stays as it was written.
    CHECK(lexicon.understand("头诉").normal.text == "投诉");  // a saying of its own
    CHECK(lexicon.understand("透诉").normal.text == "透诉");
}

TEST_CASE("the list holds plain words of two to four Han") {
    for (const char* word : {"退", "退... 货", "(退)?货", "五个汉字的词", "refund", "(退货|货)"}) {
        testing::Content wrong;
        wrong.type({"heard", "", {}, "config/types/words.yaml:1", {word}});
        const Lexicon::Built built = wrong.phrase("return", "退货").build();
        INFO(word);
        REQUIRE(built.problems.size() == 1);
        CHECK(built.problems.front().message.find("`heard`") != std::string::npos);
        CHECK_FALSE(built.lexicon);
    }
}

}  // namespace
}  // namespace clerk::nlu
