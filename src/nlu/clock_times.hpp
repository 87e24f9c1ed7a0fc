// Times of day: 下午三点半, 差五分三点, "half past 4 in the afternoon", 15:30, noon.
//
// An hour from 1 to 6 without a part of the day is the afternoon's: shops are closed at night.
// 晚上12点 and 24点 end the day that they are said of, 半夜两点 is the next one's. 早一点 and
// 两点意见 are no times.
#pragma once

#include "base/time.hpp"
#include "nlu/reader.hpp"

#include <optional>

namespace clerk::nlu {

// A time on the clock's face: 24点 is its beginning.
[[nodiscard]] std::optional<ClockTime> read_time(Reader& reader);

// The same beside a day, which an hour of 24 ends and later ones run over.
[[nodiscard]] std::optional<ClockTime> read_clock(Reader& reader);

// "afternoon" with a day and no hour: when that part of the day begins, for a shop.
[[nodiscard]] std::optional<ClockTime> read_part_of_day(Reader& reader);

}  // namespace clerk::nlu
