#include "house/table.hpp"

#include <catch2/catch.hpp>

namespace clerk::house {
namespace {

constexpr auto document = R"(
| module | what it is | may include | third party |
|---|---|---|---|
| base | words | – | std |
| model | values | base | std |
| `store` | rows | base app/ports | sqlite3 (later libpq) |
| app | shell | pure modules, store | std threads |
| cli | all of it | all | CLI11, Boost 1.81 |

| library | headers |
|---|---|
| sqlite3 | sqlite3.h |
| Boost | boost/ |

| file | may | because |
|---|---|---|
| src/base/a.cpp | FILE | a reason |
| src/base/b.cpp | FILE | |
)";

std::set<std::string> names(std::initializer_list<std::string> list) {
    return list;
}

}  // namespace

TEST_CASE("the rows of the module table are spelled out") {
    const Table table = parse_table(document);
    REQUIRE(table.modules.size() == 5);
    CHECK(table.modules.at("base").may_include.empty());
    CHECK(table.modules.at("base").line == 4);
    CHECK(table.modules.at("store").may_include == names({"base", "app/ports"}));
    CHECK(table.modules.at("store").libraries == names({"sqlite3"}));
    CHECK(table.modules.at("app").may_include.size() == pure_modules.size() + 1);
    CHECK(table.modules.at("app").libraries.empty());
    CHECK(table.modules.at("cli").may_include.contains("store"));
    CHECK(table.modules.at("cli").libraries == names({"CLI11", "Boost"}));
}

TEST_CASE("headers belong to libraries, allowances need a reason") {
    const Table table = parse_table(document);
    CHECK(table.library_of("boost/asio.hpp") == "Boost");
    CHECK(table.library_of("vector").empty());
    CHECK(table.allowances.contains("src/base/a.cpp"));
    CHECK_FALSE(table.allowances.contains("src/base/b.cpp"));
}

TEST_CASE("a name that nothing explains is told") {
    const auto found = check_table("t.md", parse_table(document));
    std::string text;
    for (const Violation& violation : found)
        text += to_string(violation) + "\n";
    CHECK(text.find("t.md:7: app may include nlu, which is no module") != std::string::npos);
    CHECK(text.find("t.md:8: no row says which headers are those of CLI11") != std::string::npos);
}

TEST_CASE("two tables are compared by what they mean") {
    const Table ours = parse_table(document);
    CHECK(differences(ours, "d.md", ours).empty());
    const Table theirs = parse_table(
        "| module | may include | third party |\n|---|---|---|\n| base | model | std |\n"
        "| model | base | Boost |\n| new | – | – |\n"
    );
    const auto found = differences(ours, "d.md", theirs);
    REQUIRE(found.size() == 6);
    CHECK(found[0].line == 3);
    CHECK(found[0].message == "base may include model; tests/house/modules.md says nothing");
    CHECK(found[1].message == "model owns Boost; tests/house/modules.md says nothing");
    CHECK(found[2].message == "tests/house/modules.md does not know the module new");
    CHECK(found[3].message == "the table misses the module app");
}

}  // namespace clerk::house
