#include "base/time.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace clerk {
namespace {

constexpr std::int64_t ms_per_day = 86'400'000;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    const std::int64_t q = a / b;
    return a % b < 0 ? q - 1 : q;
}

// Exactly `width` digits at `at`; nullopt otherwise.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t width) {
    if (text.size() < at + width) return std::nullopt;
    int n = 0;
    for (const char c : text.substr(at, width)) {
        if (c < '0' || c > '9') return std::nullopt;
        n = n * 10 + (c - '0');
    }
    return n;
}

// "Z", "+08:00", "-05:30"; nullopt on anything else.
std::optional<UtcOffset> parse_offset(std::string_view text) {
    if (text == "Z") return UtcOffset{0};
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
        return std::nullopt;
    }
    const auto hour = digits(text, 1, 2);
    const auto minute = digits(text, 4, 2);
    if (!hour || !minute || *hour > 14 || *minute > 59) return std::nullopt;
    const int total = *hour * 60 + *minute;
    return UtcOffset{text[0] == '-' ? -total : total};
}

}  // namespace

CivilDate civil(Date date) {
    const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{date.day}}};
    return {
        static_cast<int>(ymd.year()),
        static_cast<int>(static_cast<unsigned>(ymd.month())),
        static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

std::optional<Date> date_of(CivilDate c) {
    if (c.year < 1 || c.year > 9999 || c.month < 1 || c.day < 1) return std::nullopt;
    const std::chrono::year_month_day ymd{
        std::chrono::year{c.year},
        std::chrono::month{static_cast<unsigned>(c.month)},
        std::chrono::day{static_cast<unsigned>(c.day)}};
    if (!ymd.ok()) return std::nullopt;
    const auto since = std::chrono::sys_days{ymd}.time_since_epoch();
    return Date{static_cast<std::int32_t>(since.count())};
}

int weekday(Date date) {
    // 1970-01-01 was a Thursday.
    return static_cast<int>(((date.day % 7) + 7 + 3) % 7) + 1;
}

Date local_date(UnixMillis at, UtcOffset offset) {
    const std::int64_t local = at.value + std::int64_t{offset.minutes} * 60'000;
    return {static_cast<std::int32_t>(floor_div(local, ms_per_day))};
}

ClockTime local_clock(UnixMillis at, UtcOffset offset) {
    const std::int64_t local = at.value + std::int64_t{offset.minutes} * 60'000;
    const std::int64_t in_day = local - floor_div(local, ms_per_day) * ms_per_day;
    return {static_cast<int>(in_day / 3'600'000), static_cast<int>(in_day / 60'000 % 60)};
}

UnixMillis at_local(Date date, ClockTime clock, UtcOffset offset) {
    const std::int64_t minute = std::int64_t{clock.hour} * 60 + clock.minute - offset.minutes;
    return {std::int64_t{date.day} * ms_per_day + minute * 60'000};
}

std::string iso_date(Date date) {
    const CivilDate c = civil(date);
    std::array<char, 32> out{};
    const int n = std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", c.year, c.month, c.day);
    return {out.data(), static_cast<std::size_t>(n)};
}

std::string iso_time(UnixMillis at) {
    const ClockTime clock = local_clock(at, UtcOffset{0});
    const int in_minute = static_cast<int>(at.value - floor_div(at.value, 60'000) * 60'000);
    std::array<char, 32> out{};
    const int n = std::snprintf(
        out.data(),
        out.size(),
        "T%02d:%02d:%02d.%03dZ",
        clock.hour,
        clock.minute,
        in_minute / 1000,
        in_minute % 1000
    );
    return iso_date(local_date(at, UtcOffset{0}))
           + std::string(out.data(), static_cast<std::size_t>(n));
}

std::optional<Date> parse_iso_date(std::string_view text) {
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !year || !month || !day) {
        return std::nullopt;
    }
    return date_of({*year, *month, *day});
}

std::optional<UnixMillis> parse_iso_time(std::string_view text, UtcOffset offset) {
    const auto date = parse_iso_date(text.substr(0, 10));
    if (!date || text.size() < 16 || (text[10] != ' ' && text[10] != 'T') || text[13] != ':') {
        return std::nullopt;
    }
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    std::string_view rest = text.substr(16);
    std::int64_t ms = 0;
    if (rest.starts_with(':')) {
        const auto second = digits(rest, 1, 2);
        if (!second || *second > 59) return std::nullopt;
        ms = *second * 1000;
        rest.remove_prefix(3);
        if (rest.starts_with('.')) {
            const auto fraction = digits(rest, 1, 3);
            if (!fraction) return std::nullopt;
            ms += *fraction;
            rest.remove_prefix(4);
        }
    }
    const auto zone = rest.empty() ? std::optional(offset) : parse_offset(rest);
    if (!zone) return std::nullopt;
    return at_local(*date, {*hour, *minute}, *zone) + Millis{ms};
}

}  // namespace clerk
