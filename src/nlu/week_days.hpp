// Days of the week: 下周三, 下周的周五, "next Wednesday", "Friday next week", "Wednesday week".
#pragma once

#include "base/time.hpp"
#include "nlu/reader.hpp"

#include <optional>
#include <string_view>

namespace clerk::nlu {

[[nodiscard]] std::optional<Date> read_week_day(Reader& reader, Date today);

// 周五 or "Friday", alone: 1 is Monday.
[[nodiscard]] std::optional<int> read_week_day_name(Reader& reader);

// Whether words that were read as a day call it by its weekday.
[[nodiscard]] bool names_week_day(std::string_view words);

}  // namespace clerk::nlu
