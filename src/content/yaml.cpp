#include "content/yaml.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "content/yaml_builder.hpp"
#include "content/yaml_source.hpp"
#include "content/yaml_syntax.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

namespace clerk::content::yaml {

const Node* Node::find(std::string_view key) const {
    for (const Entry& entry : entries) {
        if (entry.key.text == key) return &entry.value;
    }
    return nullptr;
}

Position Node::inside(std::size_t offset) const {
    if (kind != Kind::text) return at;
    const std::string_view before = std::string_view(text).substr(0, std::min(offset, text.size()));
    const std::size_t line_break = before.rfind('\n');
    const auto columns = [](std::string_view part) {
        return static_cast<int>(utf8::length(part));
    };
    if (style == Style::block && line_break != std::string_view::npos) {
        const auto down = static_cast<int>(std::ranges::count(before, '\n'));
        return {text_at.line + down, text_at.col + columns(before.substr(line_break + 1))};
    }
    int col = text_at.col + columns(before);
    // Each ' of a single-quoted text is written twice.
    if (style == Style::single_quoted) col += static_cast<int>(std::ranges::count(before, '\''));
    return {text_at.line, col};
}

Node parse(std::string_view bytes, const Report& report) {
    const auto source = Source::read(bytes, report);
    if (!source) return {};
    const std::size_t errors_before = report.errors_so_far();
    Builder builder(*source, report);
    try {
        std::istringstream stream(source->text());
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const TooDeep& deep) {
        report.error(
            source->position(deep.offset),
            "nested deeper than " + std::to_string(limits::yaml_depth_max) + " levels"
        );
        return {};
    } catch (const YAML::Exception& failure) {
        report_syntax(failure, *source, report);
        return {};
    }
    builder.refuse_cut_comments();
    Node root = builder.take_root();
    if (!builder.seen()) {
        if (report.errors_so_far() == errors_before) report.error({}, "the file is empty");
    } else if (root.is_text() || root.is_list()) {
        report.error(root.at, "a map of `key: value` lines is expected here");
        return {};
    }
    return root;
}

}  // namespace clerk::content::yaml
