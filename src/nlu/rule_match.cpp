#include "nlu/rule_match.hpp"

#include "nlu/glyphs.hpp"
#include "nlu/program.hpp"

#include <re2/re2.h>

#include <array>

namespace clerk::nlu {
namespace {

Span span_of(std::string_view text, const re2::StringPiece& part) {
    if (part.data() == nullptr) return Program::none_captured;
    const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
    return {begin, begin + static_cast<std::uint32_t>(part.size())};
}

}  // namespace

void score(
    RuleMatch& match,
    std::string_view text,
    const std::vector<GroupUse>& groups,
    const std::vector<Span>& spans
) {
    constexpr int slot_points = 4;
    const auto part = [&](Span span) {
        return text.substr(span.begin, span.end - span.begin);
    };
    match.specificity = weight(part(match.span));
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (spans[i] == Program::none_captured) continue;
        match.specificity -= weight(part(spans[i]));
        if (groups[i].type.empty()) continue;
        match.specificity += slot_points;
        match.captures.push_back({groups[i].slot, groups[i].type, spans[i]});
    }
}

std::optional<RuleMatch> match_with_re2(
    const re2::RE2& pattern,
    const std::vector<GroupUse>& groups,
    std::uint32_t rule,
    std::string_view text,
    Span part,
    bool whole
) {
    const std::size_t size = part.end - part.begin;
    const re2::StringPiece piece(text.data() + part.begin, size);
    const auto anchor = whole ? RE2::ANCHOR_BOTH : RE2::UNANCHORED;
    // Without captures first: most candidates end here.
    if (!pattern.Match(piece, 0, size, anchor, nullptr, 0)) return std::nullopt;
    std::array<re2::StringPiece, groups_max + 1> parts;
    const int count = static_cast<int>(groups.size()) + 1;
    if (!pattern.Match(piece, 0, size, anchor, parts.data(), count)) return std::nullopt;
    RuleMatch match{rule, 0, span_of(text, parts[0]), {}};
    std::vector<Span> spans;
    for (std::size_t i = 0; i < groups.size(); ++i)
        spans.push_back(span_of(text, parts[i + 1]));
    score(match, text, groups, spans);
    return match;
}

}  // namespace clerk::nlu
