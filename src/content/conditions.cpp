#include "content/conditions.hpp"

#include "flow/text.hpp"

#include <utility>

namespace clerk::content {

flow::Parsed parse_condition(const yaml::Node& node, const Report& report) {
    flow::Parsed parsed = flow::parse_expr(node.text);
    for (const flow::ExprError& e : parsed.errors)
        report.error(node.inside(e.offset), e.message);
    if (!parsed.errors.empty()) parsed.expr = nullptr;
    return parsed;
}

flow::ExprPtr check_condition_at(
    const yaml::Node& node,
    const flow::ExprPtr& parsed,
    const flow::TypeScope& scope,
    const Report& report
) {
    if (parsed == nullptr) return nullptr;
    flow::Checked checked = flow::check_condition(parsed, scope);
    for (const flow::ExprError& e : checked.errors)
        report.error(node.inside(e.offset), e.message);
    return checked.expr != nullptr ? checked.expr : parsed;
}

std::optional<flow::Path> parse_path(const yaml::Node& node, const Report& report) {
    const flow::Parsed parsed = flow::parse_expr(node.text);
    if (parsed.expr != nullptr && parsed.errors.empty()) {
        if (const auto* path = std::get_if<flow::Path>(&parsed.expr->node)) return *path;
    }
    report.error(
        node.at, "`" + node.text + "` is no name; write one like `order.items`, without `<` and `>`"
    );
    return std::nullopt;
}

std::optional<flow::Path> lone_placeholder(std::string_view text) {
    const flow::ParsedTemplate parsed = flow::parse_template(text);
    if (!parsed.errors.empty() || parsed.value.pieces.size() != 1) return std::nullopt;
    const auto* placeholder = std::get_if<flow::Placeholder>(&parsed.value.pieces.front());
    if (placeholder == nullptr || !placeholder->format.empty()) return std::nullopt;
    return placeholder->path;
}

std::string unset_advice(std::string_view path) {
    return "`" + std::string(path) + "` may be unset here; guard it with `if: " + std::string(path)
           + " is set`";
}

}  // namespace clerk::content
