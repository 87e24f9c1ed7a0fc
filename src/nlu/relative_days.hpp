// Days told from today: 明天, "next Wednesday", 三天后, "a week from Friday". A bare weekday is the
// coming one, today included; 下周三 and "next Wednesday" are next week's, weeks beginning on
// Monday.
#pragma once

#include "base/time.hpp"
#include "nlu/reader.hpp"

#include <optional>

namespace clerk::nlu {

[[nodiscard]] std::optional<Date> read_relative_day(Reader& reader, Date today);

}  // namespace clerk::nlu
