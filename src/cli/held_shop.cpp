#include "cli/held_shop.hpp"

#include "cli/now.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>

namespace clerk::cli {

Result<HeldShop> hold_shop(const std::string& folder, std::string_view command) {
    if (!std::filesystem::exists(std::filesystem::path(folder) / "shopclerk.db")) {
        return error("missing", "there is no shop in " + folder);
    }
    auto held = app::DataFolder::open(folder, command, system_now());
    if (!held) return held.error();
    auto database = store::Database::open(held->database());
    if (!database) return database.error();
    return HeldShop{*std::move(held), *std::move(database)};
}

void declare_data(CLI::App& app, std::string& folder) {
    app.add_option("--data", folder, "the data folder; no server may run on it")
        ->type_name("DIR")
        ->required();
}

}  // namespace clerk::cli
