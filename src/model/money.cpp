#include "model/money.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace clerk {
namespace {

constexpr std::array<std::string_view, 3> without_decimals{"JPY", "KRW", "VND"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// nullopt when a digit would carry the amount over the bound.
std::optional<std::int64_t> push_digit(std::int64_t amount, char digit) {
    const std::int64_t next = amount * 10 + (digit - '0');
    return next > money_minor_max ? std::nullopt : std::optional(next);
}

}  // namespace

int minor_digits(std::string_view currency) {
    return std::ranges::find(without_decimals, currency) == without_decimals.end() ? 2 : 0;
}

bool is_currency(std::string_view text) {
    return text.size() == 3
           && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::optional<Money> parse_money(std::string_view text, std::string_view currency) {
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    std::string_view part = point == std::string_view::npos ? "" : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && part.empty())) return std::nullopt;
    if (!std::ranges::all_of(whole, is_digit) || !std::ranges::all_of(part, is_digit)) {
        return std::nullopt;
    }
    const auto decimals = static_cast<std::size_t>(minor_digits(currency));
    while (part.size() > decimals && part.back() == '0')
        part.remove_suffix(1);
    if (part.size() > decimals) return std::nullopt;

    std::string digits(whole);
    digits.append(part).append(decimals - part.size(), '0');
    std::int64_t amount = 0;
    for (const char digit : digits) {
        const auto next = push_digit(amount, digit);
        if (!next) return std::nullopt;
        amount = *next;
    }
    return Money{amount, std::string(currency)};
}

std::string plain_amount(const Money& money) {
    const auto decimals = static_cast<std::size_t>(minor_digits(money.currency));
    const bool negative = money.minor < 0;
    // Through unsigned, so that the smallest number has a magnitude too.
    const auto bits = static_cast<std::uint64_t>(money.minor);
    std::string digits = std::to_string(negative ? 0 - bits : bits);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    if (decimals > 0) digits.insert(digits.size() - decimals, 1, '.');
    return negative ? "-" + digits : digits;
}

}  // namespace clerk
