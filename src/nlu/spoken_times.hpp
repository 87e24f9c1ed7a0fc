// Times of day as English says them: "half past three", "quarter to five", "ten in the morning",
// "morning at 8". What tells an hour from any other number is the part of the day before or after
// it, or the clock.
#pragma once

#include "base/time.hpp"
#include "nlu/parts_of_day.hpp"
#include "nlu/reader.hpp"

#include <optional>

namespace clerk::nlu {

[[nodiscard]] std::optional<ClockTime> read_spoken_time(Reader& reader);

// "10", "three thirty", "3:30": an hour only where one is expected, as behind "tomorrow at".
[[nodiscard]] std::optional<ClockTime> read_bare_hour(Reader& reader, PartOfDay part);

// "at", "around", "after": what stands before an hour; false: nothing is taken.
bool take_joint(Reader& reader);

}  // namespace clerk::nlu
