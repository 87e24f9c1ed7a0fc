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

    struct Meaning;

    // A phrase by itself, before it is one of many; made on any thread.
    class Made {
    public:
        explicit Made(Pattern pattern);
        ~Made();
        Made(Made&& other) noexcept;
        Made& operator=(Made&& other) noexcept;

        // What RE2 says of it, if it refuses it; then it is good for nothing.
        [[nodiscard]] const std::optional<std::string>& refusal() const { return refusal_; }

        // REQUIRES: not added yet.
        [[nodiscard]] bool matches(std::string_view text, bool whole) const;

    private:
        friend class PhraseRules;

        std::unique_ptr<Meaning> meaning_;  // until it is added
        std::string source_;                // of it
        std::vector<GroupUse> groups_;
        std::vector<AtomSet> needs_;
        std::optional<std::string> refusal_;
    };

    // Rules that say the same may be added of one. REQUIRES: before finish(); not refused.
    void add(std::uint32_t rule, Made& made);
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

private:
    struct Rule;

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
