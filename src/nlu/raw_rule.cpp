#include "nlu/raw_rule.hpp"

#include "base/limits.hpp"
#include "nlu/glyphs.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

using std::string_view;

bool starts_at(string_view text, std::size_t at, string_view what) {
    return text.substr(at).starts_with(what);
}

// End of the class that opens at `at`; text.size() when nothing closes it.
std::size_t class_end(string_view text, std::size_t at) {
    std::size_t i = at + 1;
    if (i < text.size() && text[i] == '^') ++i;
    if (i < text.size() && text[i] == ']') ++i;
    for (; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (starts_at(text, i, "[:")) {
            i = std::min(text.find(":]", i), text.size() - 1) + 1;
        } else if (text[i] == ']') {
            return i + 1;
        }
    }
    return text.size();
}

// [退换]: single characters only.
bool is_small_class(string_view inside) {
    return !inside.starts_with("[^") && inside.find_first_of("-\\") == string_view::npos
           && inside.find("[:") == string_view::npos && utf8::length(inside) <= 10;
}

std::size_t escape_end(string_view text, std::size_t at) {
    std::size_t end = std::min(at + 2, text.size());
    const char c = at + 1 < text.size() ? text[at + 1] : '\0';
    const bool braced = (c == 'p' || c == 'P' || c == 'x') && end < text.size();
    if (braced && text[end] == '{') return std::min(text.find('}', end), text.size() - 1) + 1;
    if (c == 'p' || c == 'P') return std::min(end + 1, text.size());
    if (c == 'x') return std::min(end + 2, text.size());
    return end;
}

bool is_wild_escape(char c) {
    return string_view("dDsSwWpPCX").find(c) != string_view::npos;
}

// Past * + ? {m,n} and a lazy ?, if they stand at `at`.
std::size_t quantifier_end(string_view text, std::size_t at) {
    if (at >= text.size()) return at;
    std::size_t end = at;
    if (text[at] == '*' || text[at] == '+' || text[at] == '?') {
        end = at + 1;
    } else if (text[at] == '{') {
        const std::size_t close = text.find('}', at);
        const string_view inside = text.substr(at + 1, std::min(close, text.size()) - at - 1);
        const bool numbers = inside.find_first_not_of("0123456789,") == string_view::npos;
        if (close == string_view::npos || inside.empty() || !numbers) return at;
        end = close + 1;
    } else {
        return at;
    }
    if (end < text.size() && text[end] == '?') ++end;
    return end;
}

class Reader {
public:
    Reader(
        string_view text,
        const Normaliser& normaliser,
        const std::function<bool(string_view)>* is_type
    )
        : text_(text), normaliser_(normaliser), is_type_(is_type) {}

    Pattern read() {
        pattern_.folds_case = true;
        while (at_ < text_.size())
            one();
        return std::move(pattern_);
    }

private:
    [[nodiscard]] bool captures() const { return is_type_ != nullptr; }

    void copy(std::size_t end) {
        const string_view part = text_.substr(at_, end - at_);
        for (std::size_t i = 0; i < part.size();) {
            const utf8::Step step = utf8::step(part, i);
            const string_view character = part.substr(i, step.bytes);
            const bool han = utf8::is_han(step.code_point);
            pattern_.re2 += han ? normaliser_.literal(character) : std::string(character);
            i += step.bytes;
        }
        at_ = end;
    }

    void wildcard(std::size_t end) {
        end = quantifier_end(text_, end);
        if (!captures() || inside_slot_ > 0) return copy(end);
        pattern_.re2 += '(';
        copy(end);
        pattern_.re2 += ')';
        pattern_.groups.push_back({});
    }

    void one() {
        const char c = text_[at_];
        if (c == '\\') {
            const bool wild = at_ + 1 < text_.size() && is_wild_escape(text_[at_ + 1]);
            const bool quoted = starts_at(text_, at_, "\\Q");
            if (quoted) return copy(std::min(text_.find("\\E", at_), text_.size() - 2) + 2);
            return wild ? wildcard(escape_end(text_, at_)) : copy(escape_end(text_, at_));
        }
        if (c == '[') {
            const std::size_t end = class_end(text_, at_);
            const bool small = is_small_class(text_.substr(at_, end - at_));
            return small ? copy(end) : wildcard(end);
        }
        if (c == '.') return wildcard(at_ + 1);
        if (c == '(') return open();
        if (c == ')') close();
        copy(at_ + std::max<std::size_t>(utf8::step(text_, at_).bytes, 1));
    }

    void open() {
        if (inside_slot_ > 0) ++inside_slot_;
        if (starts_at(text_, at_, "(?P<")) return open_named();
        if (starts_at(text_, at_, "(?")) {
            const std::size_t end = text_.find_first_of(":)", at_);
            if (end != string_view::npos && text_[end] == ')' && inside_slot_ > 0) --inside_slot_;
            return copy(end == string_view::npos ? text_.size() : end + 1);
        }
        pattern_.re2 += "(?:";
        ++at_;
    }

