#include "content/plain.hpp"

#include "base/overloaded.hpp"
#include "flow/expr.hpp"
#include "model/catalog.hpp"

#include <array>
#include <cstdio>

namespace clerk::content {
namespace {

std::string plain_money(const Money& money) {
    const bool negative = money.minor < 0;
    const auto minor = negative ? 0 - static_cast<std::uint64_t>(money.minor)
                                : static_cast<std::uint64_t>(money.minor);
    std::string cents = std::to_string(minor % 100);
    if (cents.size() == 1) cents.insert(0, 1, '0');
    return (negative ? "-" : "") + std::to_string(minor / 100) + "." + cents;
}

std::string two(int n) {
    return (n < 10 ? "0" : "") + std::to_string(n);
}

std::string plain_duration(Millis duration) {
    struct Unit {
        std::int64_t ms;
        const char* name;
    };

    constexpr std::array units{
        Unit{86'400'000, "d"}, Unit{3'600'000, "h"}, Unit{60'000, "m"}, Unit{1'000, "s"}};
    for (const Unit& unit : units) {
        if (duration.value % unit.ms == 0)
            return std::to_string(duration.value / unit.ms) + unit.name;
    }
    return std::to_string(duration.value) + "ms";
}

std::string plain_record(const Record& record) {
    const RecordSpec* spec = find_record_spec(record.type);
    return spec == nullptr ? record.type : plain(record.field(spec->title));
}

}  // namespace

std::string plain(const Value& value) {
    return std::visit(
        overloaded{
            [](const Unset&) { return std::string(); },
            [](bool yes) { return std::string(yes ? "yes" : "no"); },
            [](std::int64_t n) { return std::to_string(n); },
            [](const std::string& text) { return text; },
            [](const LocalText& text) { return text.in(Lang::zh); },
            [](const Money& money) { return plain_money(money); },
            [](const Date& date) { return iso_date(date); },
            [](const ClockTime& time) { return two(time.hour) + ":" + two(time.minute); },
            [](const UnixMillis& at) { return iso_time(at); },
            [](const Millis& duration) { return plain_duration(duration); },
            [](const Choice& choice) { return choice.id; },
            [](const RecordPtr& record) { return plain_record(*record); },
            [](const ListPtr& list) {
                std::string all;
                for (const Value& item : list->items)
                    all += (all.empty() ? "" : ", ") + plain(item);
                return all;
            },
        },
        value.held
    );
}

}  // namespace clerk::content
