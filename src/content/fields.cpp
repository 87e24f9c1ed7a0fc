#include "content/fields.hpp"

#include "base/suggest.hpp"
#include "content/yaml_source.hpp"
#include "flow/expr.hpp"

#include <algorithm>
#include <charconv>
#include <span>

namespace clerk::content {
namespace {

std::string unknown_key(const std::string& key, const MappingSpec& spec) {
    std::vector<std::string> names;
    for (const KeySpec& known : spec.keys)
        names.emplace_back(known.name);
    std::string text =
        std::string(spec.name) + " has no key `" + key + ":`" + did_you_mean(key, names);
    if (text.find("did you mean") == std::string::npos) {
        text += "; it has";
        for (std::size_t i = 0; i < names.size(); ++i)
            text += (i > 0 ? ", " : " ") + names[i];
    }
    return text;
}

bool is_shape(const yaml::Node& value, Shape shape) {
    switch (shape) {
        case Shape::word:
        case Shape::flag:
        case Shape::number:
        case Shape::duration:
        case Shape::condition:
            return value.is_text();
        case Shape::languages:
        case Shape::either:
            return value.is_map() || value.is_text();
        case Shape::mapping:
        case Shape::named:
        case Shape::branches:
        case Shape::values:
        case Shape::messages:
        case Shape::hours:
            return value.is_map();
        case Shape::list:
            return value.is_list();
        case Shape::texts:
            return value.is_text() || value.is_list();
        case Shape::message:
        case Shape::ladder:
        case Shape::steps:
        case Shape::arguments:
            return true;
    }
    return false;
}

std::string_view expected(Shape shape) {
    switch (shape) {
        case Shape::languages:
            return "a text in every language (zh:, en:)";
        case Shape::either:
            return "a text, or a map of `name: value` lines";
        case Shape::list:
            return "a list of `- ` elements";
        case Shape::texts:
            return "a list of texts";
        default:
            return "a map of `name: value` lines";
    }
}

bool is_one_text(Shape shape) {
    return shape == Shape::word || shape == Shape::flag || shape == Shape::number
           || shape == Shape::duration || shape == Shape::condition;
}

}  // namespace

bool expect_text(const yaml::Node& node, const Report& report) {
    if (node.is_text()) return true;
    if (node.is_refused()) return false;
    if (node.is_list()) {
        report.error(
            node.at, "a text is expected here, not a list; put a text that begins with `[` in '…'"
        );
    } else {
        report.error(
            node.at, "a text is expected here, not a map; put a text that holds `: ` in '…'"
        );
    }
    return false;
}

bool expect_map(const yaml::Node& node, std::string_view what, const Report& report) {
    if (node.is_map()) return true;
    if (node.is_refused()) return false;
    const std::size_t wide = node.text.find("：");
    if (node.is_text() && wide != std::string::npos) {
        report.error(node.inside(wide), yaml::wide_colon_advice());
    } else if (const auto key = yaml::glued_key(node.text); node.is_text() && !key.empty()) {
        report.error(node.inside(key.size() + 1), yaml::space_missing_advice(key));
    } else {
        report.error(node.at, std::string(what) + " is a map of `key: value` lines");
    }
    return false;
}

bool expect_name(const yaml::Node& node, std::string_view what, const Report& report) {
    if (!expect_text(node, report)) return false;
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    const bool good = !node.text.empty() && letter(node.text.front())
                      && std::ranges::all_of(node.text, [&](char c) {
                             return letter(c) || c == '_' || (c >= '0' && c <= '9');
                         });
    if (!good) {
        report.error(
            node.at,
            "`" + node.text + "` is no name for " + std::string(what)
                + "; use letters, digits and _, beginning with a letter"
        );
    }
    return good;
}

Fields::Fields(const yaml::Node& node, const MappingSpec& spec, const Report& report)
    : node_(node), report_(report) {
    if (!expect_map(node, spec.name, report)) return;
    // What stands below a key that lost its value may be that value, indented too little.
    bool lost = false;
    for (const yaml::Entry& entry : node.entries) {
        lost = lost || entry.value.is_refused();
        const auto known = std::ranges::find(spec.keys, entry.key.text, &KeySpec::name);
        if (known == spec.keys.end()) {
            if (!lost) report.error(entry.key.at, unknown_key(entry.key.text, spec));
            continue;
        }
        check_shape(entry.value, *known);
        if (!entry.value.is_refused() && is_shape(entry.value, known->shape)) {
            usable_.push_back(&entry.value);
        }
    }
    for (const KeySpec& known : spec.keys) {
        if (known.required && !has(known.name)) {
            report.error(
                node.at,
                std::string(spec.name) + " needs `" + std::string(known.name) + ":` ("
                    + std::string(known.doc) + ")"
            );
        }
    }
}

void Fields::check_shape(const yaml::Node& value, const KeySpec& key) const {
    if (value.is_refused() || is_shape(value, key.shape)) return;
    if (is_one_text(key.shape)) {
        expect_text(value, report_);
        return;
    }
    report_.error(
        value.at,
        "under `" + std::string(key.name) + ":` stands " + std::string(expected(key.shape))
    );
}

const yaml::Node* Fields::find(std::string_view key) const {
    const yaml::Node* node = node_.find(key);
    return std::ranges::find(usable_, node) == usable_.end() ? nullptr : node;
}

bool Fields::has(std::string_view key) const {
    return node_.find(key) != nullptr;
}

Position Fields::key_at(std::string_view key) const {
    for (const yaml::Entry& entry : node_.entries) {
        if (entry.key.text == key) return entry.key.at;
    }
    return node_.at;
}

std::string Fields::word(std::string_view key) const {
    const yaml::Node* node = find(key);
    return node == nullptr ? std::string() : node->text;
}

bool Fields::flag(std::string_view key) const {
    const yaml::Node* node = find(key);
    if (node == nullptr) return false;
    if (node->text == "yes" || node->text == "true") return true;
    if (node->text != "no" && node->text != "false") {
        report_.error(node->at, "`" + std::string(key) + ":` is yes or no");
    }
    return false;
}

int Fields::number(std::string_view key, int otherwise, int min, int max) const {
    const yaml::Node* node = find(key);
    if (node == nullptr) return otherwise;
    const std::string& text = node->text;
    int number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size() || number < min
        || number > max) {
        report_.error(
            node->at,
            "`" + std::string(key) + ":` is a whole number from " + std::to_string(min) + " to "
                + std::to_string(max)
        );
        return otherwise;
    }
    return number;
}

Millis Fields::duration(std::string_view key, Millis otherwise) const {
    const yaml::Node* node = find(key);
    if (node == nullptr) return otherwise;
    const auto duration = flow::parse_duration(node->text);
    if (!duration) {
        report_.error(
            node->at, "`" + std::string(key) + ":` is a duration such as 30s, 5m, 2h or 7 days"
        );
    }
    return duration.value_or(otherwise);
}

std::vector<const yaml::Node*> Fields::texts(std::string_view key) const {
    std::vector<const yaml::Node*> texts;
    const yaml::Node* node = find(key);
    if (node == nullptr) return texts;
    if (node->is_text()) return {node};
    for (const yaml::Node& item : node->items) {
        if (expect_text(item, report_)) texts.push_back(&item);
    }
    return texts;
}

}  // namespace clerk::content
