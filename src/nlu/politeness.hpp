// What people put around a wish without changing it: 请, 麻烦, 你好, 谢谢, "please", "thanks", 吗,
// 呢, ~.
#pragma once

#include "nlu/understanding.hpp"

#include <string_view>

namespace clerk::nlu {

// Without punctuation, emoji and spaces at the ends.
[[nodiscard]] Span without_marks(std::string_view normal, Span within);

// Also without politeness at both ends; never empty unless without_marks is: a message that is
// nothing but politeness is its own core.
[[nodiscard]] Span core_of(std::string_view normal, Span within);

}  // namespace clerk::nlu
