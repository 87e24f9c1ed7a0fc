// From a folder of YAML to a Snapshot, or to everything that is wrong with it.
//
//   intents/*.yaml  flows/*.yaml  flows/system/*.yaml  config/{types,texts,policies}/*.yaml
//   config/shopclerk.yaml
//      --parse--> trees --names--> library --compile--> script --examples--> snapshot
//
// `check`, `serve`, `test`, `chat` and a reload all come this way; there is no other. A snapshot is
// only given when there is no error, so a bad edit never goes live. Reads files, keeps nothing, may
// be called on any thread.
#pragma once

#include "content/config.hpp"
#include "content/problem.hpp"
#include "content/snapshot.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace clerk::content {

struct LoadOptions {
    std::vector<nlu::ProductName> products;  // for <product>; from the shop's catalogue
    std::filesystem::path config;            // instead of config/shopclerk.yaml; empty: that one
    bool examples = true;                    // hold intents to their examples
};

struct Loaded {
    SnapshotPtr snapshot;  // null exactly when a problem is an error
    Config config;
    std::vector<Problem> problems;  // sorted
};

[[nodiscard]] Loaded load_content(
    const std::filesystem::path& folder, const LoadOptions& options = {}
);

}  // namespace clerk::content
