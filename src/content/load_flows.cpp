#include "content/load_flows.hpp"

#include "base/limits.hpp"
#include "base/suggest.hpp"
#include "content/conditions.hpp"
#include "content/fields.hpp"
#include "content/layout.hpp"
#include "content/lint_flow.hpp"
#include "flow/facts.hpp"
#include "flow/graph.hpp"
#include "flow/scope.hpp"

#include <algorithm>

namespace clerk::content {
namespace {

std::string last_part(std::string_view id) {
    const std::size_t slash = id.rfind('/');
    return std::string(slash == std::string_view::npos ? id : id.substr(slash + 1));
}

// The type as it is written: a word, or under `type:` of a map.
const yaml::Node* written_type(const yaml::Node& slot) {
    return slot.is_text() ? &slot : slot.find("type");
}

std::optional<TypeName> slot_type(
    const yaml::Node& slot, const Library& library, const Report* report
) {
    const yaml::Node* written = written_type(slot);
    if (written == nullptr || !written->is_text()) return std::nullopt;
    auto type = library.types.resolve(written->text);
    if (!type && report != nullptr && !library.unread.types) {
        report->error(
            written->at,
            "no type is called `" + written->text + "`"
                + did_you_mean(written->text, library.types.names())
        );
    }
    return type;
}

TypeName type_among(
    const std::vector<std::pair<std::string, TypeName>>& slots, std::string_view name
) {
    const auto at = std::ranges::find(slots, name, &std::pair<std::string, TypeName>::first);
    return at == slots.end() ? TypeName() : at->second;
}

// What `gives` is when no slot is called so: the result of the call that names it.
TypeName result_type(const yaml::Node& node, std::string_view name) {
    if (const yaml::Node* as = node.find("as"); as != nullptr && as->text == name) {
        if (const yaml::Node* action = node.find("call")) {
            const ActionSpec* spec = find_action_spec(action->text);
            if (spec != nullptr) return TypeName(spec->result);
        }
    }
    for (const yaml::Node& item : node.items) {
        if (TypeName type = result_type(item, name); !type.empty()) return type;
    }
    for (const yaml::Entry& entry : node.entries) {
        if (TypeName type = result_type(entry.value, name); !type.empty()) return type;
    }
    return {};
}

class FlowReader {
public:
    FlowReader(const File& file, Library& library, const Report& report)
        : file_(file),
          library_(library),
          report_(report),
          fields_(file.root, keys::flow, report),
          draft_(library.types),
          read_(draft_.names),
          errors_before_(report.errors_so_far()),
          layout_(draft_, library, report) {}

    CompiledFlow compile() {
        flow::Flow& flow = draft_.flow;
        flow.id = id_of_path(file_.path);
        flow.file = file_.path;
        flow.hash = file_.hash;
        draft_.root = &file_.root;
        check_id();
        read_slots();
        read_head();
        if (const yaml::Node* steps = fields_.find("steps")) {
            layout_.steps(*steps, true);
            layout_.close();
            check_gives_exist();
            finish();
        }
        return {std::move(flow), std::move(draft_.choices), std::move(draft_.choices_at)};
    }

private:
    void check_id() {
        const yaml::Node* id = fields_.find("flow");
        if (id == nullptr) return;
        const std::string& wanted = draft_.flow.id;
        if (id->text != wanted && id->text != last_part(wanted)) {
            report_.error(
                id->at,
                "the flow is called `" + id->text + "`, its file `" + last_part(wanted)
                    + ".yaml`; make them alike"
            );
        }
    }

