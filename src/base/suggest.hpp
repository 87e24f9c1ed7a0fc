// "Did you mean …?": the nearest of some known names to one that is not known.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace clerk {

// Insertions, deletions, replacements and swaps of neighbours that turn one into the other, in
// bytes.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// The nearest candidate, if it is near enough to be what was meant: at most one edit for every
// three bytes, at least one edit allowed, case free of charge. The first of equals.
[[nodiscard]] std::optional<std::string> nearest(
    std::string_view name, std::span<const std::string> candidates
);

// "; did you mean `order`?", a word on a full-width mark in the name, or "" when nothing is near:
// the tail of an error message.
[[nodiscard]] std::string did_you_mean(
    std::string_view name, std::span<const std::string> candidates
);

}  // namespace clerk
