// A text under way to its normal form: code points that still know where they came from.
#pragma once

#include "base/utf8.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace clerk::nlu {

struct Glyph {
    char32_t c = 0;
    std::uint32_t at = 0;  // byte of the original where this came from

    friend bool operator==(const Glyph&, const Glyph&) = default;
};

using Glyphs = std::vector<Glyph>;

[[nodiscard]] constexpr bool is_digit(char32_t c) {
    return c >= '0' && c <= '9';
}

[[nodiscard]] constexpr bool is_ascii_letter(char32_t c) {
    return c >= 'a' && c <= 'z';
}

// What RE2's \b takes for a word's character, except '_': the normal form is lower case.
[[nodiscard]] constexpr bool is_word(char32_t c) {
    return is_digit(c) || is_ascii_letter(c);
}

[[nodiscard]] constexpr bool is_word_byte(char c) {
    return is_word(static_cast<unsigned char>(c)) || c == '_';
}

// Letters and digits of any script.
[[nodiscard]] bool is_letter(char32_t c);
[[nodiscard]] bool is_emoji(char32_t c);
[[nodiscard]] bool is_punctuation(char32_t c);

// Points of the specificity: Han 2, a letter or digit 1, everything else 0.
[[nodiscard]] int weight(std::string_view text);

}  // namespace clerk::nlu
