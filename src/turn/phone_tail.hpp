// The last digits of the order's phone, told before they are asked for: "order 2024061234, phone
// ending in 1234". Four digits may be anything, so they count only where they are called what they
// are, or where the whole phone number is given.
#pragma once

#include "turn/mention.hpp"

#include <optional>
#include <string>

namespace clerk::turn {

[[nodiscard]] std::optional<Found> tail_in(const Turn& turn, const std::string& heard);

}  // namespace clerk::turn
