// `shopclerk import PATH… --data DIR`: a shop's own records from NDJSON files into its data folder.
#include "app/data_folder.hpp"
#include "app/system.hpp"
#include "cli/commands.hpp"
#include "cli/importer.hpp"
#include "cli/progress.hpp"
#include "cli/utc_offset.hpp"
#include "wire/json_writer.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace clerk::cli {
namespace {

struct Options {
    std::vector<std::string> paths;
    std::string data;
    std::string utc_offset = "+08:00";
    bool strict = false;
    bool json = false;
    bool quiet = false;
};

int cannot(const Error& why) {
    std::cerr << "shopclerk import: " << why.message << '\n';
    return exit_cannot;
}

void print_json(const ImportReport& report, const Status& ran) {
    wire::JsonWriter out;
    out.object().member("imported", report.put).member("skipped", report.skipped);
    if (!ran) out.member("error", ran.error().message);
    out.key("problems").array();
    for (const ImportProblem& problem : report.problems) {
        out.object()
            .member("file", problem.file)
            .member("line", problem.line)
            .member("text", problem.text)
            .end();
    }
    std::cout << out.end().end().take() << '\n';
}

void print_lines(const ImportReport& report) {
    for (const ImportProblem& problem : report.problems) {
        std::cout << problem.file << ':' << problem.line << ": error: " << problem.text << '\n';
    }
    const std::size_t unnamed = report.skipped - report.problems.size();
    if (unnamed > 0) std::cout << "and " << unnamed << " bad rows more\n";
    std::cout << "rows imported: " << report.put << ", skipped: " << report.skipped << '\n';
}

Status load(const Options& options, const std::vector<ImportFile>& files, ImportReport& report) {
    const app::SystemClock clock;
    auto folder = app::DataFolder::open(options.data, "import", clock.now());
    if (!folder) return folder.error();
    auto database = store::Database::open(folder->database());
    if (!database) return database.error();
    const auto newest_id = (*database)->newest_id();
    if (!newest_id) return newest_id.error();
    app::IdSource ids(clock, 0, *newest_id);
    Progress bar("importing", options.quiet || options.json);
    return import_rows(
        **database,
        files,
        {.offset = *parse_utc_offset(options.utc_offset),
         .strict = options.strict,
         .next_id = [&] { return ids.next<CustomerId>().value; },
         .progress =
             [&](std::uintmax_t done, std::uintmax_t all) {
                 bar.show(done, all);
             }},
        report
    );
}

int run(const Options& options) {
    if (!parse_utc_offset(options.utc_offset)) {
        return cannot(error("bad_option", "--utc-offset is written as +08:00"));
    }
    const auto files = import_files(options.paths);
    if (!files) return cannot(files.error());
    ImportReport report;
    const Status ran = load(options, *files, report);
    if (options.json) {
        print_json(report, ran);
    } else {
        print_lines(report);
    }
    if (ran) return report.skipped == 0 ? exit_well : exit_found;
    if (!options.json) std::cerr << "shopclerk import: " << ran.error().message << '\n';
    return ran.error().code == "strict" ? exit_found : exit_cannot;
}

}  // namespace

Run import_shop(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.add_option(
           "PATH", options->paths, "files, kind:file, or folders of them; see docs/IMPORT.md"
    )
        ->required();
    app.add_option("--data", options->data, "the shop's data folder; made if missing")->required();
    app.add_option("--utc-offset", options->utc_offset, "zone of times written without one")
        ->capture_default_str();
    app.add_flag("--strict", options->strict, "refuse the whole import on the first bad row");
    app.add_flag("--json", options->json, "print one JSON object");
    app.add_flag("--quiet", options->quiet, "no progress bar");
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
