// Conditions and paths as they stand in YAML: parsed, with their problems at the right column.
#pragma once

#include "content/problem.hpp"
#include "content/yaml.hpp"
#include "flow/expr.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::content {

[[nodiscard]] flow::Parsed parse_condition(const yaml::Node& node, const Report& report);
// Types a parsed condition; reports what is wrong. Null when there is nothing to check.
[[nodiscard]] flow::ExprPtr check_condition_at(
    const yaml::Node& node,
    const flow::ExprPtr& parsed,
    const flow::TypeScope& scope,
    const Report& report
);
// A name or a dotted path alone: `order.items`.
[[nodiscard]] std::optional<flow::Path> parse_path(const yaml::Node& node, const Report& report);
// A template that is one bare placeholder, `<order.no>`, is a path.
[[nodiscard]] std::optional<flow::Path> lone_placeholder(std::string_view text);

// What to say of a value that may be unset where it is used.
[[nodiscard]] std::string unset_advice(std::string_view path);

}  // namespace clerk::content
