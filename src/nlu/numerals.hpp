// Numbers as people write them: 1,299.00, 二十三, 一百零五, 两千五, 二〇二四, "twenty". Read at a
// place in a text in normal form.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace clerk::nlu {

// A place in a text from which recognisers read. Functions that read move on only when they
// succeed.
class Reader {
public:
    Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    [[nodiscard]] std::size_t at() const { return at_; }

    void move_to(std::size_t at) { at_ = at; }

    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

    [[nodiscard]] std::string_view before() const { return text_.substr(0, at_); }

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

// A whole number below 10^12 in any of the spellings.
[[nodiscard]] std::optional<std::int64_t> read_number(Reader& reader);

// The same in hundredths, decimals allowed (12.5 is 1250); more than two are refused.
[[nodiscard]] std::optional<std::int64_t> read_hundredths(Reader& reader);

// A number in Chinese numerals.
[[nodiscard]] std::optional<std::int64_t> read_han_number(Reader& reader);

// How many bytes of Chinese numerals a text begins with.
[[nodiscard]] std::size_t han_number_bytes(std::string_view text);

}  // namespace clerk::nlu
