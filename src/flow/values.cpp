#include "flow/values.hpp"

#include "base/overloaded.hpp"
#include "flow/money.hpp"

#include <limits>

namespace clerk::flow {
namespace {

using Ordering = std::optional<std::strong_ordering>;

constexpr std::int64_t day_ms = days(1).value;

std::optional<std::int64_t> checked_sum(std::int64_t a, std::int64_t b, bool negative) {
    std::int64_t out = 0;
    const bool lost =
        negative ? __builtin_sub_overflow(a, b, &out) : __builtin_add_overflow(a, b, &out);
    return lost ? std::nullopt : std::optional(out);
}

std::int64_t floor_days(std::int64_t ms) {
    return ms / day_ms - (ms % day_ms < 0 ? 1 : 0);
}

// A plain number beside money means whole units of that money's currency.
std::optional<Money> as_money(std::int64_t units, const Money& like) {
    Money out{0, like.currency};
    const std::int64_t per_unit = minor_per_unit(like.currency);
    if (__builtin_mul_overflow(units, per_unit, &out.minor)) return std::nullopt;
    return out;
}

// A pair brought to the same kind where the language allows two.
std::pair<Value, Value> levelled(const Value& a, const Value& b, UtcOffset offset) {
    if (const auto* money = a.get<Money>(); money && b.get<std::int64_t>()) {
        if (const auto other = as_money(*b.get<std::int64_t>(), *money)) return {a, *other};
    }
    if (const auto* money = b.get<Money>(); money && a.get<std::int64_t>()) {
        if (const auto other = as_money(*a.get<std::int64_t>(), *money)) return {*other, b};
    }
    if (a.get<Date>() && b.get<UnixMillis>()) return {a, local_date(*b.get<UnixMillis>(), offset)};
    if (a.get<UnixMillis>() && b.get<Date>()) return {local_date(*a.get<UnixMillis>(), offset), b};
    return {a, b};
}

bool same_text(const LocalText& text, std::string_view other) {
    return text.zh == other || text.en == other;
}

struct Adder {
    bool negative;

    template <class T>
    static Value of(std::optional<std::int64_t> n) {
        return n ? Value(T{*n}) : Value();
    }

    Value operator()(std::int64_t a, std::int64_t b) const {
        return of<std::int64_t>(checked_sum(a, b, negative));
    }

    Value operator()(const Money& a, const Money& b) const {
        if (a.currency != b.currency) return {};
        const auto minor = checked_sum(a.minor, b.minor, negative);
        return minor ? Value(Money{*minor, a.currency}) : Value();
    }

    Value operator()(Millis a, Millis b) const {
        return of<Millis>(checked_sum(a.value, b.value, negative));
    }

    Value operator()(UnixMillis a, Millis b) const {
        return of<UnixMillis>(checked_sum(a.value, b.value, negative));
    }

    Value operator()(Millis a, UnixMillis b) const { return negative ? Value() : (*this)(b, a); }

    Value operator()(UnixMillis a, UnixMillis b) const {
        return negative ? of<Millis>(checked_sum(a.value, b.value, true)) : Value();
    }

    Value operator()(Date a, Millis b) const {
        const auto day = checked_sum(a.day, floor_days(b.value), negative);
        const bool fits = day && *day >= std::numeric_limits<std::int32_t>::min()
                          && *day <= std::numeric_limits<std::int32_t>::max();
        return fits ? Value(Date{static_cast<std::int32_t>(*day)}) : Value();
    }

    Value operator()(Millis a, Date b) const { return negative ? Value() : (*this)(b, a); }

    Value operator()(Date a, Date b) const {
        if (!negative) return {};
        return Value(days(std::int64_t{a.day} - std::int64_t{b.day}));
    }

    template <class A, class B>
    Value operator()(const A&, const B&) const {
        return {};
    }
};

}  // namespace

Ordering order(const Value& first, const Value& second, UtcOffset offset) {
    const auto [a, b] = levelled(first, second, offset);
    return std::visit(
        overloaded{
            [](std::int64_t x, std::int64_t y) { return Ordering(x <=> y); },
            [](const Money& x, const Money& y) {
                return x.currency == y.currency ? Ordering(x.minor <=> y.minor) : std::nullopt;
            },
            [](Date x, Date y) { return Ordering(x <=> y); },
            [](ClockTime x, ClockTime y) { return Ordering(x <=> y); },
            [](UnixMillis x, UnixMillis y) { return Ordering(x <=> y); },
            [](Millis x, Millis y) { return Ordering(x <=> y); },
            [](const auto&, const auto&) { return Ordering(); },
        },
        a.held,
        b.held
    );
}

bool same(const Value& first, const Value& second, UtcOffset offset) {
    if (!first.is_set() || !second.is_set()) return false;
    const auto [a, b] = levelled(first, second, offset);
    return std::visit(
        overloaded{
            [](const LocalText& x, const std::string& y) { return same_text(x, y); },
            [](const std::string& x, const LocalText& y) { return same_text(y, x); },
            [](const Choice& x, const std::string& y) { return x.id == y; },
            [](const std::string& x, const Choice& y) { return x == y.id; },
            // A literal's type may be written with or without "choice:"; ids are compared.
            [](const Choice& x, const Choice& y) { return x.id == y.id; },
            [&](const auto&, const auto&) { return a == b; },
        },
        a.held,
        b.held
    );
}

Value sum(const Value& first, const Value& second, bool negative, UtcOffset offset) {
    const auto [a, b] = levelled(first, second, offset);
    return std::visit(Adder{negative}, a.held, b.held);
}

}  // namespace clerk::flow
