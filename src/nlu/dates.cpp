#include "nlu/dates.hpp"

#include "nlu/glyphs.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

struct DayWord {
    string_view word;
    int days;
};

// clang-format off
constexpr auto day_words = std::to_array<DayWord>({
    {"大后天", 3},   {"后天", 2},   {"后日", 2},  {"明天", 1},  {"明日", 1},
    {"今天", 0},     {"今日", 0},   {"大前天", -3}, {"前天", -2}, {"前日", -2},
    {"昨天", -1},    {"昨日", -1},  {"the day after tomorrow", 2}, {"day after tomorrow", 2},
    {"tomorrow", 1}, {"tmr", 1},    {"tmrw", 1},  {"today", 0}, {"tonight", 0},
    {"the day before yesterday", -2}, {"day before yesterday", -2}, {"yesterday", -1},
    {"明儿", 1},     {"今儿", 0},   {"昨儿", -1}, {"当天", 0},  {"即日", 0},
    {"后儿", 2},     {"本日", 0},
});
// clang-format on

// 今晚, 明早: the day is said, the part of the day is left for the time.
constexpr auto day_parts =
    std::to_array<DayWord>({{"今", 0}, {"明", 1}, {"昨", -1}, {"后", 2}, {"当", 0}});

constexpr auto weeks = std::to_array<string_view>({"星期", "礼拜", "周"});
constexpr auto weekdays_zh =
    std::to_array<string_view>({"一", "二", "三", "四", "五", "六", "日", "天"});

struct Named {
    string_view word;
    int value;
};

// clang-format off
constexpr auto weekdays_en = std::to_array<Named>({
    {"monday", 1},   {"mon", 1},   {"tuesday", 2}, {"tues", 2}, {"tue", 2},  {"wednesday", 3},
    {"wed", 3},      {"thursday", 4}, {"thurs", 4}, {"thur", 4}, {"thu", 4}, {"friday", 5},
    {"fri", 5},      {"saturday", 6}, {"sat", 6},  {"sunday", 7}, {"sun", 7}, {"weds", 3},
    {"weekend", 6},
});
// clang-format on

// clang-format off
constexpr auto months_en = std::to_array<Named>({
    {"january", 1},   {"jan", 1}, {"february", 2}, {"feb", 2},  {"march", 3},    {"mar", 3},
    {"april", 4},     {"apr", 4}, {"may", 5},      {"june", 6}, {"jun", 6},      {"july", 7},
    {"jul", 7},       {"august", 8}, {"aug", 8},   {"september", 9}, {"sept", 9}, {"sep", 9},
    {"october", 10},  {"oct", 10}, {"november", 11}, {"nov", 11}, {"december", 12}, {"dec", 12},
});

// clang-format on

template <std::size_t N>
std::optional<int> take_named(Reader& reader, const std::array<Named, N>& names) {
    for (const Named& one : names) {
        if (reader.take(one.word)) return one.value;
    }
    return std::nullopt;
}

bool at_word_start(const Reader& reader) {
    const string_view before = reader.before();
    return before.empty() || !is_word_byte(before.back());
}

// The year that brings the day nearest to today.
std::optional<Date> nearest(int month, int day, Date today) {
    const int year = civil(today).year;
    std::optional<Date> best;
    for (const int candidate : {year, year - 1, year + 1}) {
        const std::optional<Date> date = date_of({candidate, month, day});
        if (!date) continue;
        if (!best || std::abs(*date - today) < std::abs(*best - today)) best = date;
    }
    return best;
}

Date monday_of(Date today) {
    return today + -(weekday(today) - 1);
}

std::optional<Date> read_day_word(Reader& reader, Date today) {
    for (const DayWord& one : day_words) {
        const bool latin = is_ascii_letter(static_cast<unsigned char>(one.word.front()));
        if (latin && !at_word_start(reader)) continue;
        if (reader.take(one.word)) return today + one.days;
    }
    for (const DayWord& one : day_parts) {
        const string_view after =
            reader.rest().substr(std::min(one.word.size(), reader.rest().size()));
        const bool part = after.starts_with("晚") || after.starts_with("早");
        if (part && reader.take(one.word)) return today + one.days;
    }
    return std::nullopt;
}

