// `shopclerk verify`: is the shop's file whole? SQLite's own full check, the references between
// rows, and the sums of the points ledger.
#include "cli/commands.hpp"
#include "cli/held_shop.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace clerk::cli {
namespace {

int run(const std::string& data) {
    const auto shop = hold_shop(data, "verify");
    if (!shop) {
        std::cerr << "verify: " << shop.error().message << '\n';
        return shop.error().code == "corrupt" ? exit_found : exit_cannot;
    }
    if (const Status sound = shop->database->verify(); !sound) {
        std::cout << sound.error().message << '\n';
        return exit_found;
    }
    std::cout << shop->folder.database() << " is whole\n";
    return exit_well;
}

}  // namespace

Run verify(CLI::App& app) {
    const auto data = std::make_shared<std::string>();
    declare_data(app, *data);
    return [data] {
        return run(*data);
    };
}

}  // namespace clerk::cli
