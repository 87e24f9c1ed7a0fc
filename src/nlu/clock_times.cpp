#include "nlu/clock_times.hpp"

#include "nlu/numerals.hpp"

#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

enum class Part : unsigned char { none, night, morning, noon, afternoon, evening };

struct PartWord {
    string_view word;
    Part part;
};

// clang-format off
constexpr auto parts = std::to_array<PartWord>({
    {"凌晨", Part::night},     {"早上", Part::morning}, {"早晨", Part::morning},
    {"清晨", Part::morning},   {"上午", Part::morning}, {"早", Part::morning},
    {"中午", Part::noon},      {"下午", Part::afternoon}, {"午后", Part::afternoon},
    {"傍晚", Part::evening},   {"晚上", Part::evening}, {"夜里", Part::evening},
    {"晚间", Part::evening},   {"晚", Part::evening},
});

// clang-format on

Part read_part(Reader& reader) {
    for (const PartWord& one : parts) {
        if (reader.take(one.word)) return one.part;
    }
    return Part::none;
}

// 0 to 24, which is the midnight that ends the day: 24点, 晚上12点. `spelt_out`: written with a
// leading zero or past twelve, so that it means what it says.
std::optional<int> hour_in(Part part, int hour, bool spelt_out) {
    if (hour > 24) return std::nullopt;
    if (hour == 24) return hour;
    switch (part) {
        case Part::night:
            return hour == 12 ? 0 : hour;
        case Part::morning:
            return hour;
        case Part::noon:
            return hour <= 3 ? hour + 12 : hour;
        case Part::afternoon:
            return hour < 12 ? hour + 12 : hour;
        case Part::evening:
            return hour <= 12 ? hour + 12 : hour;
        case Part::none:
            break;
    }
    return hour >= 1 && hour <= 6 && !spelt_out ? hour + 12 : hour;
}

std::optional<Part> read_am_pm(Reader& reader) {
    const std::size_t begin = reader.at();
    reader.skip_spaces();
    if (reader.take("am") || reader.take("a.m.") || reader.take("a.m")) return Part::morning;
    if (reader.take("pm") || reader.take("p.m.") || reader.take("p.m")) return Part::afternoon;
    reader.move_to(begin);
    return std::nullopt;
}

// After 点: 半, 一刻, 三刻, 整, 20分, 二十.
std::optional<int> read_minutes_zh(Reader& reader) {
    if (reader.take("半")) return 30;
    if (reader.take("一刻")) return 15;
    if (reader.take("三刻")) return 45;
    if (reader.take("整") || reader.take("钟")) return 0;
    const std::size_t begin = reader.at();
    std::optional<std::int64_t> minute = reader.digits(1, 2);
    if (!minute) minute = read_han_number(reader);
    if (!minute || *minute > 59) {
        reader.move_to(begin);
        return 0;
    }
    reader.take("分");
    return static_cast<int>(*minute);
}

std::optional<ClockTime> read_time_zh(Reader& reader) {
    const Part part = read_part(reader);
    const std::size_t begin = reader.at();
    std::optional<std::int64_t> hour = reader.digits(1, 2);
    const bool spelt_out = hour && reader.at() - begin == 2;
    if (!hour) hour = read_han_number(reader);
    if (!hour || *hour > 24) return std::nullopt;
    if (!reader.take("点") && !reader.take("时")) return std::nullopt;
    const std::optional<int> minute = read_minutes_zh(reader);
    const std::optional<int> resolved = hour_in(part, static_cast<int>(*hour), spelt_out);
    if (!minute || !resolved || (*hour == 24 && *minute > 0)) return std::nullopt;
    return ClockTime{*resolved, *minute};
}

// 15:30, 下午3:30, 3:30 pm, 3pm.
std::optional<ClockTime> read_time_digits(Reader& reader) {
    const Part before = read_part(reader);
    if (!reader.at_word_start()) return std::nullopt;
    const std::size_t begin = reader.at();
    const std::optional<std::int64_t> hour = reader.digits(1, 2);
    if (!hour || *hour > 24) return std::nullopt;
    const bool spelt_out = reader.at() - begin == 2;
    int minute = 0;
    const bool colon = reader.take(":");
    if (colon) {
        const std::optional<std::int64_t> read = reader.digits(2, 2);
        if (!read || *read > 59) return std::nullopt;
        minute = static_cast<int>(*read);
    }
    const std::optional<Part> after = read_am_pm(reader);
    if (!colon && !after) return std::nullopt;
    int clock = static_cast<int>(*hour);
    if (after && clock == 12) clock = *after == Part::morning ? 0 : 12;
    const std::optional<int> resolved =
        after && *hour <= 12 ? hour_in(clock == 0 ? Part::morning : *after, clock, true)
                             : hour_in(before, clock, spelt_out);
    if (!resolved || (*hour == 24 && minute > 0)) return std::nullopt;
    return ClockTime{*resolved, minute};
}

