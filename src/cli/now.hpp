// The clock, as commands read it: once.
#pragma once

#include "base/time.hpp"

#include <chrono>

namespace clerk::cli {

inline UnixMillis system_now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

}  // namespace clerk::cli
