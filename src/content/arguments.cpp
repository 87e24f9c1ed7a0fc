#include "content/arguments.hpp"

#include "base/suggest.hpp"
#include "content/conditions.hpp"
#include "content/fields.hpp"
#include "flow/expr.hpp"

#include <algorithm>
#include <charconv>

namespace clerk::content {
namespace {

std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t n = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return n;
}

// "12", "12.5", "12.50" in whole units of the currency.
std::optional<Value> money(std::string_view text, const std::string& currency) {
    const std::size_t point = text.find('.');
    const auto units = whole(text.substr(0, point));
    if (!units || *units < 0 || *units > 1'000'000'000'000) return std::nullopt;
    std::int64_t cents = 0;
    if (point != std::string_view::npos) {
        std::string after(text.substr(point + 1));
        if (after.size() == 1) after += '0';
        const auto parsed = whole(after);
        if (after.size() != 2 || !parsed || *parsed < 0) return std::nullopt;
        cents = *parsed;
    }
    return Money{*units * 100 + cents, currency};
}

Written by_name(const yaml::Node& item, const Report& report) {
    Written written;
    written.node = &item;
    written.at = item.at;
    const auto path = parse_path(item, report);
    if (!path) return written;
    written.arg.name = path->parts.back();
    written.arg.value = *path;
    return written;
}

Written by_value(const yaml::Entry& entry, const Report& report) {
    Written written;
    written.node = &entry.value;
    written.at = entry.key.at;
    written.arg.name = entry.key.text;
    if (const auto path = lone_placeholder(entry.value.text)) {
        written.arg.value = *path;
        return written;
    }
    flow::ParsedTemplate parsed = flow::parse_template(entry.value.text);
    for (const flow::TemplateError& e : parsed.errors) {
        report.error(entry.value.inside(e.offset), e.message);
    }
    written.typed = std::ranges::none_of(parsed.value.pieces, [](const flow::Piece& piece) {
        return std::holds_alternative<flow::Placeholder>(piece);
    });
    written.arg.value = std::move(parsed.value);
    return written;
}

void check_path(
    const Written& written,
    const flow::Path& path,
    const Parameter& wanted,
    const std::string& what,
    const flow::TypeScope& scope,
    const Report& report
) {
    const flow::PathType type = flow::type_of(path, scope);
    const std::string name = flow::to_string(path);
    const Position at = written.node->at;
    if (type.error) {
        report.error(at, *type.error);
    } else if (!type.type.empty() && !assignable(type.type, wanted.type)) {
        report.error(
            at,
            "`" + name + "` is " + type.type + ", but `" + wanted.name + "` of " + what + " is "
                + wanted.type
        );
    } else if (type.maybe_unset && !wanted.optional) {
        report.error(at, unset_advice(name));
    }
}

void check_value(
    Written& written,
    const Parameter& wanted,
    const flow::TypeScope& scope,
    const Library& library,
    const Report& report
) {
    const yaml::Node& node = *written.node;
    if (written.typed) {
        auto value = literal(node.text, wanted.type, library);
        if (value) {
            written.arg.value = std::move(*value);
            return;
        }
        std::string text = "`" + node.text + "` is no " + wanted.type;
        const std::string plain = is_choice(wanted.type) ? wanted.type.substr(7) : "";
        if (!plain.empty()) text += did_you_mean(node.text, library.types.choice_ids(plain));
        report.error(node.at, text + "; a value of this flow is written <" + node.text + ">");
        return;
    }
    const auto& text = std::get<flow::Template>(written.arg.value);
    for (const flow::TemplateError& e : flow::check_template(text, scope)) {
        report.error(node.inside(e.offset), e.message);
    }
    if (!assignable("text", wanted.type)) {
        report.error(node.at, "a text with names in it is no " + wanted.type);
    }
}

}  // namespace

std::optional<Value> literal(
    const std::string& text, const TypeName& type, const Library& library
) {
    if (is_choice(type)) {
        const std::string name = type.substr(7);
        const std::vector<std::string> ids = library.types.choice_ids(name);
        if (std::ranges::find(ids, text) == ids.end()) return std::nullopt;
        return Choice{name, text};
    }
    if (type == "count" || type == "quantity") {
        const auto n = whole(text);
        return n ? std::optional(Value(*n)) : std::nullopt;
    }
    if (type == "bool" || type == "yes_no") {
        if (text == "yes" || text == "true") return true;
        if (text == "no" || text == "false") return false;
        return std::nullopt;
    }
    if (type == "money") return money(text, library.currency);
    if (type == "date") {
        const auto date = parse_iso_date(text);
        return date ? std::optional(Value(*date)) : std::nullopt;
    }
    if (type == "duration") {
        const auto duration = flow::parse_duration(text);
        return duration ? std::optional(Value(*duration)) : std::nullopt;
    }
    // Order numbers, phones and the shop's own patterns are texts; times are never written out.
    const bool textual = type.find(':') == TypeName::npos && type != "time" && type != "date_time";
    return textual ? std::optional(Value(text)) : std::nullopt;
}

std::vector<Written> read_arguments(const yaml::Node& with, const Report& report) {
    std::vector<Written> all;
    if (with.is_list()) {
        for (const yaml::Node& item : with.items) {
            if (expect_text(item, report)) all.push_back(by_name(item, report));
        }
    } else if (with.is_map()) {
        for (const yaml::Entry& entry : with.entries) {
            if (expect_text(entry.value, report)) all.push_back(by_value(entry, report));
        }
    } else if (with.is_text()) {
        all.push_back(by_name(with, report));
    }
    std::erase_if(all, [](const Written& written) { return written.arg.name.empty(); });
    return all;
}

std::vector<flow::Arg> check_arguments(
    std::vector<Written> written,
    const std::vector<Parameter>& wanted,
    const std::string& what,
    Position at,
    const flow::TypeScope& scope,
    const Library& library,
    const Report& report
) {
    std::vector<std::string> names;
    for (const Parameter& parameter : wanted)
        names.push_back(parameter.name);
    std::vector<flow::Arg> args;
    for (Written& one : written) {
        const auto parameter = std::ranges::find(wanted, one.arg.name, &Parameter::name);
        if (parameter == wanted.end()) {
            report.error(
                one.at,
                what + " takes no `" + one.arg.name + "`" + did_you_mean(one.arg.name, names)
            );
            continue;
        }
        if (const auto* path = std::get_if<flow::Path>(&one.arg.value)) {
            check_path(one, *path, *parameter, what, scope, report);
        } else {
            check_value(one, *parameter, scope, library, report);
        }
        args.push_back(std::move(one.arg));
    }
    for (const Parameter& parameter : wanted) {
        const bool given = std::ranges::any_of(args, [&](const flow::Arg& arg) {
            return arg.name == parameter.name;
        });
        if (!given && !parameter.optional) {
            report.error(
                at, what + " needs `" + parameter.name + "` (" + parameter.type + ") under `with:`"
            );
        }
    }
    return args;
}

}  // namespace clerk::content
