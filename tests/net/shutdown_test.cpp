// The end of the server: everybody is told, nothing hangs, and it is quick.
#include "net/client.hpp"
#include "net/harness.hpp"

#include <catch2/catch.hpp>

#include <chrono>

namespace clerk::net {
namespace {

const std::string hello = R"({"verb":"hello"})";

std::int64_t stopped_in(Server& server, Millis patience) {
    const auto begin = std::chrono::steady_clock::now();
    server.stop(patience);
    const auto took = std::chrono::steady_clock::now() - begin;
    return std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
}

TEST_CASE("nobody new, but who is there goes on", "[shutdown]") {
    Harness harness;
    Client client(harness.port());
    REQUIRE(client.upgrade());
    client.text(hello);
    REQUIRE_FALSE(client.next_text().empty());
    Client http(harness.port());
    REQUIRE(http.ask(get("/readyz")).status == 200);
    const std::uint16_t port = harness.port();
    harness.server->stop_accepting();
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CHECK_FALSE(Client(port).connected());
    CHECK(http.ask(get("/readyz")).status == 503);
    CHECK(http.closes());
    client.text(R"({"verb":"send","id":"client-1","text":"last words"})");
    CHECK(client.next_text().find("ack") != std::string::npos);
}

TEST_CASE("sockets are closed with 1001, after what was still to be said", "[shutdown]") {
    Harness harness;
    Client client(harness.port());
    REQUIRE(client.upgrade());
    client.text(hello);
    REQUIRE_FALSE(client.next_text().empty());
    const app::SessionKey key = harness.clerk.seen().front().from;
    harness.server->outlet().deliver({frame_to(key, "the last ack")});
    std::thread answering([&] {
        CHECK(client.next_text() == "the last ack");
        CHECK(client.close_status() == 1001);
        client.frame(8, std::string("\x03\xE9", 2));
    });
    CHECK(stopped_in(*harness.server, seconds(5)) < 2'000);
    answering.join();
}

TEST_CASE("who does not say goodbye is cut off when patience ends", "[shutdown]") {
    Harness harness;
    Client client(harness.port());
    REQUIRE(client.upgrade());
    const std::int64_t took = stopped_in(*harness.server, Millis{300});
    CHECK(took >= 250);
    CHECK(took < 2'000);
}

TEST_CASE("requests under way are told to come again", "[shutdown]") {
    Harness harness;
    harness.clerk.answer_with([](const app::Envelope&) { return std::vector<app::Delivery>(); });
    Client poll(harness.port());
    poll.send(get("/v1/conversations/77/events?wait=20", "Authorization: Bearer secret\r\n"));
    REQUIRE(harness.clerk.waits_for<app::Pull>(1));
    Client idle(harness.port());
    REQUIRE(idle.ask(get("/healthz")).status == 200);
    std::thread stopping([&] { harness.server->stop(seconds(5)); });
    CHECK(poll.reply().status == 503);
    CHECK(poll.closes());
    CHECK(idle.closes());
    stopping.join();
}

TEST_CASE("stopping twice, and stopping what never had a visitor", "[shutdown]") {
    Harness harness;
    CHECK(stopped_in(*harness.server, seconds(5)) < 1'000);
    CHECK(stopped_in(*harness.server, seconds(5)) < 1'000);
}

TEST_CASE("two network threads share the work", "[shutdown]") {
    Harness harness([](Options& options) { options.threads = 2; });
    Client one(harness.port());
    Client two(harness.port());
    REQUIRE(one.upgrade());
    REQUIRE(two.upgrade());
    one.text(hello);
    two.text(hello);
    CHECK_FALSE(one.next_text().empty());
    CHECK_FALSE(two.next_text().empty());
    const auto seen = harness.clerk.seen();
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].from.thread != seen[1].from.thread);
    CHECK(stopped_in(*harness.server, Millis{200}) < 2'000);
}

}  // namespace
}  // namespace clerk::net
