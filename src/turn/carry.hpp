// What goes along when one errand takes another's place, or is about the same thing: "not a return,
// exchange it instead". Answers to what both flows ask for are not asked again, and what was said
// is heard by both. Every flow says back what it is about, so that a wrong guess is seen.
#pragma once

#include "turn/mention.hpp"
#include "turn/working.hpp"

namespace clerk::turn {

// What the errand on top has been told so far; nothing when none runs.
[[nodiscard]] Told told_so_far(const Turn& turn);

// Whether the flow asks for something that has been told.
[[nodiscard]] bool asks_for_any(const flow::Flow& flow, const Told& told);

// To the errand that has just begun: all of it, but for what its own words tell otherwise. Of
// another order or of a thing by another name nothing of it holds.
void hand_on(Turn& turn, const Told& told, const Opening& opening);

}  // namespace clerk::turn
