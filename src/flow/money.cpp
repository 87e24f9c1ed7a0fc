#include "flow/money.hpp"

#include "model/money.hpp"

#include <algorithm>
#include <array>

namespace clerk::flow {
namespace {

struct Currency {
    std::string_view code;
    std::string_view symbol;
};

constexpr std::array currencies{
    Currency{"CNY", "¥"},
    Currency{"USD", "$"},
    Currency{"EUR", "€"},
    Currency{"GBP", "£"},
    Currency{"HKD", "HK$"},
    Currency{"TWD", "NT$"},
    Currency{"MOP", "MOP$"},
    Currency{"SGD", "S$"},
    Currency{"JPY", "JP¥"},
    Currency{"KRW", "₩"},
    Currency{"VND", "₫"},
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
    std::int64_t units = 1;
    for (int i = minor_digits(currency); i > 0; --i)
        units *= 10;
    return units;
}

std::string money_text(const Money& money) {
    const Currency* known = find_currency(money.currency);
    const auto per_unit = static_cast<std::uint64_t>(minor_per_unit(money.currency));
    const std::uint64_t minor = magnitude(money.minor);
    std::string out = money.minor < 0 ? "-" : "";
    out += known ? std::string(known->symbol) : money.currency + " ";
    out += grouped_digits(minor / per_unit);
    if (per_unit == 1) return out;
    const std::string cents = std::to_string(per_unit + minor % per_unit);
    return out + "." + cents.substr(1);
}

std::string grouped(std::int64_t n) {
    return (n < 0 ? "-" : "") + grouped_digits(magnitude(n));
}

}  // namespace clerk::flow
