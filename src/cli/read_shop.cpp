#include "cli/read_shop.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>

namespace clerk::cli {

Result<std::unique_ptr<store::Records>> read_shop(const std::string& folder) {
    const std::filesystem::path file = std::filesystem::path(folder) / "shopclerk.db";
    std::error_code unreadable;
    if (!std::filesystem::exists(file, unreadable)) {
        return error("missing", "there is no shop in " + folder);
    }
    return store::Records::open(file.string());
}

void declare_data_to_read(CLI::App& app, std::string& folder) {
    app.add_option("--data", folder, "the data folder; a server may go on with it")
        ->type_name("DIR")
        ->required();
}

}  // namespace clerk::cli
