// Numbers of many digits in other clothes: in groups (2024 0612 34), read out (二〇二四…, 幺三八…),
// glued to their word (NO2024061234). Joined, a pattern can find them.
//
// What only looks like one stays as it is: days (2024-06-12), landlines and service numbers
// (010-12345678, 400-820-8820).
#pragma once

#include "nlu/understanding.hpp"

#include <optional>
#include <string_view>

namespace clerk::nlu {

// How many digits make a number, and whether any grouping will do: "20 24 06 12 34" is a number
// only where one was asked for.
struct RunsOf {
    std::size_t digits_min = 8;
    bool any_groups = false;
};

// text[within] with each of its runs joined, mapped back to `text`; nullopt: it has none.
[[nodiscard]] std::optional<NormalText> join_digits(
    std::string_view text, Span within, RunsOf runs
);

}  // namespace clerk::nlu
