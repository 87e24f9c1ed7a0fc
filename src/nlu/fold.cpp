#include "nlu/fold.hpp"

#include <algorithm>
#include <array>
#include <utf8proc.h>

namespace clerk::nlu {
namespace {

constexpr auto fold_options = static_cast<utf8proc_option_t>(
    UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD
);
constexpr auto canonical_options =
    static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
constexpr auto compose_options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
constexpr int expansion_max = 32;  // U+FDFA, the longest, becomes 18 code points

utf8proc_category_t category(char32_t c) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool is_invisible(char32_t c) {
    if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85) return false;
    if (c == 0x20E3) return true;  // the keycap around a digit: 1️⃣ is 1
    if (c == 0x2800) return true;  // blank braille, used as a spacer
    if (c == 0xE000) return true;  // ours: see product_mark in pattern.hpp
    const auto kind = category(c);
    if (kind == UTF8PROC_CATEGORY_CC || kind == UTF8PROC_CATEGORY_CF) return true;
    return utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->ignorable != 0;
}

// One of each where keyboards have many.
char32_t plain_mark(char32_t c) {
    switch (c) {
        case '\r':
        case '\v':
        case '\f':
        case 0x85:
        case 0x2028:
        case 0x2029:
            return '\n';
        case '\t':
            return ' ';
        case 0x60:
        case 0xB4:
        case 0x2018:
        case 0x2019:
        case 0x201B:
        case 0x2032:
        case 0x2BC:
            return '\'';
        case 0x201C:
        case 0x201D:
        case 0x201F:
        case 0x2033:
        case 0x300C:
        case 0x300D:
        case 0x300E:
        case 0x300F:
        case 0xAB:
        case 0xBB:
            return '"';
        case 0x2010:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2015:
        case 0x2212:
            return '-';
        case 0x301C:
        case 0x223C:
            return '~';
        default:
            return category(c) == UTF8PROC_CATEGORY_ZS ? U' ' : c;
    }
}

struct Decomposed {
    std::array<utf8proc_int32_t, expansion_max> points{};
    int count = 0;
};

Decomposed decompose(char32_t c, utf8proc_option_t options) {
    Decomposed result;
    int boundary = 0;
    const auto n = utf8proc_decompose_char(
        static_cast<utf8proc_int32_t>(c), result.points.data(), expansion_max, options, &boundary
    );
    result.count = static_cast<int>(std::clamp<utf8proc_ssize_t>(n, 0, expansion_max));
    return result;
}

int combining_class(char32_t c) {
    return utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->combining_class;
}

// Canonical ordering: marks by their class, never across a character of class 0.
void sort_marks(Glyphs& segment) {
    const auto is_mark = [](const Glyph& glyph) {
        return combining_class(glyph.c) != 0;
    };
    for (auto begin = segment.begin(); begin != segment.end();) {
        begin = std::find_if(begin, segment.end(), is_mark);
        const auto end = std::find_if_not(begin, segment.end(), is_mark);
        std::stable_sort(begin, end, [](const Glyph& a, const Glyph& b) {
            return combining_class(a.c) < combining_class(b.c);
        });
        begin = end;
    }
}

// "Second" characters: every one after the first of a canonical decomposition, and the conjoining
// Hangul vowels and trailing consonants.
std::vector<char32_t> find_seconds() {
    std::vector<char32_t> seconds;
    for (char32_t c = 0x1161; c <= 0x1175; ++c)
        seconds.push_back(c);
    for (char32_t c = 0x11A7; c <= 0x11C2; ++c)
        seconds.push_back(c);
    for (char32_t c = 0xC0; c <= 0x2FA1D; ++c) {
        if (c >= 0xAC00 && c <= 0xDFFF) continue;
        const auto* property = utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
        if (property->decomp_seqindex == UINT16_MAX || property->decomp_type != 0) continue;
        const Decomposed parts = decompose(c, canonical_options);
        for (int i = 1; i < parts.count; ++i) {
            seconds.push_back(static_cast<char32_t>(parts.points[static_cast<std::size_t>(i)]));
        }
    }
    std::sort(seconds.begin(), seconds.end());
    seconds.erase(std::unique(seconds.begin(), seconds.end()), seconds.end());
    return seconds;
}

}  // namespace

bool is_letter(char32_t c) {
    if (c < 0x80) return is_word(c) || (c >= 'A' && c <= 'Z');
    if (utf8::is_han(c)) return true;
    const auto kind = category(c);
    return (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO)
           || (kind >= UTF8PROC_CATEGORY_ND && kind <= UTF8PROC_CATEGORY_NO);
}

bool is_emoji(char32_t c) {
    if (c < 0x2190 || utf8::is_han(c)) return false;
    if (c >= 0x1F3FB && c <= 0x1F3FF) return true;
    return category(c) == UTF8PROC_CATEGORY_SO;
}

