// Values as people type them in chat tests and scripts read them: "2024061234", "damaged",
// "2024-07-01", "1299.00". Not what shoppers see (flow/text.hpp shows values to them).
#pragma once

#include "model/value.hpp"

#include <string>
#include <string_view>

namespace clerk::content {

// A record is its title, a list its elements joined by ", ", what is unset "".
[[nodiscard]] std::string plain(const Value& value);

}  // namespace clerk::content
