// "Yes, and how many points do I have?", 好的，再查下订单: an answer to a yes-or-no question and a
// wish behind it, in one breath; so is a value with a question behind it ("2024061234, when do you
// close?"). And "yes, but the other one", which is no yes at all.
#pragma once

#include "turn/working.hpp"

#include <optional>

namespace clerk::turn {

struct YesAnd {
    nlu::Understanding message;  // the two as parts of their own; of "yes, but …" what follows
    bool objects = false;
};

// nullopt: no question is open that is answered so, or nothing is said but the answer.
[[nodiscard]] std::optional<YesAnd> yes_and(const Turn& turn, const nlu::Understanding& message);

}  // namespace clerk::turn
