// A Snapshot is one version of everything ops edit: the script, the policies and the shop's
// settings, with one hash. Immutable; a reload swaps the pointer. The only header of content/ that
// app may see.
#pragma once

#include "retail/policy.hpp"
#include "turn/script.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace clerk::content {

struct Snapshot {
    turn::Script script;
    retail::Policies policies;
    std::uint64_t hash = 0;
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

}  // namespace clerk::content
