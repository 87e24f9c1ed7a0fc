#include "turn/phone_tail.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace clerk::turn {
namespace {

constexpr auto names_of_tail = std::to_array<std::string_view>(
    {"尾号",
     "尾数",
     "后四位",
     "后4位",
     "末四位",
     "ending",
     "ending in",
     "ends in",
     "ends with",
     "last four",
     "last 4",
     "last four digits",
     "last 4 digits"}
);

bool is_called_tail(std::string_view before) {
    constexpr auto between = std::to_array<std::string_view>({"是", "为", ":", " ", "is", "are"});
    for (bool cut = true; cut;) {
        cut = false;
        for (const std::string_view word : between) {
            if (!before.ends_with(word)) continue;
            before.remove_suffix(word.size());
            cut = true;
        }
    }
    return std::ranges::any_of(names_of_tail, [&](std::string_view name) {
        return before.ends_with(name);
    });
}

}  // namespace

std::optional<Found> tail_in(const Turn& turn, const std::string& heard) {
    const nlu::NormalText& normal = turn.normal_of(heard);
    const nlu::Span all{0, static_cast<std::uint32_t>(normal.text.size())};
    const nlu::Lexicon& lexicon = *turn.script().lexicon;
    std::optional<nlu::Span> at;
    if (const auto phone = only_mention(turn, "phone", normal, all)) at = phone->span;
    for (const nlu::Mention& one : lexicon.mentions("phone_tail", normal, all, turn.here())) {
        const bool called = is_called_tail(std::string_view(normal.text).substr(0, one.span.begin));
        if (!at && called) at = one.span;
    }
    if (!at) return std::nullopt;
    const nlu::Understanding words{heard, normal, {}, 0};
    auto value =
        lexicon.answer("phone_tail", lexicon.understand(original(words, *at)), turn.here());
    if (!value) return std::nullopt;
    return Found{*std::move(value), 0, words_without(words, all, {*at})};
}

}  // namespace clerk::turn
