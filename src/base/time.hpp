// Time as values: UTC milliseconds on the inside, civil dates at the edges. No clock is read here;
// the shell reads one once a turn and hands the value in.
//
// A shop's local time is a fixed offset from UTC (China has kept +08:00 without daylight saving
// since 1991); see docs/decisions for why there is no time-zone database.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clerk {

// Milliseconds since 1970-01-01T00:00:00Z. 0 means "never / unset" where a field may be absent.
struct UnixMillis {
    std::int64_t value = 0;

    friend auto operator<=>(const UnixMillis&, const UnixMillis&) = default;
};

struct Millis {
    std::int64_t value = 0;

    friend auto operator<=>(const Millis&, const Millis&) = default;
};

constexpr Millis seconds(std::int64_t n) {
    return {n * 1000};
}

constexpr Millis minutes(std::int64_t n) {
    return {n * 60'000};
}

constexpr Millis hours(std::int64_t n) {
    return {n * 3'600'000};
}

constexpr Millis days(std::int64_t n) {
    return {n * 86'400'000};
}

constexpr UnixMillis operator+(UnixMillis at, Millis d) {
    return {at.value + d.value};
}

constexpr UnixMillis operator-(UnixMillis at, Millis d) {
    return {at.value - d.value};
}

constexpr Millis operator-(UnixMillis a, UnixMillis b) {
    return {a.value - b.value};
}

// A day on a calendar, as days since 1970-01-01; arithmetic in days is plain addition.
struct Date {
    std::int32_t day = 0;

    friend auto operator<=>(const Date&, const Date&) = default;
};

constexpr Date operator+(Date d, std::int32_t n) {
    return {d.day + n};
}

constexpr std::int32_t operator-(Date a, Date b) {
    return a.day - b.day;
}

// Minutes east of UTC: +480 for China.
struct UtcOffset {
    std::int32_t minutes = 480;

    friend auto operator<=>(const UtcOffset&, const UtcOffset&) = default;
};

struct CivilDate {
    int year = 1970;
    int month = 1;  // 1–12
    int day = 1;    // 1–31

    friend bool operator==(const CivilDate&, const CivilDate&) = default;
};

struct ClockTime {
    int hour = 0;    // 0–23
    int minute = 0;  // 0–59

    friend auto operator<=>(const ClockTime&, const ClockTime&) = default;
};

[[nodiscard]] CivilDate civil(Date date);
[[nodiscard]] std::optional<Date> date_of(CivilDate civil_date);  // nullopt: no such day
[[nodiscard]] int weekday(Date date);                             // 1 = Monday … 7 = Sunday
[[nodiscard]] Date local_date(UnixMillis at, UtcOffset offset);
[[nodiscard]] ClockTime local_clock(UnixMillis at, UtcOffset offset);
[[nodiscard]] UnixMillis at_local(Date date, ClockTime clock, UtcOffset offset);

// "2024-07-01" and "2024-07-01T10:00:00.000Z"; parsing is strict, nullopt on anything else.
[[nodiscard]] std::string iso_date(Date date);
[[nodiscard]] std::string iso_time(UnixMillis at);
[[nodiscard]] std::optional<Date> parse_iso_date(std::string_view text);
// Accepts "2024-07-01 10:00", "2024-07-01T10:00:00" (local to `offset`) and a trailing "Z" or
// "+08:00".
[[nodiscard]] std::optional<UnixMillis> parse_iso_time(std::string_view text, UtcOffset offset);

// Where "now" and fresh ids come from: the two ports by which time and chance enter the program.
// The real ones live in app/, the tests' in tests/.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual UnixMillis now() const = 0;
};

class Chance {
public:
    virtual ~Chance() = default;
    // Cryptographically strong in production, seeded in tests.
    [[nodiscard]] virtual std::uint64_t bits() = 0;
};

}  // namespace clerk
