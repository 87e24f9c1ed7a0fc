// `shopclerk check`: lines for people, JSON for programs, schemas for editors.
#include "cli/command.hpp"
#include "cli/schemas.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace clerk::cli;
using Catch::Contains;
using clerk::cli::testing::Folder;
using clerk::cli::testing::ran;

TEST_CASE("check: the shipped content is well, and counted") {
    const auto told = ran(check, {"--content", CLERK_SOURCE_DIR});
    CHECK(told.code == exit_well);
    CHECK_THAT(told.out, Contains(" intents, ") && Contains(": 0 errors, 0 warnings\n"));
    CHECK(ran(check, {"--content", CLERK_SOURCE_DIR, "--json"}).out == "{\"problems\":[]}\n");
}

TEST_CASE("check: a folder that is not there is no content with errors") {
    CHECK(ran(check, {"--content", "/no/such/folder"}).code == exit_cannot);
}

TEST_CASE("check: problems with their places, as lines and as JSON") {
    const Folder folder;
    std::filesystem::copy(
        std::filesystem::path(CLERK_SOURCE_DIR) / "config",
        folder.path("config"),
        std::filesystem::copy_options::recursive
    );
    for (const char* part : {"intents", "flows"}) {
        std::filesystem::copy(
            std::filesystem::path(CLERK_SOURCE_DIR) / part,
            folder.path(part),
            std::filesystem::copy_options::recursive
        );
    }
    folder.write("intents/trial.yaml", "intent: trial\n\ttitle: x\n");
    const auto told = ran(check, {"--content", folder.path()});
    CHECK(told.code == exit_found);
    CHECK_THAT(told.out, Contains("intents/trial.yaml:2:1: error: a tab indents this line"));
    CHECK_THAT(told.out, Contains("1 error, 0 warnings\n"));
    const auto json = ran(check, {"--content", folder.path(), "--json"});
    CHECK_THAT(
        json.out,
        Contains(R"({"file":"intents/trial.yaml","line":2,"col":1,"severity":"error","text":")")
    );
}

TEST_CASE("check --schemas: writes them all, and says where") {
    const Folder folder;
    const auto told = ran(check, {"--schemas", folder.path("new/schema")});
    CHECK(told.code == exit_well);
    for (const SchemaFile& file : schema_files()) {
        CHECK_THAT(told.out, Contains(file.name));
        CHECK(folder.read("new/schema/" + file.name) == file.text);
    }
    folder.write("file", "");
    CHECK(ran(check, {"--schemas", folder.path("file/x")}).code == exit_cannot);
}
