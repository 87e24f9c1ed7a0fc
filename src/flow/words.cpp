#include "flow/words.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace clerk::flow {
namespace {

using Words = std::array<std::string_view, lang_count>;  // zh, en, zh-Hant

std::string word(const Words& words, Lang lang) {
    return std::string(words[static_cast<std::size_t>(lang)]);
}

constexpr std::array<Words, 7> weekdays{{
    {"周一", "Mon", "週一"},
    {"周二", "Tue", "週二"},
    {"周三", "Wed", "週三"},
    {"周四", "Thu", "週四"},
    {"周五", "Fri", "週五"},
    {"周六", "Sat", "週六"},
    {"周日", "Sun", "週日"},
}};

constexpr std::array<std::string_view, 12> months{
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"};

struct NearDay {
    std::int32_t ahead;
    Words words;
};

// English has no word for 后天.
constexpr std::array near_days{
    NearDay{-1, {"昨天", "yesterday", "昨天"}},
    NearDay{0, {"今天", "today", "今天"}},
    NearDay{1, {"明天", "tomorrow", "明天"}},
    NearDay{2, {"后天", "", "後天"}},
};

struct Unit {
    std::int64_t ms;
    Words one;
    std::string_view many;  // English; Chinese has one form
};

constexpr std::array units{
    Unit{days(1).value, {"天", "day", "天"}, "days"},
    Unit{hours(1).value, {"小时", "hour", "小時"}, "hours"},
    Unit{minutes(1).value, {"分钟", "minute", "分鐘"}, "minutes"},
    Unit{seconds(1).value, {"秒", "second", "秒"}, "seconds"},
};

std::string amount(std::int64_t n, const Unit& unit, Lang lang) {
    if (lang != Lang::en) return std::to_string(n) + word(unit.one, lang);
    return std::to_string(n) + " " + (n == 1 ? word(unit.one, lang) : std::string(unit.many));
}

std::string two_digits(int n) {
    return {static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)};
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// A number or a code: letters, digits and their usual separators, with at least one digit.
bool is_code(std::string_view text) {
    const bool plain = std::ranges::all_of(text, [](char c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || is_digit(c) || c == '-' || c == '+' || c == ' ';
    });
    return plain && std::ranges::any_of(text, is_digit);
}

bool is_mobile(std::string_view text) {
    return text.size() == 11 && text.front() == '1' && std::ranges::all_of(text, is_digit);
}

}  // namespace

std::string date_text(Date date, Date today, Lang lang) {
    const CivilDate day = civil(date);
    const bool other_year = day.year != civil(today).year;
    const auto number = [](int n) {
        return std::to_string(n);
    };
    const std::string week_day = word(weekdays[static_cast<std::size_t>(weekday(date) - 1)], lang);
    if (lang == Lang::en) {
        const std::string month(months[static_cast<std::size_t>(day.month - 1)]);
        const std::string year = other_year ? " " + number(day.year) : "";
        return week_day + " " + number(day.day) + " " + month + year;
    }
    const std::string year = other_year ? number(day.year) + "年" : "";
    return year + number(day.month) + "月" + number(day.day) + "日（" + week_day + "）";
}

std::string day_text(Date date, Date today, Lang lang) {
    const std::int64_t ahead = std::int64_t{date.day} - today.day;
    const auto near = std::ranges::find(near_days, ahead, &NearDay::ahead);
    if (near == near_days.end()) return date_text(date, today, lang);
    const std::string named = word(near->words, lang);
    return named.empty() ? date_text(date, today, lang) : named;
}

std::string clock_text(ClockTime at) {
    return two_digits(at.hour) + ":" + two_digits(at.minute);
}

std::string duration_text(Millis duration, Lang lang) {
    // The smallest number has no positive counterpart; nobody tells a millisecond from it.
    const std::int64_t size = duration.value == INT64_MIN ? INT64_MAX
                              : duration.value < 0        ? -duration.value
                                                          : duration.value;
    const std::string sign = duration.value < 0 ? "-" : "";
    for (std::size_t i = 0; i < units.size(); ++i) {
        const bool last = i + 1 == units.size();
        if (size < units[i].ms && !last) continue;
        std::string out = sign + amount(size / units[i].ms, units[i], lang);
        const std::int64_t rest = last ? 0 : size % units[i].ms / units[i + 1].ms;
        if (rest == 0) return out;
        return out + (lang == Lang::en ? " " : "") + amount(rest, units[i + 1], lang);
    }
    return {};
}

std::string yes_no_text(bool yes, Lang lang) {
    return word(yes ? Words{"是", "yes", "是"} : Words{"否", "no", "否"}, lang);
}

std::string list_text(const std::vector<std::string>& items, Lang lang) {
    if (items.empty()) return word({"无", "none", "無"}, lang);
    std::string out = items.front();
    for (std::size_t i = 1; i < items.size(); ++i) {
        const bool last = i + 1 == items.size();
        out += last ? word({"和", " and ", "和"}, lang) : word({"、", ", ", "、"}, lang);
        out += items[i];
    }
    return out;
}

std::string yes_no_button(bool yes, Lang lang) {
    return word(yes ? Words{"是", "Yes", "是"} : Words{"否", "No", "否"}, lang);
}

std::string skip_button(Lang lang) {
    return word({"跳过", "Skip", "跳過"}, lang);
}

std::string masked_text(std::string_view text) {
    if (text.empty()) return {};
    if (is_mobile(text)) {
        return std::string(text.substr(0, 3)) + "****" + std::string(text.substr(7));
    }
    if (is_code(text)) {
        return "****" + (text.size() > 4 ? std::string(text.substr(text.size() - 4)) : "");
    }
    return std::string(text.substr(0, utf8::step(text, 0).bytes)) + "**";
}

}  // namespace clerk::flow
