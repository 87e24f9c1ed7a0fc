// Flows: first all heads, so that flows can start each other, then every body compiled and checked.
#pragma once

#include "content/flow_draft.hpp"
#include "content/library.hpp"
#include "content/problem.hpp"
#include "content/yaml.hpp"

#include <string>
#include <vector>

namespace clerk::content {

// A parsed file; the tree lives as long as loading does.
struct File {
    std::string path;  // from the content folder: "flows/returns.yaml"
    std::uint64_t hash = 0;
    yaml::Node root;
};

// Adds the flow's head to the library, under its id ("system/prove_order" for flows/system/).
void read_flow_head(const File& file, Library& library, const Report& report);

struct CompiledFlow {
    flow::Flow flow;
    std::vector<nlu::TypeSource> choices;
    std::vector<Position> choices_at;
};

// REQUIRES: all heads, types, shared texts and intents' ids are in the library.
[[nodiscard]] CompiledFlow compile_flow(const File& file, Library& library, const Report& report);

// "flows/system/x.yaml" → "system/x"; the id that a flow's file says it has.
[[nodiscard]] std::string id_of_path(std::string_view path);

}  // namespace clerk::content
