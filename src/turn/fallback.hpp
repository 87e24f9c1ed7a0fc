// Not understood, or not for certain: ask differently each time, offer the main intents, offer a
// person; between intents that fit alike, ask which was meant.
#pragma once

#include "turn/answer.hpp"
#include "turn/wish.hpp"
#include "turn/working.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace clerk::turn {

// Nothing was understood and no question is open: a ladder that says on each rung something else,
// on the first why, and on the last fetches a person.
// Before that, what the words are like is offered, where they are like anything.
void fall_back(Turn& turn, const std::string& words, Progress& progress);
// "Did you mean …?" of what no rule knows; false: like nothing, and nothing is said.
[[nodiscard]] bool offer_likeness(Turn& turn, const std::string& words);
// The same in the midst of an errand, once a question: only where the words are all but an example
// of another errand, mistyped perhaps. Takes a try of the open question.
[[nodiscard]] bool offer_instead(Turn& turn, const std::string& words);
// What would be offered, best first.
[[nodiscard]] std::vector<const Intent*> like_in(
    const Script& script, const nlu::Understanding& message
);

// "Did you mean …?" `words` is what was unclear; it opens the errand that is chosen.
void clarify(Turn& turn, const std::vector<const Intent*>& meanings, const std::string& words);
[[nodiscard]] Then answer_clarification(
    Turn& turn, const AwaitClarify& question, const std::string& option
);

}  // namespace clerk::turn
