// All rules, compiled together, and the one loop that holds a text against them.
//
//   text --Aho-Corasick--> atoms --FilteredRE2's AND-OR tree--> candidates --RE2 confirms--> matches
//
// A rule is confirmed first without captures (RE2's DFA decides), and only a match is asked for its
// spans. Nothing here changes after construction but RE2's own DFA caches, which lock themselves;
// scratch memory is a thread's own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/lexicon.hpp"
#include "nlu/pattern.hpp"
#include "nlu/types.hpp"

namespace re2 {
class RE2;
}

namespace clerk::nlu {

// How one rule matched one text; spans are of that text.
struct RuleMatch {
    std::uint32_t rule = 0;
    int specificity = 0;
    Span span;
    std::vector<Capture> captures;
};

class Matcher {
  public:
    // Appends every problem; rules with errors are left out.
    Matcher(
        const std::vector<RuleSource>& rules,
        const Types& types,
        const Normaliser& normaliser,
        std::vector<Problem>& problems
    );
    ~Matcher();

    // Which rules to hold against a text.
    enum class Among : unsigned char {
        plain,    // phrase, unless, re2
        product,  // those of them that hold a <product>, against a marked text
        exactly,  // the whole of the text
    };

    enum class Road : unsigned char { quick, plain };

    // Every rule of the kind that matches, in order of rules.
    [[nodiscard]] std::vector<RuleMatch> matches(
        std::string_view text, Among among, Road road
    ) const;

    [[nodiscard]] bool has_product_rules() const;

  private:
    struct Rules;
    std::unique_ptr<Rules> rules_;
};

}  // namespace clerk::nlu
