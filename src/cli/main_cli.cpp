#include "cli/main_cli.hpp"

#include "cli/commands.hpp"

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <vector>

namespace clerk::cli {
namespace {

constexpr const char* footer =
    "Exit codes: 0 all is well, 1 something was found, 2 it could not run.\n"
    "`shopclerk COMMAND --help` tells more of each.";

int dispatch(int argc, char** argv) {
    CLI::App app("Shopclerk, the clerk behind a shop's chat window.", "shopclerk");
    app.require_subcommand(1);
    app.footer(footer);
    std::vector<std::pair<CLI::App*, Run>> known;
    for (const Command& command : commands()) {
        CLI::App* sub = app.add_subcommand(command.name, command.what);
        known.emplace_back(sub, command.declare(*sub));
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& failure) {
        return app.exit(failure) == 0 ? exit_well : exit_cannot;
    }
    for (const auto& [sub, run] : known) {
        if (!sub->parsed()) continue;
        const int code = run();
        if (std::cout.flush()) return code;
        std::cerr << "shopclerk: cannot write what it has to say: is the disk full?\n";
        return exit_cannot;
    }
    return exit_cannot;
}

}  // namespace

int main_cli(int argc, char** argv) {
    try {
        return dispatch(argc, argv);
    } catch (const std::exception& failure) {
        std::cerr << "shopclerk: " << failure.what() << '\n';
        return exit_cannot;
    }
}

}  // namespace clerk::cli
