// How a program and the text it is held against look at bytes: what one writes into its tables the
// other must compute alike.
#pragma once

#include "nlu/glyphs.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace clerk::nlu {

// What tables are entered by: the character that stands at a place, 0 at the end, and behind a
// Latin letter the letter or digit that follows, for hundreds of words begin with the same one.
enum class Key : std::uint32_t {};

constexpr Key key_of(char32_t c, char next) {
    const bool pair = is_ascii_letter(c) && is_word_byte(next);
    return Key{static_cast<std::uint32_t>(c) | (pair ? static_cast<std::uint32_t>(next) << 21 : 0)};
}

inline constexpr std::uint32_t hash_bits = 8;

constexpr std::uint32_t hash_of(Key key) {
    return (static_cast<std::uint32_t>(key) * 2'654'435'761U) >> (32 - hash_bits);
}

// What a match may begin with.
struct First {
    std::bitset<std::size_t{1} << hash_bits> hashes;  // of the keys
    bool unknown = false;                             // anything at all
    bool empty = true;      // may match nothing, so that what follows counts too
    bool at_begin = false;  // anything where the text begins

    void add(const First& more) {
        hashes |= more.hashes;
        unknown |= more.unknown;
        at_begin |= more.at_begin;
    }
};

// Up to four bytes of a text from `at` on, zero where there are none.
inline std::uint32_t four_bytes(std::string_view text, std::size_t at) {
    std::uint32_t bytes = 0;
    const std::size_t left = text.size() - at;
    if (left >= sizeof bytes) {
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
    } else if (left > 0) {  // an empty text may have no address to copy nothing from
        std::memcpy(&bytes, text.data() + at, left);
    }
    return bytes;
}

// Of such a number, the first so many bytes.
inline constexpr auto lead_masks = [] {
    std::array<std::uint32_t, sizeof(std::uint32_t) + 1> masks{};
    std::array<std::uint8_t, sizeof(std::uint32_t)> bytes{};
    for (std::size_t size = 1; size < masks.size(); ++size) {
        bytes[size - 1] = 0xFF;
        masks[size] = std::bit_cast<std::uint32_t>(bytes);
    }
    return masks;
}();

}  // namespace clerk::nlu
