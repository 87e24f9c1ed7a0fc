// Order numbers as shoppers write them: a letter's case says nothing. The one rule for whoever
// compares two of them; the store's column does the same.
#pragma once

#include <string_view>

namespace clerk {

[[nodiscard]] bool same_order_no(std::string_view a, std::string_view b);

}  // namespace clerk
