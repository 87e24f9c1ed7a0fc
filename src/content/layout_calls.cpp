// The steps that act: calls, other flows, values.
#include "base/suggest.hpp"
#include "content/layout.hpp"

#include <algorithm>

namespace clerk::content {

void Layout::name_result(const Fields& fields, const TypeName& type, const std::string& what) {
    const yaml::Node* as = fields.find("as");
    if (as == nullptr || !expect_name(*as, "a result", report_)) return;
    if (type.empty()) {
        report_.error(as->at, what + " gives nothing that `as:` could name");
        return;
    }
    if (draft_.flow.slot(as->text) != nullptr) {
        report_.error(
            as->at, "`" + as->text + "` is a slot of this flow; name the result otherwise"
        );
        return;
    }
    const auto [known, fresh] = draft_.results.emplace(as->text, type);
    if (fresh) {
        if (draft_.names.find(as->text)) {
            report_.error(
                as->at, "`" + as->text + "` is a built-in name; name the result otherwise"
            );
        }
        draft_.names.add({as->text, type, true});
    } else if (known->second != type) {
        report_.error(
            as->at, "`" + as->text + "` already names a " + known->second + ", this is a " + type
        );
    }
}

std::vector<flow::Branch> Layout::failures(
    const yaml::Node& branches, const std::vector<std::string>& known, const std::string& what
) {
    std::vector<flow::Branch> made;
    const OpIndex around = emit_jump();
    for (const yaml::Entry& entry : branches.entries) {
        const std::string& name = entry.key.text;
        if (std::ranges::find(known, name) == known.end()) {
            report_.error(
                entry.key.at, what + " has no failure `" + name + "`" + did_you_mean(name, known)
            );
        }
        made.push_back({name, here()});
        steps(entry.value, false);
        op<flow::Jump>(emit_jump()).to = around;
    }
    op<flow::Jump>(around).to = here();
    return made;
}

// A guard such as `if: shopper.signed_in` is as good as a flow that needs it.
void Layout::check_need(Need need, const std::string& action, Position at, const Site& site) const {
    const Need has = draft_.flow.needs.need;
    const bool signed_in =
        has == Need::signed_in || std::ranges::count(site.known, "shopper.signed_in") > 0;
    if (need == Need::signed_in && !signed_in) {
        report_.error(
            at,
            "`" + action + "` needs a signed-in shopper; write `needs: signed_in` in the flow's "
            "head, or `if: shopper.signed_in` here"
        );
    }
    if (need == Need::order_owner && !signed_in && has != Need::order_owner) {
        report_.error(
            at,
            "`" + action
                + "` needs a proven order; write `needs: {order_owner: SLOT}` in the flow's head"
        );
    }
}

void Layout::call(const yaml::Node& node) {
    const Fields fields(node, keys::call, report_);
    const yaml::Node* name = fields.find("call");
    if (name == nullptr) return;
    const ActionSpec* spec = find_action_spec(name->text);
    if (spec == nullptr) {
        std::vector<std::string> names;
        for (const ActionSpec& known : action_specs())
            names.emplace_back(known.name);
        report_.error(
            name->at, "no action is called `" + name->text + "`" + did_you_mean(name->text, names)
        );
        return;
    }
    const std::string what = "`" + name->text + "`";
    std::vector<Parameter> wanted;
    for (const FieldSpec& arg : spec->args) {
        wanted.push_back({std::string(arg.name), TypeName(arg.type), arg.optional});
    }
    const yaml::Node* with = fields.find("with");
    name_result(fields, TypeName(spec->result), what);
    flow::Call call;
    call.action = name->text;
    call.as = fields.word("as");
    const Finish finish = [=, this](flow::Step& step, const Site& site) {
        auto written = with == nullptr ? std::vector<Written>{} : read_arguments(*with, report_);
        std::get<flow::Call>(step.action).args = check_arguments(
            std::move(written), wanted, what, name->at, site.scope, library_, report_
        );
        check_need(spec->needs, name->text, name->at, site);
    };
    const OpIndex at = emit("call:" + name->text, std::move(call), &node, finish);
    if (const yaml::Node* otherwise = fields.find("else")) {
        std::vector<std::string> known(spec->failures.begin(), spec->failures.end());
        known.emplace_back("unavailable");
        auto branches = failures(*otherwise, known, what);
        op<flow::Call>(at).failures = std::move(branches);
    }
}

void Layout::start(const yaml::Node& node) {
    const Fields fields(node, keys::start, report_);
    const yaml::Node* name = fields.find("start");
    if (name == nullptr) return;
    const auto head = library_.flows.find(name->text);
    if (head == library_.flows.end()) {
        if (library_.unread.flows) return;
        report_.error(
            name->at,
            "no flow is called `" + name->text + "`" + did_you_mean(name->text, library_.flow_ids())
        );
        return;
    }
    const FlowHead& other = head->second;
    const std::string what = "the flow `" + name->text + "`";
    std::vector<Parameter> wanted;
    for (const auto& [slot, type] : other.takes)
        wanted.push_back({slot, type, other.by_intent});
    const yaml::Node* with = fields.find("with");
    name_result(fields, other.gives_type, what);
    flow::Start start;
    start.flow = name->text;
    start.as = fields.word("as");
    const Finish finish = [=, this](flow::Step& step, const Site& site) {
        auto written = with == nullptr ? std::vector<Written>{} : read_arguments(*with, report_);
        std::get<flow::Start>(step.action).args = check_arguments(
            std::move(written), wanted, what, name->at, site.scope, library_, report_
        );
    };
    const OpIndex at = emit("start:" + name->text, std::move(start), &node, finish);
    if (const yaml::Node* otherwise = fields.find("else")) {
        auto branches = failures(*otherwise, other.fails, what);
        op<flow::Start>(at).failures = std::move(branches);
    }
}

void Layout::set(const yaml::Node& node) {
    const Fields fields(node, keys::set, report_);
    const yaml::Node* values = fields.find("set");
    if (values == nullptr) return;
    std::vector<Parameter> wanted;
    for (const yaml::Entry& entry : values->entries) {
        if (const flow::SlotSpec* slot = slot_at(entry.key)) {
            wanted.push_back({slot->name, slot->type, false});
        }
    }
    if (wanted.size() != values->entries.size()) return;
    flow::Set set;
    // As written, for what is known to be set after it; typed once the names are checked.
    std::vector<Written> as_written = read_arguments(*values, report_);
    if (as_written.size() != wanted.size()) return;
    for (Written& one : as_written)
        set.values.push_back(std::move(one.arg));
    emit("set", std::move(set), &node, [=, this](flow::Step& step, const Site& site) {
        auto args = check_arguments(
            read_arguments(*values, report_),
            wanted,
            "`set`",
            values->at,
            site.scope,
            library_,
            report_
        );
        auto& made = std::get<flow::Set>(step.action);
        if (args.size() == made.values.size()) made.values = std::move(args);
    });
}

}  // namespace clerk::content
