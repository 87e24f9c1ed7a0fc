// How amounts are shown to people. (model/money.hpp reads and writes them for machines.)
#pragma once

#include "model/value.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace clerk::flow {

// 100 fen to the yuan, 1 for the yen.
[[nodiscard]] std::int64_t minor_per_unit(std::string_view currency);
// "¥1,299.00", "-$12.50", "CHF 3.00".
[[nodiscard]] std::string money_text(const Money& money);
// 12345 → "12,345".
[[nodiscard]] std::string grouped(std::int64_t n);

}  // namespace clerk::flow
