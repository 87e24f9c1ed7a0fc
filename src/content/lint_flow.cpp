#include "content/lint_flow.hpp"

#include "base/overloaded.hpp"
#include "flow/graph.hpp"

#include <algorithm>

namespace clerk::content {
namespace {

using flow::OpIndex;

class FlowLint {
public:
    FlowLint(
        const FlowDraft& draft, const NamesRead& read, const Library& library, const Report& report
    )
        : draft_(draft), flow_(draft.flow), read_(read), library_(library), report_(report) {}

    void run() {
        for (OpIndex i = 0; i < flow_.steps.size(); ++i) {
            std::visit([&](const auto& action) { step(i, action); }, flow_.steps[i].action);
        }
        unused_slots();
    }

private:
    template <class Action>
    void step(OpIndex, const Action&) {}

    void step(OpIndex at, const flow::Collect& collect) {
        if (collect.again.empty()) no_again(at, "collect");
        dead_end(collect.otherwise);
    }

    void step(OpIndex at, const flow::Choose& choose) {
        if (choose.again.empty()) no_again(at, "choose");
        dead_end(choose.otherwise);
    }

    void step(OpIndex at, const flow::Call& call) {
        const ActionSpec* spec = find_action_spec(call.action);
        if (spec == nullptr) return;
        const std::vector<std::string> fails(spec->failures.begin(), spec->failures.end());
        branches(at, call.failures, fails, "`" + call.action + "`");
        for (const flow::Branch& branch : call.failures)
            dead_end(branch.then);
    }

    void step(OpIndex at, const flow::Start& start) {
        const auto head = library_.flows.find(start.flow);
        if (head == library_.flows.end()) return;
        branches(at, start.failures, head->second.fails, "the flow `" + start.flow + "`");
        // A flow that was started has said why it failed; a branch need not say more.
        for (const flow::Branch& branch : start.failures) {
            const auto first = first_written(branch.then);
            const bool ends = std::holds_alternative<flow::End>(flow_.steps[first].action);
            if (!ends) dead_end(branch.then);
        }
    }

    void warn(OpIndex at, std::string text) const {
        const yaml::Node* node = draft_.ops[at].node;
        report_.warning(node == nullptr ? draft_.root->at : node->at, std::move(text));
    }

    void no_again(OpIndex at, const std::string& kind) const {
        warn(
            at,
            "this `" + kind
                + ":` has no `again:`; an answer that is none would bring the same question in the "
                  "same words"
        );
    }

    void branches(
        OpIndex at,
        const std::vector<flow::Branch>& written,
        const std::vector<std::string>& fails,
        const std::string& what
    ) const {
        for (const std::string& failure : fails) {
            if (std::ranges::find(written, failure, &flow::Branch::failure) != written.end()) {
                continue;
            }
            warn(
                at,
                what + " may fail with `" + failure + "`, and no branch under `else:` says what "
                       "happens then"
            );
        }
    }

    // A flow that others start hands the matter back to them; what an intent starts is the end.
    void dead_end(OpIndex branch) const {
        const auto head = library_.flows.find(flow_.id);
        const bool by_intent = head != library_.flows.end() && head->second.by_intent;
        if (branch == flow::no_op || !by_intent) return;
        std::vector<bool> seen(flow_.steps.size(), false);
        if (!ends_alone(branch, seen)) return;
        warn(
            first_written(branch),
            "this branch ends the errand and offers no person; add `buttons: [" + person()
                + "]` to what it says, or `handoff`"
        );
    }

    // Whether some way from here ends without a question, a person, or a failure for the starter.
    bool ends_alone(OpIndex at, std::vector<bool>& seen) const {
        if (at >= flow_.steps.size()) return true;
        if (seen[at]) return false;
        seen[at] = true;
        const flow::Action& action = flow_.steps[at].action;
        if (const auto* end = std::get_if<flow::End>(&action)) return end->failure.empty();
        if (goes_on(action)) return false;
        const auto edges = flow::edges_from(flow_, at);
        return std::ranges::any_of(edges, [&](const flow::Edge& edge) {
            return edge.why != flow::Why::fails && ends_alone(edge.to, seen);
        });
    }

    bool goes_on(const flow::Action& action) const {
        return std::visit(
            overloaded{
                [](const flow::Collect&) { return true; },
                [](const flow::Confirm&) { return true; },
                [](const flow::Choose&) { return true; },
                [](const flow::Retry&) { return true; },
                [](const flow::Start&) { return true; },
                [](const flow::HandOffStep&) { return true; },
                [](const flow::Call& call) {
                    const ActionSpec* spec = find_action_spec(call.action);
                    return spec != nullptr && spec->writes;
                },
                [&](const flow::Say& say) {
                    return std::ranges::any_of(say.buttons, [&](const std::string& id) {
                        return library_.people.contains(id);
                    });
                },
                [](const auto&) { return false; },
            },
            action
        );
    }

    [[nodiscard]] std::string person() const {
        return library_.people.empty() ? "human_agent" : *library_.people.begin();
    }

    [[nodiscard]] OpIndex first_written(OpIndex at) const {
        while (at + 1 < flow_.steps.size() && draft_.ops[at].node == nullptr)
            ++at;
        return std::min<OpIndex>(at, static_cast<OpIndex>(flow_.steps.size() - 1));
    }

    void unused_slots() const {
        const yaml::Node* slots = draft_.root->find("slots");
        if (slots == nullptr) return;
        for (const yaml::Entry& entry : slots->entries) {
            if (is_used(entry.key.text)) continue;
            report_.warning(
                entry.key.at,
                "nothing in this flow fills or reads the slot `" + entry.key.text + "`; take it out"
            );
        }
    }

    [[nodiscard]] bool is_used(const std::string& name) const {
        const auto among = [&](const std::vector<std::string>& names) {
            return std::ranges::find(names, name) != names.end();
        };
        const bool set = std::ranges::any_of(flow_.steps, [&](const flow::Step& step) {
            return among(flow::names_set_by(step));
        });
        return set || read_.holds(name) || among(flow_.takes) || among(flow_.gives)
               || flow_.needs.order_slot == name;
    }

    const FlowDraft& draft_;
    const flow::Flow& flow_;
    const NamesRead& read_;
    const Library& library_;
    const Report& report_;
};

}  // namespace

void lint_flow(
    const FlowDraft& draft, const NamesRead& read, const Library& library, const Report& report
) {
    FlowLint(draft, read, library, report).run();
}

}  // namespace clerk::content
