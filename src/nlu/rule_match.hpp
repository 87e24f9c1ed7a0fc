// One rule on one text.
#pragma once

#include "nlu/pattern.hpp"
#include "nlu/understanding.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace clerk::nlu {

// Spans are of the text a part of which was held against the rule.
struct RuleMatch {
    std::uint32_t rule = 0;
    int specificity = 0;
    Span span;
    std::vector<Capture> captures;
};

constexpr std::size_t groups_max = 32;  // captures of one rule

// Of a part of the text, as if there were nothing around it. `whole`: the rule must match from the
// part's first byte to its last. REQUIRES: groups.size() <= groups_max.
[[nodiscard]] std::optional<RuleMatch> match_with_re2(
    const re2::RE2& pattern,
    const std::vector<GroupUse>& groups,
    std::uint32_t rule,
    std::string_view text,
    Span part,
    bool whole
);

// What a match is worth: literals by weight, four a slot. `spans[i]` is groups[i]'s; an empty
// optional took no part.
void score(
    RuleMatch& match,
    std::string_view text,
    const std::vector<GroupUse>& groups,
    const std::vector<Span>& spans
);

}  // namespace clerk::nlu
