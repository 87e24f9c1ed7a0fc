// Days, and days with a time, in words; relative to the day the caller gives.
#pragma once

#include "base/time.hpp"
#include "nlu/reader.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace clerk::nlu {

// Reads a day at the reader's place, with its weekday ("Friday, July 12"); moves on when there is
// one.
[[nodiscard]] std::optional<Date> read_date(Reader& reader, Date today);

// A day and a time in either order, or a time alone, which is the next one after now; so many hours
// from now. A part of the day that stands for the hour is its beginning: 9, 12, 14 or 18 o'clock.
[[nodiscard]] std::optional<UnixMillis> read_date_time(
    Reader& reader, UnixMillis now, UtcOffset offset
);

// "10 tomorrow", where a time was asked for.
[[nodiscard]] std::optional<UnixMillis> read_hour_and_day(
    Reader& reader, UnixMillis now, UtcOffset offset
);

// Where one of a text stands.
struct DateTimeMention {
    std::size_t begin = 0;
    std::size_t end = 0;
    UnixMillis at;
};

// All of text[begin, end). A day and a time that stand apart are of each other, unless that is
// over: "tomorrow, maybe 10am".
[[nodiscard]] std::vector<DateTimeMention> find_date_times(
    std::string_view text, std::size_t begin, std::size_t end, UnixMillis now, UtcOffset offset
);

}  // namespace clerk::nlu
