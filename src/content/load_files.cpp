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
    std::string bytes;
    std::array<char, 16'384> part;
    while (in && bytes.size() <= limits::yaml_bytes_max) {
        in.read(part.data(), part.size());
        bytes.append(part.data(), static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad()) return std::nullopt;
    return bytes;
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

FileReader::FileReader(const fs::path& folder, const fs::path& config, Problems& problems) {
    for (const std::string_view each : folders)
        list(folder, each, problems);
    found_.push_back({std::string(shop_file), config.empty() ? folder / shop_file : config});
    std::ranges::sort(found_, {}, &Found::name);
}

void FileReader::list(const fs::path& root, std::string_view folder, Problems& problems) {
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
            found_.push_back({from_root, each->path()});
        } else if (name.ends_with(".yml")) {
            problems.add({from_root, {}, Severity::error, "only *.yaml is read; rename the file"});
        }
    }
}

void FileReader::read(std::size_t i) {
    Found& one = found_[i];
    const Report report(one.problems, one.name);
    one.bytes = read_bytes(one.path);
    if (one.bytes) {
        one.root = yaml::parse(*one.bytes, report);
    } else {
        report.error({}, "this file cannot be read");
    }
}

Files FileReader::take(Problems& problems) {
    Files files;
    files.hash = fnv1a_seed;
    for (Found& one : found_) {
        problems.add(std::move(one.problems));
        if (!one.bytes) continue;
        files.hash = fnv1a(*one.bytes, fnv1a(one.name, files.hash));
        files.all.push_back({one.name, fnv1a(*one.bytes), std::move(one.root)});
    }
    return files;
}

}  // namespace clerk::content
