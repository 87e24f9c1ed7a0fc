// `--content DIR`, as every command that reads content takes it, and the loading behind it.
#pragma once

#include "content/load.hpp"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace clerk::cli {

struct ContentOption {
    std::string folder = ".";

    void declare(CLI::App& app);
};

// Content that others build on: when there are errors they are printed and nullopt is returned.
// Whether there is such a folder, or a file; complains where not.
[[nodiscard]] bool exists_or_complain(const std::string& path, std::ostream& complaints);

[[nodiscard]] std::optional<content::Loaded> load_or_complain(
    const ContentOption& option,
    std::ostream& complaints,
    std::vector<nlu::ProductName> products = {}
);

}  // namespace clerk::cli