// 下下周三, 这个星期天, 周末; `reader` is moved past it.
std::optional<Date> read_week_zh(Reader& reader, Date today) {
    int shift = 0;
    bool said = false;
    if (reader.take("这") || reader.take("本")) said = true;
    while (!said && shift < 4 && reader.take("下"))
        ++shift;
    while (!said && shift <= 0 && shift > -4 && reader.take("上"))
        --shift;
    said = said || shift != 0;
    reader.take("个");
    if (!reader.take_one(weeks)) return std::nullopt;
    const Date monday = monday_of(today);
    if (reader.take("末")) return monday + (shift * 7 + 5);
    const std::optional<std::size_t> day = reader.take_one(weekdays_zh);
    if (!day) return std::nullopt;
    const int from_monday = static_cast<int>(std::min<std::size_t>(*day, 6));
    if (said) return monday + (shift * 7 + from_monday);
    const Date date = monday + from_monday;
    return date < today ? date + 7 : date;
}

std::optional<Date> read_week_en(Reader& reader, Date today) {
    if (!at_word_start(reader)) return std::nullopt;
    int shift = 0;
    const bool next = reader.take("next");
    const bool last = !next && reader.take("last");
    const bool named = next || last || reader.take("this") || reader.take("coming");
    if (next) shift = 1;
    if (last) shift = -1;
    reader.skip_spaces();
    const std::optional<int> day = take_named(reader, weekdays_en);
    if (!day) return std::nullopt;
    reader.take(".");
    const Date date = monday_of(today) + (*day - 1);
    if (named) return date + shift * 7;
    return date < today ? date + 7 : date;
}

std::optional<int> small_number(Reader& reader, int max) {
    const std::size_t begin = reader.at();
    std::optional<std::int64_t> value = reader.digits(1, 2);
    if (!value) value = read_han_number(reader);
    if (value && *value >= 1 && *value <= max) return static_cast<int>(*value);
    reader.move_to(begin);
    return std::nullopt;
}

// 2024年, 二〇二四年, 明年; `reader` is moved past it.
std::optional<int> read_year(Reader& reader, Date today) {
    constexpr auto said = std::to_array<Named>(
        {{"今年", 0}, {"本年", 0}, {"明年", 1}, {"后年", 2}, {"去年", -1}, {"前年", -2}}
    );
    if (const auto shift = take_named(reader, said)) return civil(today).year + *shift;
    const std::size_t begin = reader.at();
    std::optional<std::int64_t> year = reader.digits(4, 4);
    if (!year) year = read_han_number(reader);
    if (year && *year >= 1990 && *year <= 2100 && reader.take("年")) {
        reader.skip_spaces();
        return static_cast<int>(*year);
    }
    reader.move_to(begin);
    return std::nullopt;
}

// 下个月3号, 上月31号.
std::optional<Date> read_month_zh(Reader& reader, Date today) {
    constexpr auto months = std::to_array<Named>(
        {{"下下个月", 2},
         {"下个月", 1},
         {"下月", 1},
         {"这个月", 0},
         {"这月", 0},
         {"本月", 0},
         {"上个月", -1},
         {"上月", -1},
         {"上上个月", -2}}
    );
    const std::optional<int> shift = take_named(reader, months);
    const std::optional<int> day = shift ? small_number(reader, 31) : std::nullopt;
    if (!day || (!reader.take("日") && !reader.take("号"))) return std::nullopt;
    const CivilDate now = civil(today);
    const int month = now.year * 12 + (now.month - 1) + *shift;
    return date_of({month / 12, month % 12 + 1, *day});
}

// 2024年7月3日, 明年1月5日, 7月3号, 3号.
std::optional<Date> read_numbers_zh(Reader& reader, Date today) {
    const string_view before = reader.before();  // of a month or a year that is none
    if (before.ends_with("月") || before.ends_with("年")) return std::nullopt;
    const std::optional<int> year = read_year(reader, today);
    const std::size_t month_begin = reader.at();
    int month = small_number(reader, 12).value_or(0);  // 0: none said
    if (month != 0 && !reader.take("月")) month = 0;
    if (month == 0) reader.move_to(month_begin);
    const std::optional<int> day = small_number(reader, 31);
    const bool marked = reader.take("日") || reader.take("号");
    if (!day || (month == 0 && (!marked || year))) return std::nullopt;
    const CivilDate now = civil(today);
    if (month == 0) return date_of({now.year, now.month, *day});
    if (!year) return nearest(month, *day, today);
    return date_of({*year, month, *day});
}

