// A YAML file's raw text: where its lines are, and what can be seen in it before (and despite)
// parsing: encodings, control characters, tabs, directives, full-width colons.
#pragma once

#include "content/problem.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::content::yaml {

struct Slip {
    std::size_t offset = 0;
    std::string advice;
};

class Source {
public:
    // nullopt when the bytes are not worth parsing: too many, not UTF-8, indented with tabs.
    // Reports why. Line ends become '\n'.
    [[nodiscard]] static std::optional<Source> read(std::string_view bytes, const Report& report);

    [[nodiscard]] const std::string& text() const { return text_; }

    // '\0' beyond the end.
    [[nodiscard]] char at(std::size_t offset) const {
        return offset < text_.size() ? text_[offset] : '\0';
    }

    [[nodiscard]] Position position(std::size_t offset) const;

    [[nodiscard]] std::size_t lines() const { return starts_.size(); }

    // Line `n` from 0, without its '\n'.
    [[nodiscard]] std::string_view line(std::size_t n) const;

    [[nodiscard]] std::size_t line_start(std::size_t n) const { return starts_[n]; }

    [[nodiscard]] std::size_t line_of(std::size_t offset) const;

    // The full-width colon of a line that begins like a key (`title：`), as an offset; nullopt if
    // it does not.
    [[nodiscard]] std::optional<std::size_t> wide_colon(std::size_t line) const;
    // What a line begins with that was meant as a mark and is none (`title：`, `－ x`, `＃ x`,
    // `zh:x`).
    [[nodiscard]] std::optional<Slip> slip(std::size_t line) const;
    // The bracket that a line's value begins with, as an offset; npos if with none.
    [[nodiscard]] std::size_t bracket(std::size_t line) const;
    // The key that a line begins with (`  - zh: x` and `zh:`), as an offset; nullopt if with none.
    [[nodiscard]] std::optional<std::size_t> key(std::size_t line) const;

private:
    std::string text_;
    std::vector<std::size_t> starts_;  // of every line
};

// Whether it begins with a dash that is no hyphen where an element was meant.
[[nodiscard]] bool is_wide_dash(std::string_view text);

// The key that a line begins with when its value stands at its colon (`zh:x`); empty: none does.
[[nodiscard]] std::string_view glued_key(std::string_view line);

// What stands at the end of many an advice.
inline constexpr std::string_view quote_it = "; put the text in '…'";

// What to say of each.
[[nodiscard]] std::string alias_advice();
[[nodiscard]] std::string anchor_advice();
[[nodiscard]] std::string wide_colon_advice();
[[nodiscard]] std::string wide_dash_advice();
[[nodiscard]] std::string space_missing_advice(std::string_view key);

}  // namespace clerk::content::yaml
