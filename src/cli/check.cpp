// `shopclerk check`: everything that is wrong with content, at once.
#include "cli/commands.hpp"
#include "cli/content_option.hpp"
#include "cli/schemas.hpp"
#include "cli/token_policy.hpp"
#include "content/load.hpp"
#include "wire/json_writer.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

namespace clerk::cli {
namespace {

struct Options {
    ContentOption content;
    std::string schemas;
    std::string data;
    bool json = false;
};

// The schemas of what `check` checks, for editors.
int write_schemas(const std::filesystem::path& folder) {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    for (const SchemaFile& file : schema_files()) {
        const std::filesystem::path path = folder / file.name;
        std::ofstream out(path, std::ios::binary);
        out << file.text;
        out.close();
        if (out.fail()) {
            std::cerr << "check: cannot write " << path.string() << '\n';
            return exit_cannot;
        }
        std::cout << path.string() << '\n';
    }
    return exit_well;
}

void print_json(const std::vector<content::Problem>& problems) {
    wire::JsonWriter out;
    out.object().key("problems").array();
    for (const content::Problem& problem : problems) {
        out.object()
            .member("file", problem.file)
            .member("line", problem.at.line)
            .member("col", problem.at.col)
            .member("severity", problem.severity == content::Severity::error ? "error" : "warning")
            .member("text", problem.text)
            .end();
    }
    std::cout << out.end().end().take() << '\n';
}

std::string counted(std::size_t n, const char* what) {
    return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

void print_lines(const content::Loaded& loaded) {
    std::size_t errors = 0;
    for (const content::Problem& problem : loaded.problems) {
        if (problem.severity == content::Severity::error) ++errors;
        std::cout << content::to_string(problem) << '\n';
    }
    const std::size_t warnings = loaded.problems.size() - errors;
    if (loaded.snapshot != nullptr) {
        const turn::Script& script = loaded.snapshot->script;
        std::cout << counted(script.intents.size(), "intent") << ", "
                  << counted(script.lexicon->rules().size(), "rule") << ", "
                  << counted(script.flows.size(), "flow") << ": ";
    }
    std::cout << counted(errors, "error") << ", " << counted(warnings, "warning") << '\n';
}

// A key that `serve` would not start without is an error where it was looked for in its place; from
// elsewhere, on the machine of who writes content, it need not be there.
bool look_for_keys(const Options& options, content::Loaded& loaded) {
    const content::SignIn& sign_in = loaded.config.sign_in;
    const bool certain = !options.data.empty();
    const auto missing = key_problems(sign_in, options.data);
    for (const std::string& problem : missing) {
        loaded.problems.push_back(
            {"config/shopclerk.yaml",
             sign_in.at,
             certain ? content::Severity::error : content::Severity::warning,
             problem}
        );
    }
    return missing.empty() || !certain;
}

int run(const Options& options) {
    if (!options.schemas.empty()) return write_schemas(options.schemas);
    if (!exists_or_complain(options.content.folder, std::cerr)) return exit_cannot;
    content::Loaded loaded = content::load_content(options.content.folder);
    const bool has_keys = look_for_keys(options, loaded);
    if (options.json) {
        print_json(loaded.problems);
    } else {
        print_lines(loaded);
    }
    return loaded.snapshot != nullptr && has_keys ? exit_well : exit_found;
}

}  // namespace

Run check(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    options->content.declare(app);
    app.add_option(
           "--schemas",
           options->schemas,
           "write the JSON Schemas of all kinds of files there instead"
    )
        ->type_name("DIR");
    app.add_option(
           "--data", options->data, "a data folder: also look there for the keys of `sign_in:`"
    )
        ->type_name("DIR");
    app.add_flag("--json", options->json, "print one JSON object");
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