    void read_slots() {
        const yaml::Node* slots = fields_.find("slots");
        if (slots == nullptr) return;
        if (slots->entries.size() > limits::slots_per_flow_max) {
            report_.error(
                slots->at,
                "a flow has at most " + std::to_string(limits::slots_per_flow_max)
                    + " slots; split it"
            );
        }
        for (const yaml::Entry& entry : slots->entries) {
            if (!expect_name(entry.key, "a slot", report_)) continue;
            const auto type = slot_type(entry.value, library_, &report_);
            if (draft_.names.find(entry.key.text)) {
                report_.error(
                    entry.key.at,
                    "`" + entry.key.text + "` is a built-in name; call the slot otherwise"
                );
                continue;
            }
            flow::SlotSpec slot;
            slot.name = entry.key.text;
            slot.type = type.value_or("free_text");
            draft_.names.add({slot.name, slot.type, true});
            draft_.flow.slots.push_back(std::move(slot));
        }
        // Texts last: they may speak of any slot that is set.
        for (const yaml::Entry& entry : slots->entries) {
            const auto slot =
                std::ranges::find(draft_.flow.slots, entry.key.text, &flow::SlotSpec::name);
            if (slot == draft_.flow.slots.end() || entry.value.is_text()) continue;
            const Fields fields(entry.value, keys::slot, report_);
            slot->keep = fields.flag("keep");
            if (const yaml::Node* why = fields.find("why")) {
                slot->why = library_.texts.message(*why, draft_.names, report_);
            }
            if (const yaml::Node* invalid = fields.find("invalid")) {
                slot->invalid = library_.texts.message(*invalid, draft_.names, report_);
            }
        }
    }

    void read_head() {
        flow::Flow& flow = draft_.flow;
        if (const yaml::Node* title = fields_.find("title")) {
            flow.title = library_.texts.text(*title, Names(library_.types), report_);
        }
        read_needs();
        for (const yaml::Node* name : fields_.texts("takes")) {
            flow.takes.push_back(name->text);
            if (flow.slot(name->text) == nullptr) no_slot(*name);
        }
        for (const yaml::Node* name : fields_.texts("gives"))
            flow.gives.push_back(name->text);
        for (const yaml::Node* name : fields_.texts("fails")) {
            if (expect_name(*name, "a failure", report_)) flow.fails.push_back(name->text);
        }
        if (const yaml::Node* silence = fields_.find("silence")) {
            const Fields times(*silence, keys::silence, report_);
            flow.silence.nudge = times.duration("nudge", {});
            flow.silence.close = times.duration("close", {});
        }
    }

    void read_needs() {
        const yaml::Node* node = fields_.find("needs");
        if (node == nullptr) return;
        flow::Needs& needs = draft_.flow.needs;
        if (node->is_map()) {
            const Fields fields(*node, keys::needs, report_);
            const yaml::Node* slot = fields.find("order_owner");
            if (slot == nullptr) return;
            needs = {Need::order_owner, slot->text};
            const flow::SlotSpec* spec = draft_.flow.slot(slot->text);
            if (spec == nullptr) {
                no_slot(*slot);
            } else if (spec->type != "order_no") {
                report_.error(
                    slot->at, "`" + slot->text + "` is a " + spec->type + "; an order_no is needed"
                );
            }
        } else if (node->text == "signed_in") {
            needs.need = Need::signed_in;
        } else if (node->text != "none") {
            report_.error(node->at, "`needs:` is none, signed_in, or {order_owner: SLOT}");
        }
    }

    void no_slot(const yaml::Node& name) const {
        std::vector<std::string> names;
        for (const flow::SlotSpec& slot : draft_.flow.slots)
            names.push_back(slot.name);
        report_.error(
            name.at, "this flow has no slot `" + name.text + "`" + did_you_mean(name.text, names)
        );
    }

    void check_gives_exist() const {
        for (const yaml::Node* name : fields_.texts("gives")) {
            if (!draft_.names.find(name->text)) {
                report_.error(
                    name->at,
                    "`" + name->text + "` is neither a slot nor a result of this flow"
                        + did_you_mean(name->text, draft_.names.names())
                );
            }
        }
    }

    // What a starter passes is there from the first step on; an intent passes nothing.
    [[nodiscard]] std::vector<std::string> at_entry() const {
        const auto head = library_.flows.find(draft_.flow.id);
        if (head == library_.flows.end() || head->second.by_intent) return {};
        return draft_.flow.takes;
    }

