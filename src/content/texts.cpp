#include "content/texts.hpp"

#include "base/limits.hpp"
#include "base/suggest.hpp"
#include "content/conditions.hpp"
#include "content/fields.hpp"
#include "flow/scope.hpp"

#include <algorithm>

namespace clerk::content {
namespace {

constexpr std::string_view prefix = "text.";

// Any name is fine and set: for what can be said of a text without knowing where it will stand.
class AnyScope : public flow::TypeScope {
public:
    [[nodiscard]] std::optional<flow::ScopeName> find(std::string_view) const override {
        return std::nullopt;
    }

    [[nodiscard]] std::vector<std::string> choice_ids(std::string_view) const override {
        return {};
    }

    [[nodiscard]] std::vector<std::string> names() const override { return {}; }
};

}  // namespace

// Where problems of a text are told: in its own file, or, for a shared text, where it is used.
struct Texts::Place {
    const Report& report;
    const yaml::Node* use = nullptr;  // the reference to a shared text
    bool alone = false;               // only what is wrong wherever it stands

    void syntax(const yaml::Node& node, std::size_t offset, std::string text) const {
        if (use == nullptr) report.error(node.inside(offset), std::move(text));
    }

    void meaning(const yaml::Node& node, std::size_t offset, const std::string& text) const {
        if (alone) return;
        if (use == nullptr) {
            report.error(node.inside(offset), text);
        } else {
            report.error(use->at, "in `" + use->text + "`: " + text);
        }
    }
};

std::string_view shared_name(std::string_view written) {
    return written.starts_with(prefix) ? written.substr(prefix.size()) : std::string_view();
}

bool Texts::add(SharedText text) {
    std::string name = text.name;
    return shared_.emplace(std::move(name), std::move(text)).second;
}

flow::MessageText Texts::message(
    const yaml::Node& node, const flow::TypeScope& scope, const Report& report
) {
    flow::MessageText message;
    append(message.lines, node, scope, Place{report});
    return message;
}

flow::Text Texts::text(const yaml::Node& node, const flow::TypeScope& scope, const Report& report) {
    flow::MessageText lines = message(node, scope, report);
    if (lines.empty()) return {};
    const flow::TextLine& first = lines.lines.front();
    if (lines.lines.size() > 1 || first.condition != nullptr || first.each) {
        report.error(node.at, "one line without `if:` or `each:` is expected here");
    }
    return first.text;
}

LocalText Texts::local(const yaml::Node& node, const Report& report) {
    const flow::Text text = this->text(node, AnyScope(), report);
    const auto plain = [&](Lang lang) {
        std::string all;
        for (const flow::Piece& piece : text.in[static_cast<std::size_t>(lang)].pieces) {
            if (const auto* literal = std::get_if<std::string>(&piece)) all += *literal;
        }
        return all;
    };
    return {plain(Lang::zh), plain(Lang::en)};
}

void Texts::check_alone(const SharedText& text, const Report& report) {
    std::vector<flow::TextLine> lines;
    append(lines, *text.node, AnyScope(), Place{report, nullptr, true});
}

void Texts::append(
    std::vector<flow::TextLine>& lines,
    const yaml::Node& node,
    const flow::TypeScope& scope,
    const Place& place
) {
    if (node.is_list()) {
        for (const yaml::Node& item : node.items) {
            if (item.is_list()) {
                expect_map(item, "a line", place.report);
            } else {
                append(lines, item, scope, place);
            }
        }
        if (node.items.empty()) place.syntax(node, 0, "an empty list says nothing");
    } else if (node.is_map()) {
        append_line(lines, node, scope, place);
    } else if (node.is_text()) {
        append_shared(lines, node, scope, place);
    }
}

void Texts::append_shared(
    std::vector<flow::TextLine>& lines,
    const yaml::Node& reference,
    const flow::TypeScope& scope,
    const Place& place
) {
    const std::string_view name = shared_name(reference.text);
    if (name.empty()) {
        place.syntax(
            reference,
            0,
            "a text is written in every language (zh:, en:), or names a shared one (text.NAME)"
        );
        return;
    }
    if (place.use != nullptr || place.alone) {
        place.syntax(reference, 0, "a shared text cannot use another; write its words here");
        return;
    }
    const auto found = shared_.find(name);
    if (found == shared_.end()) {
        if (unread_) return;
        std::vector<std::string> names;
        for (const auto& [known, text] : shared_)
            names.push_back(std::string(prefix) + known);
        place.meaning(
            reference,
            0,
            "no shared text is called `" + reference.text + "`"
                + did_you_mean(reference.text, names)
        );
        return;
    }
    used_.insert(found->first);
    append(lines, *found->second.node, scope, Place{place.report, &reference});
}

void Texts::check_each(
    const flow::Path& path, const yaml::Node& each, const flow::TypeScope& scope, const Place& place
) {
    const flow::PathType list = flow::type_of(path, scope);
    if (list.error) {
        place.meaning(each, 0, *list.error);
    } else if (flow::element_type(list.type, scope).empty() && !place.alone) {
        place.meaning(each, 0, "`" + each.text + "` is no list");
    } else if (list.maybe_unset) {
        place.meaning(each, 0, unset_advice(each.text));
    }
}

// The condition of a line with `each` is asked of every element.
void Texts::append_line(
    std::vector<flow::TextLine>& lines,
    const yaml::Node& node,
    const flow::TypeScope& scope,
    const Place& place
) {
    // Shape and keys of a shared text are checked in its own file.
    Problems elsewhere;
    const Report silent(elsewhere, "");
    const Report& report = place.use == nullptr ? place.report : silent;
    const Fields fields(node, keys::line, report);
    flow::TextLine line;
    const yaml::Node* each = fields.find("each");
    if (each) line.each = parse_path(*each, report);
    std::vector<flow::ScopeName> names;
    if (line.each) {
        const TypeName list = flow::type_of(*line.each, scope).type;
        names.push_back({"it", flow::element_type(list, scope), false});
    }
    const flow::NarrowedTypes about(scope, {}, std::move(names));
    std::vector<std::string> known;
    if (const yaml::Node* condition = fields.find("if")) {
        const flow::Parsed parsed = parse_condition(*condition, report);
        if (parsed.expr != nullptr) {
            const flow::Checked checked = flow::check_condition(parsed.expr, about);
            for (const flow::ExprError& e : checked.errors) {
                place.meaning(*condition, e.offset, e.message);
            }
            line.condition = checked.expr != nullptr ? checked.expr : parsed.expr;
            known = flow::guards(*line.condition).when_true;
        }
    }
    const flow::NarrowedTypes inner(about, known);
    if (line.each) check_each(*line.each, *each, inner, place);
    if (const yaml::Node* shared = fields.find("text")) {
        if (line.each || line.condition == nullptr) {
            place.syntax(*shared, 0, "beside `text:` only `if:` may stand");
        }
        std::vector<flow::TextLine> more;
        append_shared(more, *shared, inner, place);
        for (flow::TextLine& one : more) {
            if (one.condition != nullptr) {
                place.meaning(
                    *shared, 0, "this shared text has conditions of its own; write its words here"
                );
            }
            one.condition = line.condition;
            lines.push_back(std::move(one));
        }
        return;
    }
    line.text = languages(node, inner, place);
    lines.push_back(std::move(line));
}

flow::Text Texts::languages(const yaml::Node& map, const flow::TypeScope& scope, const Place& place)
    const {
    flow::Text text;
    std::array<bool, lang_count> given{};
    for (std::size_t i = 0; i < lang_count; ++i) {
        const auto lang = static_cast<Lang>(i);
        const yaml::Node* node = map.find(lang_names[i]);
        const bool required = std::ranges::find(required_, lang) != required_.end();
        if (node == nullptr && required) {
            place.syntax(map, 0, "`" + std::string(lang_names[i]) + ":` is missing");
        }
        if (node == nullptr || !node->is_text()) continue;
        if (node->text.empty()) place.syntax(*node, 0, "an empty text; take the line out");
        if (node->text.size() > limits::reply_text_bytes_max) {
            place.syntax(
                *node,
                0,
                "a text has at most " + std::to_string(limits::reply_text_bytes_max) + " bytes"
            );
        }
        flow::ParsedTemplate parsed = flow::parse_template(node->text);
        for (const flow::TemplateError& e : parsed.errors)
            place.syntax(*node, e.offset, e.message);
        if (!place.alone) {
            for (const flow::TemplateError& e : flow::check_template(parsed.value, scope)) {
                place.meaning(*node, e.offset, e.message);
            }
        }
        text.in[i] = std::move(parsed.value);
        given[i] = true;
    }
    fill(text, given);
    return text;
}

// Traditional Chinese is converted from simplified; what else is missing takes the first there is.
void Texts::fill(flow::Text& text, const std::array<bool, lang_count>& given) const {
    const auto first = std::ranges::find(given, true);
    if (first == given.end()) return;
    const auto at = static_cast<std::size_t>(first - given.begin());
    constexpr auto hant = static_cast<std::size_t>(Lang::zh_hant);
    for (std::size_t i = 0; i < lang_count; ++i) {
        if (given[i]) continue;
        text.in[i] = text.in[at];
        if (i != hant || static_cast<Lang>(at) != Lang::zh || normaliser_ == nullptr) continue;
        for (flow::Piece& piece : text.in[i].pieces) {
            if (auto* literal = std::get_if<std::string>(&piece)) {
                *literal = normaliser_->to_traditional(*literal);
            }
        }
    }
}

}  // namespace clerk::content
