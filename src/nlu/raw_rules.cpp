#include "nlu/raw_rules.hpp"

#include "nlu/atoms.hpp"
#include "nlu/regex.hpp"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

namespace clerk::nlu {
namespace {

// One Han. Longer atoms lose rules: of (查|看).{0,6}(订单|快递) seven bytes leave none.
constexpr int atom_bytes_min = 3;

}  // namespace

struct RawRules::Parts {
    struct Rule {
        std::uint32_t rule = 0;
        std::vector<GroupUse> groups;
    };

    re2::FilteredRE2 filter{atom_bytes_min};
    std::vector<Rule> rules;  // index: the filter's id
    Atoms atoms;

    [[nodiscard]] std::optional<RuleMatch> confirm(std::size_t i, std::string_view text, Span part)
        const {
        const RE2& pattern = filter.GetRE2(static_cast<int>(i));
        return match_with_re2(pattern, rules[i].groups, rules[i].rule, text, part, false);
    }
};

RawRules::RawRules() : parts_(std::make_unique<Parts>()) {}

RawRules::~RawRules() = default;

std::optional<RawRules::Refusal> RawRules::add(std::uint32_t rule, Pattern pattern) {
    int id = -1;
    if (parts_->filter.Add(pattern.re2, regex_options(), &id) != RE2::NoError) {
        const RE2 refused(pattern.re2, regex_options());
        return Refusal{refused.error(), refused.error_arg()};
    }
    parts_->rules.push_back({rule, std::move(pattern.groups)});
    return std::nullopt;
}

void RawRules::finish() {
    if (parts_->rules.empty()) return;
    std::vector<std::string> strings;
    parts_->filter.Compile(&strings);
    parts_->atoms = Atoms(strings);
}

std::vector<std::uint32_t> RawRules::always_tried() const {
    std::vector<std::uint32_t> always;
    if (parts_->rules.empty()) return always;
    std::vector<int> ids;
    parts_->filter.AllPotentials({}, &ids);
    for (const int id : ids)
        always.push_back(parts_->rules[static_cast<std::size_t>(id)].rule);
    return always;
}

void RawRules::match(std::string_view text, Span part, std::vector<RuleMatch>& found) const {
    if (parts_->rules.empty()) return;
    std::vector<int> atoms;
    const std::string_view within = text.substr(part.begin, part.end - part.begin);
    parts_->atoms.scan(within, [&](std::uint32_t atom, std::size_t) {
        atoms.push_back(static_cast<int>(atom));
    });
    std::vector<int> candidates;
    parts_->filter.AllPotentials(atoms, &candidates);
    for (const int id : candidates) {
        std::optional<RuleMatch> match = parts_->confirm(static_cast<std::size_t>(id), text, part);
        if (match) found.push_back(*std::move(match));
    }
}

void RawRules::match_plainly(std::string_view text, Span part, std::vector<RuleMatch>& found)
    const {
    for (std::size_t i = 0; i < parts_->rules.size(); ++i) {
        std::optional<RuleMatch> match = parts_->confirm(i, text, part);
        if (match) found.push_back(*std::move(match));
    }
}

bool RawRules::last_matches(std::string_view text) const {
    const Span all{0, static_cast<std::uint32_t>(text.size())};
    return parts_->confirm(parts_->rules.size() - 1, text, all).has_value();
}

}  // namespace clerk::nlu
