// Days, and days with a time, in words; relative to the day the caller gives.
#pragma once

#include "base/time.hpp"
#include "nlu/reader.hpp"

#include <optional>

namespace clerk::nlu {

// Reads a day at the reader's place; moves on when there is one.
[[nodiscard]] std::optional<Date> read_date(Reader& reader, Date today);

// A day and a time in either order, or a time alone, which is the next one after now. A part of the
// day that stands for the hour is its beginning: 9, 12, 14 or 18 o'clock.
[[nodiscard]] std::optional<UnixMillis> read_date_time(
    Reader& reader, UnixMillis now, UtcOffset offset
);

}  // namespace clerk::nlu
