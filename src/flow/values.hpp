// How values of different kinds meet: comparing and adding, at run time. The rules are those that
// check_expr allows; everything else is "not comparable" or unset, never an error.
#pragma once

#include "base/time.hpp"
#include "model/value.hpp"

#include <compare>
#include <optional>

namespace clerk::flow {

// nullopt: one is unset, or they have no order (texts, records, amounts of two currencies …).
[[nodiscard]] std::optional<std::strong_ordering> order(
    const Value& a, const Value& b, UtcOffset offset
);
// Unset equals nothing, not even itself.
[[nodiscard]] bool same(const Value& a, const Value& b, UtcOffset offset);
// a + b, or a - b; unset when one is unset, they do not add, or 64 bits do not hold it.
[[nodiscard]] Value sum(const Value& a, const Value& b, bool negative, UtcOffset offset);

}  // namespace clerk::flow
