// Amounts as people write them ("1299.5") to minor units and back, without a double in sight.
#pragma once

#include "model/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clerk {

constexpr std::int64_t money_minor_max = 1'000'000'000'000;  // ten thousand million yuan, in fen

// Digits behind the point: 2, but none in JPY, KRW and VND.
[[nodiscard]] int minor_digits(std::string_view currency);

[[nodiscard]] bool is_currency(std::string_view text);  // three capital letters

// Digits, at most one point with at least one digit on both sides, at most the currency's decimals
// (further zeros are forgiven); no sign, no separators; nullopt on anything else or above the
// bound.
[[nodiscard]] std::optional<Money> parse_money(std::string_view text, std::string_view currency);

// "1299.50"; a machine's spelling, not a shopper's.
[[nodiscard]] std::string plain_amount(const Money& money);

}  // namespace clerk
