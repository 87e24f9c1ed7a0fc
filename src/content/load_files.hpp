// The files of a content folder, read and parsed, in path order.
#pragma once

#include "content/load_flows.hpp"
#include "content/problem.hpp"
#include "content/yaml.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
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

// The files in hand, each to be read on its own.
class FileReader {
public:
    // Lists the folder. `config`, when not empty, stands for config/shopclerk.yaml.
    FileReader(
        const std::filesystem::path& folder, const std::filesystem::path& config, Problems& problems
    );

    [[nodiscard]] std::size_t count() const { return found_.size(); }

    // Each once, on any thread. Tells nobody of problems yet.
    void read(std::size_t i);
    // REQUIRES: all are read.
    [[nodiscard]] Files take(Problems& problems);

private:
    struct Found {
        std::string name;  // from the content folder, with '/'
        std::filesystem::path path;
        std::optional<std::string> bytes;
        yaml::Node root;
        Problems problems;
    };

    void list(const std::filesystem::path& root, std::string_view folder, Problems& problems);

    std::vector<Found> found_;
};

}  // namespace clerk::content
