// Programs against RE2, phrase by phrase: the same answer, span and groups.
#include "nlu/program.hpp"

#include "base/utf8.hpp"
#include "rule_generator.hpp"
#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

Pattern pattern_of(std::string_view phrase) {
    const ParsedPhrase parsed = parse_phrase(phrase, *normaliser());
    REQUIRE(parsed.ok());
    return compile_phrase(parsed.phrase, [](std::string_view type) {
        return type == "product" ? std::string(product_text) : std::string("[0-9]+");
    });
}

std::string run(std::string_view phrase, std::string_view text, bool whole = false) {
    const Program program(pattern_of(phrase).expression);
    Program::Work work;
    if (program.run(Program::Subject(text), whole, work) != Program::Answer::yes) return "-";
    std::string out(text.substr(work.span.begin, work.span.end - work.span.begin));
    for (const Span group : work.groups) {
        out += "|";
        if (group == Program::none_captured) {
            out += "none";
        } else {
            out += text.substr(group.begin, group.end - group.begin);
        }
    }
    return out;
}

}  // namespace

TEST_CASE("the leftmost match, its first branch, its fewest dots") {
    CHECK(run("退货", "我退货了退货") == "退货");
    CHECK(run("(退|退货)", "退货") == "退货");
    CHECK(run("冰箱...坏", "冰箱又坏又坏") == "冰箱又坏|又");
    CHECK(run("(a|a b) c", "a b c") == "a b c");
    CHECK(run("(退...货|换)", "换") == "换|none");
    CHECK(run("(退...货|退...了)", "退掉了") == "退掉了|none|掉");
}

TEST_CASE("edges take a pause where there is one") {
    CHECK(run("退$", "想退") == "退");
    CHECK(run("退$", "退,换") == "退,");
    CHECK(run("^退", "换,退") == ",退");
    CHECK(run("退$", "退换") == "-");
    CHECK(run("^退", "换退") == "-");
    CHECK(run("^退$", "退", true) == "退");
    CHECK(run("^退", ",退") == ",退");
    CHECK(run("^退", ", 退") == ", 退");
}

TEST_CASE("words stand by themselves, and a branch is taken by how it begins") {
    CHECK(run("return", "i returned a return") == "return");
    CHECK(run("(return|returned|re) it", "i returned it") == "returned it");
    CHECK(run("(return|returned|re) it", "re it") == "re it");
    CHECK(run("(return|returned|re) it", "areturn it") == "-");
    CHECK(run("(re|return)", "re") == "re");
    CHECK(run("(我要退货|我要换货|我)", "我要换货") == "我要换货");
    CHECK(run("(no|no thanks)", "no thanks", true) == "no thanks");
}

TEST_CASE("a number's slot is only looked into where a digit stands") {
    const ParsedPhrase parsed = parse_phrase("把<order_no>退掉", *normaliser());
    REQUIRE(parsed.ok());
    const auto shape = [](std::string_view) {
        return SlotShape("[0-9]+号?", true);
    };
    const Program program(compile_phrase(parsed.phrase, shape).expression);
    Program::Work work;
    const auto perhaps = [&](std::string_view text) {
        return program.run(Program::Subject(text), false, work) == Program::Answer::yes;
    };
    CHECK(perhaps("把12退掉"));
    CHECK(perhaps("麻烦把 12号退掉"));
    CHECK_FALSE(perhaps("把它退掉"));
    CHECK_FALSE(perhaps("把它12退掉"));
}

TEST_CASE("from end to end") {
    CHECK(run("退货", "退货", true) == "退货");
    CHECK(run("退货", "退货了", true) == "-");
    CHECK(run("(退|退货)", "退货", true) == "退货");
    CHECK(run("(no|no thanks)", "no thanks", true) == "no thanks");
    CHECK(run("退货", "", true) == "-");
}

TEST_CASE("a product's mark is captured") {
    const std::string text = "退" + std::string(product_text);
    CHECK(run("退<product>", text) == text + "|" + std::string(product_text));
    CHECK(run("退<product>", "退冰箱") == "-");
}

