// Intents held to their examples: each must win on the road a shopper's message goes, no
// not_example may. What only all of them together show is said at the end: a rule that takes many
// examples of others, a rule that an earlier one always forestalls, a message that two claim.
#pragma once

#include "content/load_intents.hpp"
#include "content/problem.hpp"
#include "turn/rank.hpp"
#include "turn/script.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace clerk::content {

// Where a rule of the lexicon is written.
struct RulePlace {
    std::string file;
    const yaml::Node* node = nullptr;
};

class Examples {
public:
    // REQUIRES: all of them outlive it; `rules` is parallel to script.lexicon->rules().
    Examples(
        const turn::Script& script,
        const std::vector<IntentDraft>& drafts,
        const std::vector<RulePlace>& rules,
        Problems& problems
    )
        : script_(script), drafts_(drafts), rules_(rules), problems_(problems) {}

    void check();

private:
    struct Loss {
        std::string file;
        Position at;
        std::string text;
    };

    // How a rule fared on its own intent's examples.
    struct Record {
        std::size_t fired = 0;
        std::vector<std::uint32_t> before;  // as good and earlier, every time it fired
    };

    struct Claim {
        std::string intent;
        std::string file;
        Position at;
    };

    void check(const IntentDraft& draft);
    void check_example(const IntentDraft& draft, const yaml::Node& example);
    void check_not_example(const IntentDraft& draft, const yaml::Node& example);
    void claim(const IntentDraft& draft);
    [[nodiscard]] std::string other_claim(
        const nlu::Understanding& message, const IntentDraft& draft
    );
    void remember(const nlu::Clause& clause, const turn::Candidate& best);
    void lose(
        const IntentDraft& draft,
        const yaml::Node& example,
        const std::vector<turn::Candidate>& ranking,
        std::string text
    );
    void report_losses();
    void count_others(const nlu::Understanding& message, const turn::Intent& intent);
    void report_everywhere() const;
    void report_forestalled() const;
    [[nodiscard]] bool forestalls(std::uint32_t other, std::uint32_t rule) const;

    const turn::Script& script_;
    const std::vector<IntentDraft>& drafts_;
    const std::vector<RulePlace>& rules_;
    Problems& problems_;
    std::map<std::uint32_t, std::vector<Loss>> losses_;  // by the rule that took them
    std::map<std::uint32_t, Record> records_;
    std::size_t examples_ = 0;                        // looked at
    std::map<std::uint32_t, std::size_t> of_others_;  // a rule's hits on other intents' examples
    std::map<std::string, std::vector<Claim>> claims_;  // by their words; when first asked for
};

}  // namespace clerk::content
