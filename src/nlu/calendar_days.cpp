#include "nlu/calendar_days.hpp"

#include "nlu/glyphs.hpp"
#include "nlu/numerals.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

// clang-format off
constexpr auto months_en = std::to_array<NamedNumber>({
    {"january", 1},   {"jan", 1}, {"february", 2}, {"feb", 2},  {"march", 3},    {"mar", 3},
    {"april", 4},     {"apr", 4}, {"may", 5},      {"june", 6}, {"jun", 6},      {"july", 7},
    {"jul", 7},       {"august", 8}, {"aug", 8},   {"september", 9}, {"sept", 9}, {"sep", 9},
    {"october", 10},  {"oct", 10}, {"november", 11}, {"nov", 11}, {"december", 12}, {"dec", 12},
});

// clang-format on

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
    constexpr auto said = std::to_array<NamedNumber>(
        {{"今年", 0}, {"本年", 0}, {"明年", 1}, {"后年", 2}, {"去年", -1}, {"前年", -2}}
    );
    if (const auto shift = take_named(reader, said)) return civil(today).year + *shift;
    const std::size_t begin = reader.at();
    std::optional<std::int64_t> year = reader.digits(4, 4);
    if (!year) year = reader.digits(2, 2);
    if (!year) year = read_han_number(reader);
    if (year && *year < 100) *year += 2'000;
    if (year && *year >= 1990 && *year <= 2100 && reader.take("年")) {
        reader.skip_spaces();
        return static_cast<int>(*year);
    }
    reader.move_to(begin);
    return std::nullopt;
}

// 下个月3号, 上月31号.
std::optional<Date> read_month_zh(Reader& reader, Date today) {
    constexpr auto months = std::to_array<NamedNumber>(
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
    if (shift) reader.take("的");
    const std::optional<int> day = shift ? small_number(reader, 31) : std::nullopt;
    if (!day || (!reader.take("日") && !reader.take("号"))) return std::nullopt;
    const CivilDate now = civil(today);
    const int month = now.year * 12 + (now.month - 1) + *shift;
    return date_of({month / 12, month % 12 + 1, *day});
}

// 2024年7月3日, 明年1月5日, 7月3号, 3号.
std::optional<Date> read_numbers_zh(Reader& reader, Date today) {
    // Of a month or a year that is none, or of the moon's calendar.
    constexpr auto others = std::to_array<string_view>({"月", "年", "农历", "阴历", "旧历"});
    const string_view before = reader.before();
    if (std::ranges::any_of(others, [&](string_view word) { return before.ends_with(word); }))
        return std::nullopt;
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
    if (!reader.at_word_start()) return std::nullopt;
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
    const bool span = reader.take("号") || reader.take("日");  // 3-5号
    if (!day || longer || span || *month < 1 || *month > 12 || *day < 1) return std::nullopt;
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

// 3, 3rd, "third", "twenty-third".
std::optional<int> read_day_en(Reader& reader) {
    constexpr auto words = std::to_array<NamedNumber>({
        {"first", 1},        {"second", 2},      {"third", 3},       {"fourth", 4},
        {"fifth", 5},        {"sixth", 6},       {"seventh", 7},     {"eighth", 8},
        {"ninth", 9},        {"tenth", 10},      {"eleventh", 11},   {"twelfth", 12},
        {"thirteenth", 13},  {"fourteenth", 14}, {"fifteenth", 15},  {"sixteenth", 16},
        {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20},
        {"thirtieth", 30},
    });
    if (const auto day = reader.digits(1, 2)) {
        skip_ordinal(reader);
        return static_cast<int>(*day);
    }
    if (!reader.at_word_start()) return std::nullopt;
    if (const auto day = take_named(reader, words)) return day;
    const int tens = reader.take("twenty") ? 20 : reader.take("thirty") ? 30 : 0;
    if (tens == 0) return std::nullopt;
    if (!reader.take("-")) reader.skip_spaces();
    const auto unit = take_named(reader, words);
    return unit && *unit < 10 ? std::optional(tens + *unit) : std::nullopt;
}

// July 3rd, 3 July 2024, the 3rd of July.
std::optional<Date> read_month_en(Reader& reader, Date today) {
    if (!reader.at_word_start()) return std::nullopt;
    std::optional<int> month = take_named(reader, months_en);
    std::optional<int> day;
    if (month) {
        reader.take(".");
        reader.skip_spaces();
        reader.take("the");
        reader.skip_spaces();
        day = read_day_en(reader);
    } else {
        day = read_day_en(reader);
        reader.skip_spaces();
        reader.take("of");
        reader.skip_spaces();
        if (day) month = take_named(reader, months_en);
    }
    if (!day || !month || *day < 1 || *day > 31) return std::nullopt;
    const std::optional<int> year = year_after(reader);
    if (year) return date_of({*year, *month, *day});
    return nearest(*month, *day, today);
}

// 元旦 and Christmas: the coming one, unless it is hardly over.
std::optional<Date> read_holiday(Reader& reader, Date today) {
    struct Holiday {
        string_view word;
        int month;
        int day;
    };

    // clang-format off
    constexpr auto holidays = std::to_array<Holiday>({
        {"元旦", 1, 1}, {"圣诞", 12, 25}, {"平安夜", 12, 24}, {"christmas eve", 12, 24},
        {"christmas day", 12, 25}, {"christmas", 12, 25}, {"new year's eve", 12, 31},
        {"new year's day", 1, 1}, {"new years eve", 12, 31}, {"new years day", 1, 1},
    });
    // clang-format on
    for (const Holiday& one : holidays) {
        if (!reader.at_word_start() || !reader.take(one.word)) continue;
        (void)(reader.take("节") || reader.take("当天"));
        constexpr auto around =
            std::to_array<string_view>({"期间", "假", "前", "后", "以", "之", "活动", "促销"});
        if (reader.take_one(around)) return std::nullopt;
        constexpr int hardly_over = 30;
        const std::optional<Date> date = date_of({civil(today).year, one.month, one.day});
        if (date && *date >= today + -hardly_over) return date;
        return date_of({civil(today).year + 1, one.month, one.day});
    }
    return std::nullopt;
}

// "the 3rd", "on the 15th": a day of this month; "the 2nd one" is none.
std::optional<Date> read_ordinal_en(Reader& reader, Date today) {
    if (!reader.at_word_start() || !reader.take("the ")) return std::nullopt;
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

}  // namespace

std::optional<Date> read_calendar_day(Reader& reader, Date today) {
    for (const auto form :
         {read_marked,
          read_month_en,
          read_ordinal_en,
          read_month_zh,
          read_numbers_zh,
          read_holiday}) {
        const auto day = attempt(reader, [&](Reader& at) { return form(at, today); });
        if (day) return day;
    }
    return std::nullopt;
}

}  // namespace clerk::nlu
