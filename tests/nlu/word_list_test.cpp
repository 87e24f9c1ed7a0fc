#include "nlu/word_list.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>
#include <string>

namespace clerk::nlu {
namespace {

constexpr WordList words({"hi", "hi there", "no", "好", "好的", "不用了", "k"});

TEST_CASE("a word of a list: the whole, the front, the end") {
    CHECK(words.is("好的"));
    CHECK(words.is("k"));
    CHECK_FALSE(words.is("好的呀"));
    CHECK_FALSE(words.is(""));
    CHECK(words.in_front("好的呀") == 3);  // 好 stands before 好的 in the list
    CHECK(words.in_front("hi, there") == 2);
    CHECK(words.at_end("我不用了") == 9);
    CHECK(words.at_end("oh no") == 2);
    CHECK(words.in_front("") == 0);
    CHECK(words.at_end("") == 0);
}

TEST_CASE("a Latin word counts only where it stands alone") {
    CHECK(words.in_front("high") == 0);
    CHECK(words.in_front("hi好") == 2);
    CHECK(words.at_end("casino") == 0);
    CHECK(words.at_end("好no") == 2);
    CHECK(words.in_front("hi9") == 0);
}

// The look at one character never hides a word.
TEST_CASE("a list of one word finds what a comparison finds") {
    CHECK(rc::check("front and end == plain", [](bool han) {
        const auto piece = rc::gen::elementOf(
            han ? std::vector<std::string>{"好", "的", "不", "用", "订", "单", "吗"}
                : std::vector<std::string>{"a", "b", "k", " ", ",", "9", "好"}
        );
        const auto join = [](const std::vector<std::string>& parts) {
            std::string all;
            for (const std::string& part : parts)
                all += part;
            return all;
        };
        const std::string word =
            join(*rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(piece)));
        const std::string text = join(*rc::gen::container<std::vector<std::string>>(piece));
        const WordList list({word});
        const bool alone_behind = !is_word_byte(word.back()) || text.size() == word.size()
                                  || text.size() < word.size() || !is_word_byte(text[word.size()]);
        RC_ASSERT((list.in_front(text) > 0) == (text.starts_with(word) && alone_behind));
        RC_ASSERT(list.is(text) == (text == word));
        RC_ASSERT(
            list.at_end(text + word) > 0
            || (is_word_byte(word.front()) && !text.empty() && is_word_byte(text.back()))
        );
    }));
}

}  // namespace
}  // namespace clerk::nlu
