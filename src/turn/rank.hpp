// Which of the rules that fired in a clause is meant here: the flow's own intents, then those that
// hold always, then all others, then what was matched by `vaguely:` alone, then small talk; among
// equals the more specific match, then the rule that stands first in path and line order. (The
// answer an open question expects comes before them all; turn/reading.hpp looks for it first.) One
// function for a shopper's message, `match` and `why`.
#pragma once

#include "nlu/understanding.hpp"
#include "turn/script.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace clerk::turn {

// Least first: the numbers are compared.
enum class Class : unsigned char { small_talk, vague, anywhere, always, of_flow };

// Points into the script and the understanding: REQUIRES both to outlive it.
struct Candidate {
    const Intent* intent = nullptr;
    const nlu::Hit* hit = nullptr;
    Class of = Class::anywhere;
};

// Small talk, yes and no: nothing to be begun, and nothing beside anything else.
[[nodiscard]] bool is_pleasantry(const Intent& intent);

// Whether "did you mean …?" may name it: what is an errand or an answer by itself, or a person.
[[nodiscard]] bool may_be_offered(const Intent& intent);
// What only colours another meaning ("another order", "it", a thing's name) and is never one
// itself.
[[nodiscard]] bool is_aside(const Intent& intent);
// The clause's first hit of that role, whatever wins in it; nullptr: none.
[[nodiscard]] const nlu::Hit* aside(
    const nlu::Clause& clause, const Script& script, std::string_view role
);

// Best first, each intent once with its best match; intents of other flows left out. Empty: nothing
// was understood.
[[nodiscard]] std::vector<Candidate> rank(
    const nlu::Clause& clause, const Script& script, std::string_view running_flow
);

// The different intents that only path and line order tells from the winner, the winner first;
// empty unless there are two or more, or when they come to the same.
[[nodiscard]] std::vector<const Intent*> ties(const std::vector<Candidate>& ranking);

}  // namespace clerk::turn
