// The character half of normalising: NFKC + casefold with offsets, traditional → simplified,
// invisible characters away, the many quotes and dashes to one of each. The only user of utf8proc.
//
// NFKC works on segments (a starter and what combines with it), so the result of a segment is
// mapped to the segment's first byte. Nearly all text is made of characters that fold to one
// character by themselves; those are looked up in a table, and only what is beside a combining
// character takes the long way.
#pragma once

#include "nlu/glyphs.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace clerk::nlu {

class Fold {
public:
    // `simplified`: sorted pairs, see Traditional.
    explicit Fold(std::vector<std::pair<char32_t, char32_t>> simplified);

    // REQUIRES: valid UTF-8. Appends to `out`. White space becomes ' ', or '\n' where it
    // ends a line.
    void run(std::string_view text, Glyphs& out) const;

    [[nodiscard]] char32_t simplify(char32_t c) const;

private:
    [[nodiscard]] bool is_second(char32_t c) const;
    [[nodiscard]] char16_t table_entry(char32_t c) const;
    [[nodiscard]] Glyphs folded(const Glyphs& unit) const;
    void append_segment(Glyphs& segment, Glyphs& out) const;

    std::vector<std::pair<char32_t, char32_t>> simplified_;
    std::vector<char32_t> seconds_;  // sorted: what may compose with the starter before it
    std::vector<char16_t> table_;    // of the BMP: the folded character; 0: take the long way
};

}  // namespace clerk::nlu
