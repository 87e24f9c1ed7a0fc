// The recipes of docs/CONTENT.md, done as they say.
#include "content/small_shop.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using clerk::content::Loaded;
using clerk::content::SmallShop;

namespace {

namespace fs = std::filesystem;

const fs::path source = CLERK_SOURCE_DIR;

// The first YAML block below a heading.
std::string recipe(const std::string& heading) {
    std::ifstream in(source / "docs/CONTENT.md", std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const std::string text = bytes.str();
    const std::size_t at = text.find("\n### " + heading);
    REQUIRE(at != std::string::npos);
    const std::string fence = "```yaml\n";
    const std::size_t begin = text.find(fence, at) + fence.size();
    return text.substr(begin, text.find("```", begin) - begin);
}

void well(const Loaded& loaded) {
    for (const auto& problem : loaded.problems)
        FAIL_CHECK(to_string(problem));
    CHECK(loaded.snapshot != nullptr);
}

}  // namespace

TEST_CASE("cookbook: the new intent stands beside the shipped ones") {
    const SmallShop shop;
    for (const char* part : {"intents", "flows", "config"}) {
        fs::remove_all(shop.folder() / part);
        fs::copy(source / part, shop.folder() / part, fs::copy_options::recursive);
    }
    shop.write("intents/parking.yaml", recipe("Answer a question"));
    const Loaded loaded = shop.load();
    well(loaded);
    CHECK(loaded.snapshot->script.intent("parking") != nullptr);
}

TEST_CASE("cookbook: one more question") {
    const SmallShop shop;
    const std::string lines = recipe("Ask one more thing");
    shop.write("flows/trial.yaml", "flow: trial\ntitle:\n  zh: 试\n  en: Trial\n" + lines);
    shop.write(
        "intents/go.yaml",
        "intent: go\ntitle:\n  zh: 去\n  en: Go\nstarts: trial\nexactly:\n  - go\nexamples:\n"
        "  - go\n"
    );
    well(shop.load());
}

TEST_CASE("cookbook: holiday hours") {
    const SmallShop shop;
    shop.write(
        "intents/trial.yaml",
        "intent: trial\ntitle:\n  zh: 试\n  en: Trial\n" + recipe("Say something for a while")
            + "exactly:\n  - hours\nexamples:\n  - hours\n"
    );
    well(shop.load());
}
