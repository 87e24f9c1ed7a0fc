#include "nlu/digit_runs.hpp"

#include "base/utf8.hpp"
#include "nlu/glyphs.hpp"
#include "nlu/reader.hpp"
#include "nlu/word_list.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace clerk::nlu {
namespace {

using std::string_view;

constexpr std::size_t han_bytes = 3;

bool is_digit_byte(char c) {
    return is_digit(static_cast<unsigned char>(c));
}

constexpr auto spoken_digits = std::to_array<NamedNumber>({
    {"零", 0},
    {"〇", 0},
    {"一", 1},
    {"幺", 1},
    {"二", 2},
    {"三", 3},
    {"四", 4},
    {"五", 5},
    {"六", 6},
    {"七", 7},
    {"八", 8},
    {"九", 9},
});

// Tells of nearly every other sign at a look that it is no digit.
constexpr Characters spoken_signs = [] {
    Characters signs;
    for (const NamedNumber& one : spoken_digits)
        signs.add(Characters::first(one.word));
    return signs;
}();

// A digit as it is read out, one sign each; -1: none begins the text.
int spoken_digit(string_view text) {
    if (text.size() < han_bytes || static_cast<unsigned char>(text.front()) < 0xE0) return -1;
    if (!spoken_signs.may_hold(Characters::first(text))) return -1;
    for (const NamedNumber& one : spoken_digits) {
        if (text.starts_with(one.word)) return one.value;
    }
    return -1;
}

struct Digit {
    char value;
    std::size_t at;
};

// A run: its digits, and how many stand in each group.
struct Run {
    std::vector<Digit> digits;
    std::vector<std::size_t> groups;
    std::size_t end = 0;
    bool spoken = false;
};

void read_group(string_view text, std::size_t& at, Run& run) {
    std::size_t count = 0;
    for (; at < text.size(); ++count) {
        const int spoken = spoken_digit(text.substr(at));
        if (!is_digit_byte(text[at]) && spoken < 0) break;
        run.spoken |= spoken >= 0;
        const char value = spoken < 0 ? text[at] : static_cast<char>('0' + spoken);
        run.digits.push_back({value, at});
        at += spoken < 0 ? 1 : han_bytes;
    }
    if (count > 0) run.groups.push_back(count);
}

Run read_run(string_view text, std::size_t at) {
    Run run;
    while (at < text.size()) {
        const std::size_t groups = run.groups.size();
        read_group(text, at, run);
        if (run.groups.size() == groups) break;
        run.end = at;
        const bool apart = at < text.size() && (text[at] == ' ' || text[at] == '-');
        at += apart ? 1 : 0;
        if (!apart) break;
    }
    return run;
}

// 2024-06-12 …
bool is_day(const Run& run) {
    if (run.groups.size() < 3 || run.groups[0] != 4) return false;
    const auto number = [&](std::size_t from, std::size_t count) {
        int value = 0;
        for (std::size_t i = from; i < from + count; ++i)
            value = value * 10 + (run.digits[i].value - '0');
        return value;
    };
    if (run.groups[1] > 2 || run.groups[2] > 2) return false;
    const int month = number(4, run.groups[1]);
    const int day = number(4 + run.groups[1], run.groups[2]);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool is_service_number(const Run& run) {
    const auto begins = [&](string_view with) {
        return std::ranges::equal(
            with,
            std::vector<Digit>(run.digits.begin(), run.digits.begin() + 3),
            {},
            {},
            &Digit::value
        );
    };
    return run.digits.front().value == '0' || begins("400") || begins("800");
}

bool is_number(const Run& run, RunsOf runs) {
    constexpr std::size_t spoken_min = 6;
    constexpr std::size_t digits_max = 20;
    constexpr std::size_t group_min = 4;
    const std::size_t count = run.digits.size();
    if (count < runs.digits_min || count > digits_max || is_day(run)) return false;
    if (run.groups.size() == 1) return run.spoken && (runs.any_groups || count >= spoken_min);
    constexpr std::size_t tail_max = 8;  // of so few, any may be the first
    if (count > tail_max && is_service_number(run)) return false;
    return runs.any_groups || (!run.spoken && run.groups.front() >= group_min);
}

// "no" of no2024061234, right before the digits.
bool is_glued(string_view before) {
    static constexpr WordList words({"no", "nr", "order", "number", "id", "orderno"});
    return words.at_end(before) > 0;
}

// A digit, or two that are read out side by side: most texts hold neither.
bool may_hold(string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (is_digit_byte(text[at])) return true;
        const bool wide = static_cast<unsigned char>(text[at]) >= 0xE0;
        if (wide && spoken_digit(text.substr(at)) >= 0
            && spoken_digit(text.substr(at + han_bytes)) >= 0)
            return true;
        at += wide ? han_bytes : 1;
    }
    return false;
}

void append(NormalText& joined, string_view bytes, std::size_t source) {
    joined.text += bytes;
    joined.source.resize(joined.text.size(), static_cast<std::uint32_t>(source));
}

}  // namespace

std::optional<NormalText> join_digits(string_view text, Span within, RunsOf runs) {
    const string_view whole = text.substr(0, within.end);
    if (!may_hold(whole.substr(within.begin))) return std::nullopt;
    NormalText joined;
    bool any = false;
    for (std::size_t at = within.begin; at < within.end;) {
        const string_view before = whole.substr(0, at);
        const bool inside = !before.empty() && is_word_byte(before.back());
        const bool glued = inside && is_glued(before);
        const Run run = inside && !glued ? Run() : read_run(whole, at);
        const bool longer = run.end < whole.size() && is_word_byte(whole[run.end]);
        const bool alone = run.groups.size() == 1 && !run.spoken;
        const bool number =
            !run.digits.empty() && !longer
            && (glued && alone ? run.digits.size() >= runs.digits_min : is_number(run, runs));
        if (number) {
            if (glued) append(joined, " ", at);
            for (const Digit& digit : run.digits)
                append(joined, string_view(&digit.value, 1), digit.at);
            at = run.end;
            any = true;
            continue;
        }
        // Past all of it: no number begins inside another.
        const std::size_t end = run.digits.empty()
                                    ? at + std::max<std::size_t>(utf8::step(whole, at).bytes, 1)
                                    : run.end;
        for (; at < end; ++at)
            append(joined, whole.substr(at, 1), at);
    }
    joined.source.push_back(within.end);
    return any ? std::optional(std::move(joined)) : std::nullopt;
}

}  // namespace clerk::nlu