// 3天后, 两周后, 3天前, "in 3 days", "3 days ago".
std::optional<Date> read_distance(Reader& reader, Date today) {
    const bool in = at_word_start(reader) && reader.take("in");
    reader.skip_spaces();
    const std::optional<std::int64_t> count = read_number(reader);
    if (!count || *count > 1'000) return std::nullopt;
    const int n = static_cast<int>(*count);
    reader.skip_spaces();
    int unit = 0;
    if (reader.take("天") || reader.take("日") || reader.take("days") || reader.take("day"))
        unit = 1;
    if (unit == 0 && (reader.take("个星期") || reader.take("星期") || reader.take("周"))) unit = 7;
    if (unit == 0 && (reader.take("weeks") || reader.take("week"))) unit = 7;
    if (unit == 0) return std::nullopt;
    reader.skip_spaces();
    if (reader.take("后") || reader.take("之后") || reader.take("以后")) return today + n * unit;
    if (reader.take("前") || reader.take("之前") || reader.take("以前") || reader.take("ago")) {
        return today + -(n * unit);
    }
    if (in || reader.take("from now") || reader.take("later")) return today + n * unit;
    return std::nullopt;
}

// "2023-" before "02-29": the rest of a day that is none.
bool follows_year(string_view before) {
    const auto digit = [&](std::size_t from_end) {
        return is_digit(static_cast<unsigned char>(before[before.size() - from_end]));
    };
    const bool marked =
        before.size() >= 5 && string_view("-/.").find(before.back()) != string_view::npos;
    return marked && digit(2) && digit(3) && digit(4) && digit(5);
}

// 2024-07-03, 2024/7/3, 2024.7.3; 7/3 and 7-3 are month and day.
std::optional<Date> read_marked(Reader& reader, Date today) {
    if (!at_word_start(reader)) return std::nullopt;
    const auto mark = [&](char before) {
        for (const char c : {'-', '/', '.'}) {
            const bool fits = before == 0 || before == c;
            if (fits && reader.take(string_view(&c, 1))) return c;
        }
        return char{0};
    };
    const std::size_t begin = reader.at();
    if (const auto year = reader.digits(4, 4)) {
        const char first = mark(0);
        const auto month = first != 0 ? reader.digits(1, 2) : std::nullopt;
        const auto day = month && mark(first) != 0 ? reader.digits(1, 2) : std::nullopt;
        if (!day || *year < 1990 || *year > 2100) return std::nullopt;
        return date_of({static_cast<int>(*year), static_cast<int>(*month), static_cast<int>(*day)});
    }
    reader.move_to(begin);
    if (follows_year(reader.before())) return std::nullopt;
    const auto month = reader.digits(1, 2);
    const char between = month ? mark(0) : char{0};
    if (between == 0 || between == '.') return std::nullopt;
    const auto day = reader.digits(1, 2);
    const bool longer = !reader.at_end() && (reader.rest().front() == between);
    if (!day || longer || *month < 1 || *month > 12 || *day < 1) return std::nullopt;
    return nearest(static_cast<int>(*month), static_cast<int>(*day), today);
}

void skip_ordinal(Reader& reader) {
    constexpr auto endings = std::to_array<string_view>({"st", "nd", "rd", "th"});
    (void)reader.take_one(endings);
}

std::optional<int> year_after(Reader& reader) {
    const std::size_t begin = reader.at();
    reader.take(",");
    reader.skip_spaces();
    const std::optional<std::int64_t> year = reader.digits(4, 4);
    if (year && *year >= 1990 && *year <= 2100) return static_cast<int>(*year);
    reader.move_to(begin);
    return std::nullopt;
}

// July 3rd, 3 July 2024, the 3rd of July.
std::optional<Date> read_month_en(Reader& reader, Date today) {
    if (!at_word_start(reader)) return std::nullopt;
    std::optional<int> month = take_named(reader, months_en);
    std::optional<std::int64_t> day;
    if (month) {
        reader.take(".");
        reader.skip_spaces();
        reader.take("the");
        reader.skip_spaces();
        day = reader.digits(1, 2);
        skip_ordinal(reader);
    } else {
        day = reader.digits(1, 2);
        skip_ordinal(reader);
        reader.skip_spaces();
        reader.take("of");
        reader.skip_spaces();
        if (day) month = take_named(reader, months_en);
    }
    if (!day || !month || *day < 1 || *day > 31) return std::nullopt;
    const std::optional<int> year = year_after(reader);
    if (year) return date_of({*year, *month, static_cast<int>(*day)});
    return nearest(*month, static_cast<int>(*day), today);
}

// "the 3rd", "on the 15th": a day of this month; "the 2nd one" is none.
std::optional<Date> read_ordinal_en(Reader& reader, Date today) {
    if (!at_word_start(reader) || !reader.take("the ")) return std::nullopt;
    const std::optional<std::int64_t> day = reader.digits(1, 2);
    constexpr auto endings = std::to_array<string_view>({"st", "nd", "rd", "th"});
    if (!day || *day < 1 || *day > 31 || !reader.take_one(endings)) return std::nullopt;
    const string_view after = reader.rest();
    const bool inside_word = !after.empty() && is_word_byte(after.front());
    constexpr auto following = std::to_array<string_view>({
        " at ",
        " in ",
        " around ",
        " please",
        " morning",
        " afternoon",
        " evening",
        " if ",
        " or ",
        " works",
        " is ",
        " would ",
        " between ",
        " after ",
        " before ",
        " by ",
    });
    const bool goes_on = after.size() > 1 && after.front() == ' ' && is_word_byte(after[1]);
    const bool of_a_day =
        std::ranges::any_of(following, [&](string_view word) { return after.starts_with(word); });
    if (inside_word || (goes_on && !of_a_day)) return std::nullopt;
    const CivilDate now = civil(today);
    return date_of({now.year, now.month, static_cast<int>(*day)});
}

// --- times of day -----------------------------------------------------------------------------

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
    if (!at_word_start(reader)) return std::nullopt;
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
    if (at_word_start(reader)) (void)reader.take_one(before);
    for (const PartWord& one : words) {
        if (at_word_start(reader) && reader.take(one.word)) return one.part;
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
    if (!at_word_start(reader)) return std::nullopt;
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

template <class Read>
auto attempt(Reader& reader, Read read) -> decltype(read(reader)) {
    const std::size_t begin = reader.at();
    auto result = read(reader);
    if (!result) reader.move_to(begin);
    return result;
}

void skip_joint(Reader& reader) {
    constexpr auto joints = std::to_array<string_view>({"的", ",", "at", "around", "on", "大概"});
    reader.skip_spaces();
    while (reader.take_one(joints))
        reader.skip_spaces();
}

}  // namespace

std::optional<Date> read_date(Reader& reader, Date today) {
    using Read = std::optional<Date> (*)(Reader&, Date);
    // clang-format off
    constexpr auto forms = std::to_array<Read>({
        read_day_word, read_week_zh,  read_week_en,  read_marked,
        read_distance, read_month_en, read_ordinal_en, read_month_zh,
        read_numbers_zh,
    });
    // clang-format on
    for (const Read form : forms) {
        const auto date = attempt(reader, [&](Reader& at) { return form(at, today); });
        if (date) return date;
    }
    return std::nullopt;
}

namespace {

// A time of day whose hour may be 24.
std::optional<ClockTime> read_clock(Reader& reader) {
    if (const auto time = attempt(reader, read_time_zh)) return time;
    if (const auto time = attempt(reader, read_time_en)) return time;
    if (const auto time = attempt(reader, read_time_digits)) return time;
    if (!at_word_start(reader)) return std::nullopt;
    if (reader.take("noon") || reader.take("正午")) return ClockTime{12, 0};
    if (reader.take("midnight") || reader.take("午夜")) return ClockTime{24, 0};
    return std::nullopt;
}

}  // namespace

namespace {

// "afternoon" with a day and no hour: when that part of the day begins, for a shop.
std::optional<ClockTime> read_part_alone(Reader& reader) {
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

}  // namespace

std::optional<ClockTime> read_time(Reader& reader) {
    std::optional<ClockTime> time = read_clock(reader);
    if (time) time->hour %= 24;
    return time;
}

std::optional<UnixMillis> read_date_time(Reader& reader, UnixMillis now, UtcOffset offset) {
    const Date today = local_date(now, offset);
    const std::size_t begin = reader.at();
    std::optional<Date> date = read_date(reader, today);
    if (date) skip_joint(reader);
    std::optional<ClockTime> time = read_clock(reader);
    if (!time && date) time = attempt(reader, read_part_alone);
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
