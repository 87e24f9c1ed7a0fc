// Why a message was understood as it was, for `shopclerk why` and the desk: which rules fired with
// what points, and, for an intent that did not, what its closest phrases miss and the smallest
// change that would do. Slow and thorough; never on a message's way.
#pragma once

#include "nlu/lexicon.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::nlu {

// A rule that matched. specificity = literals + 4 × slots.
struct Fired {
    std::uint32_t rule = 0;
    std::uint32_t intent = 0;
    std::size_t clause = 0;
    Span span;         // of the normal form
    std::string text;  // what it matched, in normal form
    int specificity = 0;
    int literals = 0;  // points of the literal Han, letters and digits
    int slots = 0;
    bool vetoed = false;  // an `unless` of its intent matched in the same clause
};

// A phrase that nearly matched, taken along its best branch.
struct Near {
    std::uint32_t rule = 0;
    std::size_t clause = 0;
    std::vector<std::string> present;  // its fragments that the clause holds, slots as <type>
    std::vector<std::string> missing;
    // All fragments are there, but in another order, joined to other letters, or too far apart.
    bool misplaced = false;
    std::string say;     // a message that this phrase matches
    std::string phrase;  // a phrase that would match the clause as it is; empty: none worth having
};

struct WhyNot {
    enum class Reason : unsigned char {
        unknown_intent,
        won,        // it did: its best rule is first in its clause
        outranked,  // it fired, and another was more specific or earlier
        vetoed,     // it fired, and its own `unless` or `nowhere` took it back
        no_match,
    };
    Reason reason = Reason::no_match;
    std::vector<Fired> fired;           // its own rules that matched
    std::vector<std::uint32_t> vetoes;  // the rules that took it back, where vetoed
    std::vector<Fired> ahead;           // the best rule of each intent before it, where outranked
    std::vector<Near> closest;          // where nothing matched: at most three, the closest first
};

// All that fired, clause by clause, best first, then what was vetoed.
[[nodiscard]] std::vector<Fired> explain(const Lexicon& lexicon, const Understanding& message);

// REQUIRES: `message` comes from this lexicon. Ranking by the state of a conversation (the open
// question, the flow's own intents) is the turn's; this speaks of the words alone.
[[nodiscard]] WhyNot explain_absence(
    const Lexicon& lexicon, const Understanding& message, std::string_view intent
);

}  // namespace clerk::nlu
