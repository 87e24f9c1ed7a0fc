#include "content/load_intents.hpp"

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "base/suggest.hpp"
#include "content/fields.hpp"
#include "nlu/phrase.hpp"

#include <algorithm>
#include <functional>

namespace clerk::content {
namespace {

std::string file_stem(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
    if (path.ends_with(".yaml")) path.remove_suffix(5);
    return std::string(path);
}

class IntentReader {
public:
    IntentReader(const File& file, Library& library, const Report& report)
        : file_(file),
          library_(library),
          report_(report),
          fields_(file.root, keys::intent, report) {}

    IntentDraft read() {
        IntentDraft draft;
        draft.file = file_.path;
        read_id(draft.intent);
        const Names scope(library_.types);
        if (const yaml::Node* title = fields_.find("title")) {
            draft.intent.title = library_.texts.text(*title, scope, report_);
        }
        read_deed(draft.intent, scope);
        read_scope(draft.intent);
        read_rules(draft);
        draft.examples = fields_.texts("examples");
        draft.not_examples = fields_.texts("not_examples");
        if (!draft.rules.empty() && draft.examples.empty()) {
            report_.error(
                file_.root.at, "an intent needs `examples:`, messages that must win for it"
            );
        }
        return draft;
    }

private:
    void read_id(turn::Intent& intent) {
        intent.id = intent_id(file_);
        intent.origin = report_.origin(file_.root.at);
        const yaml::Node* id = fields_.find("intent");
        if (id == nullptr || !expect_name(*id, "an intent", report_)) return;
        const std::string stem = file_stem(file_.path);
        if (id->text != stem) {
            report_.error(
                id->at,
                "the intent is called `" + id->text + "`, its file `" + stem
                    + ".yaml`; make them alike"
            );
        }
    }

    // What it comes to: a flow, an answer, or a role that the clerk acts on itself.
    void read_deed(turn::Intent& intent, const Names& scope) {
        if (const yaml::Node* starts = fields_.find("starts")) {
            intent.starts = starts->text;
            if (!library_.flows.contains(starts->text)) no_flow(*starts);
        }
        if (const yaml::Node* answer = fields_.find("answer")) {
            intent.answer = library_.texts.message(*answer, scope, report_);
        }
        if (const yaml::Node* role = fields_.find("role")) {
            intent.role = role->text;
            const auto& known = turn::known_roles();
            const std::vector<std::string> names(known.begin(), known.end());
            if (std::ranges::find(names, role->text) == names.end()) {
                report_.error(
                    role->at, "`" + role->text + "` is no role" + did_you_mean(role->text, names)
                );
            }
        }
        read_priority(intent);
        for (const yaml::Node* button : fields_.texts("buttons")) {
            intent.buttons.push_back(button->text);
            if (library_.unread.intents || library_.intents.contains(button->text)) continue;
            report_.error(
                button->at,
                "no intent is called `" + button->text + "`"
                    + did_you_mean(button->text, library_.intent_ids())
            );
        }
        if (fields_.has("starts") && fields_.has("answer")) {
            report_.error(
                fields_.key_at("answer"), "an intent starts a flow or has an answer, not both"
            );
        }
        if (!fields_.has("starts") && !fields_.has("answer") && !fields_.has("role")) {
            report_.error(
                file_.root.at, "an intent needs `starts:` (a flow) or `answer:` (a text)"
            );
        }
    }

    void read_priority(turn::Intent& intent) {
        const yaml::Node* raises = fields_.find("raises");
        if (raises == nullptr) return;
        intent.raises = raises->text;
        const EnumSpec* known = find_enum_spec("priority");
        const std::vector<std::string> names(known->ids.begin(), known->ids.end());
        if (std::ranges::find(names, raises->text) != names.end()) return;
        report_.error(
            raises->at, "`" + raises->text + "` is no priority" + did_you_mean(raises->text, names)
        );
    }

    void no_flow(const yaml::Node& name) const {
        if (library_.unread.flows) return;
        report_.error(
            name.at,
            "no flow is called `" + name.text + "`" + did_you_mean(name.text, library_.flow_ids())
        );
    }

