// `shopclerk test`: what it says of chats that pass, fail and cannot be read.
#include "cli/command.hpp"
#include "cli/junit.hpp"

#include <catch2/catch.hpp>


using namespace clerk::cli;
using Catch::Contains;
using clerk::cli::testing::Folder;
using clerk::cli::testing::ran;

namespace {

testing::Ran test_in(const Folder& folder, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"--content", CLERK_SOURCE_DIR, folder.path()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return ran(test, arguments);
}

// One turn of a chat that asks for a return, with what the clerk says to it.
std::string written_by_update(const Folder& folder, const std::string& chat) {
    folder.write("a.chat", chat);
    CHECK(test_in(folder, {"--update"}).code == exit_found);
    return folder.read("a.chat");
}

}  // namespace

TEST_CASE("test: --update writes what is said, and then it passes") {
    const Folder folder;
    const std::string updated = written_by_update(folder, "# mine\n> 我要退货\n= flow returns\n");
    CHECK(updated.starts_with("# mine\n> 我要退货\n< "));
    CHECK_THAT(updated, Contains("\n= flow returns\n"));
    const auto again = test_in(folder);
    CHECK(again.code == exit_well);
    CHECK_THAT(again.out, Catch::EndsWith("1 passed, 0 failed\n"));
    CHECK(folder.read("a.chat") == updated);
}

TEST_CASE("test: a failing chat is told with its line and the difference") {
    const Folder folder;
    folder.write("a.chat", "--- one\n> 我要退货\n< 什么？\n--- two\n> 你好\n< 您好*\n");
    const auto told = test_in(folder);
    CHECK(told.code == exit_found);
    CHECK_THAT(told.out, Contains("a.chat:2: after > 我要退货\n    - < 什么？\n    + < "));
    CHECK_THAT(told.out, Contains("1 failed\n"));
    const auto json = test_in(folder, {"--json"});
    CHECK_THAT(
        json.out, Contains(R"("line":2,"why":"after > 我要退货","diff":[{"side":"expected")")
    );
}

TEST_CASE("test: wildcards, captures, slots and effects are held") {
    const Folder folder;
    folder.write(
        "a.chat",
        "@ now 2024-07-01 10:00\n@ proven 2024061234\n> 我要退 2024061234 那单里的冰箱\n< *\n"
        "= intent return_item\n= flow returns\n= order_no 2024061234\n"
    );
    const auto told = test_in(folder);
    INFO(told.out);
    CHECK_THAT(told.out, !Contains("= order_no"));
    folder.write("b.chat", "> 我要退 2024061234\n= order_no 2024069999\n");
    CHECK_THAT(test_in(folder).out, Contains("    - = order_no 2024069999\n    + = order_no"));
}

TEST_CASE("test: stubs stand for the shop") {
    const Folder folder;
    const std::string updated = written_by_update(
        folder,
        "@ proven 2024061234\n@ order.find fails not_found\n> 查订单 2024061234\n= flow none\n"
    );
    CHECK_THAT(updated, Contains("2024061234 我这里查不到"));
    CHECK(test_in(folder).code == exit_well);
}

TEST_CASE("test: --coverage names what no chat has been through") {
    const Folder folder;
    folder.write("a.chat", "> 我要退货\n< *\n");
    const auto told = test_in(folder, {"--coverage"});
    CHECK_THAT(told.out, Contains("intents: 1 of "));
    CHECK_THAT(told.out, Contains(" points_balance\n"));
    CHECK_THAT(told.out, !Contains(" return_item\n"));
    CHECK_THAT(told.out, Contains("flows/returns.yaml:"));
    CHECK_THAT(told.out, Contains(" returns.open fails refused\n"));
    CHECK_THAT(told.out, Contains(" call:returns.open\n"));
    CHECK_THAT(told.out, Contains("failures: 0 of "));
    const auto json = test_in(folder, {"--coverage", "--json"});
    CHECK_THAT(json.out, Contains(R"("coverage":{"intents":{"all":)"));
    CHECK_THAT(test_in(folder).out, !Contains("intents: "));
}

TEST_CASE("test: a branch that a stub leads into is covered") {
    const Folder folder;
    const std::string chat = written_by_update(
        folder, "@ proven 2024061234\n@ order.find fails not_found\n> 我要退货 2024061234\n"
    );
    const auto told = test_in(folder, {"--coverage"});
    CHECK_THAT(told.out, Contains("failures: 1 of "));
    CHECK_THAT(told.out, !Contains("flows/returns.yaml:44 order.find fails"));
}

TEST_CASE("test: --junit writes what build servers read") {
    const Folder folder;
    const Folder results;
    folder.write("a.chat", "--- one & two\n> 我要退货\n< <什么>\n");
    CHECK(test_in(folder, {"--junit", results.path("out.xml")}).code == exit_found);
    const std::string xml = results.read("out.xml");
    CHECK_THAT(xml, Catch::StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "));
    CHECK_THAT(xml, Contains("tests=\"1\" failures=\"1\""));
    CHECK_THAT(xml, Contains("name=\"" + folder.path("a.chat") + " one &amp; two\""));
    CHECK_THAT(xml, Contains("    - &lt; &lt;什么&gt;"));
    const auto nowhere = test_in(folder, {"--junit", results.path("no/such/out.xml")});
    CHECK(nowhere.code == exit_cannot);
    CHECK_THAT(nowhere.err, Contains("cannot write"));
}

TEST_CASE("junit: one suite a file, and nothing that XML cannot hold") {
    const std::string xml =
        junit({{"a", "a 1", 0.5, ""}, {"a", "a 2", 0.25, "bad\x01\"&\nmore"}, {"b", "b", 0, ""}});
    CHECK_THAT(
        xml,
        Contains("<testsuites tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"0\" "
                 "time=\"0.750\">")
    );
    CHECK_THAT(xml, Contains("<testsuite name=\"a\" tests=\"2\" failures=\"1\""));
    CHECK_THAT(xml, Contains("<failure message=\"bad&quot;&amp;\">bad&quot;&amp;\nmore</failure>"));
    CHECK_THAT(xml, Contains("<testsuite name=\"b\" tests=\"1\" failures=\"0\""));
    CHECK(junit({}).ends_with("</testsuites>\n"));
}

TEST_CASE("test: what is no chat is told, and nothing to test is an error") {
    const Folder folder;
    folder.write("a.chat", "hello\n");
    const auto told = test_in(folder);
    CHECK(told.code == exit_found);
    CHECK_THAT(told.out, Contains("a.chat:1:1: error: no line of a chat begins like this"));
    const auto nowhere = ran(test, {"--content", CLERK_SOURCE_DIR, folder.path("nothing")});
    CHECK(nowhere.code == exit_cannot);
    CHECK_THAT(nowhere.err, Contains("there is no "));
}

TEST_CASE("test: a thousand chats are told one by one") {
    const Folder folder;
    std::string chats;
    for (int i = 0; i < 1'000; ++i)
        chats +=
            "--- chat " + std::to_string(i) + "\n@ proven 2024061234\n> 我要退货\n> 2024061234\n";
    folder.write("a.chat", chats);
    const auto told = test_in(folder, {"--json"});
    CHECK_THAT(told.out, Catch::StartsWith("{\"passed\":0,\"failed\":1000,"));
}
