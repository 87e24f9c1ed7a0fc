// A life as a table: from each state, the states that may follow. The machines of returns and
// complaints are such tables.
#pragma once

#include "base/result.hpp"

#include <span>
#include <string>
#include <string_view>

namespace clerk::retail {

struct Station {
    std::string_view state;
    std::span<const std::string_view> next;
};

// "illegal": the message names what may follow `from`, or that there is no such state.
[[nodiscard]] Status check_move(
    std::span<const Station> life, std::string_view from, std::string_view to
);

// nullptr: no such state.
[[nodiscard]] const Station* find_station(std::span<const Station> life, std::string_view state);

}  // namespace clerk::retail
