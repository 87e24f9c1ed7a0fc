#include "nlu/numerals.hpp"

#include "nlu/glyphs.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

constexpr std::int64_t number_max = 1'000'000'000'000;

int han_digit(char32_t c) {
    constexpr std::u32string_view digits = U"零一二三四五六七八九";
    if (c == U'〇') return 0;
    if (c == U'两') return 2;
    const std::size_t at = digits.find(c);
    return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

std::int64_t han_unit(char32_t c) {
    switch (c) {
        case U'十':
            return 10;
        case U'百':
            return 100;
        case U'千':
            return 1'000;
        case U'万':
            return 10'000;
        case U'亿':
            return 100'000'000;
        default:
            return 0;
    }
}

// 廿 and 卅 are 二十 and 三十 in one sign.
int han_tens(char32_t c) {
    return c == U'廿' ? 2 : c == U'卅' ? 3 : 0;
}

bool is_han_numeral(char32_t c) {
    return han_digit(c) >= 0 || han_unit(c) > 0 || han_tens(c) > 0;
}

std::u32string han_run(std::string_view text) {
    std::u32string run;
    for (std::size_t at = 0; at < text.size() && run.size() < 24;) {
        const utf8::Step step = utf8::step(text, at);
        if (!is_han_numeral(step.code_point)) break;
        run += step.code_point;
        at += step.bytes;
    }
    return run;
}

// 二〇二四: digits one after another; but two of them, 两三 or 三五, are "a few".
std::optional<std::int64_t> positional(std::u32string_view run) {
    if (run.size() == 2 && han_digit(run[0]) > 0 && han_digit(run[1]) > 0) return std::nullopt;
    std::int64_t value = 0;
    for (const char32_t c : run) {
        value = value * 10 + han_digit(c);
        if (value >= number_max) return std::nullopt;
    }
    return value;
}

// 一万二千三百零五; a last digit without its unit takes the next one down (两千五 is 2500).
std::optional<std::int64_t> with_units(std::u32string_view run) {
    std::int64_t total = 0;
    std::int64_t section = 0;  // below the last 万 or 亿
    std::int64_t digit = -1;
    std::int64_t last_unit = 1;
    bool zero = false;
    for (const char32_t c : run) {
        const std::int64_t unit = han_tens(c) > 0 ? 10 : han_unit(c);
        if (han_tens(c) > 0) {
            if (digit > 0) return std::nullopt;
            digit = han_tens(c);
        }
        if (unit == 0) {
            if (digit > 0) return std::nullopt;  // 三五百 is no number
            digit = han_digit(c);
            zero = zero || digit == 0;
            continue;
        }
        if (unit < 10'000) {
            section += (digit < 0 || (digit == 0 && unit == 10) ? 1 : digit) * unit;
        } else {
            section += std::max<std::int64_t>(digit, 0);
            // Before it is multiplied: 九千亿亿 would not fit.
            if (total + section >= number_max / unit) return std::nullopt;
            total = (total + section) * unit;
            section = 0;
        }
        digit = -1;
        zero = false;
        last_unit = unit;
    }
    if (digit > 0) section += zero || last_unit <= 10 ? digit : digit * (last_unit / 10);
    return total + section;
}

std::size_t han_bytes(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < count; ++i)
        at += utf8::step(text, at).bytes;
    return at;
}

// clang-format off
constexpr auto english = std::to_array<NamedNumber>({
    {"one", 1},       {"two", 2},        {"three", 3},     {"four", 4},      {"five", 5},
    {"six", 6},       {"seven", 7},      {"eight", 8},     {"nine", 9},      {"ten", 10},
    {"eleven", 11},   {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
    {"sixteen", 16},  {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
    {"thirty", 30},   {"forty", 40},     {"fifty", 50},    {"sixty", 60},    {"seventy", 70},
    {"eighty", 80},   {"ninety", 90},    {"a hundred", 100}, {"a couple of", 2},
});

// clang-format on

// What stands before belongs to the same number: 12|34, 1.2|34 and 1.|234.
bool is_inside_number(std::string_view before) {
    if (before.ends_with('.')) before.remove_suffix(1);
    return !before.empty() && is_digit(static_cast<unsigned char>(before.back()));
}

// Digits with or without commas every three.
std::optional<std::int64_t> read_arabic(Reader& reader) {
    const bool joined = is_inside_number(reader.before());
    const std::string_view text = reader.rest();
    std::size_t end = 0;
    std::int64_t value = 0;
    const auto is_digit_at = [&](std::size_t i) {
        return i < text.size() && is_digit(static_cast<unsigned char>(text[i]));
    };
    while (end < text.size()) {
        if (is_digit_at(end)) {
            value = value * 10 + (text[end] - '0');
            if (value >= number_max) return std::nullopt;
            ++end;
            continue;
        }
        const bool grouped = end <= 3 || text[end - 4] == ',';
        const bool thousands = end > 0 && grouped && text[end] == ',' && is_digit_at(end + 1)
                               && is_digit_at(end + 2) && is_digit_at(end + 3)
                               && !is_digit_at(end + 4);
        if (!thousands) break;
        ++end;
    }
    if (end == 0 || joined) return std::nullopt;
    reader.move_to(reader.at() + end);
    return value;
}

}  // namespace

std::size_t han_number_bytes(std::string_view text) {
    return han_bytes(text, han_run(text).size());
}

std::size_t next_place(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, at);
    const bool digit = is_digit(static_cast<unsigned char>(text[at]));
    const std::size_t han = han_number_bytes(text.substr(at));
    const bool weekday = before.ends_with("周") || before.ends_with("期") || before.ends_with("拜");
    if (han > 0 && !weekday) return at + han;
    at += std::max<std::size_t>(utf8::step(text, at).bytes, 1);
    while (digit && at < text.size() && is_digit(static_cast<unsigned char>(text[at])))
        ++at;
    return at;
}

