#include "nlu/joiners.hpp"

#include "base/limits.hpp"
#include "generators.hpp"
#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

// The message with a bar at each word that may part it.
std::string parted(std::string_view message) {
    const std::string text = normal(message);
    std::string out;
    std::size_t at = 0;
    for (const Span word : joiners(text, {0, static_cast<std::uint32_t>(text.size())})) {
        out += text.substr(at, word.begin - at) + "|";
        at = word.end;
    }
    return out + text.substr(at);
}

Content shop() {
    return Content()
        .phrase("order", "(where is my|track my|check my)? order")
        .phrase("order", "(查|我的)?订单")
        .phrase("points", "(how many|check my|my)? points")
        .phrase("points", "积分")
        .phrase("return", "(return|send back)")
        .phrase("return", "退货")
        .phrase("refund", "(refund|money back)")
        .phrase("refund", "退款");
}

// Of a message about an order and points, as two matters or as one.
std::size_t clauses_with(std::vector<std::uint32_t> matters) {
    LexiconSource source = shop().source();
    source.matters = std::move(matters);
    const auto built = Lexicon::build(std::move(source), normaliser());
    REQUIRE(built.lexicon);
    return built.lexicon->understand("查订单和积分").clauses.size();
}

}  // namespace

TEST_CASE("a joiner stands before what asks for something by itself") {
    CHECK(
        parted("where is my order and how many points do I have")
        == "where is my order | how many points do i have"
    );
    CHECK(parted("return this & check my points") == "return this | check my points");
    CHECK(
        parted("I want to return it and could you tell me my points")
        == "i want to return it | could you tell me my points"
    );
    CHECK(parted("退货，再帮我查积分") == "退货,|帮我查积分");
    CHECK(parted("订单到哪了，积分有多少") == "订单到哪了|积分有多少");
}

TEST_CASE("after a look-up the other thing may stand bare") {
    CHECK(parted("查订单和积分") == "查订单|积分");
    CHECK(parted("check my order and points") == "check my order | points");
    CHECK(parted("我要退货和退款") == "我要退货和退款");
    CHECK(parted("return and refund") == "return and refund");
}

TEST_CASE("what is told joins nothing") {
    CHECK(parted("a black and white fridge") == "a black and white fridge");
    CHECK(parted("I was charged and I did not buy it") == "i was charged and i did not buy it");
    CHECK(parted("I want to return it and get a refund") == "i want to return it and get a refund");
    CHECK(parted("冰箱坏了，要退货") == "冰箱坏了,要退货");
    CHECK(parted("冰箱坏了，什么时候退款") == "冰箱坏了,什么时候退款");
    CHECK(parted("我知道退款了，不用退货吗") == "我知道退款了,不用退货吗");
    CHECK(parted("这几天不在家，他告诉我拒收了") == "这几天不在家,他告诉我拒收了");
    CHECK(parted("会员有什么用，我不是有券吗") == "会员有什么用,我不是有券吗");
    CHECK(parted("我是跟衬衫一起买的，衬衫要退吗") == "我是跟衬衫一起买的,衬衫要退吗");
    CHECK(parted("有货吗，多少钱") == "有货吗|多少钱");
    CHECK(parted("band and how") == "band | how");
    CHECK(parted("andhow brandand how") == "andhow brandand how");
    CHECK(parted("and how") == "and how");
    CHECK(parted("how and") == "how and");
}

TEST_CASE("two things in one clause are two clauses where both sides mean something") {
    const auto lexicon = shop().lexicon();
    CHECK(
        intents_of(*lexicon, "where is my order and how many points do I have") == "order | points"
    );
    CHECK(intents_of(*lexicon, "查订单和积分") == "order | points");
    CHECK(intents_of(*lexicon, "退货，再查下积分，然后看看订单") == "return | points | order");
    CHECK(intents_of(*lexicon, "where is my order and how are you") == "order");
    CHECK(intents_of(*lexicon, "how are you and where is my order") == "order");
    CHECK(intents_of(*lexicon, "check my order and where is my order") == "order");
}

