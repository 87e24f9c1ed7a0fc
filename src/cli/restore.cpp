// `shopclerk restore`: a backup becomes the shop of a folder that has none. It is verified under
// another name first; what is there already is never overwritten.
#include "cli/backup_key.hpp"
#include "cli/commands.hpp"
#include "cli/held_shop.hpp"
#include "cli/now.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <system_error>

namespace clerk::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string file;
    std::string data;
};

Status verified(const std::string& file) {
    const auto database = store::Database::open(file);
    if (!database) return database.error();
    if (const Status sound = (*database)->verify(); !sound) return sound;
    // Nothing may stay behind in a log of its own.
    (*database)->checkpoint_if_due(true);
    return done();
}

Status restore_into(const app::DataFolder& folder, const std::string& file) {
    const fs::path target = folder.database();
    for (const char* end : {"", "-wal", "-shm"}) {
        const fs::path there = target.string() + end;
        if (!fs::exists(there)) continue;
        return error(
            "exists", there.string() + " is there already; restore into an empty folder, or move "
                      "the old one away first"
        );
    }
    const fs::path trial = target.string() + ".restoring";
    std::error_code failure;
    fs::copy_file(file, trial, fs::copy_options::overwrite_existing, failure);
    if (failure) return error("io", "cannot copy " + file + ": " + failure.message());
    Status sound = verified(trial.string());
    if (!sound) {
        sound = error(
            sound.error().code,
            file + " is not a whole backup (" + sound.error().message
                + "); nothing was restored: take another one"
        );
    } else {
        fs::rename(trial, target, failure);
        if (failure) sound = error("io", "cannot rename " + trial.string());
    }
    for (const char* end : {"", "-wal", "-shm"})
        fs::remove(trial.string() + end, failure);
    return sound;
}

// The key of the backup, where it has one and the folder has none.
Result<bool> restore_key(const app::DataFolder& folder, const std::string& file) {
    const fs::path key = key_beside(file);
    if (!fs::exists(key) || fs::exists(folder.token_key())) return false;
    const auto secret = app::read_secret(key);
    if (!secret) return secret.error();
    if (const Status put = app::write_secret(folder.token_key(), *secret); !put) return put.error();
    return true;
}

int run(const Options& options) {
    if (!fs::is_regular_file(options.file)) {
        std::cerr << "restore: there is no file " << options.file << '\n';
        return exit_cannot;
    }
    auto folder = app::DataFolder::open(options.data, "restore", system_now());
    const Status restored = folder ? restore_into(*folder, options.file) : folder.error();
    if (!restored) {
        std::cerr << "restore: " << restored.error().message << '\n';
        return exit_cannot;
    }
    std::cout << "restored: " << folder->database() << '\n';
    const auto key = restore_key(*folder, options.file);
    if (!key) {
        std::cerr << "restore: but not the key: " << key.error().message << '\n';
        return exit_found;
    }
    if (*key) std::cout << "restored: " << folder->token_key() << '\n';
    return exit_well;
}

}  // namespace

Run restore(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.add_option("file", options->file, "what `backup` has written")
        ->type_name("FILE")
        ->required();
    app.add_option("--data", options->data, "the data folder, without a shop in it")
        ->type_name("DIR")
        ->required();
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
