// All rules, compiled together, and the one way in which a text is held against them.
//
//   text --Aho-Corasick--> atoms --index--> candidates --confirm--> matches
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
    // Appends every problem; rules with errors are left out.
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

    // Every rule of the kind that matches.
    [[nodiscard]] std::vector<RuleMatch> matches(std::string_view text, Among among, Road road)
        const;

    // Appends the `unless` rules without <product> that match, of those wanted: only where an
    // intent was hit do its vetoes matter.
    void vetoes(
        std::string_view text,
        Road road,
        const PhraseRules::Wanted& wanted,
        std::vector<RuleMatch>& found
    ) const;

    [[nodiscard]] bool has_product_rules() const { return has_product_rules_; }

    [[nodiscard]] bool has_exact_rules() const { return !exactly_.empty(); }

private:
    PhraseRules anywhere_{false};
    PhraseRules unless_{false};
    PhraseRules exactly_{true};
    RawRules raw_;
    std::vector<bool> holds_product_;  // by rule
    bool has_product_rules_ = false;
};

}  // namespace clerk::nlu