    void open_named() {
        const std::size_t begin = at_ + string_view("(?P<").size();
        const std::size_t end = std::min(text_.find('>', begin), text_.size());
        const string_view name = text_.substr(begin, end - begin);
        at_ = std::min(end + 1, text_.size());
        if (captures() && inside_slot_ == 0 && (*is_type_)(name)) {
            pattern_.re2 += '(';
            pattern_.groups.push_back({{}, std::string(name)});
            inside_slot_ = 1;
        } else {
            pattern_.re2 += "(?:";
        }
    }

    void close() {
        if (inside_slot_ > 0) --inside_slot_;
    }

    string_view text_;
    const Normaliser& normaliser_;
    const std::function<bool(string_view)>* is_type_;
    std::size_t at_ = 0;
    int inside_slot_ = 0;  // parentheses open since a slot's own
    Pattern pattern_;
};

struct Missing {
    string_view written;
    string_view advice;
};

// clang-format off
constexpr auto missing = std::to_array<Missing>({
    {"(?=", "RE2 has no look-ahead: say what must follow as part of the rule itself"},
    {"(?!", "RE2 has no negative look-ahead: put what must not follow under `unless`"},
    {"(?<=", "RE2 has no look-behind: say what must stand before as part of the rule itself"},
    {"(?<!", "RE2 has no negative look-behind: put what must not stand before under `unless`"},
    {"(?<", "RE2 names a group (?P<name>…), with a P"},
    {"(?'", "RE2 names a group (?P<name>…)"},
    {"(?>", "RE2 has no atomic groups, and needs none: it never backtracks; write (?:…)"},
    {"(?P=", "RE2 has no back-references: repeat what was meant"},
    {"(?P>", "RE2 has no recursion: write the levels out"},
});

// clang-format on

bool is_back_reference(string_view text, std::size_t at) {
    return text[at] == '\\' && at + 1 < text.size() && text[at + 1] >= '1' && text[at + 1] <= '9';
}

// What an escape that knows ASCII alone misses beside Han; null: it is none of those.
const char* ascii_advice(char escaped) {
    switch (escaped) {
        case 'b':
            return "\\b knows only ASCII words: beside Han it wants a letter or digit on the other "
                   "side; leave it out";
        case 'w':
        case 'W':
            return "\\w knows only ASCII: write \\p{Han} or [\\w\\p{Han}] for Chinese";
        case 'd':
        case 'D':
            return "\\d knows only 0 to 9: 两 and 二十三 are no digits to it; write [0-9] if that "
                   "is "
                   "meant, or <quantity> in a phrase";
        default:
            return nullptr;
    }
}

// Han beside \b, \w or \d, which know ASCII alone.
void warn_beside_han(string_view text, std::vector<PhraseFault>& faults) {
    for (std::size_t at = 0; at + 1 < text.size(); at += text[at] == '\\' ? 2 : 1) {
        const char* advice = text[at] == '\\' ? ascii_advice(text[at + 1]) : nullptr;
        if (advice == nullptr) continue;
        std::size_t before = at;
        while (before > 0 && (text[before - 1] & 0xC0) == 0x80)
            --before;
        const bool han_before = before > 0 && utf8::is_han(utf8::step(text, before - 1).code_point);
        const std::size_t behind = quantifier_end(text, at + 2);
        const bool han_after = utf8::is_han(utf8::step(text, behind).code_point);
        if (han_before || han_after) faults.push_back({true, at, advice});
    }
}

}  // namespace

bool ParsedRaw::ok() const {
    return std::all_of(faults.begin(), faults.end(), [](const PhraseFault& one) {
        return one.warning;
    });
}

ParsedRaw parse_raw(
    string_view text, const Normaliser& normaliser, const std::function<bool(string_view)>& is_type
) {
    ParsedRaw parsed;
    if (text.size() > limits::pattern_bytes_max) {
        parsed.faults.push_back(
            {false,
             limits::pattern_bytes_max,
             "longer than " + std::to_string(limits::pattern_bytes_max)
                 + " bytes: split it into several rules"}
        );
        return parsed;
    }
    parsed.pattern = Reader(text, normaliser, &is_type).read();
    warn_beside_han(text, parsed.faults);
    return parsed;
}

std::string without_captures(string_view text, const Normaliser& normaliser) {
    return Reader(text, normaliser, nullptr).read().re2;
}

PhraseFault explain_refusal(string_view text, string_view complaint, string_view argument) {
    for (std::size_t at = 0; at < text.size(); at += text[at] == '\\' ? 2 : 1) {
        if (is_back_reference(text, at)) {
            return {false, at, "RE2 has no back-references: repeat what was meant"};
        }
        for (const Missing& one : missing) {
            if (starts_at(text, at, one.written)) return {false, at, std::string(one.advice)};
        }
    }
    const std::size_t at = argument.empty() ? string_view::npos : text.find(argument);
    std::string message = "RE2 refuses this: " + std::string(complaint);
    return {false, at == string_view::npos ? 0 : at, std::move(message)};
}

}  // namespace clerk::nlu
