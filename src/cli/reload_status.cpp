#include "cli/reload_status.hpp"

#include <fstream>
#include <sstream>
#include <system_error>

namespace clerk::cli {
namespace {

std::filesystem::path file_in(const std::filesystem::path& folder) {
    return folder / "reload.status";
}

}  // namespace

std::optional<ReloadStatus> read_reload_status(const std::filesystem::path& folder) {
    std::ifstream in(file_in(folder));
    std::string line;
    if (!std::getline(in, line)) return std::nullopt;
    ReloadStatus status;
    std::string word;
    std::istringstream first(line);
    if (!(first >> status.number >> word)) return std::nullopt;
    status.ok = word == "ok";
    while (std::getline(in, line))
        status.problems.push_back(line);
    return status;
}

Status write_reload_status(const std::filesystem::path& folder, const ReloadStatus& status) {
    const std::filesystem::path file = file_in(folder);
    std::filesystem::path fresh = file;
    fresh += ".new";
    {
        std::ofstream out(fresh, std::ios::trunc);
        out << status.number << (status.ok ? " ok" : " refused") << '\n';
        for (const std::string& problem : status.problems)
            out << problem << '\n';
        if (!out.flush()) return error("io", "cannot write " + fresh.string());
    }
    std::error_code failure;
    std::filesystem::rename(fresh, file, failure);
    if (failure) return error("io", "cannot write " + file.string());
    return done();
}

}  // namespace clerk::cli
