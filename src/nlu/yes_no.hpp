// Whether a message says yes or no. Never by a word found somewhere in it: 不是不行, "not sure",
// 可以吗 and "no problem" each hold the other word, or ask.
#pragma once

#include <optional>
#include <string_view>

namespace clerk::nlu {

// REQUIRES: normal form. nullopt: neither, or both.
[[nodiscard]] std::optional<bool> read_yes_no(std::string_view normal);

}  // namespace clerk::nlu
