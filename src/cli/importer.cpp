#include "cli/importer.hpp"

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "cli/line_reader.hpp"
#include "cli/points_import.hpp"
#include "wire/import_rows.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

namespace clerk::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view extension = ".ndjson";

// --- which files ------------------------------------------------------------------------------

std::optional<ImportKind> kind_by_name(const fs::path& file) {
    if (file.extension() != extension) return std::nullopt;
    return wire::import_kind(file.stem().string());
}

Result<ImportFile> named_file(const std::string& path) {
    const std::size_t colon = path.find(':');
    if (colon != std::string::npos) {
        if (const auto kind = wire::import_kind(path.substr(0, colon))) {
            return ImportFile{*kind, path.substr(colon + 1)};
        }
    }
    if (const auto kind = kind_by_name(path)) return ImportFile{*kind, path};
    return error(
        "bad_path",
        path
            + ": its name does not say what it holds; call it orders.ndjson, or give orders:" + path
    );
}

Result<std::vector<ImportFile>> files_of(const fs::path& folder) {
    std::vector<ImportFile> files;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        if (const auto kind = kind_by_name(entry.path())) files.push_back({*kind, entry.path()});
    }
    if (failed) return error("bad_path", folder.string() + ": " + failed.message());
    if (files.empty()) return error("bad_path", folder.string() + ": no file to import in it");
    return files;
}

// --- rows -------------------------------------------------------------------------------------

class Import {
public:
    Import(store::Database& database, const ImportOptions& options, ImportReport& report)
        : database_(database),
          options_(options),
          report_(report),
          sink_(database.import_sink(options.next_id)) {}

    Status run(const std::vector<ImportFile>& files) {
        if (Status begun = database_.begin(); !begun) return begun;
        for (const ImportFile& file : files) {
            if (Status read = read_file(file, files); !read) {
                database_.rollback();
                return read;
            }
        }
        if (Status committed = database_.commit(); !committed) return committed;
        tell(all_bytes(files), files);
        return done();
    }

private:
    static std::uintmax_t all_bytes(const std::vector<ImportFile>& files) {
        std::uintmax_t bytes = 0;
        std::error_code failed;
        for (const ImportFile& file : files) {
            const std::uintmax_t size = fs::file_size(file.path, failed);
            if (!failed) bytes += size;
        }
        return bytes;
    }

    void tell(std::uintmax_t bytes, const std::vector<ImportFile>& files) {
        if (all_ == 0) all_ = all_bytes(files);
        if (options_.progress) options_.progress(bytes, all_);
    }

    Status read_file(const ImportFile& file, const std::vector<ImportFile>& files) {
        std::ifstream in(file.path, std::ios::binary);
        if (!in) return error("io", "cannot read " + file.path.string());
        LineReader lines(in, limits::import_line_bytes_max);
        while (const std::optional<Line> line = lines.next()) {
            if (line->text.find_first_not_of(" \t\r") == std::string::npos && !line->too_long)
                continue;
            const Status taken = take(file, *line);
            if (!taken && !note(file, *line, taken.error()))
                return failed_with(file, *line, taken.error());
            if (++since_commit_ < limits::import_rows_a_commit) continue;
            since_commit_ = 0;
            tell(read_before_ + lines.bytes(), files);
            if (options_.strict) continue;
            if (Status renewed = commit_and_go_on(); !renewed) return renewed;
        }
        read_before_ += lines.bytes();
        return in.bad() ? Status(error("io", "cannot read " + file.path.string())) : done();
    }

    Status commit_and_go_on() {
        if (Status committed = database_.commit(); !committed) return committed;
        database_.checkpoint_if_due(false);
        return database_.begin();
    }

    Status take(const ImportFile& file, const Line& line) {
        if (line.too_long) {
            return error(
                "bad_row", "longer than " + std::to_string(limits::import_line_bytes_max) + " bytes"
            );
        }
        const Result<ImportRow> row = wire::read_import_row(file.kind, line.text, options_.offset);
        if (!row) return row.error();
        if (Status saved = database_.savepoint(); !saved) return saved;
        if (Status put = put_row(*row); !put) {
            database_.rollback_to_savepoint();
            return put;
        }
        ++report_.put;
        return database_.release();
    }

    Status put_row(const ImportRow& row) {
        const auto status = [](const auto& put) {
            return put ? done() : Status(put.error());
        };
        return std::visit(
            overloaded{
                [&](const PointsRow& points) {
                    return put_points(database_, *sink_, points, options_.offset);
                },
                [&](const auto& other) {
                    return status(sink_->put(other));
                }},
            row
        );
    }

    // Whether the import goes on after this: only a bad row can be skipped, a sick disk cannot.
    bool note(const ImportFile& file, const Line& line, const Error& why) {
        const auto& code = why.code;
        const bool of_the_row = code == "bad_row" || code == "bad_json" || code == "unknown"
                                || code == "unique" || code == "constraint";
        if (!of_the_row) return false;
        if (report_.problems.size() < import_problems_max) {
            report_.problems.push_back({file.path.string(), line.number, why.message});
        }
        ++report_.skipped;
        return !options_.strict;
    }

    Error failed_with(const ImportFile& file, const Line& line, const Error& why) const {
        const std::string place = file.path.string() + ":" + std::to_string(line.number);
        if (options_.strict && report_.skipped > 0) {
            return error("strict", place + ": a bad row; nothing was imported");
        }
        return error(why.code, place + ": " + why.message);
    }

    store::Database& database_;
    const ImportOptions& options_;
    ImportReport& report_;
    std::unique_ptr<store::ImportSink> sink_;
    std::size_t since_commit_ = 0;
    std::uintmax_t read_before_ = 0;  // bytes of the files before this one
    std::uintmax_t all_ = 0;
};

}  // namespace

Result<std::vector<ImportFile>> import_files(const std::vector<std::string>& paths) {
    std::vector<ImportFile> files;
    for (const std::string& path : paths) {
        if (fs::is_directory(path)) {
            auto inside = files_of(path);
            if (!inside) return inside;
            files.insert(files.end(), inside->begin(), inside->end());
            continue;
        }
        Result<ImportFile> file = named_file(path);
        if (!file) return file.error();
        if (!fs::is_regular_file(file->path)) {
            return error("bad_path", file->path.string() + ": there is no such file");
        }
        files.push_back(*std::move(file));
    }
    std::ranges::sort(files, {}, [](const ImportFile& file) {
        return std::pair(file.kind, file.path.string());
    });
    return files;
}

Status import_rows(
    store::Database& database,
    const std::vector<ImportFile>& files,
    const ImportOptions& options,
    ImportReport& report
) {
    const Status ran = Import(database, options, report).run(files);
    if (!ran && options.strict) report.put = 0;
    return ran;
}

Result<std::unique_ptr<store::Database>> fixture_shop(const fs::path& folder, UtcOffset offset) {
    auto database = store::Database::open(":memory:");
    if (!database) return database;
    const auto files = import_files({folder.string()});
    if (!files) return files.error();
    ImportReport report;
    const ImportOptions options{
        .offset = offset,
        .strict = true,
        .next_id = [n = std::uint64_t{0}]() mutable { return ++n; },
        .progress = {}};
    const Status ran = import_rows(**database, *files, options, report);
    if (ran) return database;
    if (report.problems.empty()) return ran.error();
    const ImportProblem& bad = report.problems.front();
    return error("bad_row", bad.file + ":" + std::to_string(bad.line) + ": error: " + bad.text);
}

}  // namespace clerk::cli
