#include "nlu/spoken_times.hpp"

#include "nlu/numerals.hpp"

#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

struct SpokenHour {
    int hour = 0;
    int minute = 0;
    bool clock = false;  // said of a clock: half past, o'clock
    bool colon = false;
};

// 1 to 12, in digits or in words.
std::optional<int> read_hour(Reader& reader) {
    const bool digit = !reader.at_end() && reader.rest().front() <= '9';
    const auto hour = digit ? reader.digits(1, 2) : read_english_number(reader);
    if (!hour || *hour < 1 || *hour > 12) return std::nullopt;
    return static_cast<int>(*hour);
}

// "half past", "a quarter to", "ten past", "20 minutes to": minutes from the hour that follows.
// "10 to" and "five to" may be the beginning of a span.
std::optional<int> read_minutes_from(Reader& reader) {
    constexpr auto past = std::to_array<string_view>({"past ", "after "});
    constexpr auto to = std::to_array<string_view>({"to ", "till ", "of ", "before "});
    if (reader.take("half past ")) return 30;
    if (reader.take("a")) reader.skip_spaces();
    const bool quarter = reader.take("quarter");
    const bool digit = !reader.at_end() && reader.rest().front() <= '9';
    const auto number = quarter ? std::optional<std::int64_t>(15) : read_number(reader);
    if (!number || *number < 1 || *number > 59) return std::nullopt;
    reader.skip_spaces();
    const bool minutes = reader.take("minutes") || reader.take("minute");
    reader.skip_spaces();
    const auto from = static_cast<int>(*number);
    constexpr auto to_only = std::to_array<string_view>({"to ", "past "});
    if (!quarter && !minutes) {
        const auto which = reader.take_one(to_only);
        if (!which || (*which == 0 && (digit || from < 20))) return std::nullopt;
        return *which == 0 ? -from : from;
    }
    if (reader.take_one(past)) return from;
    return reader.take_one(to) ? std::optional(-from) : std::nullopt;
}

// "3:30", "three thirty", "ten fifteen".
std::optional<int> read_minutes_after(Reader& reader, bool in_words) {
    if (reader.take(":")) {
        const auto minute = reader.digits(2, 2);
        if (!minute || *minute > 59) return std::nullopt;
        return static_cast<int>(*minute);
    }
    const std::size_t end = reader.at();
    reader.skip_spaces();
    const auto minute = in_words && reader.at() > end ? read_english_number(reader) : std::nullopt;
    if (minute && *minute >= 10 && *minute <= 59) return static_cast<int>(*minute);
    reader.move_to(end);
    return 0;
}

std::optional<SpokenHour> read_spoken_hour(Reader& reader) {
    SpokenHour spoken;
    if (const auto from = attempt(reader, read_minutes_from)) {
        const std::optional<int> hour = read_hour(reader);
        if (!hour) return std::nullopt;
        // A quarter to one is of the hour of twelve.
        spoken.hour = *from < 0 ? (*hour + 10) % 12 + 1 : *hour;
        spoken.minute = (*from + 60) % 60;
        spoken.clock = true;
    } else {
        const bool in_words = !reader.at_end() && reader.rest().front() > '9';
        const std::optional<int> hour = read_hour(reader);
        if (!hour) return std::nullopt;
        spoken.hour = *hour;
        spoken.colon = reader.rest().starts_with(':');
        const std::optional<int> minute = read_minutes_after(reader, in_words);
        if (!minute) return std::nullopt;
        spoken.minute = *minute;
    }
    constexpr auto clocks = std::to_array<string_view>({" o'clock", " oclock", "o'clock"});
    spoken.clock |= reader.take_one(clocks).has_value();
    return spoken;
}

std::optional<ClockTime> clock_of(const SpokenHour& spoken, PartOfDay part) {
    const std::optional<int> hour = hour_in(part, spoken.hour, false);
    if (!hour) return std::nullopt;
    return ClockTime{*hour, spoken.minute};
}

}  // namespace

bool take_joint(Reader& reader) {
    constexpr auto joints =
        std::to_array<string_view>({"at ", "around ", "about ", "by ", "after ", "from "});
    bool joined = false;
    while (reader.at_word_start() && reader.take_one(joints))
        joined = true;
    return joined;
}

std::optional<ClockTime> read_bare_hour(Reader& reader, PartOfDay part) {
    const auto spoken = attempt(reader, read_spoken_hour);
    if (!spoken) return std::nullopt;
    const auto time = clock_of(*spoken, part);
    const string_view rest = reader.rest();
    const bool longer = rest.size() > 1 && (rest[0] == '.' || rest[0] == '-' || rest[0] == '/');
    return longer ? std::nullopt : time;
}

std::optional<ClockTime> read_spoken_time(Reader& reader) {
    if (!reader.at_word_start()) return std::nullopt;
    std::optional<PartOfDay> part = read_part_en(reader);
    reader.skip_spaces();
    const bool joined = take_joint(reader);
    const std::optional<SpokenHour> spoken = read_spoken_hour(reader);
    if (!spoken) return std::nullopt;
    const bool before = part.has_value();
    const std::optional<PartOfDay> half = read_am_pm(reader);
    if (before && !joined && !half && !spoken->clock && !spoken->colon) return std::nullopt;
    if (half)
        part = spoken->hour == 12 && *half == PartOfDay::morning ? PartOfDay::small_hours : *half;
    const std::size_t end = reader.at();
    reader.skip_spaces();
    const std::optional<PartOfDay> after = part ? std::nullopt : read_part_en(reader);
    if (!after) reader.move_to(end);
    const bool of_evening = after && reader.before().ends_with("evening");
    if (of_evening && spoken->hour < 5) return std::nullopt;
    if (after) part = after;
    if (!part && !spoken->clock) return std::nullopt;
    return clock_of(*spoken, part.value_or(PartOfDay::none));
}

}  // namespace clerk::nlu
