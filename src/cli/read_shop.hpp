// A shop's file, read beside whatever server runs on it: nothing is locked, nothing is written.
#pragma once

#include "base/result.hpp"
#include "store/records.hpp"

#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace clerk::cli {

[[nodiscard]] Result<std::unique_ptr<store::Records>> read_shop(const std::string& folder);

void declare_data_to_read(CLI::App& app, std::string& folder);

}  // namespace clerk::cli
