// A rule as RE2 sees it: its source, and what each capture group stands for.
//
// Specificity is exact and cheap because everything that is *not* literal is captured: the weight of
// the matched span, less the weight of what slots and wildcards swallowed, plus four a slot. Gaps hold
// no letters and weigh nothing by themselves, so whichever branch of an alternation matched, what is
// left is the weight of its literals.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/phrase.hpp"

namespace clerk::nlu {

struct GroupUse {
    std::string slot;
    std::string type;  // empty: a wildcard
};

struct Pattern {
    std::string re2;
    std::vector<GroupUse> groups;  // capture group i + 1
    bool folds_case = false;
    bool wants_product = false;  // is held against the text with products marked
};

// The character that stands for a product's name in a marked text (see Products). Normalising removes
// it from messages.
inline constexpr char32_t product_mark = 0xE000;

// What a slot of a type may look like: RE2 source without capture groups, with its own boundaries.
using SlotSource = std::function<std::string(std::string_view type)>;

// REQUIRES: a phrase that parsed without errors, and only types that `slots` knows.
//
// Word boundaries: an edge that is a Latin letter or digit, at an end of the phrase or beside a gap, gets
// \b; gaps themselves may be empty. So a gap between two words must be there, and beside Han it need not.
[[nodiscard]] Pattern compile_phrase(const Phrase& phrase, const SlotSource& slots);

// One text that the phrase is meant to match: first alternatives, nothing optional. Used to find
// phrases that can never match. `slots` gives a sample of each type.
[[nodiscard]] std::string sample_of(const Phrase& phrase, const SlotSource& slots);

// One character of a gap, as a class of RE2.
inline constexpr std::string_view gap_class = R"re([ "'()\[\]*#:/~\-·、《》【】])re";

[[nodiscard]] bool is_gap(char32_t c);

}  // namespace clerk::nlu
