// A read-only connection for one job thread: sign-in and lists that must not hold up the engine.
#pragma once

#include "app/ports.hpp"

#include <memory>
#include <string>

namespace clerk::store {

Result<std::unique_ptr<app::Reader>> open_reader(const std::string& uri);

}  // namespace clerk::store
