// Writes a content folder with many rules that passes `shopclerk check`: a copy of the shipped one,
// and beside its own intents generated ones, up to a hundred phrases each, until there are COUNT
// rules more. Their words are of characters that no shipped rule holds, so that none takes
// another's example.
//
//   bench_make_rules COUNT FOLDER
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr std::size_t rules_an_intent = 100;

// Rare, and each its own simplified form.
constexpr auto rare = std::to_array<std::string_view>(
    {"鼎", "鼐", "鼒", "鼗", "鼙", "鼢", "鼩", "鼬", "鼯", "鼱", "鼷", "鼹", "鼽", "鼾", "齁", "齄",
     "齑", "齮", "齯", "齰", "齱", "齲", "齳", "齵", "齷", "齸", "齹", "齺", "齻", "齽", "龀", "龁"}
);
constexpr std::string_view last = "龠";

std::string all_text(const fs::path& folder) {
    std::ostringstream text;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) text << std::ifstream(entry.path()).rdbuf();
    }
    return text.str();
}

// Those that stand nowhere in the shipped rules.
std::vector<std::string_view> free_characters(const std::string& shipped) {
    std::vector<std::string_view> free;
    std::ranges::copy_if(rare, std::back_inserter(free), [&](std::string_view character) {
        return shipped.find(character) == std::string::npos;
    });
    return free;
}

// Three of them and one that ends every word: each number has its own.
std::string word(const std::vector<std::string_view>& free, std::size_t number) {
    const std::size_t n = free.size();
    std::string text;
    for (const std::size_t digit : {number % n, number / n % n, number / n / n % n})
        text += free[digit];
    return text.append(last);
}

void write_intent(
    const fs::path& folder,
    const std::vector<std::string_view>& free,
    std::size_t from,
    std::size_t to
) {
    const std::string id = "bulk_" + std::to_string(from / rules_an_intent);
    std::ofstream file(folder / (id + ".yaml"));
    file << "intent: " << id << "\ntitle:\n  zh: 批\n  en: Bulk\nanswer:\n  zh: 好\n  en: Good\n"
         << "examples:\n  - 我要" << word(free, from) << "\nphrases:\n";
    for (std::size_t i = from; i < to; ++i)
        file << "  - (我要|我想|帮我)?" << word(free, i) << "(了|吗)?\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "bench_make_rules COUNT FOLDER\n");
        return 2;
    }
    const std::size_t count = std::strtoul(argv[1], nullptr, 10);
    const fs::path folder(argv[2]);
    const fs::path shipped(CLERK_SOURCE_DIR);
    fs::create_directories(folder);
    for (const char* part : {"intents", "flows", "config"})
        fs::copy(shipped / part, folder / part, fs::copy_options::recursive);
    const std::vector<std::string_view> free =
        free_characters(all_text(folder / "intents") + all_text(folder / "config"));
    if (free.size() * free.size() * free.size() < count) {
        std::fprintf(stderr, "bench_make_rules: not so many words\n");
        return 1;
    }
    for (std::size_t from = 0; from < count; from += rules_an_intent)
        write_intent(folder / "intents", free, from, std::min(from + rules_an_intent, count));
    return 0;
}
