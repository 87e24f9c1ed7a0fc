// The steps of a flow become ops, one member function a kind. REQUIRES: what it is given, and
// itself, outlive the draft's finishers.
#pragma once

#include "content/arguments.hpp"
#include "content/fields.hpp"
#include "content/flow_draft.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clerk::content {

class Layout {
public:
    Layout(FlowDraft& draft, Library& library, const Report& report)
        : draft_(draft), library_(library), report_(report) {}

    // A list of steps, or one.
    void steps(const yaml::Node& node, bool top);
    // Behind the last step: the closing End, and the targets of goto and retry.
    void close();

private:
    using OpIndex = flow::OpIndex;

    void step(const yaml::Node& node, bool top);
    void bare_step(const yaml::Node& node);
    [[nodiscard]] std::string kind_of(const yaml::Node& node) const;
    void by_kind(const std::string& kind, const yaml::Node& node, bool top);

    void say(const yaml::Node& node);
    void collect(const yaml::Node& node);
    void confirm(const yaml::Node& node);
    void choose(const yaml::Node& node);
    void call(const yaml::Node& node);
    void start(const yaml::Node& node);
    void if_step(const yaml::Node& node);
    void label(const yaml::Node& node, bool top);
    void go_to(const yaml::Node& node);
    void retry(const yaml::Node& node);
    void set(const yaml::Node& node);
    void handoff(const yaml::Node& node);
    void end(const yaml::Node& node);

    // Appends an op; `name` is its id, made unique.
    OpIndex emit(std::string name, flow::Action action, const yaml::Node* node, Finish finish = {});
    OpIndex emit_jump();
    // A condition in front of what follows: falls through when true.
    OpIndex emit_if(const yaml::Node& condition, const yaml::Node* node);

    [[nodiscard]] OpIndex here() const { return static_cast<OpIndex>(draft_.flow.steps.size()); }

    template <class Op>
    Op& op(OpIndex at) {
        return std::get<Op>(draft_.flow.steps[at].action);
    }

    // The else branch of the op: laid out behind it, with a jump around. Returns where it begins.
    OpIndex aside(const yaml::Node& branch);
    // Failure branches of a call or start, behind it.
    std::vector<flow::Branch> failures(
        const yaml::Node& branches, const std::vector<std::string>& known, const std::string& what
    );
    void name_result(const Fields& fields, const TypeName& type, const std::string& what);
    [[nodiscard]] const flow::SlotSpec* slot_at(const yaml::Node& name) const;
    [[nodiscard]] std::vector<std::string> button_ids(const Fields& fields) const;
    std::vector<flow::MessageText> ladder(const yaml::Node& again, const flow::TypeScope& scope);
    flow::ChooseOption option(const yaml::Entry& entry, nlu::TypeSource& words);
    void check_need(Need need, const std::string& action, Position at, const Site& site) const;

    FlowDraft& draft_;
    Library& library_;
    const Report& report_;
    std::map<std::string, int> ids_;
    std::map<std::string, OpIndex> labels_;
    std::vector<std::pair<OpIndex, const yaml::Node*>> gotos_;
    std::vector<std::pair<OpIndex, const yaml::Node*>> retries_;
};

}  // namespace clerk::content
