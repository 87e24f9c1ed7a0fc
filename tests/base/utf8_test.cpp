#include "base/utf8.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>
#include <string>
#include <vector>

namespace clerk {
namespace {

// The definition, bit by bit and slowly: what the fast one must agree with.
bool valid_by_the_book(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t more = lead < 0x80           ? 0
                                 : (lead >> 5) == 0x06 ? 1
                                 : (lead >> 4) == 0x0E ? 2
                                 : (lead >> 3) == 0x1E ? 3
                                                       : 9;
        if (more == 9 || at + more >= text.size()) return false;
        std::uint32_t value = more == 0 ? lead : lead & (0x3Fu >> more);
        for (std::size_t i = 1; i <= more; ++i) {
            const auto next = static_cast<unsigned char>(text[at + i]);
            if ((next >> 6) != 2) return false;
            value = value << 6 | (next & 0x3F);
        }
        constexpr std::uint32_t least[] = {0, 0x80, 0x800, 0x10000};
        if (value < least[more] || value > 0x10FFFF) return false;
        if (value >= 0xD800 && value <= 0xDFFF) return false;
        at += more + 1;
    }
    return true;
}

std::string bytes(std::initializer_list<int> list) {
    std::string out;
    for (const int one : list)
        out += static_cast<char>(one);
    return out;
}

rc::Gen<std::string> nearly_utf8() {
    const auto piece = rc::gen::elementOf(std::vector<std::string>{
        "a",
        "é",
        "订",
        "😀",
        "\xC3",
        "\xE8\xAE",
        "\xF0\x9F\x98",
        "\xC0\x80",
        "\xED\xA0\x80",
        "\xF4\x90\x80\x80",
        "\xFF",
        "\x80",
        "\xE0\x80\x80",
        "\xF8\x88\x80\x80\x80"});
    return rc::gen::map(
        rc::gen::container<std::vector<std::string>>(piece),
        [](const std::vector<std::string>& all) {
            std::string out;
            for (const std::string& one : all)
                out += one;
            return out;
        }
    );
}

rc::Gen<std::string> real_text() {
    return rc::gen::suchThat(nearly_utf8(), [](const std::string& s) { return utf8::valid(s); });
}

}  // namespace

TEST_CASE("what is UTF-8 and what only looks like it") {
    CHECK(utf8::valid(""));
    CHECK(utf8::valid("订单 é 😀 \xF4\x8F\xBF\xBF"));
    CHECK(utf8::first_invalid(bytes({'a', 0xFF})) == 1);
    CHECK(utf8::first_invalid(bytes({0xC0, 0x80})) == 0);              // overlong NUL
    CHECK(utf8::first_invalid(bytes({0xC1, 0xBF})) == 0);              // overlong
    CHECK(utf8::first_invalid(bytes({0xE0, 0x9F, 0xBF})) == 0);        // overlong
    CHECK(utf8::first_invalid(bytes({0xF0, 0x8F, 0xBF, 0xBF})) == 0);  // overlong
    CHECK(utf8::first_invalid(bytes({0xED, 0xA0, 0x80})) == 0);        // a surrogate
    CHECK(utf8::first_invalid(bytes({0xF4, 0x90, 0x80, 0x80})) == 0);  // beyond U+10FFFF
    CHECK(utf8::first_invalid(bytes({'o', 'k', 0xE8, 0xAE})) == 2);    // cut short
    CHECK(utf8::first_invalid(bytes({0x80})) == 0);                    // a tail without a head
}

TEST_CASE("validation is the definition, on any bytes") {
    rc::check([] {
        const std::string text = *rc::gen::oneOf(nearly_utf8(), rc::gen::arbitrary<std::string>());
        RC_ASSERT(utf8::valid(text) == valid_by_the_book(text));
        if (const auto bad = utf8::first_invalid(text)) {
            RC_ASSERT(*bad < text.size());
            RC_ASSERT(valid_by_the_book(text.substr(0, *bad)));
        }
    });
}

TEST_CASE("stepping and appending undo each other") {
    rc::check([] {
        const std::string text = *real_text();
        std::string again;
        std::size_t at = 0;
        std::size_t count = 0;
        for (auto step = utf8::step(text, 0); step.bytes > 0; step = utf8::step(text, at)) {
            utf8::append(again, step.code_point);
            at += step.bytes;
            ++count;
        }
        RC_ASSERT(again == text);
        RC_ASSERT(count == utf8::length(text));
    });
}

TEST_CASE("a prefix ends on a border, and not a character earlier than it must") {
    CHECK(utf8::prefix("订单", 5) == "订");
    CHECK(utf8::prefix("订单", 6) == "订单");
    CHECK(utf8::prefix("订单", 2).empty());
    rc::check([] {
        const std::string text = *real_text();
        const auto max = *rc::gen::inRange<std::size_t>(0, text.size() + 3);
        const std::string_view cut = utf8::prefix(text, max);
        RC_ASSERT(cut.size() <= max);
        RC_ASSERT(utf8::valid(cut));
        RC_ASSERT(text.starts_with(cut));
        const std::size_t next = utf8::step(text, cut.size()).bytes;
        RC_ASSERT(next == 0 || cut.size() + next > max);
    });
}

TEST_CASE("Han is Han, and nothing else is") {
    for (const char32_t c : U"订單一龠㐀𠀀") {
        if (c != 0) CHECK(utf8::is_han(c));
    }
    for (const char32_t c : U"aé，。あ한1😀")
        CHECK_FALSE(utf8::is_han(c));
}

TEST_CASE("nothing that moves a cursor or a line reaches a log") {
    CHECK(utf8::escaped("订单 a") == "订单 a");
    CHECK(utf8::escaped("a\nb").find('\n') == std::string::npos);
    CHECK(utf8::escaped("\x1B[2J").find('\x1B') == std::string::npos);
    CHECK(utf8::escaped("\u2028") != "\u2028");
    CHECK(utf8::escaped("\u202Eabc").find("\u202E") == std::string::npos);
    CHECK(utf8::escaped("\u2066abc").find("\u2066") == std::string::npos);
    rc::check([] {
        const std::string shown = utf8::escaped(*real_text());
        RC_ASSERT(utf8::valid(shown));
        for (const char c : shown)
            RC_ASSERT(static_cast<unsigned char>(c) >= 0x20);
    });
}

}  // namespace clerk
