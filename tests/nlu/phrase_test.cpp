#include "nlu/phrase.hpp"

#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

// Errors and warnings of a phrase as "12: text".
std::string faults_of(std::string_view phrase) {
    std::string out;
    for (const PhraseFault& fault : parse_phrase(phrase, *normaliser()).faults) {
        out += std::to_string(fault.offset) + (fault.warning ? "w: " : ": ") + fault.message + "\n";
    }
    return out;
}

bool matches(const std::string& phrase, std::string_view message) {
    const auto lexicon =
        Content().order_no().product("p1", {"冰箱", "fridge"}).phrase("x", phrase).lexicon();
    return intents_of(*lexicon, message).find('x') != std::string::npos;
}

void all_match(const std::string& phrase, std::initializer_list<std::string_view> messages) {
    for (const std::string_view message : messages) {
        INFO(phrase << " on " << message);
        CHECK(matches(phrase, message));
    }
}

void none_match(const std::string& phrase, std::initializer_list<std::string_view> messages) {
    for (const std::string_view message : messages) {
        INFO(phrase << " on " << message);
        CHECK_FALSE(matches(phrase, message));
    }
}

}  // namespace

TEST_CASE("a gap is any gap, and none is needed beside Han") {
    all_match("退 货", {"退货", "退 货", "退、货", "退-货", "退“货”"});
    none_match("退 货", {"退了货", "退，货"});
    all_match("my order", {"my order", "my  order", "my-order", "my: order", "(my) order"});
    none_match("my order", {"myorder", "my big order", "my, order"});
    all_match("查 order", {"查order", "查 order"});
}

TEST_CASE("an edge is an end of the clause, or a comma") {
    all_match("什么时候到$", {"什么时候到", "什么时候到？", "什么时候到，急用", "那什么时候到~"});
    none_match("什么时候到$", {"什么时候到期", "什么时候到了"});
    all_match("^到哪了", {"到哪了", "你好，到哪了", "你好， 到哪了", "你好。到哪了呀"});
    none_match("^到哪了", {"你到哪了"});
    all_match("退(吗|$)", {"能退吗", "能退"});
    all_match("^my order$", {"my order", "ok, my order"});
    none_match("^my order$", {"my orders", "not my order"});
    all_match("costs \\$", {"it costs $"});
}

TEST_CASE("an edge on a Latin letter or digit is a word's edge") {
    all_match("tv", {"tv", "my tv!", "我的tv坏了", "TV"});
    none_match("tv", {"tvs", "atv", "tv2"});
    all_match("return(s|ed)?", {"return", "returns", "returned"});
    none_match("return(s|ed)?", {"returning", "preturn"});
    all_match("(re)?turn", {"return", "turn"});
    none_match("(re)?turn", {"unturn", "xreturn"});
    all_match("退货", {"想退货了", "a退货b"});
    all_match("(s)?tv 坏了", {"tv坏了", "stv 坏了"});
}

TEST_CASE("an absent optional takes its gap along") {
    all_match(
        "I want to return (my|the)? order", {"i want to return order", "I want to return my order"}
    );
    none_match(
        "I want to return (my|the)? order", {"i want to return myorder", "i want to returnorder"}
    );
    all_match("(please)? cancel", {"cancel", "please cancel"});
    none_match("(please)? cancel", {"pleasecancel"});
    all_match("cancel (it)? (now)?", {"cancel", "cancel it", "cancel now", "cancel it now"});
    none_match("cancel (it)? (now)?", {"cancelit"});
    all_match("(我要|我想)?退货", {"退货", "我要退货", "我想退货"});
    all_match("a (very)? (very)? big tv", {"a big tv", "a very big tv", "a very very big tv"});
    none_match("a (very)? big tv", {"abig tv", "a verybig tv"});
}

