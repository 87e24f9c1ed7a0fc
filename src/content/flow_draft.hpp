// A flow on its way from nested YAML to flat ops: the ops, and for each what is still to be checked
// once it is known which names are surely set there.
//
//   read_flow_head (all flows) -> Layout (steps to ops) -> flow/facts -> finish (texts, types)
#pragma once

#include "content/library.hpp"
#include "content/problem.hpp"
#include "content/yaml.hpp"
#include "flow/flow.hpp"
#include "nlu/lexicon.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace clerk::content {

// Where an op stands: the names with their types, and what is known of them.
struct Site {
    const flow::TypeScope& scope;           // knows what is set
    const std::vector<std::string>& known;  // the names and paths that are
};

using Finish = std::function<void(flow::Step&, const Site&)>;

struct DraftOp {
    const yaml::Node* node = nullptr;  // the step it came from; null: made up
    Finish finish;                     // may be empty
};

struct FlowDraft {
    flow::Flow flow;
    std::vector<DraftOp> ops;  // parallel to flow.steps
    Names names;
    std::map<std::string, TypeName> results;  // `as` names
    std::vector<nlu::TypeSource> choices;     // a choose's options, for the lexicon
    std::vector<Position> choices_at;         // parallel
    const yaml::Node* root = nullptr;

    explicit FlowDraft(const Types& types) : names(types) {}
};

}  // namespace clerk::content