TEST_CASE("a rule that reaches over the joiner and says more holds both together") {
    Content content = shop();
    CHECK(
        intents_of(*content.lexicon(), "when is my return and how is my refund")
        == "return | refund"
    );
    content.phrase("refund", "return and how is my refund");
    CHECK(
        intents_of(*content.lexicon(), "when is my return and how is my refund") == "refund return"
    );
}

TEST_CASE("vetoes hold on their own side of a joiner") {
    Content content = shop();
    content.rule("order", RuleKind::unless, "points");
    CHECK(intents_of(*content.lexicon(), "where is my order with points") == "points");
    CHECK(
        intents_of(*content.lexicon(), "where is my order and how many points") == "order | points"
    );
}

TEST_CASE("intents of one matter are not parted, what is none never is") {
    CHECK(clauses_with({0, 0, 2, 3}) == 1);
    CHECK(clauses_with({0, no_matter, 2, 3}) == 1);
    CHECK(clauses_with({0, 1, 2, 3}) == 2);
}

TEST_CASE("what calls off the whole of a message calls off none of its clauses") {
    LexiconSource source =
        shop().rule("cancel", RuleKind::exactly, "never mind my order and also bye").source();
    source.matters = {0, 1, 2, 3, dismissal};
    const auto built = Lexicon::build(std::move(source), normaliser());
    REQUIRE(built.lexicon);
    CHECK(intents_of(*built.lexicon, "Never mind my order and also bye") == "cancel order | -");
}

TEST_CASE("a message has never more clauses than it may") {
    Content content;
    std::string many;
    for (const char* what :
         {"订单", "积分", "退货", "退款", "发票", "价格", "库存", "安装", "会员", "门店"}) {
        content.phrase(what, what);
        many += (many.empty() ? "查" : "和") + std::string(what);
    }
    const auto lexicon = content.lexicon();
    CHECK(lexicon->understand(many).clauses.size() == limits::clauses_per_message_max);
    CHECK(lexicon->understand("你好。" + many).clauses.size() == limits::clauses_per_message_max);
    CHECK(lexicon->understand(many + "。你好").clauses.size() == limits::clauses_per_message_max);
}

TEST_CASE("joiners are in order, inside and whole characters") {
    CHECK(rc::check("of any text", [] {
        const std::string text = normal(*shopper_text());
        const Span all{0, static_cast<std::uint32_t>(text.size())};
        std::uint32_t last = 0;
        for (const Span word : joiners(text, all)) {
            RC_ASSERT(word.begin > last);
            RC_ASSERT(word.end > word.begin);
            RC_ASSERT(word.end < text.size());
            last = word.begin;
        }
    }));
}

TEST_CASE("plain joiners part whatever stands beside them, commas never") {
    const auto count = [](std::string_view text) {
        return plain_joiners(text, {0, static_cast<std::uint32_t>(text.size())}).size();
    };
    CHECK(count("return the fridge and exchange the tv") == 1);
    CHECK(count("退冰箱,再换个电视") == 1);
    CHECK(count("退冰箱,换电视") == 0);
    CHECK(count("and") == 0);
    CHECK(count("") == 0);
}

TEST_CASE("two wishes of two things are two, of one thing one") {
    LexiconSource source = Content()
                               .phrase("exchange", "exchange")
                               .phrase("return", "return")
                               .phrase("thing", "(fridge|tv)")
                               .source();
    source.matters = {0, 1, name_of_thing};
    const auto built = Lexicon::build(std::move(source), normaliser());
    REQUIRE(built.lexicon);
    const auto clauses = [&](std::string_view text) {
        return built.lexicon->understand(text).clauses.size();
    };
    CHECK(clauses("return the fridge and exchange the tv") == 2);
    CHECK(clauses("return the fridge and exchange the fridge") == 1);
    CHECK(clauses("return the fridge and exchange it") == 1);
    CHECK(clauses("the fridge and the tv") == 1);
}

TEST_CASE("a request asks, looks up or wishes; a story tells") {
    for (const char* text :
         {"where is my order", "查积分", "我要退货", "运费谁出?", "i want a refund"})
        CHECK(is_request(text));
    for (const char* text :
         {"没收到货", "the driver shouted", "not received", "快递好几天不动了", "怎么还不来", ""})
        CHECK(!is_request(text));
}
