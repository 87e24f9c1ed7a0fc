// A value as the shopper reads it: in its default form or in one of the formats.
#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "flow/money.hpp"
#include "flow/text.hpp"
#include "flow/words.hpp"

#include <utility>

namespace clerk::flow {
namespace {

std::string plain(const Value& value, const Rendering& how, std::size_t depth);

std::string local_text(const LocalText& text, const Rendering& how) {
    if (how.lang == Lang::zh_hant) return how.labels.traditional(text.in(how.lang));
    return text.in(how.lang);
}

std::string record_text(const Record& record, const Rendering& how, std::size_t depth) {
    const RecordSpec* spec = find_record_spec(record.type);
    return spec ? plain(record.field(spec->title), how, depth + 1) : std::string();
}

std::string list_of(const ListValue& list, const Rendering& how, std::size_t depth) {
    std::vector<std::string> items;
    for (const Value& item : list.items)
        items.push_back(plain(item, how, depth + 1));
    return list_text(items, how.lang);
}

std::string moment_text(UnixMillis at, const Rendering& how) {
    const Date today = local_date(how.now, how.offset);
    return date_text(local_date(at, how.offset), today, how.lang) + " "
           + clock_text(local_clock(at, how.offset));
}

std::string plain(const Value& value, const Rendering& how, std::size_t depth) {
    if (depth > limits::shown_depth_max) return "…";
    return std::visit(
        overloaded{
            [](Unset) { return std::string(); },
            [&](bool yes) { return yes_no_text(yes, how.lang); },
            [](std::int64_t n) { return grouped(n); },
            [](const std::string& text) { return text; },
            [&](const LocalText& text) { return local_text(text, how); },
            [](const Money& money) { return money_text(money); },
            [&](Date date) { return date_text(date, local_date(how.now, how.offset), how.lang); },
            [](ClockTime at) { return clock_text(at); },
            [&](UnixMillis at) { return moment_text(at, how); },
            [&](Millis duration) { return duration_text(duration, how.lang); },
            [&](const Choice& choice) { return how.labels.label(choice, how.lang); },
            [&](const RecordPtr& record) { return record_text(*record, how, depth); },
            [&](const ListPtr& list) { return list_of(*list, how, depth); },
        },
        value.held
    );
}

// The number that |count and |plural speak of: itself, or how many elements.
std::optional<std::int64_t> number_of(const Value& value) {
    if (const auto* n = value.get<std::int64_t>()) return *n;
    if (const ListValue* list = value.list()) return static_cast<std::int64_t>(list->items.size());
    return std::nullopt;
}

std::optional<Date> day_of(const Value& value, const Rendering& how) {
    if (const Date* date = value.get<Date>()) return *date;
    if (const UnixMillis* at = value.get<UnixMillis>()) return local_date(*at, how.offset);
    return std::nullopt;
}

std::string plural(std::int64_t n, Lang lang, const std::vector<std::string>& args) {
    if (args.empty()) return {};
    const bool first = lang != Lang::en || n == 1 || n == -1 || args.size() < 2;
    return first ? args[0] : args[1];
}

}  // namespace

std::string show(
    const Value& value,
    const Rendering& how,
    std::string_view format,
    const std::vector<std::string>& args
) {
    if (format == "day") {
        if (const auto day = day_of(value, how)) {
            return day_text(*day, local_date(how.now, how.offset), how.lang);
        }
    }
    if (format == "time") {
        if (const auto* at = value.get<UnixMillis>()) {
            return clock_text(local_clock(*at, how.offset));
        }
    }
    if (format == "masked") return masked_text(plain(value, how, 0));
    if (format == "count" || format == "plural") {
        if (const auto n = number_of(value)) {
            return format == "count" ? grouped(*n) : plural(*n, how.lang, args);
        }
    }
    return plain(value, how, 0);
}

}  // namespace clerk::flow
