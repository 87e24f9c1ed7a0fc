// When people answer, as ops write it: a weekday, a run of them or a date, and spans of the clock.
//   mon-fri: [09:00-12:00, 13:00-18:00]
//   2024-10-01: closed
#pragma once

#include "content/problem.hpp"
#include "content/yaml.hpp"
#include "model/hours.hpp"

namespace clerk::content {

[[nodiscard]] OpenHours read_hours(const yaml::Node& node, const Report& report);

}  // namespace clerk::content
