// Days and times of day in words, relative to the day the caller gives.
//
// A day without a year is the one nearest to today, so that 12月30日 said in January is last
// month's; a bare 3号 or "the 3rd" is this month's, and no day where the month has none. A bare
// weekday is the coming one, today included; 下周三 and "next Wednesday" are next week's, weeks
// beginning on Monday. An hour from 1 to 6 without a part of the day is the afternoon's: shops are
// closed at night. 晚上12点 and 24点 end the day that they are said of.
#pragma once

#include "base/time.hpp"
#include "nlu/numerals.hpp"

#include <optional>
#include <string_view>

namespace clerk::nlu {

// Reads a day at the reader's place; moves on when there is one.
[[nodiscard]] std::optional<Date> read_date(Reader& reader, Date today);

[[nodiscard]] std::optional<ClockTime> read_time(Reader& reader);

// A day and a time in either order, or a time alone, which is the next one after now. A part of the
// day that stands for the hour is its beginning: 9, 12, 14 or 18 o'clock.
[[nodiscard]] std::optional<UnixMillis> read_date_time(
    Reader& reader, UnixMillis now, UtcOffset offset
);

}  // namespace clerk::nlu
