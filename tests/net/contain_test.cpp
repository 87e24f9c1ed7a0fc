// A bug in what one peer caused ends that peer's request or socket, is counted, and nothing else.
#include "net/client.hpp"
#include "net/harness.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

namespace clerk::net {
namespace {

const std::string contained = "shopclerk_exceptions_contained_total";
const std::string send_verb = R"({"verb":"send","id":"client-1","text":"hi"})";

bool chats(Client& client) {
    client.text(send_verb);
    return client.next_text().find("\"verb\":\"ack\"") != std::string::npos;
}

std::unique_ptr<Client> open_chat(const Harness& harness) {
    auto client = std::make_unique<Client>(harness.port());
    REQUIRE(client->upgrade());
    client->text(R"({"verb":"hello"})");
    REQUIRE(client->next_text().find("welcome") != std::string::npos);
    return client;
}

TEST_CASE("an exception ends the socket that caused it, and no other", "[contain]") {
    Harness harness;
    const auto one = open_chat(harness);
    const auto other = open_chat(harness);
    harness.clerk.be_broken(true);
    one->text(send_verb);
    CHECK(one->closes());
    // Its end is told to the clerk, too, which throws again: nobody is there to be cut off.
    CHECK(harness.metric(contained) >= 1);
    harness.clerk.be_broken(false);
    CHECK(chats(*other));
    CHECK(chats(*open_chat(harness)));
}

TEST_CASE(
    "an exception answers the request that caused it with 500, and says no more", "[contain]"
) {
    Harness harness;
    harness.clerk.be_broken(true);
    const HttpReply reply = Client(harness.port()).ask(post("/v1/conversations", "{}"));
    CHECK(reply.status == 500);
    CHECK(reply.body.find("internal") != std::string::npos);
    CHECK(reply.body.find("on purpose") == std::string::npos);
    CHECK(harness.metric(contained) == 1);
    harness.clerk.be_broken(false);
    CHECK(Client(harness.port()).ask(post("/v1/conversations", "{}")).status == 201);
}

TEST_CASE("an exception while a password is checked is answered, too", "[contain]") {
    Harness harness([](Options& options) {
        options.find_agent = [](std::string_view) -> Result<std::optional<Agent>> {
            throw std::runtime_error("broken on purpose");
        };
    });
    const HttpReply reply = Client(harness.port())
                                .ask(post(
                                    "/v1/desk/sign-in",
                                    R"({"login":"lin","password":"correct horse battery"})",
                                    "Origin: https://clerk.example\r\n"
                                ));
    CHECK(reply.status == 500);
    CHECK(reply.body.find("on purpose") == std::string::npos);
    CHECK(harness.metric(contained) == 1);
    CHECK(Client(harness.port()).ask(get("/healthz")).status == 200);
}

TEST_CASE("a hundred exceptions in a row leave the server as it was", "[contain]") {
    Harness harness;
    harness.clerk.be_broken(true);
    for (int i = 0; i < 100; ++i)
        CHECK(Client(harness.port()).ask(post("/v1/conversations", "{}")).status == 500);
    harness.clerk.be_broken(false);
    CHECK(chats(*open_chat(harness)));
    CHECK(harness.metric(contained) == 100);
}

}  // namespace
}  // namespace clerk::net
