// Which language the shopper writes, so that the clerk answers in it.
#pragma once

#include "turn/working.hpp"

#include <optional>

namespace clerk::turn {

// nullopt: the words do not tell (numbers, "ok", a product's name in the other script).
[[nodiscard]] std::optional<Lang> language_of(
    const nlu::Understanding& message, Lang current, bool question_is_open
);
void follow_language(Turn& turn, const nlu::Understanding& message);

}  // namespace clerk::turn
