#include "nlu/dates.hpp"

#include "nlu/calendar_days.hpp"
#include "nlu/clock_times.hpp"
#include "nlu/relative_days.hpp"

#include <array>
#include <string_view>

namespace clerk::nlu {
namespace {

void skip_joint(Reader& reader) {
    constexpr auto joints =
        std::to_array<std::string_view>({"的", ",", "at", "around", "on", "大概"});
    reader.skip_spaces();
    while (reader.take_one(joints))
        reader.skip_spaces();
}

}  // namespace

std::optional<Date> read_date(Reader& reader, Date today) {
    const std::optional<Date> relative = read_relative_day(reader, today);
    return relative ? relative : read_calendar_day(reader, today);
}

std::optional<UnixMillis> read_date_time(Reader& reader, UnixMillis now, UtcOffset offset) {
    const Date today = local_date(now, offset);
    const std::size_t begin = reader.at();
    std::optional<Date> date = read_date(reader, today);
    if (date) skip_joint(reader);
    std::optional<ClockTime> time = read_clock(reader);
    if (!time && date) time = attempt(reader, read_part_of_day);
    if (!time) {
        reader.move_to(begin);
        return std::nullopt;
    }
    const std::size_t end = reader.at();
    if (!date) {
        skip_joint(reader);
        date = read_date(reader, today);
        if (!date) reader.move_to(end);
    }
    if (date) return at_local(*date, *time, offset);
    const UnixMillis at = at_local(today, *time, offset);
    return at > now ? at : at_local(today + 1, *time, offset);
}

}  // namespace clerk::nlu