TEST_CASE("groups nest, and full width marks are marks") {
    all_match("((查|看)(一下)?)?(订单|快递)", {"订单", "查订单", "看一下快递"});
    all_match("（查｜看）（一下）？订单", {"查订单", "看一下订单"});
    all_match("(a (b|c)|d) e", {"a b e", "a c e", "d e"});
    none_match("(a (b|c)|d) e", {"a e", "b e", "de"});
}

TEST_CASE("a slot or list with ? may be absent; at the end of a phrase a ? is the sentence's") {
    const TypeSource my{"my", "", {}, "", {"(my|the) (old)?"}};
    const auto lexicon = Content()
                             .order_no()
                             .type(my)
                             .phrase("a", "where is <order_no>? now")
                             .phrase("b", "what of <order_no>?")
                             .phrase("c", "return <my>? tv")
                             .lexicon();
    CHECK(intents_of(*lexicon, "where is now") == "a");
    CHECK(intents_of(*lexicon, "where is 2024061234 now") == "a");
    CHECK(lexicon->understand("where is 2024061234 now").clauses[0].hits[0].captures.size() == 1);
    CHECK(intents_of(*lexicon, "what of") == "-");
    CHECK(intents_of(*lexicon, "what of 2024061234") == "b");
    CHECK(intents_of(*lexicon, "return tv") == "c");
    CHECK(intents_of(*lexicon, "return my old tv") == "c");
    CHECK(intents_of(*lexicon, "return your tv") == "-");
}

TEST_CASE("dots span at most twelve characters or Latin words of the clause") {
    all_match(
        "冰箱...坏了", {"冰箱坏了", "冰箱昨天，突然坏了", "冰箱一二三四五六七八九十一二坏了"}
    );
    none_match("冰箱...坏了", {"冰箱一二三四五六七八九十一二三坏了", "冰箱。坏了", "坏了冰箱"});
    all_match("my ... order", {"my order", "my last order", "my, um, order"});
    none_match("my ... order", {"myorder"});
    all_match("my...order", {"my 1 2 3 4 5 6 7 8 9 10 11 12 order"});
    none_match("my...order", {"my 1 2 3 4 5 6 7 8 9 10 11 12 13 order"});
    all_match("那...坏了", {"那tv坏了", "那iphone十二pro坏了"});
    all_match("冰箱…坏了", {"冰箱又坏了"});
    all_match("(没|不)...(到|来)", {"没有来", "不会到"});
}

TEST_CASE("escapes take the next character as it is") {
    all_match("\\<3", {"<3"});
    all_match("a\\|b", {"a|b"});
    all_match("<3 it", {"<3 it"});
}

TEST_CASE("contractions are the same on both sides") {
    all_match("I don't want", {"I dont want", "i do not want", "I don’t want"});
    all_match("I do not want", {"I don't want"});
    all_match("can't log in", {"cannot log in", "can not log in", "cant log in"});
    all_match("cancelled my colour", {"you canceled my color", "u cancelled my colour"});
    all_match("退貨", {"退货", "退貨"});
}

TEST_CASE("slots capture their values") {
    const auto lexicon = Content()
                             .order_no()
                             .product("p1", {"冰箱", "fridge"})
                             .phrase("x", "把<order_no>退掉")
                             .phrase("y", "return my <thing:product>")
                             .lexicon();
    const auto captured = [&](std::string_view message) {
        std::string out;
        const Understanding read = lexicon->understand(message);
        for (const Clause& clause : read.clauses) {
            for (const Hit& hit : clause.hits) {
                for (const Capture& one : hit.captures) {
                    out += one.slot + ":" + one.type + "="
                           + read.normal.text.substr(one.span.begin, one.span.end - one.span.begin)
                           + ";";
                }
            }
        }
        return out;
    };
    CHECK(captured("把2024061234退掉") == ":order_no=2024061234;");
    CHECK(captured("帮我把 2024061234 退掉吧") == ":order_no=2024061234;");
    CHECK(captured("把“2024061234”退掉") == ":order_no=2024061234;");
    CHECK(captured("把20240612345退掉").empty());
    CHECK(captured("Return my Fridge, please") == "thing:product=fridge;");
    CHECK(captured("return my 冰箱") == "thing:product=冰箱;");
    CHECK(captured("return my fridges").empty());
}

