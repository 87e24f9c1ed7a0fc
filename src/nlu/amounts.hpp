// Money and quantities in words.
#pragma once

#include "model/value.hpp"
#include "nlu/numerals.hpp"

#include <optional>

namespace clerk::nlu {

// An amount with its currency: ¥1,299.00, 一百二十块, 五块五, $20, 20 dollars. 块 and 元 are CNY.
[[nodiscard]] std::optional<Money> read_money(Reader& reader);

// A count with what makes it one: 三台, 俩, x2, "2 fridges", "two of them". Not 3点, 3天, 3块, 两个半.
[[nodiscard]] std::optional<std::int64_t> read_quantity(Reader& reader);

// 8楼, 第三层, "the third floor"; none below the ground.
[[nodiscard]] std::optional<std::int64_t> read_floor(Reader& reader);

}  // namespace clerk::nlu
