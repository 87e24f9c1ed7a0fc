#include "nlu/options.hpp"

#include "nlu/glyphs.hpp"
#include "nlu/numerals.hpp"
#include "nlu/politeness.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace clerk::nlu {
namespace {

using std::string_view;

// Around a choice: "我选…吧", "the … one please".
// clang-format off
constexpr auto before_choice = std::to_array<string_view>({
    "我要选", "我想选", "我选择", "我选", "选择", "选", "我要退的是", "我要", "我想要", "要", "就是",
    "就要", "就", "应该是", "是", "i will take", "i would like", "i want", "i choose", "it is",
    "let us do",
    "option", "number", "no.", "no", "choice", "the", "go with", "that",
});
// clang-format on

constexpr auto after_choice = std::to_array<string_view>({
    "那一个",
    "这一个",
    "那个",
    "这个",
    "的那个",
    "吧",
    "号",
    "个",
    "项",
    "的",
    "one",
    "option",
    "please",
});

string_view cut_once(string_view text) {
    for (const string_view one : before_choice) {
        const bool latin = is_word_byte(one.back());
        const bool whole = text.size() > one.size() && !(latin && is_word_byte(text[one.size()]));
        if (whole && text.starts_with(one)) {
            text.remove_prefix(one.size());
            break;
        }
    }
    for (const string_view one : after_choice) {
        const std::size_t rest = text.size() - std::min(one.size(), text.size());
        const bool latin = is_word_byte(one.front());
        const bool whole = rest > 0 && !(latin && is_word_byte(text[rest - 1]));
        if (whole && text.ends_with(one)) {
            text.remove_suffix(one.size());
            break;
        }
    }
    const Span bare = without_marks(text, {0, static_cast<std::uint32_t>(text.size())});
    return text.substr(bare.begin, bare.end - bare.begin);
}

struct Ordinal {
    string_view word;
    int place;  // from 1; -1 the last
};

// clang-format off
constexpr auto ordinals = std::to_array<Ordinal>({
    {"first", 1},  {"1st", 1},    {"second", 2},  {"2nd", 2},  {"third", 3},  {"3rd", 3},
    {"fourth", 4}, {"4th", 4},    {"fifth", 5},   {"5th", 5},  {"sixth", 6},  {"6th", 6},
    {"seventh", 7}, {"7th", 7},   {"eighth", 8},  {"8th", 8},  {"ninth", 9},  {"9th", 9},
    {"tenth", 10}, {"10th", 10},  {"last", -1},   {"最后一", -1}, {"最后", -1}, {"最后一个", -1},
    {"最下面", -1}, {"倒数第一", -1}, {"倒数第二", -2}, {"上面", 1}, {"最上面", 1}, {"头一", 1},
    {"first one", 1}, {"last one", -1}, {"前面", 1}, {"后面", -1},
});

// clang-format on

std::optional<std::int64_t> place_said(string_view text) {
    for (const Ordinal& one : ordinals) {
        if (one.word == text) return one.place;
    }
    Reader reader(text, 0);
    reader.take("第");
    const std::optional<std::int64_t> number = read_number(reader);
    if (!number || *number <= 0) return std::nullopt;
    constexpr auto units =
        std::to_array<string_view>({"个", "项", "种", "条", "台", "件", "号", ".", "款"});
    (void)reader.take_one(units);
    if (!reader.at_end()) return std::nullopt;
    return number;
}

std::u32string points_of(string_view text) {
    std::u32string points;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Step step = utf8::step(text, at);
        if (is_letter(step.code_point)) points += step.code_point;
        at += step.bytes;
    }
    return points;
}

int points_weight(char32_t c) {
    return utf8::is_han(c) ? 2 : 1;
}

// Weight of the heaviest run that both texts hold.
int shared_run(const std::u32string& a, const std::u32string& b) {
    std::vector<int> row(b.size() + 1, 0);
    int best = 0;
    for (const char32_t c : a) {
        for (std::size_t j = b.size(); j > 0; --j) {
            row[j] = c == b[j - 1] ? row[j - 1] + points_weight(c) : 0;
            best = std::max(best, row[j]);
        }
    }
    return best;
}

int total_weight(const std::u32string& text) {
    int total = 0;
    for (const char32_t c : text)
        total += points_weight(c);
    return total;
}

}  // namespace

string_view bare_choice(string_view normal) {
    const Span core = core_of(normal, {0, static_cast<std::uint32_t>(normal.size())});
    string_view text = normal.substr(core.begin, core.end - core.begin);
    for (int round = 0; round < 4; ++round) {
        const string_view shorter = cut_once(text);
        if (shorter.empty() || shorter == text) break;
        text = shorter;
    }
    return text;
}

std::optional<std::size_t> read_place(string_view normal, std::size_t count) {
    const Span core = core_of(normal, {0, static_cast<std::uint32_t>(normal.size())});
    string_view text = normal.substr(core.begin, core.end - core.begin);
    for (int round = 0; round < 5; ++round) {
        if (const std::optional<std::int64_t> said = place_said(text)) {
            const std::int64_t place =
                *said > 0 ? *said : static_cast<std::int64_t>(count) + 1 + *said;
            const bool fits = place >= 1 && place <= static_cast<std::int64_t>(count);
            if (fits) return static_cast<std::size_t>(place - 1);
            return std::nullopt;
        }
        const string_view shorter = cut_once(text);
        if (shorter.empty() || shorter == text) break;
        text = shorter;
    }
    return std::nullopt;
}

std::optional<std::size_t> match_label(string_view normal, std::span<const std::string> labels) {
    const std::u32string said = points_of(bare_choice(normal));
    const int said_weight = total_weight(said);
    if (said_weight < 2) return std::nullopt;
    constexpr std::size_t compared_max = 400;  // the table below is said × label
    if (said.size() > compared_max) return std::nullopt;
    int best = 0;
    std::optional<std::size_t> picked;
    bool tied = false;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const std::u32string label = points_of(labels[i]);
        const int label_weight = total_weight(label);
        const int shared = shared_run(said, label);
        // All of the label, all of what was said, or most of it.
        const bool whole_label = shared == label_weight && label_weight > 0;
        if (!whole_label && shared * 10 < said_weight * 6) continue;
        if (shared < 3 && !whole_label && shared < said_weight) continue;
        const int exact = whole_label && shared == said_weight ? 1 : 0;
        const int score = shared * 4 + (whole_label ? 2 : 0) + exact;
        tied = score == best || (tied && score < best);
        if (score > best) {
            tied = false;
            best = score;
            picked = i;
        }
    }
    if (tied) return std::nullopt;
    return picked;
}

}  // namespace clerk::nlu
