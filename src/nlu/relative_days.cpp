#include "nlu/relative_days.hpp"

#include "nlu/glyphs.hpp"
#include "nlu/numerals.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

// clang-format off
constexpr auto day_words = std::to_array<NamedNumber>({
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
    std::to_array<NamedNumber>({{"今", 0}, {"明", 1}, {"昨", -1}, {"后", 2}, {"当", 0}});

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

std::optional<Date> read_day_word(Reader& reader, Date today) {
    for (const NamedNumber& one : day_words) {
        const bool latin = is_ascii_letter(static_cast<unsigned char>(one.word.front()));
        if (latin && !reader.at_word_start()) continue;
        if (reader.take(one.word)) return today + one.value;
    }
    for (const NamedNumber& one : day_parts) {
        const string_view after =
            reader.rest().substr(std::min(one.word.size(), reader.rest().size()));
        const bool part = after.starts_with("晚") || after.starts_with("早");
        if (part && reader.take(one.word)) return today + one.value;
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
    if (!reader.at_word_start()) return std::nullopt;
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

// 3天后, 两周后, 3天前, "in 3 days", "3 days ago".
std::optional<Date> read_distance(Reader& reader, Date today) {
    const bool in = reader.at_word_start() && reader.take("in");
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

}  // namespace

std::optional<Date> read_relative_day(Reader& reader, Date today) {
    for (const auto form : {read_day_word, read_week_zh, read_week_en, read_distance}) {
        const auto day = attempt(reader, [&](Reader& at) { return form(at, today); });
        if (day) return day;
    }
    return std::nullopt;
}

}  // namespace clerk::nlu
