// Morning, afternoon, evening, night: what tells which of the clock's two rounds an hour is of.
#pragma once

#include "base/time.hpp"
#include "nlu/reader.hpp"

#include <optional>

namespace clerk::nlu {

// `small_hours` begin the day that they are said of (凌晨), `night` runs past its end (半夜).
enum class PartOfDay : unsigned char {
    none,
    small_hours,
    morning,
    noon,
    afternoon,
    evening,
    night
};

// 下午, 半夜; none: nothing is taken. 早 and 晚 of 早一点 and 晚点 are no parts of a day.
[[nodiscard]] PartOfDay read_part_zh(Reader& reader);

// "morning", "in the afternoon", "at night".
[[nodiscard]] std::optional<PartOfDay> read_part_en(Reader& reader);

[[nodiscard]] std::optional<PartOfDay> read_am_pm(Reader& reader);

// An hour said of a part of the day: 24 is the midnight that ends it, and what lies behind is the
// next day's. `spelt_out`: written with a leading zero or past twelve, so that it means what it
// says. nullopt: no such hour.
[[nodiscard]] std::optional<int> hour_in(PartOfDay part, int hour, bool spelt_out);

// When it begins, for a shop; nullopt: a shop is closed then.
[[nodiscard]] std::optional<ClockTime> beginning_of(PartOfDay part);

}  // namespace clerk::nlu
