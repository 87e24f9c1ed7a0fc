#include "nlu/doubts.hpp"

#include "nlu/glyphs.hpp"
#include "nlu/numerals.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

constexpr auto hours = std::to_array<string_view>({"点", "时", "am", "pm", "o'clock"});
constexpr auto days = std::to_array<string_view>({"号", "日"});

bool take_minutes(Reader& reader) {
    if (!reader.take(":")) return false;
    return reader.digits(2, 2).has_value();
}

// "3", 三点半, "3:30", "3 pm", 3号: one end of a span, and whether its unit was said.
struct End {
    bool unit = false;
};

std::optional<End> read_end(Reader& reader, SpanOf what) {
    if (!read_number(reader)) return std::nullopt;
    End found;
    if (what == SpanOf::hours && take_minutes(reader)) found.unit = true;
    const std::size_t end = reader.at();
    reader.skip_spaces();
    if (what == SpanOf::hours) {
        found.unit |= reader.take_one(hours).has_value();
        reader.take("半");
    } else if (what == SpanOf::days) {
        found.unit = reader.take_one(days).has_value();
    }
    if (!found.unit) reader.move_to(end);
    return found;
}

bool take_link(Reader& reader, bool between) {
    constexpr auto links =
        std::to_array<string_view>({"-", "~", "到", "至", "或者", "或", "to", "or"});
    reader.skip_spaces();
    const bool linked = reader.take_one(links) || (between && reader.take("and"));
    reader.skip_spaces();
    return linked;
}

}  // namespace

bool is_denied(string_view text, std::size_t begin, std::size_t end) {
    constexpr auto before = std::to_array<string_view>(
        {"不是",
         "不要",
         "不选",
         "除了",
         "除",
         "非",
         "not",
         "not on",
         "not at",
         "not the",
         "except",
         "except on",
         "except for",
         "day but",
         "time but"}
    );
    constexpr auto after = std::to_array<string_view>(
        {"不行",
         "不可以",
         "不方便",
         "没空",
         "没时间",
         "不在",
         "不合适",
         "没人",
         "除外",
         "以外",
         "之外",
         "does not",
         "do not",
         "will not",
         "would not",
         "is not",
         "is no good",
         "is bad",
         "is out"}
    );
    string_view front = text.substr(0, begin);
    while (front.ends_with(' '))
        front.remove_suffix(1);
    const auto leads = [&](string_view word) {
        if (!front.ends_with(word)) return false;
        const std::size_t rest = front.size() - word.size();
        return !is_word_byte(word.front()) || rest == 0 || !is_word_byte(front[rest - 1]);
    };
    constexpr auto asked = std::to_array<string_view>({"why not", "是不是", "要不要"});
    const bool asks =
        std::ranges::any_of(asked, [&](string_view word) { return front.ends_with(word); });
    if (!asks && std::ranges::any_of(before, leads)) return true;
    constexpr auto between =
        std::to_array<string_view>({"的", "我", "都", "也", "那天", "可能", "家里"});
    Reader behind(text, end);
    behind.skip_spaces();
    while (behind.take_one(between)) {
    }
    return behind.take_one(after).has_value();
}

bool skip_span(Reader& reader, SpanOf what) {
    Reader at = reader;
    const bool between = at.before().ends_with("between ");
    const auto first = read_end(at, what);
    if (!first || !take_link(at, between)) return false;
    const auto second = read_end(at, what);
    if (!second) return false;
    const bool said = what == SpanOf::numbers || first->unit || second->unit || between;
    if (!said) return false;
    reader.move_to(at.at());
    return true;
}

bool is_below_nothing(string_view before) {
    if (before.ends_with("负")) return true;
    if (!before.ends_with('-')) return false;
    before.remove_suffix(1);
    return before.empty() || before.ends_with(' ') || before.ends_with('-');
}

}  // namespace clerk::nlu
