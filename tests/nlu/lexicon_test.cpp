#include "nlu/lexicon.hpp"

#include "base/limits.hpp"
#include "shared.hpp"

#include <thread>

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

TEST_CASE("a phrase is found anywhere in a clause, politely or not") {
    const auto lexicon =
        Content()
            .phrase("return_item", "(我要|我想|帮我)?退货")
            .phrase("return_item", "I want to (return|send back) (my|this|the)? order")
            .phrase("points", "积分")
            .lexicon();
    CHECK(intents_of(*lexicon, "我想退货") == "return_item");
    CHECK(intents_of(*lexicon, "我買的冰箱壞了，想退貨") == "return_item");
    CHECK(intents_of(*lexicon, "Hi, I want to send back my order please") == "return_item");
    CHECK(intents_of(*lexicon, "I want to return order") == "return_item");
    CHECK(intents_of(*lexicon, "I want to returnorder") == "-");
    CHECK(intents_of(*lexicon, "退货。查积分") == "return_item | points");
    CHECK(intents_of(*lexicon, "我要退货顺便查下积分") == "return_item | points");
    CHECK(intents_of(*lexicon, "") == "-");
    CHECK(intents_of(*lexicon, "？？？") == "-");
}

TEST_CASE("exactly is the whole message, politeness aside") {
    const auto lexicon = Content()
                             .rule("return_item", RuleKind::exactly, "退")
                             .rule("thanks", RuleKind::exactly, "(谢谢|thanks)")
                             .rule("hello", RuleKind::exactly, "(hi|你好)")
                             .rule("two", RuleKind::exactly, "退 货")
                             .lexicon();
    CHECK(intents_of(*lexicon, "退") == "return_item");
    CHECK(intents_of(*lexicon, "请退，谢谢！") == "return_item");
    CHECK(intents_of(*lexicon, "退吗？") == "return_item");
    CHECK(intents_of(*lexicon, "退了") == "-");
    CHECK(intents_of(*lexicon, "我退") == "-");
    CHECK(intents_of(*lexicon, "谢谢") == "thanks");
    CHECK(intents_of(*lexicon, "Thanks!!") == "thanks");
    CHECK(intents_of(*lexicon, "Hi") == "hello");
    CHECK(intents_of(*lexicon, "his") == "-");
    CHECK(intents_of(*lexicon, "退、货") == "two");
}

TEST_CASE("an exact answer beside politeness in another clause") {
    const auto lexicon = Content().rule("return_item", RuleKind::exactly, "退货").lexicon();
    CHECK(intents_of(*lexicon, "你好。退货") == "- | return_item");
    CHECK(intents_of(*lexicon, "退货。谢谢") == "return_item | -");
}

TEST_CASE("unless vetoes its own intent in the same clause") {
    const auto lexicon = Content()
                             .phrase("return_item", "退货")
                             .rule("return_item", RuleKind::unless, "不想退")
                             .phrase("policy", "退货")
                             .lexicon();
    CHECK(intents_of(*lexicon, "我想退货") == "return_item policy");
    CHECK(intents_of(*lexicon, "我不想退货") == "policy");
    CHECK(intents_of(*lexicon, "不想退货。算了退货吧") == "policy | return_item policy");
    const Understanding read = lexicon->understand("我不想退货");
    REQUIRE(read.clauses[0].vetoed.size() == 1);
    CHECK(lexicon->intents()[read.clauses[0].vetoed[0].intent] == "return_item");
}

TEST_CASE("nowhere vetoes its own intent in every clause, whichever it stands in") {
    const auto lexicon = Content()
                             .phrase("arrival", "how long")
                             .phrase("thanks", "thanks")
                             .rule("arrival", RuleKind::nowhere, "my (flight|bank)")
                             .rule("arrival", RuleKind::unless, "so long")
                             .lexicon();
    CHECK(intents_of(*lexicon, "How long?") == "arrival");
    CHECK(intents_of(*lexicon, "My bank. How long? Thanks") == "- | - | thanks");
    CHECK(intents_of(*lexicon, "How long? I missed my flight") == "- | -");
    CHECK(intents_of(*lexicon, "How long? It took so long") == "arrival | -");
    const Understanding read = lexicon->understand("How long? My bank asks");
    REQUIRE(read.clauses.size() == 2);
    CHECK(read.clauses[0].vetoed.size() == 1);
    CHECK(read.clauses[1].vetoed.empty());
}

TEST_CASE("nowhere may name a product") {
    const auto lexicon = Content()
                             .product("p1", {"冰箱"})
                             .phrase("return_item", "退")
                             .rule("return_item", RuleKind::nowhere, "卖<product>")
                             .lexicon();
    CHECK(intents_of(*lexicon, "我要退。你们卖电视吗") == "return_item | -");
    CHECK(intents_of(*lexicon, "我要退。你们卖冰箱吗") == "- | -");
}

TEST_CASE("unless may name a product") {
    const auto lexicon = Content()
                             .product("p1", {"冰箱"})
                             .phrase("return_item", "退")
                             .rule("return_item", RuleKind::unless, "不退<product>")
                             .lexicon();
    CHECK(intents_of(*lexicon, "我要退") == "return_item");
    CHECK(intents_of(*lexicon, "我不退冰箱") == "-");
    CHECK(intents_of(*lexicon, "我不退电视") == "return_item");
}

TEST_CASE("the best hit is the most specific, then the first in order") {
    const auto lexicon =
        Content().phrase("a", "退货").phrase("b", "退货").phrase("c", "退货的钱").lexicon();
    CHECK(intents_of(*lexicon, "退货的钱") == "c a b");
    CHECK(intents_of(*lexicon, "退货") == "a b");
}

