#include "flow/money.hpp"

#include <algorithm>
#include <array>

namespace clerk::flow {
namespace {

struct Currency {
    std::string_view code;
    std::string_view symbol;
    int decimals;
};

constexpr std::array currencies{
    Currency{"CNY", "¥", 2},
    Currency{"USD", "$", 2},
    Currency{"EUR", "€", 2},
    Currency{"GBP", "£", 2},
    Currency{"HKD", "HK$", 2},
    Currency{"TWD", "NT$", 2},
    Currency{"MOP", "MOP$", 2},
    Currency{"SGD", "S$", 2},
    Currency{"JPY", "JP¥", 0},
    Currency{"KRW", "₩", 0},
    Currency{"VND", "₫", 0},
};

const Currency* find_currency(std::string_view code) {
    const auto at = std::ranges::find(currencies, code, &Currency::code);
    return at == currencies.end() ? nullptr : &*at;
}

// The size of the number, also of the smallest one, which has no positive counterpart.
std::uint64_t magnitude(std::int64_t n) {
    return n < 0 ? ~static_cast<std::uint64_t>(n) + 1 : static_cast<std::uint64_t>(n);
}

std::string grouped_digits(std::uint64_t n) {
    const std::string digits = std::to_string(n);
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
        out += digits[i];
    }
    return out;
}

}  // namespace

std::int64_t minor_per_unit(std::string_view currency) {
    const Currency* known = find_currency(currency);
    return known && known->decimals == 0 ? 1 : 100;
}

std::string money_text(const Money& money) {
    const Currency* known = find_currency(money.currency);
    const auto per_unit = static_cast<std::uint64_t>(minor_per_unit(money.currency));
    const std::uint64_t minor = magnitude(money.minor);
    std::string out = money.minor < 0 ? "-" : "";
    out += known ? std::string(known->symbol) : money.currency + " ";
    out += grouped_digits(minor / per_unit);
    if (per_unit == 1) return out;
    const std::string cents = std::to_string(minor % per_unit);
    return out + (cents.size() == 1 ? ".0" : ".") + cents;
}

std::string grouped(std::int64_t n) {
    return (n < 0 ? "-" : "") + grouped_digits(magnitude(n));
}

}  // namespace clerk::flow
