// Numbers that people read aloud: a prefix and twelve characters of Crockford's base 32 (no I, L,
// O, U) in groups of four, 60 unguessable bits: "RMA-7F3K-9QWX-2M4D".
#pragma once

#include "base/time.hpp"

#include <string>
#include <string_view>

namespace clerk::app {

[[nodiscard]] std::string public_number(std::string_view prefix, Chance& chance);

}  // namespace clerk::app
