// Phrases that are held against the same texts, compiled together: an index finds candidates, a
// program each confirms them, and RE2 stands behind what a program cannot judge. Rules that mean
// the same, as the vetoes of many intents do, share one meaning, which is refuted once a text.
#pragma once

#include "nlu/program.hpp"
#include "nlu/rule_index.hpp"
#include "nlu/rule_match.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace clerk::nlu {

class PhraseRules {
public:
    // `whole`: rules must match a text from end to end.
    explicit PhraseRules(bool whole);
    ~PhraseRules();

    // Error: what RE2 says of it. REQUIRES: before finish().
    [[nodiscard]] std::optional<std::string> add(std::uint32_t rule, Pattern pattern);
    void finish();

    [[nodiscard]] bool empty() const { return rules_.empty(); }

    // Rules that are tried on every text.
    [[nodiscard]] std::vector<std::uint32_t> always_tried() const;

    // Which rules are tried at all; none: all of them.
    using Wanted = std::function<bool(std::uint32_t rule)>;

    // Appends the matches in order of rules.
    void match(std::string_view text, std::vector<RuleMatch>& found, const Wanted& wanted = {})
        const;
    // The same by RE2 alone, one rule after another.
    void match_plainly(
        std::string_view text, std::vector<RuleMatch>& found, const Wanted& wanted = {}
    ) const;

    // Whether the rule added last matches a text, for checks while rules are added.
    [[nodiscard]] bool last_matches(std::string_view text) const;

private:
    struct Rule;
    struct Meaning;

    [[nodiscard]] std::optional<RuleMatch> confirm(
        const Rule& rule,
        std::string_view text,
        const Program::Subject& subject,
        Program::Work& work
    ) const;
    [[nodiscard]] std::optional<RuleMatch> ask_re2(const Rule& rule, std::string_view text) const;

    bool whole_;
    std::vector<Rule> rules_;
    std::vector<Meaning> meanings_;
    std::vector<std::vector<AtomSet>> needs_;               // by rule, until finish()
    std::unordered_map<std::string, std::uint32_t> known_;  // meanings by source, until finish()
    RuleIndex index_;
    // Every meaning's RE2, made when the plain road is first taken: tests and benchmarks take it.
    mutable std::once_flag plain_once_;
    mutable std::vector<std::unique_ptr<const re2::RE2>> plain_;
};

}  // namespace clerk::nlu
