// The shipped content itself: what its quick rules say of its own examples is what RE2 says.
#include "content/load.hpp"
#include "content/yaml.hpp"
#include "flow/cards.hpp"
#include "turn/words.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace clerk::content {
namespace {

namespace fs = std::filesystem;

const fs::path root = CLERK_SOURCE_DIR;

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Every example and not_example of intents/.
std::vector<std::string> shipped_messages() {
    std::vector<std::string> messages;
    for (const auto& file : fs::directory_iterator(root / "intents")) {
        Problems problems;
        const yaml::Node intent = yaml::parse(read(file.path()), Report(problems, "intent"));
        for (const char* key : {"examples", "not_examples"}) {
            const yaml::Node* list = intent.find(key);
            if (!list) continue;
            for (const yaml::Node& one : list->items)
                messages.push_back(one.text);
        }
    }
    return messages;
}

}  // namespace

TEST_CASE("shipped: the quick road finds on every example what plain RE2 finds") {
    const Loaded loaded = load_content(root, {.products = {}, .config = {}, .examples = false});
    REQUIRE(loaded.snapshot != nullptr);
    const nlu::Lexicon& lexicon = *loaded.snapshot->script.lexicon;
    const std::vector<std::string> messages = shipped_messages();
    REQUIRE(messages.size() > 1'000);
    for (const std::string& message : messages) {
        INFO(message);
        CHECK(lexicon.understand(message) == lexicon.understand_plainly(message));
    }
}

TEST_CASE("shipped: every line of every card has its label, in every language") {
    const Loaded loaded = load_content(root, {.products = {}, .config = {}, .examples = false});
    REQUIRE(loaded.snapshot != nullptr);
    const turn::ScriptWording wording(loaded.snapshot->script);
    for (const auto& [kind, record] : flow::card_kinds()) {
        for (const std::string& label : flow::card_labels(kind)) {
            for (const Lang lang : {Lang::zh, Lang::zh_hant, Lang::en}) {
                INFO("card." << kind << "." << label);
                CHECK_FALSE(wording.card_label(kind, label, lang).empty());
            }
        }
    }
}

}  // namespace clerk::content