TEST_CASE("a clause keeps its best hits only") {
    Content content;
    for (int i = 0; i < 100; ++i)
        content.phrase("i" + std::to_string(i), "退货");
    content.phrase("best", "我要退货");
    const Understanding read = content.lexicon()->understand("我要退货");
    REQUIRE(read.clauses.size() == 1);
    CHECK(read.clauses[0].hits.size() == limits::hits_per_clause_max);
    CHECK(read.clauses[0].hits[0].specificity == 8);
}

TEST_CASE("spans lead back to what was written") {
    const auto lexicon = Content().phrase("x", "退货").lexicon();
    const std::string message = "請幫我退  貨。";
    const Understanding read = lexicon->understand(message);
    REQUIRE(read.clauses[0].hits.size() == 1);
    const Span span = read.clauses[0].hits[0].span;
    const std::uint32_t begin = read.normal.source[span.begin];
    const std::uint32_t end = read.normal.source[span.end];
    CHECK(message.substr(begin, end - begin) == "退  貨");
    CHECK(read.original == message);
    CHECK(read.lexicon_hash == lexicon->hash());
}

TEST_CASE("the hash is of the content and nothing else") {
    const auto one = Content().phrase("x", "退货").lexicon();
    const auto same = Content().phrase("x", "退货").lexicon();
    const auto other = Content().phrase("x", "换货").lexicon();
    const auto kind = Content().rule("x", RuleKind::exactly, "退货").lexicon();
    const auto typed = Content().phrase("x", "退货").order_no().lexicon();
    const auto stocked = Content().phrase("x", "退货").product("p", {"冰箱"}).lexicon();
    CHECK(one->hash() == same->hash());
    CHECK(one->hash() != other->hash());
    CHECK(one->hash() != kind->hash());
    CHECK(one->hash() != typed->hash());
    CHECK(one->hash() != stocked->hash());
}

TEST_CASE("all problems are told at once, and none goes live") {
    const Lexicon::Built built = Content()
                                     .phrase("a", "退(货")
                                     .phrase("a", "退货")
                                     .phrase("b", "<nonsense>")
                                     .rule("b", RuleKind::re2, "(?=x)")
                                     .build();
    CHECK(built.lexicon == nullptr);
    std::vector<std::size_t> wrong;
    for (const Problem& one : built.problems) {
        if (!one.warning) wrong.push_back(one.index);
    }
    CHECK(wrong == std::vector<std::size_t>{0, 2, 3});
}

TEST_CASE("warnings do not stop content") {
    const Lexicon::Built built = Content().phrase("a", "退货？").phrase("a", "a").build();
    CHECK(built.lexicon != nullptr);
    std::string all;
    for (const Problem& one : built.problems)
        all += one.message + "\n";
    CHECK_THAT(all, Catch::Contains("left out"));
    CHECK_THAT(all, Catch::Contains("tried on every message"));
}

TEST_CASE("a phrase whose words never come like that is refused") {
    const auto said = [](const std::string& phrase) {
        std::string all;
        for (const Problem& one : Content().phrase("a", phrase).build().problems) {
            all += one.message;
        }
        return all;
    };
    CHECK_THAT(said("(do|does)n't work"), Catch::StartsWith("this can never match"));
    CHECK_THAT(said("((do|does)n't|never) work"), Catch::StartsWith("not every way of this"));
    CHECK(said("(never|won't) work").empty());
    CHECK(said("don't work").empty());
    CHECK(said("退货").empty());
}

TEST_CASE("too many rules are refused") {
    LexiconSource source;
    source.intents = {"x"};
    source.rules.assign(limits::rules_max + 1, {0, RuleKind::phrase, "退货", "x"});
    const Lexicon::Built built = Lexicon::build(std::move(source), normaliser());
    CHECK(built.lexicon == nullptr);
    REQUIRE(built.problems.size() == 1);
    CHECK_THAT(built.problems[0].message, Catch::Contains("more than 20000 rules"));
}

TEST_CASE("no rules at all is content too") {
    const auto lexicon = Content().lexicon();
    CHECK(intents_of(*lexicon, "退货") == "-");
    CHECK(lexicon->understand("").clauses.size() == 1);
}

TEST_CASE("the longest message is read, whatever it holds") {
    const auto lexicon = Content()
                             .phrase("x", "a ... b ... c")
                             .phrase("y", "(退)?(货)?(退|货)了")
                             .rule("z", RuleKind::re2, "a.*b.*c")
                             .lexicon();
    for (const std::string unit : {"a ", "退", "货", "a-", ".", "😀", "！", "a b ", "\n", "(("}) {
        std::string text;
        while (text.size() + unit.size() <= limits::message_text_bytes_max)
            text += unit;
        CHECK(lexicon->understand(text) == lexicon->understand_plainly(text));
    }
}

TEST_CASE("many threads read alike") {
    const auto lexicon = Content()
                             .order_no()
                             .phrase("a", "(我要|我想)?退货")
                             .phrase("b", "把<order_no>退掉")
                             .rule("c", RuleKind::re2, "冰.{0,3}箱")
                             .lexicon();
    const std::vector<std::string> messages = {"我要退货", "把2024061234退掉", "冰的箱子", "hello"};
    std::vector<Understanding> expected;
    for (const std::string& one : messages)
        expected.push_back(lexicon->understand(one));
    std::vector<int> wrong(4, 0);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t) {
        threads.emplace_back([&, t] {
            for (std::size_t i = 0; i < 400; ++i) {
                const std::size_t k = (i + t) % messages.size();
                if (!(lexicon->understand(messages[k]) == expected[k])) ++wrong[t];
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    CHECK(wrong == std::vector<int>(4, 0));
}
