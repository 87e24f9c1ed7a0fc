#include "flow/duration.hpp"

#include "flow/expr.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace clerk::flow {
namespace {

struct Unit {
    std::string_view brief;
    std::string_view one;
    std::string_view many;
    Millis length;
};

constexpr std::array units{
    Unit{"w", "week", "weeks", days(7)},
    Unit{"d", "day", "days", days(1)},
    Unit{"h", "hour", "hours", hours(1)},
    Unit{"m", "minute", "minutes", minutes(1)},
    Unit{"s", "second", "seconds", seconds(1)},
};

}  // namespace

std::optional<Millis> duration_unit(std::string_view word) {
    const auto at = std::ranges::find_if(units, [&](const Unit& unit) {
        return word == unit.brief || word == unit.one || word == unit.many;
    });
    return at == units.end() ? std::nullopt : std::optional(at->length);
}

std::optional<Millis> times(std::int64_t n, Millis unit) {
    Millis product;
    if (__builtin_mul_overflow(n, unit.value, &product.value)) return std::nullopt;
    return product;
}

std::string duration_source(Millis duration) {
    // Weeks are read but not written: "14 days" is how people put it.
    for (std::size_t i = 1; i < units.size(); ++i) {
        const bool last = i + 1 == units.size();
        if (!last && (duration.value == 0 || duration.value % units[i].length.value != 0)) continue;
        const std::int64_t n = duration.value / units[i].length.value;
        return std::to_string(n) + " " + std::string(n == 1 ? units[i].one : units[i].many);
    }
    return {};
}

std::optional<Millis> parse_duration(std::string_view text) {
    std::int64_t n = 0;
    const char* end = text.data() + text.size();
    const auto [after, failure] = std::from_chars(text.data(), end, n);
    if (failure != std::errc{} || text.front() == '-') return std::nullopt;
    std::string_view unit(after, static_cast<std::size_t>(end - after));
    if (unit.starts_with(' ')) unit.remove_prefix(1);
    const auto length = duration_unit(unit);
    return length ? times(n, *length) : std::nullopt;
}

}  // namespace clerk::flow
