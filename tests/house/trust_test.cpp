/// docs/TRUST.md names the tests that hold each promise: every name must be some test's.

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

namespace clerk::house {
namespace {

namespace fs = std::filesystem;

const fs::path root = CLERK_SOURCE_DIR;

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// Everything that tests say, in one text: a name stands there in double quotes.
std::string all_tests() {
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(root / "tests")) {
        const std::string kind = entry.path().extension().string();
        if (kind == ".cpp" || kind == ".mjs") all += read(entry.path());
    }
    return all;
}

}  // namespace

TEST_CASE("every test that docs/TRUST.md names is there") {
    const std::string page = read(root / "docs/TRUST.md");
    const std::string tests = all_tests();
    int names = 0;
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
        const auto second = line.find('|', 1);
        if (!line.starts_with("|") || second == std::string::npos) continue;
        const std::string held = line.substr(second);
        for (auto at = held.find('`'); at != std::string::npos; at = held.find('`', at + 1)) {
            const auto end = held.find('`', at + 1);
            REQUIRE(end != std::string::npos);
            const std::string name = held.substr(at + 1, end - at - 1);
            ++names;
            const bool there = tests.find("\"" + name + "\"") != std::string::npos;
            if (!there) std::cerr << "docs/TRUST.md: no test is called " << name << "\n";
            CHECK(there);
            at = end;
        }
    }
    CHECK(names > 50);
}

}  // namespace clerk::house