bool is_punctuation(char32_t c) {
    if (c < 0x80) return c > ' ' && c < 0x7F && !is_letter(c);
    const auto kind = category(c);
    return kind >= UTF8PROC_CATEGORY_PC && kind <= UTF8PROC_CATEGORY_PO;
}

int weight(std::string_view text) {
    int points = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            points += is_word(byte) ? 1 : 0;
            ++at;
            continue;
        }
        const utf8::Step step = utf8::step(text, at);
        points += utf8::is_han(step.code_point) ? 2 : (is_letter(step.code_point) ? 1 : 0);
        at += step.bytes;
    }
    return points;
}

Fold::Fold(std::vector<std::pair<char32_t, char32_t>> simplified)
    : simplified_(std::move(simplified)), seconds_(find_seconds()), table_(0x10000, 0) {
    for (char32_t c = 1; c < 0x10000; ++c) {
        if (c < 0xD800 || c > 0xDFFF) table_[c] = table_entry(c);
    }
}

char32_t Fold::simplify(char32_t c) const {
    const auto found = std::lower_bound(
        simplified_.begin(), simplified_.end(), std::pair<char32_t, char32_t>{c, 0}
    );
    return found != simplified_.end() && found->first == c ? found->second : c;
}

bool Fold::is_second(char32_t c) const {
    return std::binary_search(seconds_.begin(), seconds_.end(), c);
}

char16_t Fold::table_entry(char32_t c) const {
    if (combining_class(c) != 0 || is_second(c) || is_invisible(c)) return 0;
    const Glyphs result = folded({{c, 0}});
    if (result.size() != 1) return 0;
    const char32_t to = result.front().c;
    const bool plain = to != 0 && to < 0x10000 && combining_class(to) == 0 && !is_second(to);
    return plain ? static_cast<char16_t>(to) : char16_t{0};
}

void Fold::append_segment(Glyphs& segment, Glyphs& out) const {
    if (segment.empty()) return;
    sort_marks(segment);
    std::uint32_t at = segment.front().at;
    std::vector<utf8proc_int32_t> points;
    for (const Glyph& glyph : segment) {
        at = std::min(at, glyph.at);
        points.push_back(static_cast<utf8proc_int32_t>(glyph.c));
    }
    const auto count = utf8proc_normalize_utf32(
        points.data(), static_cast<utf8proc_ssize_t>(points.size()), compose_options
    );
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
        const auto c = static_cast<char32_t>(points[static_cast<std::size_t>(i)]);
        out.push_back({plain_mark(simplify(c)), at});
    }
    segment.clear();
}

// Folding what folding gave may change it again (a mark that was hidden behind an invisible
// character, a capital that only NFKC makes visible): repeated until it stays.
Glyphs Fold::folded(const Glyphs& unit) const {
    constexpr int rounds_max = 6;
    Glyphs now = unit;
    for (int round = 0; round < rounds_max; ++round) {
        Glyphs next;
        Glyphs segment;
        for (const Glyph& glyph : now) {
            if (is_invisible(glyph.c)) continue;
            const Decomposed parts = decompose(plain_mark(glyph.c), fold_options);
            for (int i = 0; i < parts.count; ++i) {
                const auto c = static_cast<char32_t>(parts.points[static_cast<std::size_t>(i)]);
                if (combining_class(c) == 0 && !is_second(c)) append_segment(segment, next);
                segment.push_back({c, glyph.at});
            }
        }
        append_segment(segment, next);
        if (next == now) break;
        now = std::move(next);
    }
    return now;
}

void Fold::run(std::string_view text, Glyphs& out) const {
    const auto entry = [&](char32_t c) {
        return c < 0x10000 ? table_[c] : char16_t{0};
    };
    Glyphs unit;
    utf8::Step step = utf8::step(text, 0);
    for (std::size_t at = 0; step.bytes != 0;) {
        const auto begin = static_cast<std::uint32_t>(at);
        at += step.bytes;
        utf8::Step next = utf8::step(text, at);
        const char16_t plain = entry(step.code_point);
        if (plain != 0 && (next.bytes == 0 || entry(next.code_point) != 0)) {
            out.push_back({plain, begin});
            step = next;
            continue;
        }
        unit.assign(1, {step.code_point, begin});
        while (next.bytes != 0 && entry(next.code_point) == 0) {
            unit.push_back({next.code_point, static_cast<std::uint32_t>(at)});
            at += next.bytes;
            next = utf8::step(text, at);
        }
        const Glyphs result = folded(unit);
        out.insert(out.end(), result.begin(), result.end());
        step = next;
    }
}

}  // namespace clerk::nlu
