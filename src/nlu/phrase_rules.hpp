// All phrases, compiled together: an index finds candidates, a program each confirms them, and RE2
// stands behind what a program cannot judge. Rules that mean the same, as the vetoes of many
// intents do, share one meaning, which is refuted once a text.
#pragma once

#include "nlu/program.hpp"
#include "nlu/rule_index.hpp"
#include "nlu/rule_match.hpp"
#include "nlu/weights.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace clerk::nlu {

class PhraseRules {
public:
    // What rules are there for; the last are held against the whole of a part.
    enum class Task : unsigned char { anywhere, veto, exactly };

    // The RE2 source of a rule, made again where it is wanted: nearly never, and it takes more room
    // than the program.
    using SourceOf = std::function<std::string(std::uint32_t rule)>;

    explicit PhraseRules(SourceOf source_of);
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
        WeightRange weights_;
        std::optional<std::string> refusal_;
    };

    // Rules that say the same may be added of one. REQUIRES: before finish(); not refused.
    void add(std::uint32_t rule, Made& made, Task task);
    void finish();

    [[nodiscard]] bool has(Task task) const;

    // Rules that are tried on every text.
    [[nodiscard]] std::vector<std::uint32_t> always_tried(Task task) const;

    // A text that is looked through once, for all the rules that parts of it are held against.
    class Text {
    public:
        [[nodiscard]] std::string_view view() const { return subject_.text(); }

    private:
        friend class PhraseRules;

        std::vector<RuleIndex::Sighting> sightings_;
        Program::Subject subject_;
    };

    // REQUIRES: what is viewed outlives the use of `into`.
    void take(std::string_view view, Text& into) const;

    // Rules that a part of a text could match, as they are numbered here.
    using Candidates = std::vector<std::uint32_t>;

    // Which rules are tried at all; none: all of them.
    using Wanted = std::function<bool(std::uint32_t rule)>;

    // Appends those that match anywhere in a part, in order of rules; `vetoes` become those that
    // could match there, for confirm().
    void match(
        const Text& text,
        Span part,
        const Wanted& wanted,
        std::vector<RuleMatch>& found,
        Candidates& vetoes
    ) const;
    void match_exactly(const Text& text, Span part, std::vector<RuleMatch>& found) const;
    // Appends those candidates, all of one task, that do match.
    void confirm(
        const Text& text,
        Span part,
        std::span<const std::uint32_t> candidates,
        const Wanted& wanted,
        std::vector<RuleMatch>& found
    ) const;
    // The task's matches by RE2 alone, one rule after another.
    void match_plainly(
        std::string_view text,
        Span part,
        Task task,
        const Wanted& wanted,
        std::vector<RuleMatch>& found
    ) const;

private:
    struct Rule;

    [[nodiscard]] RuleIndex::Range range(Task task) const {
        return ranges_[static_cast<std::size_t>(task)];
    }

    SourceOf source_of_;
    std::vector<Rule> rules_;  // task by task
    std::array<RuleIndex::Range, 3> ranges_{};
    std::vector<Meaning> meanings_;
    std::vector<std::vector<AtomSet>> needs_;               // by rule, until finish()
    std::unordered_map<std::string, std::uint32_t> known_;  // meanings by source, until finish()
    RuleIndex index_;
    // Every meaning's RE2, made when the plain road is first taken: tests and benchmarks take it.
    mutable std::once_flag plain_once_;
    mutable std::vector<std::unique_ptr<const re2::RE2>> plain_;
};

}  // namespace clerk::nlu
