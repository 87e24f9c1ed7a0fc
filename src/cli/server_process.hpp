// The server that holds a data folder, as its lock names it.
#pragma once

#include <filesystem>
#include <optional>
#include <sys/types.h>

namespace clerk::cli {

// nullopt: none is there.
[[nodiscard]] std::optional<pid_t> server_of(const std::filesystem::path& folder);

}  // namespace clerk::cli
