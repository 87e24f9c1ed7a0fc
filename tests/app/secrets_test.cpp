// Secrets are nowhere in the file, and what a person sees of others' is nothing.
#include "app/engine_kit.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace clerk::app {
namespace {

using namespace kit;
namespace fs = std::filesystem;

std::string all_bytes(const fs::path& folder) {
    std::ostringstream out;
    for (const auto& part : fs::directory_iterator(folder)) {
        std::ifstream in(part.path(), std::ios::binary);
        out << in.rdbuf();
    }
    return out.str();
}

TEST_CASE("a session's secret is told once and stands nowhere in the file") {
    std::string name = (fs::temp_directory_path() / "shopclerk-secrets-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    const fs::path folder = name;
    House house(folder / "shop.db");
    add_customer(house, "c-1", "李雷");
    const Json first = house.hello(lin)[0];
    const std::string secret = first.at("session");
    house.says(lin, "你好");
    const Json again = house.hello({0, 9}, resume(secret))[0];
    CHECK_FALSE(again.contains("session"));
    const std::string fresh = house.hello({0, 5}, with_token("c-1", "n1"))[0].at("session");
    CHECK(fresh != secret);
    const std::string bytes = all_bytes(folder);
    CHECK(bytes.find("你好") != std::string::npos);  // it is the shop's file that was read
    CHECK(bytes.find(secret) == std::string::npos);
    CHECK(bytes.find(fresh) == std::string::npos);
    fs::remove_all(folder);
}

TEST_CASE("an agent's desk shows a phone's last digits alone") {
    House house;
    add_customer(house, "c-1", "李雷");  // 13800001234
    house.does(mei, DeskHello{{{1}, "Mei"}});
    house.hello(lin, with_token("c-1", "n1"));
    house.says(lin, "人工");
    auto shown = house.taken(mei);
    const TicketId ticket = ticket_of(of_verb(shown, "ticket").back());
    const auto does = [&](Input input) {
        std::ranges::move(house.does(mei, std::move(input)), std::back_inserter(shown));
    };
    does(DeskOpen{ticket});
    const Json opened = of_verb(shown, "opened").back();
    CHECK(opened.at("customer").at("phone") == "1234");
    does(DeskClaim{ticket, opened.at("ticket").at("version")});
    REQUIRE(of_verb(shown, "won").size() == 1);
    does(DeskPull{ticket, 0});
    does(DeskHello{{{1}, "Mei"}});
    for (const Json& frame : shown) {
        INFO(frame.dump());
        CHECK(frame.dump().find("13800001234") == std::string::npos);
    }
}

}  // namespace
}  // namespace clerk::app
