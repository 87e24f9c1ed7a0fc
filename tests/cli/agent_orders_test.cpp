// Orders of `shopclerk agent` to a server that runs: handed over as a file, done by its one
// connection, and whoever is disabled or given another password is signed out within five seconds.
#include "cli/agent_orders.hpp"

#include "access/password.hpp"
#include "cli/command.hpp"
#include "cli/served.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>

namespace clerk::cli {
namespace {

namespace fs = std::filesystem;

using net::Client;
using net::get;
using net::post;
using testing::agents_password;
using testing::Folder;
using testing::from_the_desk;
using testing::Served;
using testing::SignedInAgent;

constexpr int promised_ms = 5'000;

using Outcome = Result<std::vector<Agent>>;

// As the command hands it over and the server takes it, without the signal between them.
Outcome hand_over(const Folder& folder, Served& served, const AgentOrder& order) {
    const auto request = put_order(folder.path(), order);
    REQUIRE(request.ok());
    take_orders(folder.path(), [&](const AgentOrder& taken) { return served.carry_out(taken); });
    Outcome outcome = await_answer(*request);
    CHECK(fs::is_empty(folder.path()));
    return outcome;
}

int sign_in(const Served& served, const std::string& login, const std::string& password) {
    const std::string body = R"({"login":")" + login + R"(","password":")" + password + "\"}";
    return served.ask(post("/v1/desk/sign-in", body, from_the_desk)).status;
}

int me(const Served& served, const SignedInAgent& agent) {
    return served.ask(get("/v1/desk/me", agent.cookie + from_the_desk)).status;
}

// With its pings answered by nobody, only a close counts.
void closes_in_time(Client& line) {
    const auto began = std::chrono::steady_clock::now();
    CHECK(line.close_status(promised_ms) == 1008);
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::milliseconds(promised_ms));
}

AgentOrder order_of(AgentVerb verb, const std::string& login) {
    AgentOrder order{verb};
    order.login = login;
    order.name = login;
    return order;
}

TEST_CASE("who is disabled loses session and socket at once, and nobody else does") {
    const Folder folder;
    Served served;
    const SignedInAgent lin(served, "lin");
    const SignedInAgent mei(served, "mei");
    Client lins(served.port());
    Client meis(served.port());
    lin.open(served, lins);
    mei.open(served, meis);

    const Outcome outcome = hand_over(folder, served, order_of(AgentVerb::disable, "lin"));
    REQUIRE(outcome.ok());
    CHECK(outcome->size() == 1);
    CHECK(outcome->front().disabled);
    CHECK(me(served, lin) == 401);
    closes_in_time(lins);
    CHECK(sign_in(served, "lin", agents_password) == 401);

    CHECK(me(served, mei) == 200);
    CHECK_FALSE(meis.closes(100));

    REQUIRE(hand_over(folder, served, order_of(AgentVerb::enable, "lin")).ok());
    CHECK(me(served, lin) == 401);
    CHECK(sign_in(served, "lin", agents_password) == 200);
}

TEST_CASE("a new password signs out whoever came in by the old one") {
    const Folder folder;
    Served served;
    const SignedInAgent lin(served, "lin");
    Client line(served.port());
    lin.open(served, line);
    AgentOrder order = order_of(AgentVerb::password, "lin");
    order.password_hash = *access::hash_password("quite another one");
    REQUIRE(hand_over(folder, served, order).ok());
    CHECK(me(served, lin) == 401);
    closes_in_time(line);
    CHECK(sign_in(served, "lin", agents_password) == 401);
    CHECK(sign_in(served, "lin", "quite another one") == 200);
}

TEST_CASE("a running server takes on new people and tells who there are") {
    const Folder folder;
    Served served;
    AgentOrder order = order_of(AgentVerb::add, "wang");
    order.name = "王芳";
    order.password_hash = *access::hash_password("fresh and long");
    REQUIRE(hand_over(folder, served, order).ok());
    CHECK(sign_in(served, "wang", "fresh and long") == 200);
    CHECK(hand_over(folder, served, order).error().code == "unique");

    const Outcome all = hand_over(folder, served, order_of(AgentVerb::list, ""));
    REQUIRE(all.ok());
    REQUIRE(all->size() == 3);
    CHECK(all->back().login == "wang");
    CHECK(all->back().name == "王芳");
    CHECK(all->back().password_hash.empty());
    const Outcome nobody = hand_over(folder, served, order_of(AgentVerb::disable, "nobody"));
    CHECK(nobody.error().code == "unknown");
}

TEST_CASE("orders that cannot be read, or that nobody waits for any more, change nothing") {
    const Folder folder;
    int carried = 0;
    const Carry count = [&](const AgentOrder&) -> Outcome {
        ++carried;
        return std::vector<Agent>{};
    };
    SECTION("garbage is answered") {
        for (const char* text : {"", "disable", "burn\nlin\nlin\n\n", "add\na\nb\nc\nd\ne\n"}) {
            folder.write("agent.1.request", text);
            take_orders(folder.path(), count);
            CHECK(await_answer(folder.path("agent.1.request")).error().code == "io");
        }
    }
    SECTION("an old one is dropped") {
        const auto request = put_order(folder.path(), order_of(AgentVerb::enable, "lin"));
        REQUIRE(request.ok());
        const auto now = fs::file_time_type::clock::now();
        fs::last_write_time(*request, now - std::chrono::minutes(2));
        take_orders(folder.path(), count);
        CHECK(fs::is_empty(folder.path()));
    }
    SECTION("other files are none") {
        folder.write("agent.1.new", "disable\nlin\nlin\n\n");
        folder.write("jwt.key", "disable\nlin\nlin\n\n");
        take_orders(folder.path(), count);
        CHECK(fs::exists(folder.path("jwt.key")));
    }
    CHECK(carried == 0);
}

TEST_CASE("what is handed over is its owner's alone") {
    const Folder folder;
    const auto request = put_order(folder.path(), order_of(AgentVerb::disable, "lin"));
    REQUIRE(request.ok());
    const fs::perms others = fs::perms::group_all | fs::perms::others_all;
    CHECK((fs::status(*request).permissions() & others) == fs::perms::none);
}

}  // namespace
}  // namespace clerk::cli
