// Days told by the calendar: 7月3日, "July 3rd, 2024", 2024-07-03, 下个月3号, "the 3rd", 元旦.
//
// A day without a year is the one nearest to today, so that 12月30日 said in January is last
// month's; a bare 3号 or "the 3rd" is this month's, and no day where the month has none.
#pragma once

#include "base/time.hpp"
#include "nlu/reader.hpp"

#include <optional>

namespace clerk::nlu {

[[nodiscard]] std::optional<Date> read_calendar_day(Reader& reader, Date today);

}  // namespace clerk::nlu