std::optional<std::int64_t> read_han_number(Reader& reader) {
    const std::u32string run = han_run(reader.rest());
    if (run.empty() || reader.before().ends_with("几")) return std::nullopt;
    const bool units = std::any_of(run.begin(), run.end(), [](char32_t c) {
        return han_unit(c) > 0 || han_tens(c) > 0;
    });
    const std::optional<std::int64_t> value = units ? with_units(run) : positional(run);
    if (value) reader.move_to(reader.at() + han_bytes(reader.rest(), run.size()));
    return value;
}

std::optional<std::int64_t> read_english_number(Reader& reader) {
    if (!reader.at_word_start()) return std::nullopt;
    const std::optional<int> first = take_named(reader, english);
    if (!first) return std::nullopt;
    std::int64_t value = *first;
    const std::size_t after = reader.at();
    if (value >= 20 && value < 100) {
        if (!reader.take("-")) reader.skip_spaces();
        const std::optional<int> unit = take_named(reader, english);
        if (unit && *unit < 10) return value + *unit;
        reader.move_to(after);
    }
    reader.skip_spaces();
    if (value < 10 && reader.take("hundred")) return value * 100;
    reader.move_to(after);
    return value;
}

std::optional<std::int64_t> read_number(Reader& reader) {
    if (const auto arabic = read_arabic(reader)) return arabic;
    if (const auto han = read_han_number(reader)) return han;
    return read_english_number(reader);
}

namespace {

// 千, 万, "k": what the digits before it count; 0: none.
std::int64_t read_unit_sign(Reader& reader) {
    constexpr auto units = std::to_array<NamedNumber>(
        {{"万", 10'000}, {"千", 1'000}, {"百", 100}, {"k", 1'000}, {"w", 10'000}}
    );
    if (reader.rest().starts_with("千克") || reader.rest().starts_with("千米")) return 0;
    return take_named(reader, units).value_or(0);
}

// 1千2百 and 3万5: what stands behind a unit, in hundredths.
std::int64_t read_lower(Reader& reader, std::int64_t unit) {
    std::int64_t sum = 0;
    while (unit > 0) {
        const std::size_t begin = reader.at();
        const auto digits = reader.digits(1, 1);
        const std::int64_t next = digits ? read_unit_sign(reader) : 0;
        if (!digits || next >= unit) {
            reader.move_to(begin);
            break;
        }
        sum += *digits * 100 * (next > 0 ? next : unit / 10);
        unit = next;
    }
    return sum;
}

}  // namespace

std::optional<std::int64_t> read_hundredths(Reader& reader) {
    const std::size_t begin = reader.at();
    const auto arabic = read_arabic(reader);
    if (!arabic) {
        const auto other = read_number(reader);
        if (!other) return std::nullopt;
        return *other * 100;
    }
    std::int64_t value = *arabic * 100;
    const std::size_t whole = reader.at();
    if (reader.take(".")) {
        const std::size_t decimals = reader.at();
        const auto fraction = reader.digits(1, 2);
        if (fraction) {
            value += reader.at() - decimals == 1 ? *fraction * 10 : *fraction;
        } else if (reader.digits(3, 18)) {
            reader.move_to(begin);
            return std::nullopt;
        } else {
            reader.move_to(whole);
        }
    }
    const std::int64_t unit = read_unit_sign(reader);
    return unit == 0 ? value : value * unit + read_lower(reader, unit);
}

}  // namespace clerk::nlu
