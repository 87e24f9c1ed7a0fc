#include "nlu/tidy.hpp"

#include <algorithm>
#include <string_view>

namespace clerk::nlu {
namespace {

// Numerals, and what counts weeks by being said again: 下下下周.
constexpr std::u32string_view counting_han = U"〇零一二两三四五六七八九十百千万亿上下";

bool is_latin(char32_t c) {
    return is_ascii_letter(c) || (c >= 0xC0 && c < 0x250 && is_letter(c));
}

bool is_space(char32_t c) {
    return c == ' ' || c == '\n';
}

// How many of a run of `length` stay; `alone`: the run is a whole word, or stands in a code.
std::size_t kept_of_run(char32_t c, std::size_t length, bool alone) {
    if (is_latin(c)) return alone ? length : std::min<std::size_t>(length, 2);
    if (utf8::is_han(c)) {
        const bool counts = counting_han.find(c) != std::u32string_view::npos;
        return counts ? length : std::min<std::size_t>(length, 2);
    }
    return is_punctuation(c) || is_emoji(c) ? 1 : length;
}

struct Word {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool code = false;  // holds a digit
};

// The letters and digits around `at`, which is one of them.
Word word_around(const Glyphs& glyphs, std::size_t at) {
    const auto in_word = [&](std::size_t i) {
        return is_latin(glyphs[i].c) || is_digit(glyphs[i].c);
    };
    Word word{at, at, false};
    while (word.begin > 0 && in_word(word.begin - 1))
        --word.begin;
    while (word.end < glyphs.size() && in_word(word.end))
        ++word.end;
    for (std::size_t i = word.begin; i < word.end; ++i)
        word.code |= is_digit(glyphs[i].c);
    return word;
}

std::size_t run_end(const Glyphs& glyphs, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < glyphs.size() && glyphs[end].c == glyphs[begin].c)
        ++end;
    return end;
}

}  // namespace

void shorten_runs(Glyphs& glyphs) {
    const auto alike = [](const Glyph& a, const Glyph& b) {
        return a.c == b.c;
    };
    if (std::ranges::adjacent_find(glyphs, alike) == glyphs.end()) return;
    Glyphs out;  // not in place: word_around looks back at letters as they were
    out.reserve(glyphs.size());
    for (std::size_t at = 0; at < glyphs.size();) {
        const std::size_t end = run_end(glyphs, at);
        const std::size_t length = end - at;
        const bool pause = length >= 2 && (glyphs[at].c == '.' || glyphs[at].c == U'。');
        const char32_t c = pause ? U',' : glyphs[at].c;
        bool alone = false;
        if (length > 2 && is_latin(c)) {
            const Word word = word_around(glyphs, at);
            alone = word.code || (word.begin == at && word.end == end);
        }
        std::size_t kept = length == 1 ? 1 : kept_of_run(c, length, alone);
        // A pause beside a comma is one comma.
        if (is_punctuation(c) && !out.empty() && out.back().c == c) kept = 0;
        for (std::size_t i = at; i < at + kept; ++i)
            out.push_back({c, glyphs[i].at});
        at = end;
    }
    glyphs.swap(out);
}

void set_emoji_apart(Glyphs& glyphs) {
    const auto emoji = [](const Glyph& glyph) {
        return is_emoji(glyph.c);
    };
    if (std::none_of(glyphs.begin(), glyphs.end(), emoji)) return;
    Glyphs out;
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        const bool edge = i > 0 && (emoji(glyphs[i]) || emoji(glyphs[i - 1]));
        if (edge && !is_space(glyphs[i].c) && !is_space(glyphs[i - 1].c)) {
            out.push_back({U' ', glyphs[i].at});
        }
        out.push_back(glyphs[i]);
    }
    glyphs.swap(out);
}

void tidy_spaces(Glyphs& glyphs) {
    std::size_t to = 0;
    for (std::size_t at = 0; at < glyphs.size();) {
        if (!is_space(glyphs[at].c)) {
            glyphs[to++] = glyphs[at++];
            continue;
        }
        const Glyph first = glyphs[at];
        bool newline = false;
        for (; at < glyphs.size() && is_space(glyphs[at].c); ++at) {
            newline |= glyphs[at].c == '\n';
        }
        if (!newline && to > 0 && at < glyphs.size()) {
            const char32_t before = glyphs[to - 1].c;
            const char32_t after = glyphs[at].c;
            const bool han = utf8::is_han(before) || utf8::is_han(after);
            if (han && is_letter(before) && is_letter(after)) continue;
        }
        glyphs[to++] = {newline ? U'\n' : U' ', first.at};
    }
    glyphs.resize(to);
}

void trim(Glyphs& glyphs) {
    const auto word = [](const Glyph& glyph) {
        return !is_space(glyph.c);
    };
    glyphs.erase(std::find_if(glyphs.rbegin(), glyphs.rend(), word).base(), glyphs.end());
    glyphs.erase(glyphs.begin(), std::find_if(glyphs.begin(), glyphs.end(), word));
}

}  // namespace clerk::nlu
