#include "nlu/week_days.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

constexpr auto weeks = std::to_array<string_view>({"星期", "礼拜", "周"});
constexpr auto weekdays_zh =
    std::to_array<string_view>({"一", "二", "三", "四", "五", "六", "日", "天"});

// clang-format off
constexpr auto weekdays_en = std::to_array<NamedNumber>({
    {"monday", 1},   {"mon", 1},   {"tuesday", 2}, {"tues", 2}, {"tue", 2},  {"wednesday", 3},
    {"wed", 3},      {"thursday", 4}, {"thurs", 4}, {"thur", 4}, {"thu", 4}, {"friday", 5},
    {"fri", 5},      {"saturday", 6}, {"sat", 6},  {"sunday", 7}, {"sun", 7}, {"weds", 3},
    {"weekend", 6},
});

// clang-format on

Date monday_of(Date today) {
    return today + -(weekday(today) - 1);
}

// The day of the week that is `shift` weeks from this one.
Date day_of_week(Date today, int shift, int day) {
    return monday_of(today) + (shift * 7 + day - 1);
}

Date coming(Date today, int day) {
    const Date date = day_of_week(today, 0, day);
    return date < today ? date + 7 : date;
}

std::optional<int> read_day_zh(Reader& reader) {
    const std::optional<std::size_t> day = reader.take_one(weekdays_zh);
    if (!day) return std::nullopt;
    return static_cast<int>(std::min<std::size_t>(*day, 6)) + 1;
}

// How many weeks from this one: 下下, 上, 这; nullopt where none is said.
std::optional<int> read_shift_zh(Reader& reader) {
    if (reader.take("这") || reader.take("本")) return 0;
    int shift = 0;
    while (shift < 4 && reader.take("下"))
        ++shift;
    while (shift <= 0 && shift > -4 && reader.take("上"))
        --shift;
    return shift == 0 ? std::nullopt : std::optional(shift);
}

// 下下周三, 这个星期天, 周末, 下周的周五.
std::optional<Date> read_zh(Reader& reader, Date today) {
    if (reader.before().ends_with("每") || reader.before().ends_with("每个")) return std::nullopt;
    const std::optional<int> shift = read_shift_zh(reader);
    reader.take("个");
    if (!reader.take_one(weeks)) return std::nullopt;
    if (reader.take("末")) return day_of_week(today, shift.value_or(0), 6);
    std::optional<int> day = read_day_zh(reader);
    if (!day && shift) {
        if (!reader.take("的")) reader.skip_spaces();
        if (!reader.take_one(weeks)) return std::nullopt;
        day = reader.take("末") ? std::optional(6) : read_day_zh(reader);
    }
    if (!day) return std::nullopt;
    return shift ? day_of_week(today, *shift, *day) : coming(today, *day);
}

// "next", "this coming", "last": which week's day is meant.
std::optional<int> read_shift_en(Reader& reader) {
    if (reader.take("next")) return 1;
    if (reader.take("last")) return -1;
    if (reader.take("this") || reader.take("coming")) return 0;
    return std::nullopt;
}

// " next week", " of this week", " week", in weeks; nullopt: none of them, and nothing is taken.
std::optional<int> read_week_behind(Reader& reader) {
    reader.skip_spaces();
    const bool of = reader.take("of ");
    (void)of;
    if (reader.take("next week")) return 1;
    if (reader.take("the week after next")) return 2;
    if (reader.take("this week")) return 0;
    return std::nullopt;
}

// "Friday next week", "Wednesday week"; "Friday after next" may be either of two.
std::optional<Date> with_week_behind(Reader& reader, Date today, int day) {
    const string_view rest = reader.rest();
    if (rest.starts_with(" after next") || rest.starts_with(" before last")) return std::nullopt;
    if (const auto shift = attempt(reader, read_week_behind)) {
        return day_of_week(today, *shift, day);
    }
    const std::size_t end = reader.at();
    reader.skip_spaces();
    if (reader.at() > end && reader.take("week")) return coming(today, day) + 7;
    reader.move_to(end);
    return coming(today, day);
}

// "next week on Friday".
std::optional<Date> read_week_first(Reader& reader, Date today) {
    const std::optional<int> shift = read_shift_en(reader);
    reader.skip_spaces();
    if (!shift || !reader.take("week")) return std::nullopt;
    reader.skip_spaces();
    reader.take(",");
    reader.skip_spaces();
    if (reader.take("on")) reader.skip_spaces();
    const std::optional<int> day = take_named(reader, weekdays_en);
    return day ? std::optional(day_of_week(today, *shift, *day)) : std::nullopt;
}

std::optional<Date> read_en(Reader& reader, Date today) {
    if (!reader.at_word_start() || reader.before().ends_with("every ")) return std::nullopt;
    if (const auto day = attempt(reader, [&](Reader& at) { return read_week_first(at, today); })) {
        return day;
    }
    const std::optional<int> shift = read_shift_en(reader);
    reader.skip_spaces();
    const std::optional<int> day = take_named(reader, weekdays_en);
    if (!day) return std::nullopt;
    reader.take(".");
    return shift ? day_of_week(today, *shift, *day) : with_week_behind(reader, today, *day);
}

}  // namespace

std::optional<Date> read_week_day(Reader& reader, Date today) {
    for (const auto form : {read_zh, read_en}) {
        const auto day = attempt(reader, [&](Reader& at) { return form(at, today); });
        if (day) return day;
    }
    return std::nullopt;
}

std::optional<int> read_week_day_name(Reader& reader) {
    const auto chinese = attempt(reader, [](Reader& at) {
        return at.take_one(weeks) ? read_day_zh(at) : std::nullopt;
    });
    if (chinese || !reader.at_word_start()) return chinese;
    return take_named(reader, weekdays_en);
}

bool names_week_day(string_view words) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        Reader reader(words, at);
        if (read_week_day_name(reader)) return true;
    }
    return false;
}

}  // namespace clerk::nlu
