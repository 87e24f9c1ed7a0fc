// Words that call for a person sooner: an insult, danger, despair. They are what content's intents
// with `raises:` say, whether or not such an intent is what the message means; they make no ticket,
// they lift the one that comes.
#pragma once

#include "nlu/understanding.hpp"
#include "turn/working.hpp"

#include <string>
#include <string_view>

namespace clerk::turn {

void raise_priority(Turn& turn, const nlu::Understanding& message);

// The more urgent of the two; empty counts as least.
[[nodiscard]] std::string more_urgent(std::string_view a, std::string_view b);

}  // namespace clerk::turn
