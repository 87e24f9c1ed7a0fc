// When people are at their desks: several spans a day (a lunch break between them, a night shift
// past midnight), and days that are unlike their weekday — a holiday, a workday made up for one
// (调休).
#pragma once

#include "base/time.hpp"

#include <array>
#include <map>
#include <optional>
#include <vector>

namespace clerk {

// Minutes since midnight, half-open; `to` may lie past 24:00, on the next day.
struct OpenSpan {
    int from = 0;
    int to = 0;

    friend bool operator==(const OpenSpan&, const OpenSpan&) = default;
};

using OpenDay = std::vector<OpenSpan>;  // empty: closed

struct OpenHours {
    std::array<OpenDay, 7> week;     // Monday first
    std::map<Date, OpenDay> unlike;  // in place of the weekday's

    // Nothing is said of any day: somebody is always there.
    [[nodiscard]] bool always() const;
    [[nodiscard]] bool open_at(UnixMillis at, UtcOffset offset) const;
    // The next moment from `at` on at which somebody is there; nullopt: none within a year.
    [[nodiscard]] std::optional<UnixMillis> opens(UnixMillis at, UtcOffset offset) const;
    // The moment by which somebody has been there for `span` since `at`; nullopt: not within a
    // year.
    [[nodiscard]] std::optional<UnixMillis> after(UnixMillis at, Millis span, UtcOffset offset)
        const;

private:
    [[nodiscard]] const OpenDay& of(Date date) const;
};

}  // namespace clerk
