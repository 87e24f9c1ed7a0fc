#include "nlu/tidy.hpp"

#include <algorithm>
#include <string_view>

namespace clerk::nlu {
namespace {

// Shorter, it may be a price: "2 @ 500", "now @999".
constexpr std::size_t name_min = 4;

bool reads(const Glyphs& glyphs, std::size_t at, std::string_view text) {
    if (glyphs.size() - at < text.size()) return false;
    const auto begin = glyphs.begin() + static_cast<std::ptrdiff_t>(at);
    return std::equal(text.begin(), text.end(), begin, [](char c, const Glyph& glyph) {
        return static_cast<unsigned char>(c) == glyph.c;
    });
}

// The end of the mark "&" or of what spells one there: "&amp;", also spelt twice.
std::size_t ampersand_end(const Glyphs& glyphs, std::size_t at) {
    constexpr std::string_view spelt = "amp;";
    ++at;
    while (reads(glyphs, at, spelt))
        at += spelt.size();
    return at;
}

// The end of "lt;", "gt;" or "quot;", which stand behind the mark; `at` where none does.
std::size_t entity_end(const Glyphs& glyphs, std::size_t at) {
    for (const std::string_view one : {"lt;", "gt;", "quot;"}) {
        if (reads(glyphs, at, one)) return at + one.size();
    }
    return at;
}

bool in_name(char32_t c) {
    return is_word(c) || c == '_';
}

// The end of the account named there, "@some_shop"; `at` where there is none. An address has
// letters before the mark.
std::size_t mention_end(const Glyphs& glyphs, std::size_t at) {
    if (at > 0) {
        const char32_t before = glyphs[at - 1].c;
        if (before != ' ' && before != '\n' && !is_emoji(before)) return at;
    }
    std::size_t name = at;
    while (name < glyphs.size() && glyphs[name].c == '@')
        ++name;
    std::size_t end = name;
    while (end < glyphs.size() && (in_name(glyphs[end].c) || glyphs[end].c == '@'))
        ++end;
    return end - name >= name_min ? end : at;
}

bool is_mark(const Glyph& glyph) {
    return glyph.c == '@' || glyph.c == '&';
}

}  // namespace

void drop_net_marks(Glyphs& glyphs) {
    if (std::ranges::none_of(glyphs, is_mark)) return;
    Glyphs out;
    out.reserve(glyphs.size());
    for (std::size_t at = 0; at < glyphs.size();) {
        const Glyph& glyph = glyphs[at];
        if (glyph.c == '@') {
            const std::size_t end = mention_end(glyphs, at);
            if (end > at) {
                at = end;
                continue;
            }
        }
        if (glyph.c == '&') {
            const std::size_t end = ampersand_end(glyphs, at);
            at = entity_end(glyphs, end);
            out.push_back({at == end ? U'&' : U' ', glyph.at});
            continue;
        }
        out.push_back(glyph);
        ++at;
    }
    glyphs.swap(out);
}

}  // namespace clerk::nlu
