// A place in a text in normal form, from which recognisers of numbers, days and times read.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace clerk::nlu {

// Functions that read move on only when they
// succeed.
class Reader {
public:
    Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    [[nodiscard]] std::size_t at() const { return at_; }

    void move_to(std::size_t at) { at_ = at; }

    [[nodiscard]] std::string_view text() const { return text_; }

    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

    [[nodiscard]] std::string_view before() const { return text_.substr(0, at_); }

    // No word of Latin letters or digits runs on into what comes.
    [[nodiscard]] bool at_word_start() const;

    [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

    // A word of Latin letters only where it ends as one.
    bool take(std::string_view word);

    // One of several, the longest first in `words`; its index.
    template <class Words>
    std::optional<std::size_t> take_one(const Words& words) {
        for (std::size_t i = 0; i < std::size(words); ++i) {
            if (take(words[i])) return i;
        }
        return std::nullopt;
    }

    void skip_spaces();
    // 1 to `digits_max` ASCII digits, not part of a longer run.
    std::optional<std::int64_t> digits(int digits_min, int digits_max);

private:
    std::string_view text_;
    std::size_t at_;
};

// What `read` makes of the text here; nothing is taken where it makes nothing of it.
template <class Read>
auto attempt(Reader& reader, Read read) -> decltype(read(reader)) {
    const std::size_t begin = reader.at();
    auto result = read(reader);
    if (!result) reader.move_to(begin);
    return result;
}

struct NamedNumber {
    std::string_view word;
    int value;
};

// The value of the first word that stands here; of two that begin alike, the longer goes first.
template <std::size_t N>
std::optional<int> take_named(Reader& reader, const std::array<NamedNumber, N>& names) {
    for (const NamedNumber& one : names) {
        if (reader.take(one.word)) return one.value;
    }
    return std::nullopt;
}

}  // namespace clerk::nlu
