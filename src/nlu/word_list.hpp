// A short list of words of ours: looked for at a text's front, at its back, or as the whole of it.
// Most texts hold none of them, which a look at one character tells.
//
// A Latin word counts only where it stands alone: "hi" is not in "high".
#pragma once

#include "nlu/glyphs.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace clerk::nlu {

// Characters as a set of 128 bits, several to a bit: "no" is certain.
class Characters {
public:
    constexpr void add(std::uint8_t key) { bits_[key / 64] |= std::uint64_t{1} << (key % 64); }

    [[nodiscard]] constexpr bool may_hold(std::uint8_t key) const {
        return (bits_[key / 64] >> (key % 64) & 1) != 0;
    }

    // Of the text's first character: Han differ in their last bytes.
    [[nodiscard]] static constexpr std::uint8_t first(std::string_view text) {
        const bool han = text.size() > 2 && static_cast<std::uint8_t>(text[0]) >= 0xE0;
        return static_cast<std::uint8_t>(text[han ? 2 : 0]) & 0x7F;
    }

    [[nodiscard]] static constexpr std::uint8_t last(std::string_view text) {
        return static_cast<std::uint8_t>(text.back()) & 0x7F;
    }

private:
    std::array<std::uint64_t, 2> bits_{};
};

template <std::size_t N>
class WordList {
public:
    // NOLINTNEXTLINE(google-explicit-constructor): a list in braces is one
    constexpr WordList(const std::string_view (&words)[N]) {
        std::copy(words, words + N, words_.begin());
        for (const std::string_view word : words_) {
            firsts_.add(Characters::first(word));
            lasts_.add(Characters::last(word));
        }
    }

    [[nodiscard]] bool is(std::string_view text) const {
        if (text.empty() || !firsts_.may_hold(Characters::first(text))) return false;
        return std::find(words_.begin(), words_.end(), text) != words_.end();
    }

    // Bytes of the one that the text begins with, the first of the list that does; 0: none.
    [[nodiscard]] std::size_t in_front(std::string_view text) const {
        if (text.empty() || !firsts_.may_hold(Characters::first(text))) return 0;
        for (const std::string_view word : words_) {
            if (!text.starts_with(word)) continue;
            const bool latin = is_word_byte(word.back());
            if (latin && text.size() > word.size() && is_word_byte(text[word.size()])) continue;
            return word.size();
        }
        return 0;
    }

    // The same of its end.
    [[nodiscard]] std::size_t at_end(std::string_view text) const {
        if (text.empty() || !lasts_.may_hold(Characters::last(text))) return 0;
        for (const std::string_view word : words_) {
            if (!text.ends_with(word)) continue;
            const std::size_t rest = text.size() - word.size();
            if (is_word_byte(word.front()) && rest > 0 && is_word_byte(text[rest - 1])) continue;
            return word.size();
        }
        return 0;
    }

private:
    std::array<std::string_view, N> words_;
    Characters firsts_;
    Characters lasts_;
};

}  // namespace clerk::nlu
