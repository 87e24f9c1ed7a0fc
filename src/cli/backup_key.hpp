// Where `backup` puts the folder's key, and `restore` looks for it.
#pragma once

#include <string>

namespace clerk::cli {

[[nodiscard]] inline std::string key_beside(const std::string& backup) {
    return backup + ".jwt.key";
}

}  // namespace clerk::cli
