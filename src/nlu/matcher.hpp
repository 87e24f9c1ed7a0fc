// All rules, compiled together, and the one way in which a text is held against them.
//
//   text --Aho-Corasick--> atoms in it --index--> candidates in a part --confirm--> matches
//
// A text is looked through once; its clauses and what is left of it without politeness are parts of
// it, and hold what stands in them.
//
// Phrases bring their own index and programs (PhraseRules), raw rules RE2's (RawRules). Nothing
// here changes after construction but RE2's own caches, which lock themselves; scratch memory is a
// thread's own.
#pragma once

#include "nlu/lexicon.hpp"
#include "nlu/phrase_rules.hpp"
#include "nlu/raw_rules.hpp"
#include "nlu/types.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

class Matcher {
public:
    // Appends every problem; rules with errors are left out. REQUIRES: the rest outlives this.
    Matcher(
        const std::vector<RuleSource>& rules,
        const Types& types,
        const Normaliser& normaliser,
        std::vector<Problem>& problems
    );

    // Which rules to hold against a text.
    enum class Among : unsigned char {
        anywhere,  // phrase, vaguely, re2; and what holds a <product>, unless too
        product,   // of these, those that hold a <product>
        exactly,   // the whole of the text
    };

    enum class Road : unsigned char { quick, plain };

    using Text = PhraseRules::Text;

    // REQUIRES: what is viewed outlives the use of `into`.
    void take(std::string_view view, Text& into) const { phrases_.take(view, into); }

    struct Matches {
        std::vector<RuleMatch> found;
        // Those `unless` and `nowhere` without <product> that could match, too, where the quick
        // road was taken: for vetoes().
        PhraseRules::Candidates vetoes;
    };

    // Every rule of the kind that matches a part of the text.
    [[nodiscard]] Matches matches(const Text& text, Span part, Among among, Road road) const;

    // Appends the vetoes without <product> that match, of those wanted: only where an intent was
    // hit do its vetoes matter.
    void vetoes(
        const Text& text,
        Span part,
        const PhraseRules::Candidates& candidates,
        Road road,
        const PhraseRules::Wanted& wanted,
        std::vector<RuleMatch>& found
    ) const;

    [[nodiscard]] bool has_product_rules() const { return has_product_rules_; }

    [[nodiscard]] bool has_exact_rules() const { return phrases_.has(PhraseRules::Task::exactly); }

private:
    PhraseRules phrases_;
    RawRules raw_;
    std::vector<bool> holds_product_;  // by rule
    bool has_product_rules_ = false;
};

}  // namespace clerk::nlu
