// Writes a content folder with many rules: a copy of the shipped one, and beside its own intents
// generated ones, ten phrases each, until there are COUNT rules more. For bench_server and
// bench_turn_cost, which do not hold intents to their examples: generated rules may win some.
//
//   bench_make_rules COUNT FOLDER
#include "rules.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

constexpr std::size_t rules_an_intent = 10;

void write_intent(
    const std::filesystem::path& folder, std::size_t number, const bench::Made* made
) {
    const std::string id = "bench_" + std::to_string(number);
    std::ofstream file(folder / (id + ".yaml"));
    file << "intent: " << id << "\ntitle:\n  zh: 试验\n  en: Trial\nanswer:\n"
         << "  zh: 这是试验。\n  en: This is a trial.\nphrases:\n";
    for (std::size_t i = 0; i < rules_an_intent; ++i)
        file << "  - '" << made[i].phrase << "'\n";
    file << "examples:\n  - '" << made[0].said << "'\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "bench_make_rules COUNT FOLDER\n");
        return 2;
    }
    namespace fs = std::filesystem;
    const std::size_t intents = std::strtoul(argv[1], nullptr, 10) / rules_an_intent;
    const fs::path folder(argv[2]);
    fs::create_directories(folder);
    for (const char* part : {"intents", "flows", "config"}) {
        fs::copy(fs::path(CLERK_SOURCE_DIR) / part, folder / part, fs::copy_options::recursive);
    }
    bench::Dice dice;
    const std::vector<bench::Made> rules = bench::make_rules(dice, intents * rules_an_intent);
    for (std::size_t i = 0; i < intents; ++i)
        write_intent(folder / "intents", i, rules.data() + i * rules_an_intent);
    return 0;
}
