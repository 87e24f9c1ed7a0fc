// `shopclerk chat`: talk to the content in the terminal, no server. Piped input works the same,
// without prompts.
#include "cli/commands.hpp"
#include "cli/content_option.hpp"
#include "cli/now.hpp"
#include "cli/shop_runner.hpp"
#include "cli/terminal.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <unistd.h>

namespace clerk::cli {
namespace {

struct Options {
    ContentOption content;
    std::string shop;
    std::string lang = "zh";
    bool why = false;
};

int run(const Options& options) {
    const auto lang = parse_lang(options.lang);
    if (!lang) {
        std::cerr << "chat: --lang is zh, en or zh-Hant\n";
        return exit_cannot;
    }
    namespace fs = std::filesystem;
    const fs::path ours = fs::path(options.content.folder) / "tests/chats/shop";
    fs::path folder = options.shop;
    if (folder.empty() && fs::exists(ours)) folder = ours;
    const auto loaded = load_or_complain(options.content, std::cerr, products_of(folder));
    if (!loaded) return exit_cannot;
    auto shop = open_shop(folder, loaded->snapshot);
    if (!shop.ok()) {
        std::cerr << "chat: " << shop.error().message << '\n';
        return exit_cannot;
    }
    Terminal terminal(
        std::cin,
        std::cout,
        loaded->snapshot->script,
        **shop,
        {*lang,
         options.why,
         isatty(STDIN_FILENO) == 1,
         fs::path(options.content.folder) / "tests/chats",
         system_now}
    );
    terminal.run();
    return exit_well;
}

}  // namespace

Run chat(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    options->content.declare(app);
    app.add_option(
           "--shop", options->shop, "NDJSON files as `import` reads them; default: tests/chats/shop"
    )
        ->type_name("DIR");
    app.add_option("--lang", options->lang, "zh, en or zh-Hant")->capture_default_str();
    app.add_flag("--why", options->why, "explain every turn");
    app.footer(std::string(Terminal::help()));
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
