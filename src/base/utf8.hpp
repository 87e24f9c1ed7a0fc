// UTF-8 by hand: validation, stepping, counting, cutting. Every text inside the program is valid
// UTF-8; the edges (wire, content, cli) refuse what is not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clerk::utf8 {

// Offset of the first byte that is not UTF-8 (overlong forms, surrogates and > U+10FFFF refused);
// nullopt when all is well.
[[nodiscard]] std::optional<std::size_t> first_invalid(std::string_view text);

[[nodiscard]] inline bool valid(std::string_view text) {
    return !first_invalid(text);
}

struct Step {
    char32_t code_point = 0;
    std::size_t bytes = 0;  // 0 at the end
};

// Of more than one byte.
[[nodiscard]] Step long_step(std::string_view text, std::size_t at);
void append_long(std::string& out, char32_t code_point);

// REQUIRES: valid text, `at` on a boundary.
[[nodiscard]] inline Step step(std::string_view text, std::size_t at) {
    if (at >= text.size()) return {};
    const auto lead = static_cast<std::uint8_t>(text[at]);
    return lead < 0x80 ? Step{lead, 1} : long_step(text, at);
}

inline void append(std::string& out, char32_t code_point) {
    if (code_point < 0x80) {
        out += static_cast<char>(code_point);
    } else {
        append_long(out, code_point);
    }
}

[[nodiscard]] std::size_t length(std::string_view text);  // code points
// The longest prefix of at most `bytes_max` bytes that ends on a boundary.
[[nodiscard]] std::string_view prefix(std::string_view text, std::size_t bytes_max);

[[nodiscard]] constexpr bool is_han(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007
           || (c >= 0x20000 && c <= 0x323AF) || (c >= 0xF900 && c <= 0xFAFF);
}

// For logs and terminals: control characters, U+2028/9 and bidi marks as \u{…}.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace clerk::utf8
