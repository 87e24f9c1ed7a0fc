// Many short texts, each with another that takes its place, found where a text begins with one: the
// longest. Flat, so that OpenCC's fifty thousand phrases take a megabyte and a half.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

class Replacements {
public:
    // Valid UTF-8. What is empty or over 255 bytes is left out.
    void add(std::string_view from, std::string_view to);
    // REQUIRES: all are added; before the first look.
    void finish();

    struct Found {
        std::size_t bytes = 0;  // of the text that is replaced; 0: none begins it
        std::string_view to;
    };

    // REQUIRES: valid UTF-8.
    [[nodiscard]] Found longest(std::string_view text) const;

    [[nodiscard]] bool empty() const { return entries_.empty(); }

private:
    struct Entry {
        std::uint32_t at = 0;  // in texts_: what is replaced, then by what
        std::uint8_t from = 0;
        std::uint8_t to = 0;
    };

    struct First {
        char32_t c = 0;
        std::uint32_t begin = 0;  // in entries_
    };

    [[nodiscard]] std::string_view from(const Entry& entry) const {
        return std::string_view(texts_).substr(entry.at, entry.from);
    }

    std::string texts_;
    std::vector<Entry> entries_;  // by first character, the shortest first
    std::vector<First> firsts_;   // by character, and one past the last
};

}  // namespace clerk::nlu
