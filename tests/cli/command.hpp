// A subcommand of `shopclerk`, run inside the test: arguments and stdin in, what it wrote and its
// exit code out.
#pragma once

#include "cli/commands.hpp"

#include <string>
#include <vector>

namespace clerk::cli::testing {

struct Ran {
    int code = 0;
    std::string out;
    std::string err;
};

[[nodiscard]] Ran ran(
    Run (*declare)(CLI::App&), std::vector<std::string> arguments, const std::string& input = {}
);

// A folder of its own, gone when the test is over.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const std::string& name, const std::string& text) const;
    [[nodiscard]] std::string read(const std::string& name) const;
    [[nodiscard]] std::string path(const std::string& name = {}) const;

private:
    std::string folder_;
};

}  // namespace clerk::cli::testing
