// `shopclerk backup`: the shop's file as one consistent copy, verified before it counts.
#include "cli/commands.hpp"
#include "cli/held_shop.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>

namespace clerk::cli {
namespace {

struct Options {
    std::string data;
    std::string file;
};

int complain(const Error& failure) {
    std::cerr << "backup: " << failure.message << '\n';
    return exit_cannot;
}

// A copy that cannot be read back is none.
Status verify_copy(const std::string& file) {
    const auto copy = store::Database::open(file);
    if (!copy) return copy.error();
    return (*copy)->verify();
}

int run(const Options& options) {
    const auto shop = hold_shop(options.data, "backup");
    if (!shop) return complain(shop.error());
    if (const Status made = shop->database->backup(options.file); !made) {
        return complain(made.error());
    }
    if (const Status sound = verify_copy(options.file); !sound) {
        std::filesystem::remove(options.file);
        return complain(sound.error());
    }
    std::cout << "written: " << options.file << ", " << std::filesystem::file_size(options.file)
              << " bytes\n";
    return exit_well;
}

}  // namespace

Run backup(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    declare_data(app, options->data);
    app.add_option("file", options->file, "the copy; never overwritten")
        ->type_name("FILE")
        ->required();
    app.footer("The secrets beside the database (jwt.key) are not in the copy.");
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