    void finish() {
        const auto facts = flow::facts_of(draft_.flow, draft_.names, at_entry());
        // No complaints about unset names where nobody goes.
        const std::vector<std::string> everything = draft_.names.names();
        for (flow::OpIndex i = 0; i < draft_.ops.size(); ++i) {
            if (!draft_.ops[i].finish) continue;
            const auto& known = facts[i].reached ? facts[i].set : everything;
            const flow::NarrowedTypes scope(read_, known);
            draft_.ops[i].finish(draft_.flow.steps[i], {scope, known});
        }
        for (const flow::MissingGive& missing : flow::missing_gives(draft_.flow, facts)) {
            if (draft_.names.find(missing.name)) report_missing(missing);
        }
        report_unreached();
        const auto loop = flow::silent_loop(draft_.flow);
        if (!loop.empty()) {
            report_.error(
                place_of(loop),
                "from here the flow goes round without asking anything; put a question into the "
                "loop, or "
                "a `retry:` for one that is answered already"
            );
        }
        if (report_.errors_so_far() == errors_before_) {
            lint_flow(draft_, read_, library_, report_);
        }
    }

    void report_missing(const flow::MissingGive& missing) const {
        const yaml::Node* node =
            missing.op < draft_.ops.size() ? draft_.ops[missing.op].node : nullptr;
        report_.error(
            node != nullptr ? node->at : fields_.key_at("gives"),
            "`" + missing.name + "`, which the flow gives, may be unset when it ends"
                + (node != nullptr ? " here" : "")
        );
    }

    // The first of a run of unreached steps is enough; made-up jumps do not end a run.
    void report_unreached() const {
        const auto unreached = flow::unreachable(draft_.flow);
        flow::OpIndex last = flow::no_op;
        for (const flow::OpIndex op : unreached) {
            const yaml::Node* node = draft_.ops[op].node;
            if (node == nullptr) continue;
            flow::OpIndex next = last == flow::no_op ? 0 : last + 1;
            while (next < op && draft_.ops[next].node == nullptr)
                ++next;
            const bool more = last != flow::no_op && next == op;
            last = op;
            if (more) continue;
            report_.error(
                node->at, "nobody reaches this step; take it out, or put a label before it"
            );
        }
    }

    [[nodiscard]] Position place_of(const std::vector<flow::OpIndex>& ops) const {
        for (const flow::OpIndex op : ops) {
            if (draft_.ops[op].node != nullptr) return draft_.ops[op].node->at;
        }
        return file_.root.at;
    }

    const File& file_;
    Library& library_;
    const Report& report_;
    Fields fields_;
    FlowDraft draft_;
    NamesRead read_;
    std::size_t errors_before_;
    Layout layout_;
};

}  // namespace

std::string id_of_path(std::string_view path) {
    if (path.starts_with("flows/")) path.remove_prefix(6);
    if (path.ends_with(".yaml")) path.remove_suffix(5);
    return std::string(path);
}

void read_flow_head(const File& file, Library& library, const Report& report) {
    FlowHead head;
    head.id = id_of_path(file.path);
    if (!file.root.is_map()) return;
    if (const yaml::Node* slots = file.root.find("slots")) {
        for (const yaml::Entry& entry : slots->entries) {
            head.slots.emplace_back(
                entry.key.text, slot_type(entry.value, library, nullptr).value_or("free_text")
            );
        }
    }
    const auto names = [&](const char* key) {
        std::vector<std::string> all;
        const yaml::Node* list = file.root.find(key);
        if (list == nullptr) return all;
        if (list->is_text()) all.push_back(list->text);
        for (const yaml::Node& item : list->items)
            all.push_back(item.text);
        return all;
    };
    for (const std::string& name : names("takes")) {
        head.takes.emplace_back(name, type_among(head.slots, name));
    }
    head.gives = names("gives");
    head.fails = names("fails");
    if (head.gives.size() > 1) {
        report.error(
            file.root.find("gives")->at, "a flow gives one name; `as:` of its starter receives it"
        );
    }
    if (head.gives.size() == 1) {
        head.gives_type = type_among(head.slots, head.gives.front());
        if (head.gives_type.empty()) head.gives_type = result_type(file.root, head.gives.front());
    }
    std::string id = head.id;
    library.flows.emplace(std::move(id), std::move(head));
}

CompiledFlow compile_flow(const File& file, Library& library, const Report& report) {
    return FlowReader(file, library, report).compile();
}

}  // namespace clerk::content
