// Any two of the behaviours that tests/chats/PAIRS.md names meet in a chat of each language.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path chats = fs::path(CLERK_SOURCE_DIR) / "tests/chats";

std::vector<std::string> lines_of(const fs::path& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

// The first cells of the table's rows.
std::vector<std::string> behaviours() {
    std::vector<std::string> names;
    for (const std::string& line : lines_of(chats / "PAIRS.md")) {
        const std::size_t end = line.find(" |", 2);
        if (!line.starts_with("| ") || end == std::string::npos) continue;
        const std::string name = line.substr(2, end - 2);
        if (name != "behaviour") names.push_back(name);
    }
    return names;
}

struct Titles {
    std::set<std::string> english;  // "cancel x correct"
    std::set<std::string> chinese;
};

// The pair that a title begins with; empty: it names none.
std::string pair_in(const std::string& title) {
    const std::string pair = title.substr(0, title.find(':'));
    return pair.find(" x ") == std::string::npos ? std::string() : pair;
}

Titles titles() {
    Titles found;
    for (const auto& entry : fs::directory_iterator(chats)) {
        if (entry.path().extension() != ".chat") continue;
        std::string pair;
        bool english = false;
        const auto note = [&] {
            if (!pair.empty()) (english ? found.english : found.chinese).insert(pair);
        };
        for (const std::string& line : lines_of(entry.path())) {
            if (line == "@ lang en") english = true;
            if (!line.starts_with("--- ")) continue;
            note();
            pair = pair_in(line.substr(4));
            english = false;
        }
        note();
    }
    return found;
}

std::set<std::string> all_pairs(const std::vector<std::string>& names) {
    std::set<std::string> pairs;
    for (std::size_t i = 0; i < names.size(); ++i) {
        for (std::size_t j = i + 1; j < names.size(); ++j)
            pairs.insert(names[i] + " x " + names[j]);
    }
    return pairs;
}

std::vector<std::string> missing(
    const std::set<std::string>& want, const std::set<std::string>& have
) {
    std::vector<std::string> left;
    std::ranges::set_difference(want, have, std::back_inserter(left));
    return left;
}

}  // namespace

TEST_CASE("any two ways off the script meet in a chat of each language") {
    const std::vector<std::string> names = behaviours();
    REQUIRE(names.size() >= 18);
    const std::set<std::string> wanted = all_pairs(names);
    const Titles found = titles();
    CHECK(missing(wanted, found.english) == std::vector<std::string>{});
    CHECK(missing(wanted, found.chinese) == std::vector<std::string>{});
    // A title that names what no row does is a slip of the pen.
    CHECK(missing(found.english, wanted) == std::vector<std::string>{});
    CHECK(missing(found.chinese, wanted) == std::vector<std::string>{});
}
