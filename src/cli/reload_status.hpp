// How a server tells `shopclerk reload` what came of it: DIR/reload.status, replaced whole at every
// reload. The first line is "<number> ok" or "<number> refused", the number counting up; the others
// are the problems.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace clerk::cli {

struct ReloadStatus {
    std::uint64_t number = 0;
    bool ok = true;
    std::vector<std::string> problems;
};

// nullopt: none yet, or not to be read.
[[nodiscard]] std::optional<ReloadStatus> read_reload_status(const std::filesystem::path& folder);
Status write_reload_status(const std::filesystem::path& folder, const ReloadStatus& status);

}  // namespace clerk::cli