// "morning", "in the afternoon", "at night".
std::optional<Part> read_part_en(Reader& reader) {
    constexpr auto words = std::to_array<PartWord>({
        {"morning", Part::morning},
        {"afternoon", Part::afternoon},
        {"evening", Part::evening},
        {"night", Part::evening},
    });
    const std::size_t begin = reader.at();
    constexpr auto before = std::to_array<string_view>({"in the ", "at "});
    if (reader.at_word_start()) (void)reader.take_one(before);
    for (const PartWord& one : words) {
        if (reader.at_word_start() && reader.take(one.word)) return one.part;
    }
    reader.move_to(begin);
    return std::nullopt;
}

// At which hour: "at 10", "around 3:30", "10 o'clock", "half past 4"; what tells it from any other
// number is the part of the day before or after it, or the clock.
struct SpokenHour {
    int hour = 0;
    int minute = 0;
    bool clock = false;  // said of a clock: half past, o'clock
};

std::optional<SpokenHour> read_spoken_hour(Reader& reader) {
    SpokenHour spoken;
    if (reader.take("half past ")) spoken = {0, 30, true};
    const std::optional<std::int64_t> hour = reader.digits(1, 2);
    if (!hour || *hour > 12 || *hour == 0) return std::nullopt;
    spoken.hour = static_cast<int>(*hour);
    if (!spoken.clock && reader.take(":")) {
        const std::optional<std::int64_t> minute = reader.digits(2, 2);
        if (!minute || *minute > 59) return std::nullopt;
        spoken.minute = static_cast<int>(*minute);
    }
    constexpr auto clocks = std::to_array<string_view>({" o'clock", " oclock", "o'clock"});
    spoken.clock |= reader.take_one(clocks).has_value();
    return spoken;
}

// "morning at 10", "10 in the morning", "3 o'clock", "half past 4 in the afternoon", "at 9 at
// night".
std::optional<ClockTime> read_time_en(Reader& reader) {
    if (!reader.at_word_start()) return std::nullopt;
    std::optional<Part> part = read_part_en(reader);
    const std::size_t joint = reader.at();
    reader.skip_spaces();
    constexpr auto joints = std::to_array<string_view>({"at ", "around ", "about ", "by "});
    const bool joined = reader.take_one(joints).has_value();
    if (part && !joined) return std::nullopt;
    if (!part && !joined) reader.move_to(joint);
    const std::optional<SpokenHour> spoken = read_spoken_hour(reader);
    if (!spoken) return std::nullopt;
    const std::optional<Part> half = read_am_pm(reader);
    if (half) part = spoken->hour == 12 && *half == Part::morning ? Part::night : *half;
    const std::size_t end = reader.at();
    reader.skip_spaces();
    const std::optional<Part> after = part ? std::nullopt : read_part_en(reader);
    if (!after) reader.move_to(end);
    if (after) part = after;
    if (!part && !spoken->clock) return std::nullopt;
    const std::optional<int> hour = hour_in(part.value_or(Part::none), spoken->hour, false);
    if (!hour) return std::nullopt;
    return ClockTime{*hour, spoken->minute};
}

}  // namespace

std::optional<ClockTime> read_clock(Reader& reader) {
    if (const auto time = attempt(reader, read_time_zh)) return time;
    if (const auto time = attempt(reader, read_time_en)) return time;
    if (const auto time = attempt(reader, read_time_digits)) return time;
    if (!reader.at_word_start()) return std::nullopt;
    if (reader.take("noon") || reader.take("正午")) return ClockTime{12, 0};
    if (reader.take("midnight") || reader.take("午夜")) return ClockTime{24, 0};
    return std::nullopt;
}

std::optional<ClockTime> read_part_of_day(Reader& reader) {
    Part part = read_part(reader);
    if (part == Part::none) part = read_part_en(reader).value_or(Part::none);
    Reader after = reader;
    after.skip_spaces();
    if (read_number(after)) return std::nullopt;  // of an hour that is none
    switch (part) {
        case Part::morning:
            return ClockTime{9, 0};
        case Part::noon:
            return ClockTime{12, 0};
        case Part::afternoon:
            return ClockTime{14, 0};
        case Part::evening:
            return ClockTime{18, 0};
        case Part::night:
        case Part::none:
            break;
    }
    return std::nullopt;
}

std::optional<ClockTime> read_time(Reader& reader) {
    std::optional<ClockTime> time = read_clock(reader);
    if (time) time->hour %= 24;
    return time;
}

}  // namespace clerk::nlu
