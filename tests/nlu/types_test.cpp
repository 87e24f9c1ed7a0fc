#include "nlu/types.hpp"

#include "rule_generator.hpp"
#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

std::string problem_of(TypeSource type) {
    const Lexicon::Built built = Content().type(std::move(type)).build();
    std::string out;
    for (const Problem& one : built.problems) {
        CHECK(one.of == Problem::Of::type);
        CHECK(one.index == 0);
        out += (one.warning ? "w: " : "") + one.message + "\n";
    }
    CHECK((built.lexicon == nullptr) == (out.find("w: ") != 0 && !out.empty()));
    return out;
}

std::string found(const std::string& pattern, std::string_view message) {
    const auto lexicon = Content().type({"code", pattern, {}, "t:1"}).lexicon();
    const NormalText text = lexicon->normaliser().normalise(message);
    const Span all{0, static_cast<std::uint32_t>(text.text.size())};
    std::string out;
    for (const Mention& one : lexicon->mentions("code", text, all, here())) {
        out += (out.empty() ? "" : ",") + *one.value.get<std::string>();
    }
    return out;
}

}  // namespace

TEST_CASE("a pattern is held to its own ends") {
    CHECK(found("[0-9]{10}", "单号2024061234的") == "2024061234");
    CHECK(found("[0-9]{10}", "20240612345") == "");
    CHECK(found("SN[0-9]{4}", "sn1234 SN12345 ＳＮ９９９９") == "sn1234,sn9999");
    CHECK(found("(A|B)[0-9]+", "a12 xb3 b4") == "a12,b4");
    CHECK(found("#[0-9]+", "see #12") == "#12");
    CHECK(found(R"(\d{4})", "1234 12345") == "1234");
    CHECK(found("[0-9]{4}号", "1234号 x1234号") == "1234号");
}

