#include "flow/types.hpp"

#include <algorithm>
#include <array>

namespace clerk::flow {
namespace {

struct Named {
    std::string_view name;
    Kind kind;
};

constexpr std::array scalars{
    Named{"bool", Kind::boolean},
    Named{"yes_no", Kind::boolean},
    Named{"count", Kind::number},
    Named{"quantity", Kind::number},
    Named{"money", Kind::money},
    Named{"date", Kind::date},
    Named{"time", Kind::time},
    Named{"date_time", Kind::date_time},
    Named{"duration", Kind::duration},
};

bool is_either(Kind a, Kind b, Kind x, Kind y) {
    return (a == x && b == y) || (a == y && b == x);
}

}  // namespace

std::string_view base_name(std::string_view type) {
    const std::size_t colon = type.find(':');
    return colon == std::string_view::npos ? type : type.substr(colon + 1);
}

Kind kind_of(std::string_view type, const TypeScope& scope) {
    if (type.empty()) return Kind::unknown;
    if (type.starts_with("choice:")) return Kind::choice;
    if (type.starts_with("record:")) return Kind::record;
    if (type.starts_with("list:")) return Kind::list;
    const auto scalar = std::ranges::find(scalars, type, &Named::name);
    if (scalar != scalars.end()) return scalar->kind;
    return scope.choice_ids(type).empty() ? Kind::text : Kind::choice;
}

std::string described(std::string_view type, const TypeScope& scope) {
    const std::string of = " (" + std::string(base_name(type)) + ")";
    switch (kind_of(type, scope)) {
        case Kind::unknown:
            return "unknown";
        case Kind::boolean:
            return "a yes or no";
        case Kind::number:
            return "a number";
        case Kind::money:
            return "an amount of money";
        case Kind::date:
            return "a day";
        case Kind::time:
            return "a time of day";
        case Kind::date_time:
            return "a day with its time";
        case Kind::duration:
            return "a duration";
        case Kind::choice:
            return "a choice" + of;
        case Kind::record:
            return "a record" + of;
        case Kind::list:
            return "a list" + of;
        case Kind::text:
            return "a text";
    }
    return "unknown";
}

bool orders(Op op) {
    return op == Op::lt || op == Op::le || op == Op::gt || op == Op::ge;
}

bool comparable(Op op, Kind a, Kind b) {
    if (a == Kind::unknown || b == Kind::unknown) return true;
    if (is_either(a, b, Kind::money, Kind::number)) return true;
    if (is_either(a, b, Kind::date, Kind::date_time)) return true;
    if (a != b || a == Kind::list) return false;
    const bool only_equal =
        a == Kind::choice || a == Kind::text || a == Kind::record || a == Kind::boolean;
    return !only_equal || !orders(op);
}

std::string_view sum_type(Kind a, Kind b, bool negative) {
    const bool day_like = a == Kind::date || a == Kind::date_time;
    const bool day_like_too = b == Kind::date || b == Kind::date_time;
    if (day_like && day_like_too) return negative ? "duration" : "";
    if (day_like && b == Kind::duration) return a == Kind::date ? "date" : "date_time";
    if (a == Kind::duration && day_like_too) {
        return negative ? "" : b == Kind::date ? "date" : "date_time";
    }
    if (a == Kind::money && b == Kind::money) return "money";
    if (is_either(a, b, Kind::money, Kind::number)) return "money";
    if (a == Kind::number && b == Kind::number) return "count";
    if (a == Kind::duration && b == Kind::duration) return "duration";
    return "";
}

}  // namespace clerk::flow