TEST_CASE("it gives up rather than run for ever") {
    std::string phrase = "b";
    for (int i = 0; i < 12; ++i)
        phrase = "(a|aa)?(a)?" + phrase;
    const Program program(pattern_of(phrase).expression);
    Program::Work work;
    const std::string text(400, 'a');
    CHECK(program.run(Program::Subject(text), false, work) != Program::Answer::yes);
    const std::string gaps(4'000, '-');
    const Program spaced(pattern_of("a b c d").expression);
    CHECK(
        spaced.run(Program::Subject("a" + gaps + "b" + gaps), false, work) != Program::Answer::yes
    );
}

TEST_CASE("wildcards in a row do not multiply") {
    const Program program(pattern_of("a ... a ... a ... a ... a ... b").expression);
    Program::Work work;
    std::string text;
    for (int i = 0; i < 200; ++i)
        text += "a ";
    CHECK(program.run(Program::Subject(text), false, work) == Program::Answer::no);
    CHECK(run("a ... a ... b", "a a a b") == "a a a b| | a ");
    CHECK(run("(a ... b|a ... c) ... d", "a b c d") == "a b c d| |none| c ");
}

TEST_CASE("alternatives among alternatives keep their order") {
    CHECK(run("((退|退货)|(退货了|换))了?", "退货了") == "退货了");
    CHECK(run("(^ (please)? (find|look up)|where) it", "so, look up it") == ", look up it");
    CHECK(run("(^ (please)? (find|look up)|where) it", "find it") == "find it");
    CHECK(run("(^ (please)? (find|look up)|where) it", "so find it") == "-");
}

TEST_CASE("where it gives up, RE2 still answers") {
    std::string phrase = "退b";
    for (int i = 0; i < 10; ++i)
        phrase = "(a|aa)?(a...a)?" + phrase;
    const auto lexicon = Content().phrase("x", phrase).lexicon();
    const std::string text = std::string(300, 'a') + "退b" + std::string(300, 'a') + "退c";
    CHECK(lexicon->understand(text) == lexicon->understand_plainly(text));
}

TEST_CASE("phrases without slots are judged alike, whole or not") {
    CHECK(rc::check("program == RE2", [] {
        const std::string phrase = phrase_of(0);
        if (phrase.find('<') != std::string::npos) return;
        Content exact;
        exact.rule("x", RuleKind::exactly, phrase);
        exact.phrase("y", phrase);
        const Lexicon::Built built = exact.build();
        if (!built.lexicon) return;
        for (int i = 0; i < 20; ++i) {
            const std::string message = random_message();
            RC_ASSERT(
                built.lexicon->understand(message) == built.lexicon->understand_plainly(message)
            );
        }
    }));
}

TEST_CASE("a part of a text is a text by itself, wherever it is cut out") {
    const std::string text = "please return it, 退 ab货 a";
    const Program::Subject whole(text);
    Program::Work work;
    Program::Work alone;
    for (const char* phrase :
         {"return",
          "turn",
          "ret",
          "^ (it|re)",
          "a $",
          "(a|ab)",
          "b",
          "...it",
          "退...货",
          "^ i",
          "t"}) {
        const Program program(pattern_of(phrase).expression);
        for (std::uint32_t begin = 0; begin <= text.size(); ++begin) {
            for (std::uint32_t end = begin; end <= text.size(); ++end) {
                const std::string part = text.substr(begin, end - begin);
                if (!utf8::valid(part)) continue;
                for (const bool exact : {false, true}) {
                    const auto answer = program.run(whole, {{begin, end}, exact}, work);
                    const Program::Subject cut(part);
                    INFO(phrase << " in '" << part << "'");
                    REQUIRE(answer == program.run(cut, exact, alone));
                    if (answer != Program::Answer::yes) continue;
                    CHECK(work.span.begin == alone.span.begin + begin);
                    CHECK(work.span.end == alone.span.end + begin);
                }
            }
        }
    }
}

TEST_CASE("the first place where a match may begin can be given") {
    const Program program(pattern_of("(a|re)").expression);
    const std::string text = "re a re";
    const Program::Subject subject(text);
    Program::Work work;
    const auto begin = [&](std::uint32_t from) {
        const auto answer = program.run(subject, {{0, 7}, false, from}, work);
        return answer == Program::Answer::yes ? static_cast<int>(work.span.begin) : -1;
    };
    CHECK(begin(0) == 0);
    CHECK(begin(1) == 3);
    CHECK(begin(3) == 3);
    CHECK(begin(4) == 5);
    CHECK(begin(6) == -1);
}
