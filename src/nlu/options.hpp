// Which of several options a message picks: by place ("2", 第二个, "the last one") or by words.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace clerk::nlu {

// All texts in normal form. By place: nothing but a place may be said, politeness and 我选 aside.
[[nodiscard]] std::optional<std::size_t> read_place(std::string_view normal, std::size_t count);

// What is said without politeness and the words around a choice ("I'll take the … one"); never
// empty unless all of it is marks.
[[nodiscard]] std::string_view bare_choice(std::string_view normal);

// By words: the one label that holds what was said, or is held by it, or shares most of it.
[[nodiscard]] std::optional<std::size_t> match_label(
    std::string_view normal, std::span<const std::string> labels
);

}  // namespace clerk::nlu
