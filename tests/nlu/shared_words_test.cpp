// A list compiled by itself must be taken for what it would be, written out.
#include "nlu/shared_words.hpp"

#include "nlu/words.hpp"
#include "rule_generator.hpp"
#include "shared.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>

namespace clerk::nlu {
namespace {

using namespace testing;

const SlotSource no_slots;

WordLists lists(std::initializer_list<std::pair<const char*, std::vector<std::string>>> given) {
    WordLists all;
    for (const auto& [name, words] : given) {
        std::vector<Sequence> phrases;
        for (const std::string& word : words) {
            ParsedPhrase parsed = parse_phrase(word, *normaliser());
            all.put_in(parsed.phrase.items, parsed.faults);
            REQUIRE(parsed.ok());
            phrases.push_back(std::move(parsed.phrase.items));
        }
        all.add(name, std::move(phrases));
    }
    return all;
}

Pattern pattern_of(const WordLists& lists, std::string_view phrase) {
    ParsedPhrase parsed = parse_phrase(phrase, *normaliser());
    lists.put_in(parsed.phrase.items, parsed.faults);
    REQUIRE(parsed.ok());
    return compile_phrase(parsed.phrase, no_slots);
}

// Where a program finds its match, and its groups.
std::string found(const Program& program, std::string_view text) {
    Program::Work work;
    if (program.run(Program::Subject(text), false, work) != Program::Answer::yes) return "-";
    std::string all = std::to_string(work.span.begin) + "+" + std::to_string(work.span.end);
    for (const Span group : work.groups)
        all += "|" + std::to_string(group.begin) + "+" + std::to_string(group.end);
    return all;
}

TEST_CASE("a list called is a list written out") {
    const WordLists all = lists(
        {{"goods", {"订单", "退货", "order", "tv", "the (order)?", "points to"}},
         {"wish", {"我想", "我(要)?", "i want", "<goods>的", "^hi"}}}
    );
    const auto listed = rc::gen::elementOf(std::vector<std::string>{
        "<wish><goods>",
        "<wish>...<goods>",
        "(<goods>|退)查",
        "<goods>? 查",
        "<wish> (my)? <goods>$",
        "<goods>...",
        "...<goods>...退",
        "my <goods>",
        "(<wish>|<goods>)? return"});
    CHECK(rc::check("called == put in", [&] {
        const Pattern pattern = pattern_of(all, *listed);
        const Program called(pattern.expression);
        const Program put_in(pattern.expression, Program::Lists::put_in);
        std::string text;
        for (int i = number_below(8); i >= 0; --i)
            text += *vocabulary_word() + (number_below(2) == 0 ? " " : "");
        const std::string normal = normaliser()->normalise(text).text;
        RC_ASSERT(found(called, normal) == found(put_in, normal));
    }));
}

TEST_CASE("a list is compiled once for each way it stands in phrases") {
    const SharedWords words({parse_phrase("order", *normaliser()).phrase.items});
    REQUIRE(words.plain());
    const auto free = words.compiled({});
    CHECK(words.compiled({}) == free);
    const auto bounded = words.compiled({true, true});
    CHECK(bounded != free);
    CHECK(free->re2 == "(?:order)");
    CHECK(bounded->re2 == R"((?:\border\b))");
    words.forget_compiled();
    CHECK(words.compiled({}) != free);  // and the first is still whole
    CHECK(found(*free->program, "reordered") == "2+7");
}

TEST_CASE("a list that captures something is no list to be called") {
    const auto plain = [](const char* phrase) {
        return SharedWords({parse_phrase(phrase, *normaliser()).phrase.items}).plain();
    };
    CHECK(plain("订单(号|号码)?"));
    CHECK_FALSE(plain("订单...号"));
    CHECK_FALSE(plain("(订单 <order_no>|单号)"));
}

}  // namespace
}  // namespace clerk::nlu
