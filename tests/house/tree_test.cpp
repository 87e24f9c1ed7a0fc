/// The house rules over the tree as it stands.

#include "house/rules.hpp"
#include "house/scan.hpp"
#include "house/table.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace clerk::house {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t file_bytes_max = 1 << 20;

/// Built, fetched or made, hence not ours to judge.
bool is_foreign(const fs::path& path) {
    const std::string name = path.filename().string();
    constexpr std::array foreign{
        ".git",  // a folder, or in a linked working tree a file
        "build",
        "node_modules",
        "dist",
        "data-demo",
        "package-lock.json"};
    if (std::ranges::find(foreign, name) != foreign.end()) return true;
    return name.starts_with('.') && name != ".ci" && fs::is_directory(path);
}

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<SourceFile> tree(const fs::path& root) {
    std::vector<SourceFile> files;
    for (auto at = fs::recursive_directory_iterator(root); at != fs::end(at); ++at) {
        if (is_foreign(at->path())) {
            if (at->is_directory()) at.disable_recursion_pending();
            continue;
        }
        if (!at->is_regular_file() || at->file_size() > file_bytes_max) continue;
        std::string text = read(at->path());
        const bool binary = text.find('\0') != std::string::npos;
        if (!binary) files.push_back({at->path().lexically_relative(root).string(), text});
    }
    return files;
}

/// Tells each violation on a line of its own, as a compiler would: Catch would wrap them.
bool none(const std::vector<Violation>& violations) {
    for (const Violation& violation : violations)
        std::cerr << to_string(violation) << "\n";
    return violations.empty();
}

const fs::path root = CLERK_SOURCE_DIR;

}  // namespace

TEST_CASE("the tree keeps the house rules") {
    const Table table = parse_table(read(root / "tests/house/modules.md"));
    const std::vector<SourceFile> files = tree(root);
    CHECK(files.size() > 10);
    std::vector<Violation> violations;
    for (const SourceFile& file : files) {
        const std::vector<Violation> found = check_file(file, table);
        violations.insert(violations.end(), found.begin(), found.end());
    }
    CHECK(none(violations));
}

TEST_CASE("the table of modules explains itself") {
    const Table table = parse_table(read(root / "tests/house/modules.md"));
    CHECK(table.modules.size() == 15);
    CHECK(none(check_table("tests/house/modules.md", table)));
}

TEST_CASE("docs/ARCHITECTURE.md and the table of modules say the same") {
    const fs::path document = root / "docs/ARCHITECTURE.md";
    if (!fs::exists(document)) return;
    const Table ours = parse_table(read(root / "tests/house/modules.md"));
    const Table theirs = parse_table(read(document));
    CHECK(none(differences(ours, "docs/ARCHITECTURE.md", theirs)));
}

}  // namespace clerk::house
