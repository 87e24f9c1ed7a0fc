#include "house/rules.hpp"

#include <catch2/catch.hpp>

namespace clerk::house {
namespace {

const Table& table() {
    static const Table parsed = parse_table(R"(
| module | may include | third party |
|---|---|---|
| base | – | std |
| nlu | base | RE2 |
| app | base nlu | std |
| store | base app/ports | sqlite3 |
| cli | all | CLI11 |

| library | headers |
|---|---|
| RE2 | re2/ |
| sqlite3 | sqlite3.h |
| CLI11 | CLI/ |

| file | may | because |
|---|---|---|
| src/nlu/table.cpp | FILE fopen | a reason |
)");
    return parsed;
}

/// The messages of `found`, one a line, with their line numbers.
std::string said(const std::vector<Violation>& found) {
    std::string text;
    for (const Violation& one : found) {
        text += std::to_string(one.line) + ": " + one.message + "\n";
    }
    return text;
}

bool includes_fail(std::string path, std::string text) {
    return !check_includes({std::move(path), std::move(text)}, table()).empty();
}

bool impure(std::string text, std::string path = "src/nlu/a.cpp") {
    return !check_purity({std::move(path), std::move(text)}, table()).empty();
}

}  // namespace

TEST_CASE("layers: only what the table allows") {
    CHECK_FALSE(includes_fail("src/nlu/a.cpp", "#include \"nlu/a.hpp\"\n#include \"base/b.hpp\""));
    CHECK(includes_fail("src/nlu/a.cpp", "#include \"app/a.hpp\""));
    CHECK(includes_fail("src/base/a.cpp", "#include \"nlu/a.hpp\""));
    CHECK_FALSE(includes_fail("src/cli/a.cpp", "#include \"store/a.hpp\""));
    CHECK(
        said(check_includes({"src/base/a.hpp", "\n#include \"nlu/a.hpp\"\n"}, table()))
        == "2: base may not include \"nlu/a.hpp\": see tests/house/modules.md\n"
    );
}

TEST_CASE("layers: a part of a module can be open to others") {
    CHECK_FALSE(includes_fail("src/store/a.cpp", "#include \"app/ports.hpp\""));
    CHECK_FALSE(includes_fail("src/store/a.cpp", "#include \"app/ports_crm.hpp\""));
    CHECK(includes_fail("src/store/a.cpp", "#include \"app/engine.hpp\""));
}

TEST_CASE("layers: main, strangers and tests") {
    CHECK_FALSE(includes_fail("src/main.cpp", "#include \"cli/cli.hpp\"\n#include <vector>"));
    CHECK(includes_fail("src/main.cpp", "#include \"base/result.hpp\""));
    CHECK(includes_fail("src/stray.hpp", ""));
    CHECK(includes_fail("src/unknown/a.hpp", ""));
    CHECK_FALSE(includes_fail("tests/nlu/a.cpp", "#include \"app/engine.hpp\""));
}

TEST_CASE("includes are written from src/") {
    CHECK(includes_fail("src/nlu/a.cpp", "#include \"a.hpp\""));
    CHECK(includes_fail("src/nlu/a.cpp", "#include \"../base/a.hpp\""));
}

TEST_CASE("each library has one owner") {
    CHECK_FALSE(includes_fail("src/nlu/a.cpp", "#include <re2/re2.h>"));
    CHECK(includes_fail("src/app/a.cpp", "#include <re2/re2.h>"));
    CHECK(includes_fail("src/app/a.cpp", "#include \"re2/re2.h\""));
    CHECK(includes_fail("src/cli/a.cpp", "#include <sqlite3.h>"));
    CHECK(includes_fail("src/main.cpp", "#include <CLI/CLI.hpp>"));
}

TEST_CASE("pure modules see the standard library only") {
    CHECK(includes_fail("src/base/a.cpp", "#include <unistd.h>"));
    CHECK(includes_fail("src/nlu/a.cpp", "#include <sys/stat.h>"));
    CHECK_FALSE(includes_fail("src/app/a.cpp", "#include <unistd.h>"));
}

TEST_CASE("pure modules: no clock and no chance") {
    CHECK(impure("auto now = std::chrono::system_clock::now();"));
    CHECK(impure("using C = std::chrono::steady_clock;"));
    CHECK(impure("auto t = time(nullptr);"));
    CHECK(impure("return std::time(nullptr);"));
    CHECK(impure("return ::rand();"));
    CHECK(impure("std::random_device seed;"));
    CHECK(impure("#include <random>"));
    CHECK(
        said(check_purity({"src/base/a.cpp", "\nint x = rand();\n"}, table()))
        == "2: base is pure: no rand (time, chance and files are arguments)\n"
    );
}

TEST_CASE("pure modules: names of our own are not mistaken for the library's") {
    CHECK_FALSE(impure("// system_clock, rand()\nauto s = \"time(0)\";"));
    CHECK_FALSE(impure("auto t = event.time(); auto u = event->time();"));
    CHECK_FALSE(impure("[[nodiscard]] UnixMillis time(int day);"));
    CHECK_FALSE(impure("auto t = calendar::time(3); int time = 4;"));
    CHECK_FALSE(impure("#include <cstdio>\nstd::snprintf(a, b, c);"));
    CHECK_FALSE(impure("tickets.open(x); read_order(y);"));
}

TEST_CASE("pure modules: no input, no output, no log") {
    CHECK(impure("#include <iostream>"));
    CHECK(impure("std::cout << 1;"));
    CHECK(impure("std::printf(\"x\");"));
    CHECK(impure("auto* f = std::fopen(name, mode);"));
    CHECK_FALSE(impure("std::cout << 1;", "src/cli/a.cpp"));
    CHECK_FALSE(impure("#include <cstdio>\nFILE* f = fopen(a, b);", "src/nlu/table.cpp"));
    CHECK(impure("FILE* f = fopen(a, b); time(0);", "src/nlu/table.cpp"));
}

TEST_CASE("no .cpp is left out of the build") {
    const auto fails = [](std::string path) {
        return !check_built({std::move(path), ""}, table()).empty();
    };
    CHECK_FALSE(fails("src/main.cpp"));
    CHECK_FALSE(fails("src/nlu/a.cpp"));
    CHECK_FALSE(fails("src/nlu/deep/a.cpp"));
    CHECK(fails("src/nlu/too/deep/a.cpp"));
    CHECK_FALSE(fails("tests/nlu/a_test.cpp"));
    CHECK_FALSE(fails("tests/house/a_test.cpp"));
    CHECK(fails("tests/nobody/a_test.cpp"));
    CHECK(fails("tests/a_test.cpp"));
    CHECK_FALSE(fails("bench/a.cpp"));
}

TEST_CASE("functions have a bound") {
    const auto function = [](int body_lines) {
        std::string text = "\nvoid f() {\n";
        for (int i = 0; i < body_lines; ++i)
            text += "    g();\n";
        return text + "}\n";
    };
    CHECK(check_function_length({"a.cpp", function(function_lines_max - 2)}).empty());
    CHECK(
        said(check_function_length({"a.cpp", function(function_lines_max - 1)}))
        == "2: a function of 71 lines, over 70: void f() \n"
    );
}

TEST_CASE("lines are counted in code points") {
    std::string wide;
    for (int i = 0; i < line_columns_max; ++i)
        wide += "查";
    CHECK(check_line_length({"a.cpp", wide + "\n"}).empty());
    CHECK(
        said(check_line_length({"a.cpp", "\n" + wide + "x\n"}))
        == "2: a line of 101 columns, over 100\n"
    );
}

TEST_CASE("headers guard themselves") {
    CHECK(check_pragma_once({"a.hpp", "/// x\n\n#pragma once\n"}).empty());
    CHECK_FALSE(check_pragma_once({"a.hpp", "// #pragma once\n"}).empty());
}

TEST_CASE("nothing is left lying about") {
    CHECK_FALSE(check_leftovers({"a.md", std::string("one\n// TO") + "DO: two\n"}).empty());
    CHECK_FALSE(check_leftovers({"a.md", std::string("see /wo") + "rk/x"}).empty());
    CHECK(check_leftovers({"a.md", std::string("mkdtemp /tmp/a-XX") + "XXXX"}).empty());
    CHECK(check_leftovers({"a.md", "todo lists, a network/"}).empty());
}

TEST_CASE("which rules apply depends on the kind of file") {
    const std::string wide(120, 'x');
    CHECK(check_file({"docs/a.md", wide}, table()).empty());
    CHECK(check_file({"scripts/run", wide}, table()).size() == 1);
    CHECK(check_file({"src/nlu/a.hpp", wide}, table()).size() == 2);
}

}  // namespace clerk::house
