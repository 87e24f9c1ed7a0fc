// Caps, and peers that are slow on purpose: none of them holds the server up.
#include "net/client.hpp"
#include "net/harness.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <sys/resource.h>
#include <vector>

namespace clerk::net {
namespace {

using Clients = std::vector<std::unique_ptr<Client>>;

TEST_CASE("too many connections from one address: 429, then room again", "[limits]") {
    Harness harness([](Options& options) { options.sessions_per_address_max = 4; });
    Clients clients;
    for (int i = 0; i < 4; ++i) {
        clients.push_back(std::make_unique<Client>(harness.port()));
        CHECK(clients.back()->ask(get("/healthz")).status == 200);
    }
    Client fifth(harness.port());
    const HttpReply reply = fifth.reply();
    CHECK(reply.status == 429);
    CHECK(reply.header("retry-after") == "5");
    CHECK(fifth.closes());
    clients.pop_back();
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CHECK(Client(harness.port()).ask(get("/healthz")).status == 200);
}

TEST_CASE("too many connections in all: 503", "[limits]") {
    Harness harness([](Options& options) { options.sessions_max = 3; });
    Clients clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<Client>(harness.port()));
        CHECK(clients.back()->ask(get("/healthz")).status == 200);
    }
    CHECK(Client(harness.port()).reply().status == 503);
    CHECK(harness.metric("shopclerk_sessions_refused_total") == 1);
}

TEST_CASE("too many requests and too many conversations from one address", "[limits]") {
    Harness harness([](Options& options) {
        options.requests = {10, 0.001};
        options.openings = {2, 0.001};
    });
    Client client(harness.port());
    CHECK(client.ask(post("/v1/conversations", "{}")).status == 201);
    CHECK(client.ask(post("/v1/conversations", "{}")).status == 201);
    CHECK(client.ask(post("/v1/conversations", "{}")).status == 429);
    // Resuming opens nothing.
    const std::string resume = R"({"session":"secret","conversation":"77"})";
    CHECK(client.ask(post("/v1/conversations", resume)).status == 201);
    for (int i = 0; i < 6; ++i)
        CHECK(client.ask(get("/healthz")).status == 200);
    const HttpReply last = client.ask(get("/healthz"));
    CHECK(last.status == 429);
    CHECK_FALSE(last.header("retry-after").empty());
}

TEST_CASE("a session says over HTTP no more than it may over a socket", "[limits]") {
    Harness harness([](Options& options) { options.messages = {2, 0.001}; });
    Client client(harness.port());
    const auto say = [&](const std::string& session) {
        return client
            .ask(post(
                "/v1/conversations/77/messages",
                R"({"id":"client-1","text":"x"})",
                "Authorization: Bearer " + session + "\r\n"
            ))
            .status;
    };
    CHECK(say("one") == 200);
    CHECK(say("one") == 200);
    CHECK(say("one") == 429);
    CHECK(say("two") == 200);
}

// Bytes that come one by one, just often enough for a deadline that is renewed by each of them.
bool dripped_out(Harness& harness, const std::string& start, const std::string& drip) {
    Client client(harness.port());
    client.send(start);
    for (int i = 0; i < 60; ++i) {
        if (client.closes(30)) return true;
        client.send(drip);
    }
    return false;
}

TEST_CASE("a slow drip beats no deadline", "[limits]") {
    Harness harness([](Options& options) {
        options.timeouts.header = 300;
        options.timeouts.body = 300;
        options.timeouts.keep_alive = 300;
        options.timeouts.linger = 100;
    });
    SECTION("of the head") {
        CHECK(dripped_out(harness, "GET / HTTP/1.1\r\nHost: x\r\nA: ", "a"));
    }
    SECTION("of headers") {
        CHECK(dripped_out(harness, "GET / HTTP/1.1\r\nHost: x\r\n", "A: b\r\n"));
    }
    SECTION("of the body") {
        CHECK(dripped_out(
            harness,
            "POST /v1/conversations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            "Content-Length: 60000\r\n\r\n",
            "{"
        ));
    }
    SECTION("of nothing at all") {
        CHECK(Client(harness.port()).closes(1'500));
    }
    CHECK(Client(harness.port()).ask(get("/healthz")).status == 200);
}

TEST_CASE("an idle connection is closed", "[limits]") {
    Harness harness([](Options& options) { options.timeouts.keep_alive = 200; });
    Client client(harness.port());
    CHECK(client.ask(get("/healthz")).status == 200);
    CHECK(client.closes(1'500));
}

TEST_CASE("a request's deadline is told with 408", "[limits]") {
    Harness harness([](Options& options) { options.timeouts.header = 100; });
    Client client(harness.port());
    client.send("GET / HT");
    CHECK(client.reply().status == 408);
    CHECK(client.closes());
}

TEST_CASE("one who never reads is cut off in the end", "[limits]") {
    Harness harness([](Options& options) { options.timeouts.write = 200; });
    Client client(harness.port(), 4'096);
    REQUIRE(client.upgrade());
    client.text(R"({"verb":"hello"})");
    REQUIRE(harness.clerk.waits_for<app::Hello>(1));
    const app::SessionKey key = harness.clerk.seen().front().from;
    // Less than the outbox holds, more than the sockets do.
    std::vector<app::Delivery> batch;
    for (int i = 0; i < 10; ++i)
        batch.push_back(frame_to(key, std::string(90'000, 'x')));
    for (int i = 0; i < 5; ++i)
        harness.server->outlet().deliver(batch);
    CHECK(harness.clerk.waits_for<app::Gone>(1));
}

TEST_CASE("half-closed requests are answered", "[limits]") {
    Harness harness;
    Client client(harness.port());
    client.send(post("/v1/conversations", "{}"));
    client.half_close();
    CHECK(client.reply().status == 201);
    CHECK(client.closes());

    Client early(harness.port());
    early.send("GET / HTTP/1.1\r\n");
    early.half_close();
    CHECK(early.closes());
}

TEST_CASE("100-continue is told to who waits for it", "[limits]") {
    Harness harness;
    Client client(harness.port());
    client.send(
        "POST /v1/conversations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    );
    CHECK(client.reply().status == 100);
    client.send("{}");
    CHECK(client.reply().status == 201);
}

TEST_CASE("accepting fails, and goes on when it can", "[limits]") {
    Harness harness;
    rlimit normal{};
    getrlimit(RLIMIT_NOFILE, &normal);
    // The clients' sockets are made first, since they come out of the same purse.
    Client spare_one(harness.port());
    REQUIRE(spare_one.ask(get("/healthz")).status == 200);
    Clients clients;
    rlimit low = normal;
    low.rlim_cur = 64;
    setrlimit(RLIMIT_NOFILE, &low);
    for (int i = 0; i < 64; ++i)
        clients.push_back(std::make_unique<Client>(harness.port()));
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    CHECK(spare_one.ask(get("/healthz")).status == 200);
    clients.clear();
    setrlimit(RLIMIT_NOFILE, &normal);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    CHECK(Client(harness.port()).ask(get("/healthz")).status == 200);
}

}  // namespace
}  // namespace clerk::net
