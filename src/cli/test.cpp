// `shopclerk test`: runs chat tests and shows what differs.
#include "cli/commands.hpp"
#include "cli/content_option.hpp"
#include "cli/shop_runner.hpp"
#include "content/chat_test.hpp"
#include "wire/json_writer.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

namespace clerk::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
    ContentOption content;
    std::string path;
    bool update = false;
    bool json = false;
};

struct Tally {
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::vector<std::pair<content::Chat, content::ChatFailure>> failures;
    std::vector<content::Problem> problems;  // of files that are no chats
    std::size_t updated = 0;
};

bool is_chat_file(const fs::path& path) {
    return path.extension() == ".chat";
}

std::vector<fs::path> chat_files(const fs::path& path) {
    std::vector<fs::path> files;
    if (fs::is_regular_file(path)) return {path};
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
        if (entry.is_regular_file() && is_chat_file(entry.path())) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

void run_file(
    const fs::path& path,
    const Options& options,
    const turn::Script& script,
    content::ActionRunner& shop,
    Tally& tally
) {
    const std::string bytes = bytes_of(path);
    content::Problems problems;
    const std::string name = path.lexically_normal().string();
    const auto chats = content::parse_chats(bytes, name, content::Report(problems, name));
    for (content::Problem& problem : problems.sorted())
        tally.problems.push_back(std::move(problem));
    std::vector<content::Rewrite> rewrites;
    for (const content::Chat& chat : chats) {
        content::ChatResult result = content::run_chat(chat, script, shop);
        (result.passed() ? tally.passed : tally.failed) += 1;
        for (content::ChatFailure& failure : result.failures) {
            tally.failures.emplace_back(chat, std::move(failure));
        }
        for (content::Rewrite& rewrite : result.rewrites)
            rewrites.push_back(std::move(rewrite));
    }
    if (!options.update || rewrites.empty()) return;
    std::ofstream(path, std::ios::binary) << content::rewritten(bytes, rewrites);
    ++tally.updated;
}

void print_lines(const Tally& tally) {
    for (const content::Problem& problem : tally.problems) {
        std::cout << content::to_string(problem) << '\n';
    }
    for (const auto& [chat, failure] : tally.failures) {
        std::cout << content::to_string(failure, chat) << '\n';
    }
    if (tally.updated > 0)
        std::cout << tally.updated << " files rewritten; read them before you keep them\n";
    std::cout << tally.passed << " passed, " << tally.failed << " failed\n";
}

void print_json(const Tally& tally) {
    wire::JsonWriter out;
    out.object().member("passed", tally.passed).member("failed", tally.failed);
    out.key("failures").array();
    for (const auto& [chat, failure] : tally.failures) {
        out.object()
            .member("chat", chat.name)
            .member("file", chat.file)
            .member("line", failure.line);
        out.member("why", failure.why).key("diff").array();
        for (const content::DiffLine& line : failure.diff) {
            const char* side = line.side == content::DiffLine::Side::both       ? "both"
                               : line.side == content::DiffLine::Side::expected ? "expected"
                                                                                : "got";
            out.object().member("side", side).member("text", line.text).end();
        }
        out.end().end();
    }
    out.end().key("problems").array();
    for (const content::Problem& problem : tally.problems)
        out.value(content::to_string(problem));
    std::cout << out.end().end().take() << '\n';
}

// A folder may bring its own shop; else that of tests/chats, if there is one.
fs::path shop_beside(const fs::path& path, const fs::path& chats) {
    const fs::path own = (fs::is_directory(path) ? path : path.parent_path()) / "shop";
    if (fs::exists(own)) return own;
    const fs::path common = chats / "shop";
    return fs::exists(common) ? common : fs::path();
}

int run(const Options& options) {
    const fs::path folder = fs::path(options.content.folder) / "tests" / "chats";
    const fs::path path = options.path.empty() ? folder : fs::path(options.path);
    if (!fs::exists(path)) {
        std::cerr << "test: there is no " << path.string() << '\n';
        return exit_cannot;
    }
    const fs::path shop_folder = shop_beside(path, folder);
    const auto loaded = load_or_complain(options.content, std::cerr, products_of(shop_folder));
    if (!loaded) return exit_cannot;
    auto shop = open_shop(shop_folder, loaded->snapshot);
    if (!shop.ok()) {
        std::cerr << "test: " << shop.error().message << '\n';
        return exit_cannot;
    }
    Tally tally;
    for (const fs::path& file : chat_files(path)) {
        run_file(file, options, loaded->snapshot->script, **shop, tally);
    }
    if (options.json) {
        print_json(tally);
    } else {
        print_lines(tally);
    }
    const bool found = tally.failed > 0 || !tally.problems.empty();
    return found ? exit_found : exit_well;
}

}  // namespace

Run test(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    options->content.declare(app);
    app.add_option("path", options->path, "a folder of *.chat files, or one; default: tests/chats");
    app.add_flag("--update", options->update, "rewrite what failing chats expect");
    app.add_flag("--json", options->json, "print one JSON object");
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
