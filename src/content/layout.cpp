#include "content/layout.hpp"

#include "base/suggest.hpp"
#include "content/conditions.hpp"
#include "flow/scope.hpp"

#include <algorithm>
#include <array>

namespace clerk::content {
namespace {

constexpr std::array<std::string_view, 11> kinds{
    "say",
    "collect",
    "confirm",
    "choose",
    "call",
    "start",
    "goto",
    "retry",
    "set",
    "handoff",
    "end"};

std::vector<std::string> kind_names() {
    std::vector<std::string> names(kinds.begin(), kinds.end());
    names.insert(names.end(), {"if", "label"});
    return names;
}

}  // namespace

void Layout::steps(const yaml::Node& node, bool top) {
    if (!node.is_list()) {
        step(node, top);
        return;
    }
    if (node.items.empty()) report_.error(node.at, "an empty list of steps does nothing");
    for (const yaml::Node& item : node.items)
        step(item, top);
}

// A step without `if:` of its own is laid out as it is; otherwise behind a condition that jumps
// past it.
void Layout::step(const yaml::Node& node, bool top) {
    if (node.is_text()) {
        bare_step(node);
        return;
    }
    if (!expect_map(node, "a step", report_)) return;
    const std::string kind = kind_of(node);
    if (kind.empty()) return;
    const yaml::Node* condition = kind == "if" ? nullptr : node.find("if");
    if (condition == nullptr || !condition->is_text()) {
        by_kind(kind, node, top);
        return;
    }
    const OpIndex guard = emit_if(*condition, &node);
    by_kind(kind, node, top);
    op<flow::If>(guard).otherwise = here();
}

void Layout::bare_step(const yaml::Node& node) {
    if (node.text == "end") {
        emit("end", flow::End{}, &node);
    } else if (node.text == "handoff") {
        emit("handoff", flow::HandOffStep{}, &node);
    } else {
        expect_map(node, "a step", report_);
    }
}

std::string Layout::kind_of(const yaml::Node& node) const {
    std::string kind;
    for (const std::string_view name : kinds) {
        if (node.find(name) == nullptr) continue;
        if (!kind.empty()) {
            report_.error(
                node.at,
                "a step does one thing, this one has both `" + kind + ":` and `" + std::string(name)
                    + ":`; write two steps"
            );
            return {};
        }
        kind = name;
    }
    if (!kind.empty()) return kind;
    if (node.find("label") != nullptr) return "label";
    if (node.find("if") != nullptr) return "if";
    std::string text = "no step is written like this";
    for (const yaml::Entry& entry : node.entries) {
        const std::string meant = did_you_mean(entry.key.text, kind_names());
        if (!meant.empty()) {
            report_.error(entry.key.at, "no step is called `" + entry.key.text + ":`" + meant);
            return {};
        }
    }
    text += "; steps are";
    for (const std::string& name : kind_names())
        text += " " + name;
    report_.error(node.at, text);
    return {};
}

void Layout::by_kind(const std::string& kind, const yaml::Node& node, bool top) {
    if (kind == "say") return say(node);
    if (kind == "collect") return collect(node);
    if (kind == "confirm") return confirm(node);
    if (kind == "choose") return choose(node);
    if (kind == "call") return call(node);
    if (kind == "start") return start(node);
    if (kind == "if") return if_step(node);
    if (kind == "label") return label(node, top);
    if (kind == "goto") return go_to(node);
    if (kind == "retry") return retry(node);
    if (kind == "set") return set(node);
    if (kind == "handoff") return handoff(node);
    end(node);
}

flow::OpIndex Layout::emit(
    std::string name, flow::Action action, const yaml::Node* node, Finish finish
) {
    const int times = ++ids_[name];
    flow::Step step;
    step.id = times == 1 ? std::move(name) : name + "#" + std::to_string(times);
    step.action = std::move(action);
    step.line = node == nullptr ? 0 : node->at.line;
    draft_.flow.steps.push_back(std::move(step));
    draft_.ops.push_back({node, std::move(finish)});
    return here() - 1;
}

flow::OpIndex Layout::emit_jump() {
    return emit("jump", flow::Jump{}, nullptr);
}

flow::OpIndex Layout::emit_if(const yaml::Node& condition, const yaml::Node* node) {
    flow::If branch;
    branch.condition = parse_condition(condition, report_).expr;
    return emit("if", branch, node, [this, &condition](flow::Step& step, const Site& site) {
        auto& made = std::get<flow::If>(step.action);
        made.condition = check_condition_at(condition, made.condition, site.scope, report_);
    });
}

flow::OpIndex Layout::aside(const yaml::Node& branch) {
    const OpIndex around = emit_jump();
    const OpIndex begin = here();
    steps(branch, false);
    op<flow::Jump>(around).to = here();
    return begin;
}

void Layout::if_step(const yaml::Node& node) {
    const Fields fields(node, keys::if_step, report_);
    const yaml::Node* condition = fields.find("if");
    const yaml::Node* then = fields.find("then");
    if (condition == nullptr || then == nullptr) return;
    const OpIndex branch = emit_if(*condition, &node);
    steps(*then, false);
    if (const yaml::Node* otherwise = fields.find("else")) {
        const OpIndex begin = aside(*otherwise);
        op<flow::If>(branch).otherwise = begin;
    } else {
        op<flow::If>(branch).otherwise = here();
    }
}

void Layout::label(const yaml::Node& node, bool top) {
    const Fields fields(node, keys::label, report_);
    const yaml::Node* name = fields.find("label");
    if (name == nullptr || !expect_name(*name, "a label", report_)) return;
    if (!top) {
        report_.error(name->at, "a label stands at the top level of its flow, not inside a branch");
        return;
    }
    if (!labels_.emplace(name->text, here()).second) {
        report_.error(name->at, "the label `" + name->text + "` stands twice in this flow");
        return;
    }
    emit(name->text, flow::Jump{here() + 1}, nullptr);
}

void Layout::go_to(const yaml::Node& node) {
    const Fields fields(node, keys::go_to, report_);
    const yaml::Node* name = fields.find("goto");
    if (name == nullptr) return;
    gotos_.emplace_back(emit("goto", flow::Jump{}, &node), name);
}

void Layout::retry(const yaml::Node& node) {
    const Fields fields(node, keys::retry, report_);
    const yaml::Node* name = fields.find("retry");
    if (name == nullptr || slot_at(*name) == nullptr) return;
    flow::Retry retry;
    retry.slot = name->text;
    retries_.emplace_back(emit("retry:" + name->text, std::move(retry), &node), name);
}

void Layout::handoff(const yaml::Node& node) {
    const Fields fields(node, keys::handoff, report_);
    const yaml::Node* what = fields.find("handoff");
    if (what == nullptr) return;
    flow::HandOffStep step;
    const yaml::Node* text = nullptr;
    const auto among = [&](const yaml::Node& word, const char* type) {
        const std::vector<std::string> ids = library_.types.choice_ids(type);
        if (std::ranges::find(ids, word.text) == ids.end()) {
            report_.error(
                word.at, "`" + word.text + "` is no " + type + did_you_mean(word.text, ids)
            );
        }
        return word.text;
    };
    if (what->is_text()) {
        step.category = among(*what, "ticket_category");
    } else {
        const Fields details(*what, keys::handoff_details, report_);
        if (const auto* word = details.find("category"))
            step.category = among(*word, "ticket_category");
        if (const auto* word = details.find("priority")) step.priority = among(*word, "priority");
        text = details.find("text");
    }
    emit("handoff", std::move(step), &node, [this, text](flow::Step& made, const Site& site) {
        if (text == nullptr) return;
        std::get<flow::HandOffStep>(made.action).text =
            library_.texts.message(*text, site.scope, report_);
    });
}

void Layout::end(const yaml::Node& node) {
    const Fields fields(node, keys::end, report_);
    const yaml::Node* how = fields.find("end");
    if (how == nullptr) return;
    const auto& fails = draft_.flow.fails;
    flow::End end;
    if (std::ranges::find(fails, how->text) != fails.end()) {
        end.failure = how->text;
    } else if (how->text != "done") {
        report_.error(
            how->at,
            "`" + how->text + "` is no failure of this flow" + did_you_mean(how->text, fails)
                + "; list it under `fails:`"
        );
    }
    emit("end", std::move(end), &node);
}

void Layout::close() {
    emit("end", flow::End{}, nullptr);
    std::vector<std::string> names;
    for (const auto& [name, at] : labels_)
        names.push_back(name);
    for (const auto& [at, name] : gotos_) {
        const auto label = labels_.find(name->text);
        if (label == labels_.end()) {
            report_.error(
                name->at,
                "no label at the top level of this flow is called `" + name->text + "`"
                    + did_you_mean(name->text, names)
            );
            op<flow::Jump>(at).to = at + 1;
        } else {
            op<flow::Jump>(at).to = label->second;
        }
    }
    // The nearest collect above; with `from:`, the call above it that made the list.
    for (const auto& [at, name] : retries_) {
        const auto find_above = [&, from = at](auto&& fits) {
            for (OpIndex i = from; i-- > 0;) {
                if (fits(draft_.flow.steps[i].action)) return i;
            }
            return flow::no_op;
        };
        const OpIndex asked = find_above([&](const flow::Action& action) {
            const auto* collect = std::get_if<flow::Collect>(&action);
            return collect != nullptr && collect->slot == name->text;
        });
        if (asked == flow::no_op) {
            report_.error(name->at, "no step above collects `" + name->text + "`");
            op<flow::Retry>(at).to = at + 1;
            continue;
        }
        OpIndex to = asked;
        if (const auto& from = op<flow::Collect>(asked).from) {
            for (OpIndex i = asked; i-- > 0;) {
                const auto* call = std::get_if<flow::Call>(&draft_.flow.steps[i].action);
                if (call == nullptr || call->as != from->parts.front()) continue;
                to = i;
                break;
            }
        }
        op<flow::Retry>(at).to = to;
    }
}

const flow::SlotSpec* Layout::slot_at(const yaml::Node& name) const {
    const flow::SlotSpec* slot = draft_.flow.slot(name.text);
    if (slot != nullptr) return slot;
    std::vector<std::string> names;
    for (const flow::SlotSpec& known : draft_.flow.slots)
        names.push_back(known.name);
    report_.error(
        name.at,
        "this flow has no slot `" + name.text + "`" + did_you_mean(name.text, names)
            + "; slots are declared under `slots:`"
    );
    return nullptr;
}

std::vector<std::string> Layout::button_ids(const Fields& fields) const {
    std::vector<std::string> ids;
    for (const yaml::Node* button : fields.texts("buttons")) {
        if (!library_.unread.intents && !library_.intents.contains(button->text)) {
            report_.error(
                button->at,
                "no intent is called `" + button->text + "`"
                    + did_you_mean(button->text, library_.intent_ids())
            );
        }
        ids.push_back(button->text);
    }
    return ids;
}

}  // namespace clerk::content