    void read_scope(turn::Intent& intent) {
        if (const yaml::Node* scope = fields_.find("scope")) {
            if (scope->text == "always") {
                intent.scope = turn::IntentScope::always;
            } else {
                report_.error(scope->at, "`scope:` can only be `always`; leave it out otherwise");
            }
        }
        const yaml::Node* flow = fields_.find("flow");
        if (flow == nullptr) return;
        intent.of_flow = flow->text;
        if (!library_.flows.contains(flow->text)) no_flow(*flow);
        if (intent.scope == turn::IntentScope::always) {
            report_.error(flow->at, "an intent is of one flow or always there, not both");
        }
        intent.scope = turn::IntentScope::flow;
    }

    void read_rules(IntentDraft& draft) {
        const auto take = [&](const char* key, nlu::RuleKind kind) {
            for (const yaml::Node* text : fields_.texts(key)) {
                if (text->text.size() > limits::pattern_bytes_max) {
                    report_.error(
                        text->at,
                        "a rule has at most " + std::to_string(limits::pattern_bytes_max)
                            + " bytes; write several"
                    );
                }
                if (kind == nlu::RuleKind::re2 && text->style == yaml::Style::double_quoted) {
                    report_.error(
                        text->at, "in \"…\" a backslash changes the regex; put it in '…'"
                    );
                    continue;
                }
                draft.rules.push_back({kind, text});
            }
        };
        take("phrases", nlu::RuleKind::phrase);
        take("vaguely", nlu::RuleKind::vaguely);
        take("exactly", nlu::RuleKind::exactly);
        take("re2", nlu::RuleKind::re2);
        take("unless", nlu::RuleKind::unless);
        take("nowhere", nlu::RuleKind::nowhere);
        std::ranges::stable_sort(draft.rules, {}, [](const RuleDraft& rule) {
            return rule.node->at;
        });
    }

    const File& file_;
    Library& library_;
    const Report& report_;
    Fields fields_;
};

}  // namespace

std::string intent_id(const File& file) {
    const yaml::Node* id = file.root.find("intent");
    return id != nullptr && id->is_text() ? id->text : std::string();
}

IntentDraft read_intent(const File& file, Library& library, const Report& report) {
    return IntentReader(file, library, report).read();
}

namespace {

void each_slot(const nlu::Sequence& items, const std::function<void(const nlu::SlotMark&)>& see) {
    for (const nlu::Item& item : items) {
        if (const auto* mark = std::get_if<nlu::SlotMark>(&item)) see(*mark);
        if (const auto* group = std::get_if<nlu::Group>(&item)) {
            for (const nlu::Sequence& one : group->either())
                each_slot(one, see);
        }
    }
}

}  // namespace

void check_phrase_slots(
    const IntentDraft& draft,
    const Library& library,
    const nlu::Normaliser& normaliser,
    const Report& report
) {
    const auto head = library.flows.find(draft.intent.starts);
    for (const RuleDraft& rule : draft.rules) {
        const bool may_name = rule.node->text.find(':') != std::string::npos;
        if (rule.kind == nlu::RuleKind::re2 || !may_name) continue;
        const nlu::ParsedPhrase parsed = nlu::parse_phrase(rule.node->text, normaliser);
        each_slot(parsed.phrase.items, [&](const nlu::SlotMark& mark) {
            if (mark.slot.empty()) return;
            const Position at = rule.node->inside(mark.offset);
            if (head == library.flows.end()) {
                report.error(
                    at, "this intent starts no flow that could have a slot `" + mark.slot + "`"
                );
                return;
            }
            std::vector<std::string> names;
            for (const auto& [name, type] : head->second.slots)
                names.push_back(name);
            if (std::ranges::find(names, mark.slot) != names.end()) return;
            report.error(
                at,
                "the flow `" + head->first + "` has no slot `" + mark.slot + "`"
                    + did_you_mean(mark.slot, names)
            );
        });
    }
}

}  // namespace clerk::content
