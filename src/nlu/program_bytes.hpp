// How a program and the text it is held against look at bytes: what one writes into its tables the
// other must compute alike.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace clerk::nlu {

inline constexpr std::uint32_t hash_bits = 8;

// Of a character, or of the end of the text as character 0.
inline std::uint32_t hash_of(char32_t c) {
    return (static_cast<std::uint32_t>(c) * 2'654'435'761U) >> (32 - hash_bits);
}

// Up to four bytes of a text from `at` on, zero where there are none.
inline std::uint32_t four_bytes(std::string_view text, std::size_t at) {
    std::uint32_t bytes = 0;
    const std::size_t left = text.size() - at;
    if (left >= sizeof bytes) {
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
    } else {
        std::memcpy(&bytes, text.data() + at, left);
    }
    return bytes;
}

}  // namespace clerk::nlu
