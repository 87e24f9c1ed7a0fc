// Comparing what was expected with what came: `*`, `\*`, captures, and maps of which only the keys
// given are compared.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clerk::content {

// `<rma>` captures the first time and must be the same afterwards.
using Captures = std::map<std::string, std::string, std::less<>>;

// Whole-line match; on success captures are added.
[[nodiscard]] bool fits(std::string_view pattern, std::string_view text, Captures& captures);

// The text as a pattern of itself: stars and backslashes escaped.
[[nodiscard]] std::string as_pattern(std::string_view text);

// "{number: <rma>, items: [a, b]}": values as written, nesting kept as text; nullopt: not a map.
using Pairs = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::optional<Pairs> parse_pairs(std::string_view text);
// "[a, {b: c}]" → "a", "{b: c}"; nullopt: not a list.
[[nodiscard]] std::optional<std::vector<std::string>> parse_items(std::string_view text);

// Every expected pair has its like in `got`.
[[nodiscard]] bool fits(const Pairs& expected, const Pairs& got, Captures& captures);
[[nodiscard]] std::string print_pairs(const Pairs& pairs);

}  // namespace clerk::content
