// `shopclerk test`: runs chat tests and shows what differs.
#include "cli/commands.hpp"
#include "cli/content_option.hpp"
#include "cli/junit.hpp"
#include "cli/shop_runner.hpp"
#include "content/chat_test.hpp"
#include "content/coverage.hpp"
#include "wire/json_writer.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
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
    std::string junit;
    bool update = false;
    bool coverage = false;
    bool json = false;
};

struct Tally {
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::vector<std::pair<content::Chat, content::ChatFailure>> failures;
    std::vector<content::Problem> problems;  // of files that are no chats
    std::size_t updated = 0;
    std::vector<JunitCase> cases;
};

// One folder's chats against one version of content.
struct Suite {
    const Options& options;
    const turn::Script& script;
    content::ActionRunner& shop;
    content::Coverage coverage;
    Tally tally;
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

content::ChatResult run_one(const content::Chat& chat, Suite& suite) {
    const auto begun = std::chrono::steady_clock::now();
    suite.coverage.begin_chat();
    content::ChatResult result =
        content::run_chat(chat, suite.script, suite.shop, [&](const content::TurnRecord& record) {
            suite.coverage.see(record);
        });
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    (result.passed() ? suite.tally.passed : suite.tally.failed) += 1;
    std::string failure;
    for (const content::ChatFailure& one : result.failures)
        failure += to_string(one, chat);
    suite.tally.cases.push_back({chat.file, chat.name, took.count(), std::move(failure)});
    for (const content::ChatFailure& one : result.failures)
        suite.tally.failures.emplace_back(chat, one);
    return result;
}

void run_file(const fs::path& path, Suite& suite) {
    const std::string bytes = bytes_of(path);
    content::Problems problems;
    const std::string name = path.lexically_normal().string();
    const auto chats = content::parse_chats(bytes, name, content::Report(problems, name));
    for (content::Problem& problem : problems.sorted())
        suite.tally.problems.push_back(std::move(problem));
    std::vector<content::Rewrite> rewrites;
    for (const content::Chat& chat : chats) {
        for (content::Rewrite& rewrite : run_one(chat, suite).rewrites)
            rewrites.push_back(std::move(rewrite));
    }
    if (!suite.options.update || rewrites.empty()) return;
    std::ofstream(path, std::ios::binary) << content::rewritten(bytes, rewrites);
    ++suite.tally.updated;
}

struct Part {
    const char* name;
    content::Covered covered;
};

std::array<Part, 3> parts_of(const content::Coverage& coverage) {
    return {{
        {"intents", coverage.intents()},
        {"steps", coverage.steps()},
        {"failures", coverage.failures()},
    }};
}

void print_coverage(const content::Coverage& coverage) {
    for (const Part& part : parts_of(coverage)) {
        std::cout << part.name << ": " << part.covered.seen() << " of " << part.covered.all
                  << " covered\n";
        for (const std::string& missing : part.covered.missing)
            std::cout << "  " << missing << '\n';
    }
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

void print_json(const Suite& suite) {
    const Tally& tally = suite.tally;
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
    out.end();
    if (suite.options.coverage) {
        out.key("coverage").object();
        for (const Part& part : parts_of(suite.coverage)) {
            out.key(part.name).object().member("all", part.covered.all);
            out.member("covered", part.covered.seen()).key("missing").array();
            for (const std::string& missing : part.covered.missing)
                out.value(missing);
            out.end().end();
        }
        out.end();
    }
    std::cout << out.end().take() << '\n';
}

bool write_junit(const fs::path& path, const Tally& tally) {
    std::ofstream out(path, std::ios::binary);
    out << junit(tally.cases);
    out.close();
    if (!out.fail()) return true;
    std::cerr << "test: cannot write " << path.string() << '\n';
    return false;
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
    Suite suite{
        options, loaded->snapshot->script, **shop, content::Coverage(loaded->snapshot->script), {}};
    for (const fs::path& file : chat_files(path))
        run_file(file, suite);
    if (!options.junit.empty() && !write_junit(options.junit, suite.tally)) return exit_cannot;
    if (options.json) {
        print_json(suite);
    } else {
        if (options.coverage) print_coverage(suite.coverage);
        print_lines(suite.tally);
    }
    const bool found = suite.tally.failed > 0 || !suite.tally.problems.empty();
    return found ? exit_found : exit_well;
}

}  // namespace

Run test(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    options->content.declare(app);
    app.add_option("path", options->path, "a folder of *.chat files, or one; default: tests/chats");
    app.add_flag("--update", options->update, "rewrite what failing chats expect");
    app.add_flag("--coverage", options->coverage, "name what no chat has been through");
    app.add_option("--junit", options->junit, "write the results as JUnit XML too")
        ->type_name("FILE");
    app.add_flag("--json", options->json, "print one JSON object");
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