TEST_CASE("a pattern that cannot be is refused") {
    CHECK_THAT(problem_of({"x", "[0-9", {}, ""}), Catch::Contains("RE2 refuses this"));
    CHECK_THAT(problem_of({"x", "(?=a)", {}, ""}), Catch::Contains("no look-ahead"));
    CHECK_THAT(problem_of({"x", "[0-9]*", {}, ""}), Catch::Contains("matches the empty text"));
    CHECK_THAT(problem_of({"x", std::string(3'000, '0'), {}, ""}), Catch::Contains("longer than"));
    CHECK(problem_of({"x", "[0-9]+", {}, ""}).empty());
}

TEST_CASE("a choice's phrases are checked like rules") {
    const auto choice = [](std::string phrase) {
        return TypeSource{"x", "", {{"a", {"标签"}, {std::move(phrase)}}}, ""};
    };
    CHECK_THAT(problem_of(choice("(坏")), Catch::Contains("choice a, phrase '(坏'"));
    CHECK_THAT(problem_of(choice("坏<order_no>")), Catch::Contains("takes no <slot>"));
    CHECK_THAT(problem_of(choice("(坏)?")), Catch::Contains("matches the empty text"));
    CHECK(problem_of(choice("(坏|碎)了")).empty());
}

TEST_CASE("a choice stands in phrases as well") {
    const auto lexicon = Content().type(reason_type()).phrase("x", "因为<reason>").lexicon();
    const Understanding read = lexicon->understand("因为碎了");
    REQUIRE(read.clauses[0].hits.size() == 1);
    CHECK(read.clauses[0].hits[0].specificity == 4 + 4);
    CHECK(read.clauses[0].hits[0].captures[0].type == "reason");
    CHECK(intents_of(*lexicon, "因为下雨") == "-");
}

TEST_CASE("a list of words stands for any of them and fills no slot") {
    const TypeSource goods{"goods", "", {}, "", {"货", "(快|包)(递|裹)"}};
    const TypeSource things{"things", "", {}, "", {"<goods>", "parcel"}};
    const auto lexicon =
        Content().type(goods).type(things).phrase("x", "(<things>)?到哪").lexicon();
    const Understanding read = lexicon->understand("我的快递到哪了");
    REQUIRE(read.clauses[0].hits.size() == 1);
    CHECK(read.clauses[0].hits[0].specificity == 2 * 4);
    CHECK(read.clauses[0].hits[0].captures.empty());
    CHECK(intents_of(*lexicon, "parcel 到哪") == "x");
    CHECK(intents_of(*lexicon, "parcel在哪") == "-");
    const auto traditional =
        Content().type(goods).rule("x", RuleKind::exactly, "<goods>").lexicon();
    CHECK(intents_of(*traditional, "貨") == "x");
}

TEST_CASE("what a list of words may not hold") {
    const auto list = [](std::string word) {
        return TypeSource{"x", "", {}, "", {std::move(word)}};
    };
    CHECK_THAT(problem_of(list("(坏")), Catch::Contains("words '(坏'"));
    CHECK_THAT(problem_of(list("(坏)?")), Catch::Contains("matches the empty text"));
    CHECK_THAT(problem_of(list("<later>")), Catch::Contains("no list of words before this one"));
    CHECK_THAT(problem_of(list("<order_no>")), Catch::Contains("<order_no>"));
    Content slot;
    slot.type({"goods", "", {}, "", {"货"}}).phrase("x", "退<what:goods>");
    REQUIRE(slot.build().problems.size() == 1);
    CHECK_THAT(slot.build().problems[0].message, Catch::Contains("fills no slot: write <goods>"));
}

TEST_CASE("every built-in type may stand in a phrase") {
    struct Case {
        const char* type;
        const char* said;
    };

    for (const Case& one : std::initializer_list<Case>{
             {"order_no", "2024061234"},
             {"phone", "13812345678"},
             {"phone_tail", "1234"},
             {"money", "¥1,299.00"},
             {"money", "五十块"},
             {"date", "下周三"},
             {"date", "7月3日"},
             {"date", "next friday"},
             {"date", "3 july"},
             {"time", "下午三点半"},
             {"time", "3:30 pm"},
             {"date_time", "明天下午三点"},
             {"quantity", "三台"},
             {"quantity", "two"},
             {"yes_no", "是的"},
             {"address", "北京市朝阳区"},
             {"free_text", "随便什么"}}) {
        INFO(one.type << " " << one.said);
        const std::string phrase = std::string("暗号<") + one.type + ">";
        const auto lexicon = Content().phrase("x", phrase).lexicon();
        const Understanding read = lexicon->understand(std::string("暗号") + one.said);
        REQUIRE(read.clauses[0].hits.size() == 1);
        const Capture& capture = read.clauses[0].hits[0].captures.at(0);
        const std::string captured =
            read.normal.text.substr(capture.span.begin, capture.span.end - capture.span.begin);
        CHECK(captured == normal(one.said));
    }
}

TEST_CASE("a product in a phrase, with and without a catalogue") {
    const auto bare = Content().phrase("x", "我想退<product>").lexicon();
    CHECK(intents_of(*bare, "我想退冰箱") == "x");
    const auto shop = Content().product("p1", {"冰箱"}).phrase("x", "我想退<product>").lexicon();
    CHECK(intents_of(*shop, "我想退冰箱") == "x");
    CHECK(intents_of(*shop, "我想退房") == "-");
    // U+E000, which stands for a product inside, is nobody's word.
    CHECK(intents_of(*shop, "我想退\uE000") == "-");
}

TEST_CASE("a rule with an optional product is tried with and without it") {
    const auto lexicon =
        Content().product("p1", {"冰箱"}).phrase("x", "退(我的冰箱门|<product>)").lexicon();
    CHECK(intents_of(*lexicon, "退冰箱") == "x");
    CHECK(intents_of(*lexicon, "退我的冰箱门") == "x");
}

TEST_CASE("of overlapping names the longest is the product") {
    const auto lexicon = Content()
                             .product("fridge", {"冰箱"})
                             .product("double", {"双门冰箱"})
                             .product("tv", {"tv"})
                             .lexicon();
    const auto products = [&](std::string_view message) {
        const NormalText text = lexicon->normaliser().normalise(message);
        const Span all{0, static_cast<std::uint32_t>(text.text.size())};
        std::string out;
        for (const Mention& one : lexicon->mentions("product", text, all, here())) {
            out += *one.value.get<std::string>() + " ";
        }
        return out;
    };
    CHECK(products("双门冰箱") == "double ");
    CHECK(products("冰箱和双门冰箱") == "fridge double ");
    CHECK(products("mytv") == "");
    CHECK(products("我的TV") == "tv ");
}
