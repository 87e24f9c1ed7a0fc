#include "nlu/samples.hpp"

#include "nlu/inspect.hpp"
#include "nlu/pattern.hpp"
#include "nlu/phrase.hpp"

#include <algorithm>
#include <array>

namespace clerk::nlu {
namespace {

constexpr std::size_t branches_max = 64;  // longer lists are not gone through to their end

// What may be a value of a pattern type: whether it is, the pattern says.
constexpr auto numbers = std::to_array<std::string_view>(
    {"1234567890", "2024061234", "12345678", "123456789012", "123456", "1234", "A1234567"}
);

std::size_t most_alternatives(const Sequence& items) {
    std::size_t most = 1;
    for (const Item& item : items) {
        const auto* group = std::get_if<Group>(&item);
        if (group == nullptr) continue;
        most = std::max(most, group->either().size());
        for (const Sequence& one : group->either())
            most = std::max(most, most_alternatives(one));
    }
    return most;
}

std::string sample_value(const Lexicon& lexicon, std::string_view type) {
    std::string sample = Inspect::types(lexicon).sample(type);
    if (!sample.empty()) return sample;
    for (const std::string_view number : numbers) {
        const NormalText text = lexicon.normaliser().normalise(number);
        const Span all{0, static_cast<std::uint32_t>(text.text.size())};
        const auto found = lexicon.mentions(type, text, all, {});
        if (found.size() == 1 && found.front().span == all) return std::string(number);
    }
    return {};
}

}  // namespace

std::vector<std::string> samples_of(const Lexicon& lexicon, std::uint32_t rule) {
    const RuleSource& source = lexicon.rules()[rule];
    if (source.kind != RuleKind::phrase && source.kind != RuleKind::vaguely) return {};
    ParsedPhrase parsed = parse_phrase(source.text, lexicon.normaliser());
    Inspect::types(lexicon).words().put_in(parsed.phrase.items, parsed.faults);
    bool complete = true;
    const auto value = [&](std::string_view type) {
        std::string sample = sample_value(lexicon, type);
        complete = complete && !sample.empty();
        return sample;
    };
    const std::size_t branches = std::min(most_alternatives(parsed.phrase.items), branches_max);
    std::vector<std::string> all;
    for (std::size_t branch = 0; branch < branches; ++branch) {
        for (const bool optionals : {false, true}) {
            for (const std::string_view dots : {" ", " abc "}) {
                all.push_back(sample_of(parsed.phrase, value, {branch, optionals, dots}));
                if (!complete) return {};
            }
        }
    }
    return all;
}

}  // namespace clerk::nlu
