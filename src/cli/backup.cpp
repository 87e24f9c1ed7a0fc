// `shopclerk backup`: the shop's file as one consistent copy, verified before it counts, and beside
// it the key that the folder holds. A server may go on meanwhile: the copy is of one moment.
#include "app/data_folder.hpp"
#include "cli/backup_key.hpp"
#include "cli/commands.hpp"
#include "cli/read_shop.hpp"
#include "store/database.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>

namespace clerk::cli {
namespace {

namespace fs = std::filesystem;

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
    if (const Status sound = (*copy)->verify(); !sound) return sound;
    // Nothing may stay behind in a log of its own.
    (*copy)->checkpoint_if_due(true);
    return done();
}

// The key that signs shoppers in, where the folder has one. "" when it has none.
Result<std::string> copy_key(const Options& options) {
    const fs::path key = fs::path(options.data) / "jwt.key";
    if (!fs::exists(key)) return std::string();
    const auto secret = app::read_secret(key);
    if (!secret) return secret.error();
    const std::string to = key_beside(options.file);
    if (const Status written = app::write_secret(to, *secret); !written) return written.error();
    return to;
}

Status make(const Options& options) {
    const auto records = read_shop(options.data);
    if (!records) return records.error();
    if (fs::exists(key_beside(options.file))) {
        return error("exists", key_beside(options.file) + " is there already");
    }
    if (const Status made = (*records)->backup(options.file); !made) return made;
    Status sound = verify_copy(options.file);
    if (!sound) fs::remove(options.file);
    return sound;
}

int run(const Options& options) {
    if (const Status made = make(options); !made) return complain(made.error());
    const auto key = copy_key(options);
    if (!key) {
        fs::remove(options.file);
        return complain(key.error());
    }
    std::cout << "written: " << options.file << ", " << fs::file_size(options.file) << " bytes\n";
    if (key->empty()) return exit_well;
    std::cout << "written: " << *key << ", mode 0600: it signs shoppers in, keep it secret\n";
    return exit_well;
}

}  // namespace

Run backup(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    declare_data_to_read(app, options->data);
    app.add_option("file", options->file, "the copy, mode 0600; never overwritten")
        ->type_name("FILE")
        ->required();
    app.footer(
        "Where the folder has a jwt.key, a copy of it is put beside, as FILE.jwt.key; `restore` "
        "puts both back. A secret that the server is given otherwise is not in the folder, and "
        "not in the copy."
    );
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
