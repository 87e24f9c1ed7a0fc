#include "content/load_files.hpp"

#include "base/hash.hpp"
#include "base/limits.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>

namespace clerk::content {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> folders{
    "config/policies", "config/texts", "config/types", "flows", "flows/system", "intents"};
constexpr std::string_view shop_file = "config/shopclerk.yaml";

// One byte more than allowed is enough to know that a file is too big.
std::optional<std::string> read_bytes(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    std::string bytes(limits::yaml_bytes_max + 1, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (in.bad()) return std::nullopt;
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

struct Found {
    std::string name;  // from the content folder, with '/'
    fs::path path;
};

void list_folder(
    const fs::path& root, std::string_view folder, std::vector<Found>& found, Problems& problems
) {
    std::error_code failure;
    fs::directory_iterator each(root / folder, failure);
    if (failure) {
        problems.add(
            {std::string(folder),
             {},
             Severity::error,
             "this folder cannot be read: " + failure.message()}
        );
        return;
    }
    for (; each != fs::directory_iterator(); each.increment(failure)) {
        if (failure) break;
        const std::string name = each->path().filename().string();
        const std::string from_root = std::string(folder) + "/" + name;
        if (name.starts_with('.') || name.ends_with('~') || !each->is_regular_file(failure))
            continue;
        if (name.ends_with(".yaml")) {
            found.push_back({from_root, each->path()});
        } else if (name.ends_with(".yml")) {
            problems.add({from_root, {}, Severity::error, "only *.yaml is read; rename the file"});
        }
    }
}

}  // namespace

std::vector<const File*> Files::in(std::string_view folder) const {
    std::vector<const File*> files;
    for (const File& file : all) {
        const std::size_t slash = file.path.rfind('/');
        if (std::string_view(file.path).substr(0, slash) == folder && file.path != shop_file) {
            files.push_back(&file);
        }
    }
    return files;
}

const File* Files::find(std::string_view path) const {
    const auto at = std::ranges::find(all, path, &File::path);
    return at == all.end() ? nullptr : &*at;
}

Files read_files(const fs::path& folder, const fs::path& config, Problems& problems) {
    std::vector<Found> found;
    for (const std::string_view each : folders)
        list_folder(folder, each, found, problems);
    found.push_back({std::string(shop_file), config.empty() ? folder / shop_file : config});
    std::ranges::sort(found, {}, &Found::name);
    Files files;
    files.hash = fnv1a_seed;
    for (const Found& one : found) {
        const Report report(problems, one.name);
        const auto bytes = read_bytes(one.path);
        if (!bytes) {
            report.error({}, "this file cannot be read");
            continue;
        }
        files.hash = fnv1a(*bytes, fnv1a(one.name, files.hash));
        files.all.push_back({one.name, fnv1a(*bytes), yaml::parse(*bytes, report)});
    }
    return files;
}

}  // namespace clerk::content