TEST_CASE("specificity counts what was said, not what was swallowed") {
    const auto score = [](const std::string& phrase, std::string_view message) {
        const auto lexicon = Content().order_no().phrase("x", phrase).lexicon();
        const Understanding read = lexicon->understand(message);
        return read.clauses[0].hits.empty() ? -1 : read.clauses[0].hits[0].specificity;
    };
    CHECK(score("退货", "退货") == 4);
    CHECK(score("(我要|想)?退货", "我要退货") == 8);
    CHECK(score("(我要|想)?退货", "想退货") == 6);
    CHECK(score("(我要|想)?退货", "退货") == 4);
    CHECK(score("(退|退货)", "退货") == 4);
    CHECK(score("冰箱...坏了", "冰箱昨天坏了") == 8);
    CHECK(score("把<order_no>退掉", "把2024061234退掉") == 2 + 4 + 4);
    CHECK(score("return my order", "return my order") == 13);
    CHECK(score("return (my|the)? order", "return order") == 11);
    CHECK(score("退 tv", "退tv") == 4);
}

TEST_CASE("what is wrong is said with its place and its fix") {
    CHECK_THAT(faults_of("(退|)货"), Catch::Contains("empty alternative"));
    CHECK_THAT(faults_of("退("), Catch::Contains("empty alternative"));
    CHECK_THAT(faults_of("(退|换货"), Catch::StartsWith("0: this ( is never closed"));
    CHECK_THAT(faults_of("退)货"), Catch::StartsWith("3: this ) closes nothing"));
    CHECK_THAT(faults_of("退|换"), Catch::StartsWith("3: | stands outside parentheses"));
    CHECK_THAT(faults_of("(退货)?"), Catch::Contains("matches the empty text"));
    CHECK_THAT(faults_of("..."), Catch::Contains("matches the empty text"));
    CHECK_THAT(faults_of(""), Catch::Contains("matches the empty text"));
    CHECK_THAT(faults_of("退货<order"), Catch::StartsWith("6: < opens a slot that no >"));
    CHECK_THAT(faults_of("<no:>退"), Catch::Contains("a slot without a type"));
    CHECK_THAT(faults_of("退货\\"), Catch::Contains("escapes nothing"));
    CHECK_THAT(faults_of("退货 \u200B"), Catch::Contains("nothing of this is left"));
    CHECK_THAT(faults_of("退货。谢谢"), Catch::StartsWith("6: this mark ends a clause"));
    CHECK_THAT(faults_of(std::string(2'001, 'a')), Catch::Contains("longer than 2000 bytes"));
    CHECK_THAT(
        faults_of(std::string(40, '(') + "a" + std::string(40, ')')), Catch::Contains("nest deeper")
    );
}

TEST_CASE("what is odd but works is a warning") {
    CHECK_THAT(faults_of("where is my order?"), Catch::Contains("left out"));
    CHECK(matches("where is my order?", "where is my order"));
    CHECK(matches("退货？", "能退货吗？"));
    CHECK_THAT(faults_of("...退货"), Catch::StartsWith("0w: ... at an edge"));
    CHECK_THAT(faults_of("退货..."), Catch::Contains("w: ... at an edge"));
    CHECK(faults_of("(我要|我想)?退货").empty());
}

TEST_CASE("unknown types, and values nobody says, are refused") {
    const auto problem = [](const std::string& phrase) {
        const Lexicon::Built built = Content().phrase("x", phrase).build();
        CHECK(built.lexicon == nullptr);
        return built.problems.empty() ? std::string() : built.problems[0].message;
    };
    CHECK_THAT(problem("退<ordr_no>"), Catch::Contains("unknown type ordr_no"));
    CHECK_THAT(problem("发<image>"), Catch::Contains("no one can say"));
    CHECK_THAT(problem("共<count>"), Catch::Contains("no one can say"));
}
