// What is not wrong with a flow and yet lets a shopper down: warnings of `check`.
#pragma once

#include "content/flow_draft.hpp"
#include "content/library.hpp"
#include "content/problem.hpp"

#include <set>
#include <string>

namespace clerk::content {

// The names that a flow's conditions, texts and arguments read, gathered while they are checked.
class NamesRead : public flow::TypeScope {
public:
    // REQUIRES: `below` outlives it.
    explicit NamesRead(const flow::TypeScope& below) : below_(below) {}

    [[nodiscard]] std::optional<flow::ScopeName> find(std::string_view name) const override {
        read_.emplace(name);
        return below_.find(name);
    }

    [[nodiscard]] std::vector<std::string> choice_ids(std::string_view type) const override {
        return below_.choice_ids(type);
    }

    [[nodiscard]] std::vector<std::string> names() const override { return below_.names(); }

    [[nodiscard]] bool holds(const std::string& name) const { return read_.contains(name); }

private:
    const flow::TypeScope& below_;
    mutable std::set<std::string, std::less<>> read_;
};

// A question asked again in the same words, a failure that no branch catches, a failure's branch
// that ends the errand and offers no person, a slot that no step speaks of. REQUIRES: a flow
// without errors, finished.
void lint_flow(
    const FlowDraft& draft, const NamesRead& read, const Library& library, const Report& report
);

}  // namespace clerk::content
