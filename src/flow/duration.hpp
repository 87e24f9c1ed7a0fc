// The units durations are written in by content: `7 days`, `3m`.
#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clerk::flow {

// "days", "day", "d" → one day; nullopt: no unit.
[[nodiscard]] std::optional<Millis> duration_unit(std::string_view word);
// nullopt when it does not fit.
[[nodiscard]] std::optional<Millis> times(std::int64_t n, Millis unit);
// "7 days", in the largest unit that divides it; REQUIRES whole seconds.
[[nodiscard]] std::string duration_source(Millis duration);

}  // namespace clerk::flow
