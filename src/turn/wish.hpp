// What the clauses of a message ask for, and granting it.
#pragma once

#include "turn/answer.hpp"
#include "turn/reading.hpp"
#include "turn/working.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace clerk::turn {

struct Wish {
    const Intent* intent = nullptr;
    std::string rule;  // "intents/return_item.yaml:14"; empty: a button was tapped
    int score = 0;     // its specificity
    Opening opening;
    std::vector<const Intent*> ties;  // other meanings that fit alike
    std::string words;                // its clause
    bool instead = false;             // of the errand under way
};

struct Wishes {
    std::vector<Wish> list;              // in order, each intent once, no pleasantries
    const Intent* pleasantry = nullptr;  // the first of them
    std::string unclaimed;  // the words of clauses that mean nothing and answer nothing

    [[nodiscard]] bool has_role(std::string_view role) const;

    // What is heard even while an action is under way.
    [[nodiscard]] bool interrupt() const {
        return has_role("human_agent") || has_role("cancel") || has_role("restart");
    }
};

[[nodiscard]] Wishes wishes_of(
    const Turn& turn, const nlu::Understanding& message, const Reading& reading
);

// How far a message has been dealt with.
struct Progress {
    bool occupied = false;  // an answer was taken or an errand begun: further errands queue
    bool begun = false;     // an errand was begun by this message
    bool spoke = false;     // something was said beside the open question
    bool rests = false;     // a question was put or the turn is over: nothing to run
};

[[nodiscard]] bool starts_flow(const Turn& turn, const Intent& intent);
// Its errand begins when the one under way is over.
void queue(Turn& turn, const Wish& wish);
void grant(Turn& turn, const Wish& wish, Progress& progress);
// The role's part of it; false: the intent has no role that speaks or acts.
[[nodiscard]] bool play_role(Turn& turn, const Wish& wish, Progress& progress);
// What an intent says: its own answer with its buttons. False: it has none.
bool say_answer(Turn& turn, const Intent& intent);

}  // namespace clerk::turn
