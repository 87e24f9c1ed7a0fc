#include "content/load_hours.hpp"

#include "content/fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

namespace clerk::content {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr int day_minutes = 24 * 60;

std::optional<std::size_t> weekday_of(std::string_view name) {
    const auto at = std::ranges::find(weekdays, name);
    if (at == weekdays.end()) return std::nullopt;
    return static_cast<std::size_t>(at - weekdays.begin());
}

std::optional<int> two_digits(std::string_view text, int max) {
    int value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = text.size() == 2 && end == text.data() + text.size();
    if (failure != std::errc{} || !whole || value < 0 || value > max) return std::nullopt;
    return value;
}

// "09:00"; "24:00" is the end of a day.
std::optional<int> minute_of(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = two_digits(text.substr(0, 2), 24);
    const auto minute = two_digits(text.substr(3), 59);
    if (!hour || !minute || *hour * 60 + *minute > day_minutes) return std::nullopt;
    return *hour * 60 + *minute;
}

// "22:00-02:00" goes past midnight.
std::optional<OpenSpan> span_of(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = minute_of(text.substr(0, dash));
    const auto to = minute_of(text.substr(dash + 1));
    if (!from || !to || *from == *to) return std::nullopt;
    return OpenSpan{*from, *to < *from ? *to + day_minutes : *to};
}

OpenDay read_day(const yaml::Node& node, const Report& report) {
    OpenDay day;
    if (node.is_text() && node.text == "closed") return day;
    std::vector<const yaml::Node*> spans;
    if (node.is_text()) spans.push_back(&node);
    for (const yaml::Node& item : node.items)
        spans.push_back(&item);
    for (const yaml::Node* span : spans) {
        if (!expect_text(*span, report)) continue;
        if (const auto read = span_of(span->text)) {
            day.push_back(*read);
        } else {
            report.error(span->at, "hours are written like 09:00-18:00, or `closed`");
        }
    }
    return day;
}

// The first and the last weekday of "mon-fri"; one name is both.
std::optional<std::pair<std::size_t, std::size_t>> run_of(std::string_view key) {
    const std::size_t dash = std::min(key.find('-'), key.size());
    const auto first = weekday_of(key.substr(0, dash));
    const auto last = dash == key.size() ? first : weekday_of(key.substr(dash + 1));
    if (!first || !last || *last < *first) return std::nullopt;
    return std::pair(*first, *last);
}

}  // namespace

OpenHours read_hours(const yaml::Node& node, const Report& report) {
    OpenHours hours;
    if (!expect_map(node, "`hours:`", report)) return hours;
    for (const yaml::Entry& entry : node.entries) {
        const OpenDay day = read_day(entry.value, report);
        if (const auto run = run_of(entry.key.text)) {
            for (std::size_t i = run->first; i <= run->second; ++i)
                hours.week[i] = day;
        } else if (const auto date = parse_iso_date(entry.key.text)) {
            hours.unlike[*date] = day;
        } else {
            report.error(
                entry.key.at, "a day is mon … sun, a run such as mon-fri, or a date: 2024-10-01"
            );
        }
    }
    return hours;
}

}  // namespace clerk::content
