// The `re2:` rules, compiled together: FilteredRE2 says which atoms each needs, Aho-Corasick finds
// them in a text, and RE2 confirms the candidates, first without captures.
#pragma once

#include "nlu/rule_match.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

class RawRules {
public:
    RawRules();
    ~RawRules();

    struct Refusal {
        std::string complaint;  // RE2's own words
        std::string argument;   // the part of the rule it means
    };

    [[nodiscard]] std::optional<Refusal> add(std::uint32_t rule, Pattern pattern);
    void finish();

    [[nodiscard]] std::vector<std::uint32_t> always_tried() const;
    void match(std::string_view text, Span part, std::vector<RuleMatch>& found) const;
    void match_plainly(std::string_view text, Span part, std::vector<RuleMatch>& found) const;
    [[nodiscard]] bool last_matches(std::string_view text) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace clerk::nlu
