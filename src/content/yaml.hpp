// The only reader of YAML. It takes the small, unsurprising part of the language that people mean
// when they write content, and refuses the rest with the place and the fix: what YAML would
// silently drop, invert, join or cut (yaml_builder.hpp).
//
// Every scalar is text; what it stands for is decided by the key that it belongs to. The tree keeps
// the place of everything, in code points, and how each text was written.
#pragma once

#include "content/problem.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::content::yaml {

enum class Style : unsigned char { plain, single_quoted, double_quoted, block };

struct Entry;

struct Node {
    enum class Kind : unsigned char {
        text,
        list,
        map,
        refused,  // already reported; readers pass over it
    };

    Kind kind = Kind::refused;
    Position at;
    std::string text;
    Style style = Style::plain;
    Position
        text_at;  // of the text's first character: after the quote, or on the block's first line
    std::vector<Node> items;     // of a list
    std::vector<Entry> entries;  // of a map, as written

    [[nodiscard]] bool is_text() const { return kind == Kind::text; }

    [[nodiscard]] bool is_list() const { return kind == Kind::list; }

    [[nodiscard]] bool is_map() const { return kind == Kind::map; }

    [[nodiscard]] bool is_refused() const { return kind == Kind::refused; }

    // The value under `key` of a map; null when there is none.
    [[nodiscard]] const Node* find(std::string_view key) const;
    // The place of the text's byte `offset`, for problems within a scalar.
    [[nodiscard]] Position inside(std::size_t offset) const;
};

struct Entry {
    Node key;  // always a text
    Node value;
};

// The root map of a file; refused when there is none. Everything wrong is in the report: the first
// error of syntax, and all else at once. Bounded by limits::yaml_bytes_max and yaml_depth_max.
[[nodiscard]] Node parse(std::string_view bytes, const Report& report);

}  // namespace clerk::content::yaml
