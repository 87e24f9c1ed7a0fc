// A shop's data folder, held while a command works on it: no server runs there meanwhile.
#pragma once

#include "app/data_folder.hpp"
#include "base/result.hpp"
#include "store/database.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace clerk::cli {

// The folder's lock lives as long as the database that it guards.
struct HeldShop {
    app::DataFolder folder;
    std::unique_ptr<store::Database> database;
};

// Nothing is made: "missing" when there is no shop in the folder, "locked" names who is.
[[nodiscard]] Result<HeldShop> hold_shop(const std::string& folder, std::string_view command);

void declare_data(CLI::App& app, std::string& folder);

}  // namespace clerk::cli
