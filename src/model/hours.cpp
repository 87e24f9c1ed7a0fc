#include "model/hours.hpp"

#include <algorithm>

namespace clerk {
namespace {

constexpr int day_minutes = 24 * 60;
constexpr int days_looked_ahead = 366;

int minute_of(UnixMillis at, UtcOffset offset) {
    const ClockTime clock = local_clock(at, offset);
    return clock.hour * 60 + clock.minute;
}

bool holds(const OpenDay& day, int minute) {
    return std::ranges::any_of(day, [&](const OpenSpan& span) {
        return span.from <= minute && minute < span.to;
    });
}

}  // namespace

bool OpenHours::always() const {
    return unlike.empty() && std::ranges::all_of(week, &OpenDay::empty);
}

const OpenDay& OpenHours::of(Date date) const {
    const auto found = unlike.find(date);
    if (found != unlike.end()) return found->second;
    return week[static_cast<std::size_t>(weekday(date) - 1)];
}

bool OpenHours::open_at(UnixMillis at, UtcOffset offset) const {
    if (always()) return true;
    const Date today = local_date(at, offset);
    const int minute = minute_of(at, offset);
    return holds(of(today), minute) || holds(of(today + -1), minute + day_minutes);
}

std::optional<UnixMillis> OpenHours::opens(UnixMillis at, UtcOffset offset) const {
    if (open_at(at, offset)) return at;
    const Date today = local_date(at, offset);
    for (int ahead = 0; ahead <= days_looked_ahead; ++ahead) {
        const UnixMillis midnight = at_local(today + ahead, {}, offset);
        std::optional<UnixMillis> first;
        for (const OpenSpan& span : of(today + ahead)) {
            const UnixMillis from = midnight + minutes(span.from);
            if (from >= at && (!first || from < *first)) first = from;
        }
        if (first) return first;
    }
    return std::nullopt;
}

std::optional<UnixMillis> OpenHours::after(UnixMillis at, Millis span, UtcOffset offset) const {
    if (always()) return at + span;
    const Date today = local_date(at, offset);
    for (int ahead = -1; ahead <= days_looked_ahead; ++ahead) {
        const UnixMillis midnight = at_local(today + ahead, {}, offset);
        OpenDay day = of(today + ahead);
        std::ranges::sort(day, {}, &OpenSpan::from);
        for (const OpenSpan& open : day) {  // `at` has come to where nothing before counts any more
            const UnixMillis from = std::max(at, midnight + minutes(open.from));
            const Millis there = midnight + minutes(open.to) - from;
            if (there.value <= 0) continue;
            if (span <= there) return from + span;
            span = Millis{span.value - there.value};
            at = from + there;
        }
    }
    return std::nullopt;
}

}  // namespace clerk
