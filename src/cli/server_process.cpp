#include "cli/server_process.hpp"

#include <charconv>
#include <csignal>
#include <fstream>
#include <string>
#include <string_view>

namespace clerk::cli {

std::optional<pid_t> server_of(const std::filesystem::path& folder) {
    std::ifstream in(folder / "lock");
    std::string line;
    std::getline(in, line);
    constexpr std::string_view before = "serve, process ";
    if (!line.starts_with(before)) return std::nullopt;
    pid_t pid = 0;
    const auto [end, failure] =
        std::from_chars(line.data() + before.size(), line.data() + line.size(), pid);
    if (failure != std::errc{} || pid <= 1 || ::kill(pid, 0) != 0) return std::nullopt;
    return pid;
}

}  // namespace clerk::cli
