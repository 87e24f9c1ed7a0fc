// The steps that speak and ask.
#include "base/limits.hpp"
#include "base/suggest.hpp"
#include "content/conditions.hpp"
#include "content/layout.hpp"
#include "flow/cards.hpp"
#include "flow/scope.hpp"

#include <algorithm>

namespace clerk::content {
namespace {

flow::CardSpec card_of(const Fields& card, const flow::TypeScope& scope, const Report& report) {
    flow::CardSpec spec;
    const yaml::Node* kind = card.find("kind");
    const yaml::Node* of = card.find("of");
    if (kind == nullptr || of == nullptr) return spec;
    spec.kind = kind->text;
    const auto known = std::ranges::find(flow::card_kinds(), kind->text, &flow::CardKind::kind);
    if (known == flow::card_kinds().end()) {
        std::vector<std::string> names;
        for (const flow::CardKind& one : flow::card_kinds())
            names.emplace_back(one.kind);
        report.error(
            kind->at, "no card is called `" + kind->text + "`" + did_you_mean(kind->text, names)
        );
        return spec;
    }
    const auto path = parse_path(*of, report);
    if (!path) return spec;
    spec.of = *path;
    const flow::PathType type = flow::type_of(*path, scope);
    const std::string wanted = "record:" + std::string(known->record);
    if (type.error) {
        report.error(of->at, *type.error);
    } else if (!type.type.empty() && type.type != wanted) {
        report.error(
            of->at,
            "a card of this kind shows a " + wanted + ", but `" + of->text + "` is " + type.type
        );
    } else if (type.maybe_unset) {
        report.error(of->at, unset_advice(of->text));
    }
    return spec;
}

// The type of the elements of the list that a slot's value is chosen from.
TypeName element_of(
    const yaml::Node& from,
    const flow::Path& path,
    const TypeName& slot_type,
    const flow::TypeScope& scope,
    const Report& report
) {
    const flow::PathType list = flow::type_of(path, scope);
    TypeName element = flow::element_type(list.type, scope);
    if (list.error) {
        report.error(from.at, *list.error);
    } else if (element.empty()) {
        report.error(from.at, "`" + from.text + "` is no list");
    } else if (!assignable(element, slot_type)) {
        report.error(
            from.at, "`" + from.text + "` holds " + element + ", but the slot is " + slot_type
        );
    } else if (list.maybe_unset) {
        report.error(from.at, unset_advice(from.text));
    }
    return element;
}

// A `collect` without `from:`.
void check_without_list(
    const Fields& fields, const TypeName& type, Position at, const Report& report
) {
    if (is_record(type)) {
        report.error(at, "a " + type + " cannot be typed; say `from:` which list it is chosen");
    }
    for (const char* beside : {"label", "other"}) {
        if (!fields.has(beside)) continue;
        report.error(
            fields.key_at(beside), "`" + std::string(beside) + ":` belongs beside `from:`"
        );
    }
}

// `first` of a list, `told` of free text.
bool read_unasked(const Fields& fields, const TypeName& type, const Report& report) {
    const yaml::Node* unasked = fields.find("unasked");
    if (unasked == nullptr) return false;
    if (unasked->text != "first" && unasked->text != "told") {
        report.error(unasked->at, "`unasked:` may only be `first` or `told`");
    } else if (unasked->text == "first" && !fields.has("from")) {
        report.error(unasked->at, "`unasked: first` belongs beside `from:`");
    } else if (unasked->text == "told" && type != "free_text") {
        report.error(unasked->at, "`unasked: told` is for slots of type free_text");
    }
    return true;
}

}  // namespace

void Layout::say(const yaml::Node& node) {
    const Fields fields(node, keys::say, report_);
    const yaml::Node* text = fields.find("say");
    const yaml::Node* card = fields.find("card");
    if (text == nullptr) return;
    flow::Say say;
    say.buttons = button_ids(fields);
    emit("say", std::move(say), &node, [this, text, card](flow::Step& step, const Site& site) {
        auto& made = std::get<flow::Say>(step.action);
        made.text = library_.texts.message(*text, site.scope, report_);
        if (card != nullptr) {
            made.card = card_of(Fields(*card, keys::card, report_), site.scope, report_);
        }
    });
}

std::vector<flow::MessageText> Layout::ladder(
    const yaml::Node& again, const flow::TypeScope& scope
) {
    std::vector<flow::MessageText> rungs;
    if (!again.is_list()) {
        rungs.push_back(library_.texts.message(again, scope, report_));
        return rungs;
    }
    for (const yaml::Node& rung : again.items) {
        rungs.push_back(library_.texts.message(rung, scope, report_));
    }
    return rungs;
}

void Layout::collect(const yaml::Node& node) {
    const Fields fields(node, keys::collect, report_);
    const yaml::Node* name = fields.find("collect");
    const flow::SlotSpec* slot = name == nullptr ? nullptr : slot_at(*name);
    if (slot == nullptr) return;
    flow::Collect collect;
    collect.slot = slot->name;
    collect.type = slot->type;
    collect.optional = fields.flag("optional");
    collect.has_other = fields.has("other");
    if (const yaml::Node* from = fields.find("from")) collect.from = parse_path(*from, report_);
    if (!fields.has("from")) check_without_list(fields, slot->type, name->at, report_);
    collect.unasked = read_unasked(fields, slot->type, report_);
    if (const yaml::Node* where = fields.find("where")) {
        collect.where = parse_condition(*where, report_).expr;
    }
    const Finish finish = [this, &node, type = slot->type](flow::Step& step, const Site& site) {
        Problems checked_before;
        const Report silent(checked_before, "");
        const Fields parts(node, keys::collect, silent);
        auto& made = std::get<flow::Collect>(step.action);
        auto& texts = library_.texts;
        const auto read = [&](const char* key, const flow::TypeScope& scope) {
            const yaml::Node* text = parts.find(key);
            return text == nullptr ? flow::MessageText{} : texts.message(*text, scope, report_);
        };
        made.ask = read("ask", site.scope);
        if (const yaml::Node* again = parts.find("again")) made.again = ladder(*again, site.scope);
        made.other = read("other", site.scope);
        const flow::NarrowedTypes answered(site.scope, {made.slot});
        if (made.where != nullptr) {
            made.where = check_condition_at(*parts.find("where"), made.where, answered, report_);
        }
        made.wrong = read("wrong", answered);
        if (!made.from) return;
        const TypeName element =
            element_of(*parts.find("from"), *made.from, type, site.scope, report_);
        const flow::NarrowedTypes one(site.scope, {}, {{"it", element, false}});
        made.label = read("label", one);
    };
    const OpIndex at = emit("collect:" + slot->name, std::move(collect), &node, finish);
    if (const yaml::Node* otherwise = fields.find("else")) {
        const OpIndex begin = aside(*otherwise);
        op<flow::Collect>(at).otherwise = begin;
    }
}

void Layout::confirm(const yaml::Node& node) {
    const Fields fields(node, keys::confirm, report_);
    const yaml::Node* text = fields.find("confirm");
    if (text == nullptr) return;
    const yaml::Node* why = fields.find("why");
    const Finish finish = [this, text, why](flow::Step& step, const Site& site) {
        auto& made = std::get<flow::Confirm>(step.action);
        made.text = library_.texts.message(*text, site.scope, report_);
        if (why != nullptr) made.why = library_.texts.message(*why, site.scope, report_);
    };
    const OpIndex at = emit("confirm", flow::Confirm{}, &node, finish);
    if (const yaml::Node* otherwise = fields.find("else")) {
        const OpIndex begin = aside(*otherwise);
        op<flow::Confirm>(at).otherwise = begin;
    }
}

flow::ChooseOption Layout::option(const yaml::Entry& entry, nlu::TypeSource& words) {
    const Fields fields(entry.value, keys::option, report_);
    flow::ChooseOption option;
    option.id = entry.key.text;
    option.type = words.name;
    expect_name(entry.key, "an option", report_);
    if (const yaml::Node* condition = fields.find("if")) {
        option.condition = parse_condition(*condition, report_).expr;
    }
    nlu::ChoiceSource choice;
    choice.id = option.id;
    for (const std::string_view lang : lang_names) {
        if (const yaml::Node* label = fields.find(lang)) choice.labels.push_back(label->text);
    }
    for (const yaml::Node* phrase : fields.texts("phrases"))
        choice.phrases.push_back(phrase->text);
    words.choices.push_back(std::move(choice));
    return option;
}

void Layout::choose(const yaml::Node& node) {
    const Fields fields(node, keys::choose, report_);
    const yaml::Node* text = fields.find("choose");
    const yaml::Node* of = fields.find("of");
    if (text == nullptr || of == nullptr) return;
    const yaml::Node* again = fields.find("again");
    const Finish finish = [this, text, of, again](flow::Step& step, const Site& site) {
        auto& made = std::get<flow::Choose>(step.action);
        made.text = library_.texts.message(*text, site.scope, report_);
        if (again != nullptr) made.again = ladder(*again, site.scope);
        for (std::size_t i = 0; i < made.options.size(); ++i) {
            const yaml::Node& written = of->entries[i].value;
            yaml::Node label = written;
            std::erase_if(label.entries, [](const yaml::Entry& entry) {
                return std::ranges::find(lang_names, entry.key.text) == lang_names.end();
            });
            made.options[i].label = library_.texts.text(label, site.scope, report_);
            const yaml::Node* condition = written.find("if");
            if (condition == nullptr) continue;
            made.options[i].condition =
                check_condition_at(*condition, made.options[i].condition, site.scope, report_);
        }
    };
    const OpIndex at = emit("choose", flow::Choose{}, &node, finish);
    nlu::TypeSource words;
    words.name = "choose:" + draft_.flow.id + ":" + draft_.flow.steps[at].id;
    words.origin = report_.origin(node.at);
    op<flow::Choose>(at).type = words.name;
    const OpIndex around = emit_jump();
    for (const yaml::Entry& entry : of->entries) {
        flow::ChooseOption made = option(entry, words);
        const yaml::Node* then = entry.value.find("then");
        made.then = then == nullptr ? around : here();
        op<flow::Choose>(at).options.push_back(std::move(made));
        if (then == nullptr) continue;
        steps(*then, false);
        op<flow::Jump>(emit_jump()).to = around;
    }
    if (const yaml::Node* otherwise = fields.find("else")) {
        op<flow::Choose>(at).otherwise = here();
        steps(*otherwise, false);
    }
    op<flow::Jump>(around).to = here();
    draft_.choices.push_back(std::move(words));
    draft_.choices_at.push_back(node.at);
}

}  // namespace clerk::content
