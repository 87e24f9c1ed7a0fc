// The files of a content folder, read and parsed, in path order.
#pragma once

#include "content/load_flows.hpp"
#include "content/problem.hpp"

#include <filesystem>
#include <string_view>
#include <vector>

namespace clerk::content {

struct Files {
    std::vector<File> all;   // sorted by path; trees do not move any more
    std::uint64_t hash = 0;  // of all paths and bytes

    // Those directly in `folder`: "intents", "flows/system".
    [[nodiscard]] std::vector<const File*> in(std::string_view folder) const;
    [[nodiscard]] const File* find(std::string_view path) const;
};

// `config`, when not empty, stands for config/shopclerk.yaml.
[[nodiscard]] Files read_files(
    const std::filesystem::path& folder, const std::filesystem::path& config, Problems& problems
);

}  // namespace clerk::content
