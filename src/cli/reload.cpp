// `shopclerk reload`: the server of a data folder reads its content again. It keeps what it has
// when the new one has errors; which of the two happened is printed here and is the exit code.
#include "cli/commands.hpp"
#include "cli/reload_status.hpp"
#include "cli/server_process.hpp"
#include "wire/json_writer.hpp"

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iostream>
#include <memory>
#include <thread>

namespace clerk::cli {
namespace {

struct Options {
    std::string data;
    int wait_s = 30;
    bool json = false;
};

std::optional<ReloadStatus> outcome_after(
    const std::filesystem::path& folder, std::uint64_t number, int wait_s
) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(wait_s);
    while (std::chrono::steady_clock::now() < until) {
        std::optional<ReloadStatus> status = read_reload_status(folder);
        if (status && status->number > number) return status;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return std::nullopt;
}

void print(const ReloadStatus& status, bool json) {
    if (json) {
        wire::JsonWriter out;
        out.object().member("ok", status.ok).key("problems").array();
        for (const std::string& problem : status.problems)
            out.value(problem);
        std::cout << out.end().end().take() << '\n';
        return;
    }
    for (const std::string& problem : status.problems)
        std::cout << problem << '\n';
    std::cout << (status.ok ? "reloaded" : "refused: the server keeps the content it has") << '\n';
}

int run(const Options& options) {
    const std::filesystem::path folder = options.data;
    const std::optional<pid_t> server = server_of(folder);
    if (!server) {
        std::cerr << "no server holds " << options.data << '\n';
        return exit_cannot;
    }
    const auto before = read_reload_status(folder);
    const std::uint64_t number = before ? before->number : 0;
    if (::kill(*server, SIGHUP) != 0) {
        std::cerr << "process " << *server << " cannot be signalled\n";
        return exit_cannot;
    }
    const auto status = outcome_after(folder, number, options.wait_s);
    if (!status) {
        std::cerr << "process " << *server << " did not answer in " << options.wait_s << " s\n";
        return exit_cannot;
    }
    print(*status, options.json);
    return status->ok ? exit_well : exit_found;
}

}  // namespace

Run reload(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.add_option("--data", options->data, "the data folder whose server reloads")
        ->type_name("DIR")
        ->required();
    app.add_option("--wait", options->wait_s, "seconds to wait for the outcome")
        ->capture_default_str();
    app.add_flag("--json", options->json, "print one JSON object");
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
