#include "base/utf8.hpp"

#include <array>
#include <cstdio>

namespace clerk::utf8 {
namespace {

std::uint8_t byte(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

// Length of the valid sequence at `at`, 0 if there is none (Unicode 15, table 3-7).
std::size_t sequence(std::string_view text, std::size_t at) {
    const std::uint8_t lead = byte(text, at);
    if (lead < 0x80) return 1;
    const std::size_t n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + n > text.size()) return 0;
    const std::uint8_t second = byte(text, at + 1);
    const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) return 0;
    for (std::size_t i = 2; i < n; ++i) {
        if ((byte(text, at + i) & 0xC0) != 0x80) return 0;
    }
    return n;
}

bool needs_escape(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029
           || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E)
           || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace

std::optional<std::size_t> first_invalid(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t n = sequence(text, at);
        if (n == 0) return at;
        at += n;
    }
    return std::nullopt;
}

Step long_step(std::string_view text, std::size_t at) {
    const std::uint8_t lead = byte(text, at);
    const std::size_t n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    char32_t c = lead & (0xFF >> (n + 1));
    for (std::size_t i = 1; i < n && at + i < text.size(); ++i)
        c = c << 6 | (byte(text, at + i) & 0x3F);
    return {c, n};
}

void append_long(std::string& out, char32_t c) {
    std::array<char, 4> bytes{};
    std::size_t n = 0;
    const auto put = [&](char32_t v) {
        bytes[n++] = static_cast<char>(v);
    };
    if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3F));
        put(0x80 | (c >> 6 & 0x3F));
        put(0x80 | (c & 0x3F));
    }
    out.append(bytes.data(), n);
}

std::size_t length(std::string_view text) {
    std::size_t n = 0;
    for (const char c : text)
        n += (static_cast<std::uint8_t>(c) & 0xC0) != 0x80;
    return n;
}

std::string_view prefix(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    std::size_t n = bytes_max;
    while (n > 0 && (byte(text, n) & 0xC0) == 0x80)
        --n;
    return text.substr(0, n);
}

std::string escaped(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const Step s = step(text, at);
        if (needs_escape(s.code_point)) {
            std::array<char, 16> hex{};
            const auto code = static_cast<unsigned>(s.code_point);
            std::snprintf(hex.data(), hex.size(), "\\u{%x}", code);
            out += hex.data();
        } else {
            out.append(text.substr(at, s.bytes));
        }
        at += s.bytes;
    }
    return out;
}

}  // namespace clerk::utf8
