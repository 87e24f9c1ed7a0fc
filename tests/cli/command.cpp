#include "cli/command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <unistd.h>

namespace clerk::cli::testing {
namespace {

namespace fs = std::filesystem;

// The standard streams, turned elsewhere while it lives.
class Streams {
public:
    explicit Streams(const std::string& input)
        : in_(input),
          old_in_(std::cin.rdbuf(in_.rdbuf())),
          old_out_(std::cout.rdbuf(out.rdbuf())),
          old_err_(std::cerr.rdbuf(err.rdbuf())) {
        std::cin.clear();
    }

    ~Streams() {
        std::cin.rdbuf(old_in_);
        std::cout.rdbuf(old_out_);
        std::cerr.rdbuf(old_err_);
    }

    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;

    std::ostringstream out;
    std::ostringstream err;

private:
    std::istringstream in_;
    std::streambuf* old_in_;
    std::streambuf* old_out_;
    std::streambuf* old_err_;
};

}  // namespace

Ran ran(Run (*declare)(CLI::App&), std::vector<std::string> arguments, const std::string& input) {
    CLI::App app;
    const Run run = declare(app);
    std::ranges::reverse(arguments);  // as CLI11 wants them
    app.parse(arguments);
    Streams streams(input);
    const int code = run();
    return {code, streams.out.str(), streams.err.str()};
}

Folder::Folder() {
    static std::atomic<int> count{0};
    const fs::path path =
        fs::temp_directory_path()
        / ("clerk_cli_" + std::to_string(getpid()) + "_" + std::to_string(++count));
    fs::create_directories(path);
    folder_ = path.string();
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void Folder::write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
}

std::string Folder::read(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

std::string Folder::path(const std::string& name) const {
    return name.empty() ? folder_ : folder_ + "/" + name;
}

}  // namespace clerk::cli::testing
