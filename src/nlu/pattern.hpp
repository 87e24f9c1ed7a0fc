// A rule as an expression, and what each of its captures stands for.
//
// Specificity is exact and cheap because everything that is *not* literal is captured: the weight
// of the matched span, less the weight of what slots and wildcards swallowed, plus four a slot.
// Gaps hold no letters and weigh nothing by themselves, so whichever branch of an alternation
// matched, what is left is the weight of its literals.
#pragma once

#include "nlu/phrase.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clerk::nlu {

struct GroupUse {
    std::string slot;
    std::string type;  // empty: a wildcard
};

struct CompiledWords;

// A phrase as an expression of few kinds: with it comes a meaning in RE2 (re2_source), and the same
// meaning as a program that runs faster (Program). The two are held against each other by test.
struct Expression {
    enum class Kind : unsigned char {
        text,      // these bytes
        boundary,  // \b
        gap,       // gap_class*
        dots,      // up to dots_max characters or Latin words, as few as will do, captured
        begins,    // \A, or a comma and the space after it
        ends,      // \z, or a comma
        slot,      // captured; `text` is its RE2, or product_mark alone
        all,       // one part after another
        any,       // one of the parts, the first that leads to a match
        optional,  // the one part, or nothing
        words,     // one of a list's, which is compiled by itself
    };

    Kind kind = Kind::all;
    std::string text;
    std::vector<Expression> parts;
    std::size_t group = 0;     // of dots and slots: index into Pattern::groups
    bool digit_first = false;  // of a slot: whatever fits it begins with a digit
    std::shared_ptr<const CompiledWords> words;
};

struct Pattern {
    Expression expression;         // of phrases
    std::string re2;               // of raw rules
    std::vector<GroupUse> groups;  // capture group i + 1
    bool folds_case = false;
    bool wants_product = false;  // is held against the text with products marked
    bool needs_re2 = false;      // holds a slot that only RE2 can judge
};

inline constexpr int dots_max = 12;

// One step of dots: a Latin word or one other character, and the spaces behind it. From every place
// there is but one, so that a program need not try others.
inline constexpr std::string_view dots_class = R"re((?:(?:[0-9a-z_]+\b|[^0-9a-z_ ]) *))re";

[[nodiscard]] std::string re2_source(const Expression& expression);

// The character that stands for a product's name in a marked text (see Products). Normalising
// removes it from messages.
inline constexpr char32_t product_mark = 0xE000;
inline constexpr std::string_view product_text = "\xEE\x80\x80";

// What a slot of a type may look like: RE2 source without capture groups, with its own boundaries.
struct SlotShape {
    // NOLINTNEXTLINE(google-explicit-constructor): most know nothing more of a shape
    SlotShape(std::string a_re2, bool a_digit_first = false)
        : re2(std::move(a_re2)), digit_first(a_digit_first) {}

    std::string re2;
    bool digit_first;  // whatever fits begins with a digit: most messages hold none
};

using SlotSource = std::function<SlotShape(std::string_view type)>;

// REQUIRES: a phrase that parsed without errors, and only types that `slots` knows.
//
// Word boundaries: an edge that is a Latin letter or digit, at an end of the phrase or beside a
// gap, gets \b; gaps themselves may be empty. So a gap between two words must be there, and beside
// Han it need not.
[[nodiscard]] Pattern compile_phrase(const Phrase& phrase, const SlotSource& slots);

// Which sides of a part must be boundaries, where a Latin word stands there.
struct Demand {
    bool left = false;
    bool right = false;
};

// The same of what is said one way or the other (Kind::any). REQUIRES: neither slots nor dots in
// it.
[[nodiscard]] Expression compile_words(const std::vector<Sequence>& either, Demand demand);

// Which text that a phrase is meant to match: of every group the alternative `branch` (its last
// where it has fewer), with what is optional or without, and what stands for dots.
struct Sample {
    std::size_t branch = 0;
    bool optionals = false;
    std::string_view dots = " ";
};

// Used to find phrases that can never match. `slots` gives a sample of each type.
using SlotSamples = std::function<std::string(std::string_view type)>;
[[nodiscard]] std::string sample_of(const Phrase& phrase, const SlotSamples& slots, Sample sample);

// One character of a gap, as a class of RE2.
inline constexpr std::string_view gap_class = R"re([ "'()\[\]*#:/~\-·、《》【】])re";

inline constexpr std::u32string_view gap_characters = U" \"'()[]*#:/~-·、《》【】";

[[nodiscard]] bool is_gap(char32_t c);

}  // namespace clerk::nlu
