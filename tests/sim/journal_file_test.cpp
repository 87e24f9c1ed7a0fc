#include "sim/journal_file.hpp"

#include "sim/world.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

namespace clerk::sim {
namespace {

TEST_CASE("what real clients wrote down is read as the simulator's own") {
    std::istringstream lines(
        R"({"client":3,"conversation":"7","kind":"conversation"})"
        "\n"
        R"({"client":3,"conversation":"7","kind":"send","id":"a","text":"退货","choice":"yes"})"
        "\n"
        R"({"client":3,"conversation":"7","kind":"ack","id":"a","seq":4,"at":1719799200000})"
        "\n"
        R"({"kind":"event","client":3,"conversation":"7","event":{"seq":5,"text":"好的"}})"
    );
    const auto journal = read_journal(lines);
    REQUIRE(journal);
    REQUIRE(journal->size() == 4);
    CHECK((*journal)[0].kind == Kind::conversation);
    CHECK((*journal)[0].conversation == ConversationId{7});
    CHECK((*journal)[0].client == "3");
    CHECK((*journal)[1].text == "退货");
    CHECK((*journal)[1].choice == "yes");
    CHECK((*journal)[2].seq == 4);
    CHECK((*journal)[2].at == 1'719'799'200'000);
    CHECK((*journal)[3].kind == Kind::shown);
    CHECK((*journal)[3].seq == 5);
    CHECK((*journal)[3].frame == R"({"seq":5,"text":"好的"})");
}

TEST_CASE("a line that is no entry is named") {
    const std::string good = R"({"client":3,"conversation":"7","kind":"conversation"})"
                             "\n";
    for (const char* bad :
         {"",
          "{",
          "[]",
          R"({"client":3,"conversation":"7"})",
          R"({"client":3,"conversation":"7","kind":"dance"})",
          R"({"client":3,"conversation":7,"kind":"send"})",
          R"({"client":3,"conversation":"-7","kind":"send"})",
          R"({"client":3,"conversation":"7","kind":"ack","seq":"4"})",
          R"({"client":3,"conversation":"7","kind":"event"})"}) {
        INFO(bad);
        std::istringstream lines(good + bad + "\n");
        const auto journal = read_journal(lines);
        REQUIRE_FALSE(journal);
        CHECK_THAT(journal.error().message, Catch::StartsWith("line 2: "));
    }
}

TEST_CASE("a file is held against a journal, and either may be unreadable") {
    World world({.seed = 1, .steps = 50});
    world.run();
    const std::string journal = world.file() + ".journal";
    std::ofstream(journal) << "";
    // Nobody has sent what stands there.
    std::ostringstream told;
    CHECK(check_files(world.file(), journal, told) == 1);
    CHECK_THAT(told.str(), Catch::Contains("nobody has sent "));
    CHECK(check_files("/nowhere/shop.db", journal, told) == 2);
    std::ofstream(journal) << "{";
    CHECK(check_files(world.file(), journal, told) == 2);
    CHECK_THAT(told.str(), Catch::Contains(journal + ": line 1: "));
}

}  // namespace
}  // namespace clerk::sim
