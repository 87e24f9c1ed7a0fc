#include "generators.hpp"
#include "nlu/common_words.hpp"
#include "nlu/lexicon.hpp"
#include "shared.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <rapidcheck.h>
#include <set>

using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

// Four wishes with a few examples each, in both languages.
LexiconSource shop() {
    LexiconSource source;
    source.intents = {"return_item", "refund_status", "invoice", "human_agent"};
    const std::vector<std::vector<std::string>> examples{
        {"我要退货", "这台冰箱想退掉", "I want to return my fridge", "how do I return this"},
        {"退款多久到账", "钱怎么还没退回来", "where is my refund", "when will I get my money back"},
        {"帮我开发票", "发票抬头写错了", "I need an invoice", "please send the receipt"},
        {"转人工", "找真人客服", "talk to a human", "speak to an agent please"}};
    for (std::uint32_t i = 0; i < examples.size(); ++i) {
        for (const std::string& text : examples[i])
            source.examples.push_back({i, text});
    }
    return source;
}

const Lexicon& lexicon() {
    static const auto built = Lexicon::build(shop(), normaliser());
    return *built.lexicon;
}

std::vector<std::string> like(std::string_view text) {
    std::vector<std::string> intents;
    for (const Like& one : lexicon().like(lexicon().understand(text)))
        intents.push_back(lexicon().intents()[one.intent]);
    return intents;
}

std::string best(std::string_view text) {
    const auto all = like(text);
    return all.empty() ? std::string() : all.front();
}

rc::Gen<std::string> words() {
    return rc::gen::oneOf(
        any_text(),
        joined(
            {"return",
             "refund",
             "refnud",
             "invoice",
             "my",
             "the",
             " ",
             "\n",
             ",",
             "退",
             "货",
             "退款",
             "发票",
             "怎么",
             "人工",
             "weather",
             "天气",
             "1234567890",
             "😊"}
        )
    );
}

}  // namespace

TEST_CASE("a typo is like what was meant") {
    CHECK(best("where is my refnud") == "refund_status");
    CHECK(best("i want to retrun it") == "return_item");
    CHECK(best("need an invoce") == "invoice");
    CHECK(best("找真人客副") == "human_agent");
    CHECK(best("退款多久到帐") == "refund_status");
}

TEST_CASE("a paraphrase is like its nearest example, which is named") {
    const auto found = lexicon().like(lexicon().understand("could you send me a receipt"));
    REQUIRE_FALSE(found.empty());
    CHECK(lexicon().intents()[found.front().intent] == "invoice");
    CHECK(lexicon().examples()[found.front().example].text == "please send the receipt");
}

TEST_CASE("what is none of the shop's business is like nothing") {
    for (const char* text :
         {"what is the weather like",
          "set an alarm for seven",
          "今天天气怎么样",
          "播放一首歌",
          "tell me a story",
          "红烧肉怎么做",
          "😊😊",
          "12345",
          "",
          "。。。"})
        CHECK(like(text).empty());
}

TEST_CASE("an example is as like itself as can be") {
    for (const ExampleSource& example : lexicon().examples()) {
        const auto found = lexicon().like(lexicon().understand(example.text));
        REQUIRE_FALSE(found.empty());
        CHECK(found.front().intent == example.intent);
        CHECK(found.front().score >= 990);
    }
}

TEST_CASE("without examples nothing is like anything") {
    LexiconSource source = shop();
    source.examples.clear();
    const auto built = Lexicon::build(std::move(source), normaliser());
    CHECK(built.lexicon->like(built.lexicon->understand("where is my refund")).empty());
}

TEST_CASE("likeness keeps its promises for any text") {
    const bool held = rc::check("like", [] {
        const std::string text = *words();
        const Understanding message = lexicon().understand(text);
        const auto found = lexicon().like(message);
        RC_ASSERT(found == lexicon().like(message));
        RC_ASSERT(found.size() <= 4u);
        std::set<std::uint32_t> intents;
        for (const Like& one : found) {
            RC_ASSERT(one.score >= like_beside_min);
            RC_ASSERT(one.score <= found.front().score);
            RC_ASSERT(intents.insert(one.intent).second);
            RC_ASSERT(lexicon().examples()[one.example].intent == one.intent);
        }
        if (!found.empty()) RC_ASSERT(found.front().score >= like_offer_min);
    });
    CHECK(held);
}

TEST_CASE("traditional and simplified are like the same") {
    for (const auto& [simplified, traditional] :
         {std::pair("发飘抬头", "發飄抬頭"),
          std::pair("退款没到", "退款沒到"),
          std::pair("帮我开发漂", "幫我開發漂"),
          std::pair("转人公", "轉人公")})
        CHECK(
            lexicon().like(lexicon().understand(simplified))
            == lexicon().like(lexicon().understand(traditional))
        );
}

TEST_CASE("one slip of the finger") {
    CHECK(one_slip_apart("refund", "refnud"));
    CHECK(one_slip_apart("refund", "refun"));
    CHECK(one_slip_apart("refund", "refuund"));
    CHECK(one_slip_apart("warranty", "warrenty"));
    CHECK_FALSE(one_slip_apart("refund", "refund"));
    CHECK_FALSE(one_slip_apart("store", "story"));  // too short for a wrong letter
    CHECK_FALSE(one_slip_apart("refund", "rfeudn"));
    CHECK_FALSE(one_slip_apart("", "ab"));
}

TEST_CASE("the nearest known word, the preferred one first") {
    const Spelling spelling({"refund", "invoice", "invoices", "order"});
    CHECK(spelling.nearest("refund") == "refund");
    CHECK(spelling.nearest("refnud") == "refund");
    CHECK(spelling.nearest("invoic") == "invoice");
    CHECK(spelling.nearest("ordre") == "order");
    CHECK(spelling.nearest("odr").empty());  // too short
    CHECK(spelling.nearest("banana").empty());
    CHECK(Spelling().nearest("refund").empty());
}

TEST_CASE("pieces are bounded, each once, and say nothing of digits and marks") {
    CHECK(features_of("12345 !?").empty());
    std::string endless;
    for (int i = 0; i < 2'000; ++i)
        endless += "w" + std::string(1, static_cast<char>('a' + i % 26)) + "x" + std::to_string(i);
    CHECK(features_of(endless).size() <= features_max);
    const auto pieces = features_of("退货退货 return return");
    CHECK(std::ranges::adjacent_find(pieces, {}, &Feature::key) == pieces.end());
}

TEST_CASE("common words are found, whatever their place in the list") {
    for (const char* word : {"a", "the", "yours", "怎么", "什么", "一下"})
        CHECK(is_common_word(word));
    for (const char* word : {"refund", "退货", "", "zzz"})
        CHECK_FALSE(is_common_word(word));
}
