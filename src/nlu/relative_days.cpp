#include "nlu/relative_days.hpp"

#include "nlu/glyphs.hpp"
#include "nlu/numerals.hpp"
#include "nlu/week_days.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

// clang-format off
constexpr auto day_words = std::to_array<NamedNumber>({
    {"大大后天", 4}, {"大大前天", -4}, {"大后天", 3},   {"后天", 2},   {"后日", 2},  {"明天", 1},  {"明日", 1},
    {"今天", 0},     {"今日", 0},   {"大前天", -3}, {"前天", -2}, {"前日", -2},
    {"昨天", -1},    {"昨日", -1},  {"the day after tomorrow", 2}, {"day after tomorrow", 2},
    {"tomorrow", 1}, {"tmr", 1},    {"tmrw", 1},  {"today", 0}, {"tonight", 0},
    {"the day before yesterday", -2}, {"day before yesterday", -2}, {"yesterday", -1},
    {"明儿", 1},     {"今儿", 0},   {"昨儿", -1}, {"当天", 0},  {"即日", 0},
    {"后儿", 2},     {"本日", 0},    {"this morning", 0}, {"this afternoon", 0},
    {"this evening", 0}, {"last night", -1},
});
// clang-format on

// 今晚, 明早: the day is said, the part of the day is left for the time.
constexpr auto day_parts =
    std::to_array<NamedNumber>({{"今", 0}, {"明", 1}, {"昨", -1}, {"后", 2}, {"当", 0}});

std::optional<Date> read_day_word(Reader& reader, Date today) {
    if (reader.before().ends_with("明") || reader.before().ends_with("今")) return std::nullopt;
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

// 天, 个星期, "weeks", "fortnight": in days; 0: none of them stands there.
int read_unit(Reader& reader) {
    constexpr auto units = std::to_array<NamedNumber>({
        {"天", 1},
        {"日", 1},
        {"days", 1},
        {"day", 1},
        {"个星期", 7},
        {"个礼拜", 7},
        {"星期", 7},
        {"礼拜", 7},
        {"周", 7},
        {"weeks", 7},
        {"week", 7},
        {"fortnights", 14},
        {"fortnight", 14},
    });
    return take_named(reader, units).value_or(0);
}

std::optional<std::int64_t> read_count(Reader& reader) {
    if (reader.at_word_start() && reader.take("a")) return 1;
    return read_number(reader);
}

// "from Friday", and of weeks "on Friday" and "today": the day that is counted from.
std::optional<Date> read_start(Reader& reader, Date today, bool weeks) {
    reader.skip_spaces();
    const bool from = reader.take("from") || reader.take("after");
    if (!from && !weeks) return std::nullopt;
    if (!from) reader.take("on");
    reader.skip_spaces();
    const auto word = attempt(reader, [&](Reader& at) { return read_day_word(at, today); });
    return word ? word : read_week_day(reader, today);
}

// 3天后, 两周后, 3天前, "in 3 days", "a week ago", "a week from Friday".
std::optional<Date> read_distance(Reader& reader, Date today) {
    const bool in = reader.at_word_start() && reader.take("in");
    reader.skip_spaces();
    const std::optional<std::int64_t> count = read_count(reader);
    if (!count || *count > 1'000) return std::nullopt;
    reader.skip_spaces();
    const int unit = read_unit(reader);
    if (unit == 0) return std::nullopt;
    const int days = static_cast<int>(*count) * unit;
    const std::size_t end = reader.at();
    reader.skip_spaces();
    constexpr auto later = std::to_array<string_view>({"后", "之后", "以后", "from now", "later"});
    constexpr auto ago = std::to_array<string_view>({"前", "之前", "以前", "ago"});
    if (reader.take_one(later)) return today + days;
    if (reader.take_one(ago)) return today + -days;
    reader.move_to(end);
    const auto start =
        attempt(reader, [&](Reader& at) { return read_start(at, today, unit >= 7); });
    if (start) return *start + days;
    return in ? std::optional(today + days) : std::nullopt;
}

// "tomorrow week".
std::optional<Date> read_word_and_week(Reader& reader, Date today) {
    const std::optional<Date> day = read_day_word(reader, today);
    const std::size_t end = reader.at();
    reader.skip_spaces();
    if (day && *day >= today && reader.at() > end && reader.take("week")) return *day + 7;
    reader.move_to(end);
    return day;
}

}  // namespace

std::optional<Date> read_relative_day(Reader& reader, Date today) {
    for (const auto form : {read_word_and_week, read_week_day, read_distance}) {
        const auto day = attempt(reader, [&](Reader& at) { return form(at, today); });
        if (day) return day;
    }
    return std::nullopt;
}

}  // namespace clerk::nlu
