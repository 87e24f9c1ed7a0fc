// Plain HTTP: conversations, pages, health, and who may ask from where.
#include "net/client.hpp"
#include "net/harness.hpp"
#include "net/pages.hpp"

#include <catch2/catch.hpp>

namespace clerk::net {
namespace {

const std::string bearer = "Authorization: Bearer secret\r\n";
const std::string send_body = R"({"id":"client-id-1","text":"你好"})";

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST_CASE("a conversation over HTTP", "[http]") {
    Harness harness;
    Client client(harness.port());
    const HttpReply opened = client.ask(post("/v1/conversations", R"({"lang":"en"})"));
    CHECK(opened.status == 201);
    CHECK(holds(opened.body, R"("conversation":"77")"));
    CHECK(opened.header("content-type") == "application/json");
    CHECK(opened.header("cache-control") == "no-store");
    CHECK(opened.header("x-content-type-options") == "nosniff");

    const HttpReply sent = client.ask(post("/v1/conversations/77/messages", send_body, bearer));
    CHECK(sent.status == 200);
    CHECK(holds(sent.body, R"("id":"client-id-1")"));

    const HttpReply events =
        client.ask(get("/v1/conversations/77/events?after=3&wait=0&max=9999", bearer));
    CHECK(events.status == 200);
    CHECK(holds(events.body, R"("events":[])"));

    const auto seen = harness.clerk.seen();
    REQUIRE(seen.size() == 3);
    const auto& hello = std::get<app::Hello>(seen[0].input);
    CHECK_FALSE(hello.watch);
    CHECK(hello.lang == Lang::en);
    CHECK(hello.address == "127.0.0.1");
    const auto& said = std::get<app::Send>(seen[1].input);
    CHECK(said.session == "secret");
    CHECK(said.conversation == ConversationId{77});
    CHECK(said.text == "你好");
    CHECK(said.understanding.original == "你好");
    const auto& pull = std::get<app::Pull>(seen[2].input);
    CHECK(pull.page);
    CHECK(pull.after == 3);
    CHECK(pull.max == limits::pull_events_max);
    CHECK(seen[0].from != seen[1].from);  // every request has a key of its own
}

TEST_CASE("requests that are wrong, and what they are told", "[http]") {
    Harness harness;
    const auto status = [&](const std::string& request) {
        return Client(harness.port()).ask(request).status;
    };
    CHECK(status(post("/v1/conversations", "{")) == 400);
    CHECK(status(post("/v1/conversations", R"({"session":5})")) == 400);
    CHECK(status(post("/v1/conversations", R"({"token":"a.b.c"})")) == 401);
    CHECK(status(post("/v1/conversations/77/messages", send_body)) == 401);
    CHECK(
        status(post("/v1/conversations/77/messages", send_body, "Authorization: Basic x\r\n"))
        == 401
    );
    CHECK(
        status(post("/v1/conversations/77/messages", send_body, "Authorization: Bearer \r\n"))
        == 401
    );
    const std::string huge = "Authorization: Bearer " + std::string(500, 'a') + "\r\n";
    CHECK(status(post("/v1/conversations/77/messages", send_body, huge)) == 401);
    CHECK(status(post("/v1/conversations/0/messages", send_body, bearer)) == 404);
    CHECK(
        status(post("/v1/conversations/99999999999999999999/messages", send_body, bearer)) == 404
    );
    CHECK(status(post("/v1/conversations/77/messages", R"({"id":"short"})", bearer)) == 400);
    CHECK(status(get("/v1/conversations/77/events?after=x", bearer)) == 400);
    CHECK(status(get("/v1/conversations/77/events?after=-1", bearer)) == 400);
    CHECK(status(get("/v1/conversations/77/events?max=0", bearer)) == 400);
    CHECK(status(get("/v1/conversations")) == 405);
    CHECK(status(get("/v1/conversations/77/messages")) == 405);
    CHECK(status(get("/nothing")) == 404);
    CHECK(status(post("/nothing", "{}")) == 404);
    CHECK(status(get("/v1/chat")) == 426);
    const std::string form =
        "POST /v1/conversations HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
        "Content-Length: 2\r\n\r\n{}";
    CHECK(status(form) == 415);
    CHECK(harness.clerk.seen().empty());
}

TEST_CASE("what the engine refuses has its status", "[http]") {
    Harness harness;
    for (const auto& [code, status] :
         {std::pair(app::Code::not_found, 404),
          std::pair(app::Code::id_reused, 409),
          std::pair(app::Code::unavailable, 503),
          std::pair(app::Code::unauthorized, 401)}) {
        harness.clerk.answer_with([code = code](const app::Envelope& envelope) {
            return std::vector{nack_to(envelope.from, code)};
        });
        Client client(harness.port());
        const HttpReply reply =
            client.ask(post("/v1/conversations/77/messages", send_body, bearer));
        CHECK(reply.status == status);
        CHECK(holds(reply.body, R"("verb":"nack")"));
        CHECK(reply.header("retry-after").empty() == (status != 503));
    }
}

TEST_CASE("a full inbox says busy, and nothing is waited for", "[http]") {
    Harness harness;
    harness.clerk.be_full(true);
    Client client(harness.port());
    const HttpReply reply = client.ask(post("/v1/conversations/77/messages", send_body, bearer));
    CHECK(reply.status == 503);
    CHECK(holds(reply.body, R"("code":"busy")"));
    CHECK(reply.header("retry-after") == "1");
    harness.clerk.be_full(false);
    CHECK(client.ask(post("/v1/conversations/77/messages", send_body, bearer)).status == 200);
}

TEST_CASE("an engine that does not answer is not waited for for ever", "[http]") {
    Harness harness([](Options& options) { options.timeouts.answer = 100; });
    harness.clerk.answer_with([](const app::Envelope&) { return std::vector<app::Delivery>(); });
    Client client(harness.port());
    const HttpReply reply = client.ask(post("/v1/conversations/77/messages", send_body, bearer));
    CHECK(reply.status == 503);
    CHECK(client.closes());
    CHECK(harness.clerk.waits_for<app::Gone>(1));
}

TEST_CASE("a long-poll waits, is answered, and is forgotten when its asker leaves", "[http]") {
    Harness harness;
    std::atomic<std::uint64_t> waiting{0};
    harness.clerk.answer_with([&](const app::Envelope& envelope) {
        if (std::holds_alternative<app::Pull>(envelope.input)) waiting = envelope.from.id;
        return std::vector<app::Delivery>();
    });
    const std::string poll = get("/v1/conversations/77/events?after=0&wait=99", bearer);
    Client patient(harness.port());
    patient.send(poll);
    REQUIRE(harness.clerk.waits_for<app::Pull>(1));
    CHECK(patient.reply(100).status == 0);
    const auto pull = std::get<app::Pull>(harness.clerk.seen().front().input);
    CHECK(pull.wait_ms == limits::long_poll_wait_ms_max);
    harness.server->outlet().deliver({frame_to({0, waiting}, R"({"events":[]})")});
    CHECK(patient.reply().body == R"({"events":[]})");
    CHECK(harness.clerk.count<app::Gone>() == 0);

    {
        Client leaver(harness.port());
        leaver.send(poll);
        REQUIRE(harness.clerk.waits_for<app::Pull>(2));
    }
    CHECK(harness.clerk.waits_for<app::Gone>(1));
    harness.server->outlet().deliver({frame_to({0, waiting}, "{}")});  // to nobody
    CHECK(patient.ask(get("/healthz")).status == 200);
}

TEST_CASE("other origins only as configured, byte for byte", "[http]") {
    Harness harness([](Options& options) { options.origins = {"https://shop.example"}; });
    const std::string known = "Origin: https://shop.example\r\n";
    const std::string unknown = "Origin: https://evil.example\r\n";
    Client client(harness.port());
    const HttpReply good = client.ask(post("/v1/conversations", "{}", known));
    CHECK(good.status == 201);
    CHECK(good.header("access-control-allow-origin") == "https://shop.example");
    CHECK(good.header("access-control-allow-credentials").empty());
    CHECK(good.header("vary") == "Origin");

    const HttpReply bad = client.ask(post("/v1/conversations", "{}", unknown));
    CHECK(bad.status == 403);
    CHECK(bad.header("access-control-allow-origin").empty());

    for (const char* nearly :
         {"https://shop.example.evil.example",
          "https://evil-shop.example",
          "https://shop.exampl",
          "https://shop.example:444",
          "https://shop.example/",
          "http://shop.example",
          "HTTPS://SHOP.EXAMPLE",
          "null"}) {
        INFO(nearly);
        const std::string origin = "Origin: " + std::string(nearly) + "\r\n";
        const HttpReply refused = client.ask(post("/v1/conversations", "{}", origin));
        CHECK(refused.status == 403);
        CHECK(refused.header("access-control-allow-origin").empty());
    }

    const auto preflight = [&](const std::string& path, const std::string& origin) {
        return client.ask("OPTIONS " + path + " HTTP/1.1\r\nHost: x\r\n" + origin + "\r\n");
    };
    const HttpReply asked = preflight("/v1/conversations/77/messages", known);
    CHECK(asked.status == 204);
    CHECK(asked.header("access-control-allow-origin") == "https://shop.example");
    CHECK(asked.header("access-control-allow-headers") == "Authorization, Content-Type");
    CHECK(preflight("/v1/conversations", unknown).status == 403);
    CHECK(preflight("/v1/conversations", "").status == 403);
    CHECK(preflight("/v1/desk/sign-in", known).status == 405);
    CHECK(client.ask(get("/healthz", known)).header("access-control-allow-origin").empty());
    CHECK(harness.clerk.count<app::Hello>() == 1);
}

TEST_CASE("the pages of a configured origin may run the widget's scripts", "[http]") {
    const Pages pages;
    pages.write("widget.js", "0");
    Harness harness([&](Options& options) {
        options.web_folder = pages.folder();
        options.origins = {"https://shop.example"};
    });
    Client client(harness.port());
    const HttpReply good = client.ask(get("/widget.js", "Origin: https://shop.example\r\n"));
    CHECK(good.status == 200);
    CHECK(good.header("access-control-allow-origin") == "https://shop.example");
    CHECK(good.header("vary") == "Origin");
    const HttpReply bad = client.ask(get("/widget.js", "Origin: https://evil.example\r\n"));
    CHECK(bad.status == 200);
    CHECK(bad.header("access-control-allow-origin").empty());
}

TEST_CASE("health, readiness and metrics", "[http]") {
    Harness harness;
    Client client(harness.port());
    CHECK(client.ask(get("/healthz")).status == 200);
    CHECK(client.ask(get("/readyz")).status == 200);
    harness.clerk.be_healthy(false);
    CHECK(client.ask(get("/readyz")).status == 503);
    CHECK(client.ask(get("/healthz")).status == 200);
    CHECK(holds(client.ask(get("/metrics")).body, "shopclerk_http_requests_total 5"));
    // A proxy on this machine asks for somebody else.
    CHECK(client.ask(get("/metrics", "X-Forwarded-For: 203.0.113.5\r\n")).status == 404);
    CHECK(client.ask(get("/demo/shoppers")).status == 404);
}

TEST_CASE("the demo's shoppers are told only when it is a demo", "[http]") {
    Harness harness([](Options& options) {
        options.demo_shoppers = [] {
            return std::string(R"([{"name":"王芳"}])");
        };
    });
    const HttpReply reply = Client(harness.port()).ask(get("/demo/shoppers"));
    CHECK(reply.status == 200);
    CHECK(reply.body == R"([{"name":"王芳"}])");
}

TEST_CASE("pages are what stood in the folder, and nothing else", "[http][static]") {
    const Pages pages;
    pages.write("index.html", "<p>shop</p>");
    pages.write("desk.html", "<p>desk</p>");
    pages.write("widget.js", "1;");
    pages.write("assets/a.css", "p{}");
    pages.write(".secret", "no");
    pages.write("assets/.git/config", "no");
    std::filesystem::create_symlink("/etc/passwd", pages.folder() + "/passwd.txt");
    Harness harness([&](Options& options) { options.web_folder = pages.folder(); });
    Client client(harness.port());

    const HttpReply index = client.ask(get("/"));
    CHECK(index.body == "<p>shop</p>");
    CHECK(index.header("content-type") == "text/html; charset=utf-8");
    CHECK(index.header("x-content-type-options") == "nosniff");
    CHECK(index.header("referrer-policy") == "no-referrer");
    const std::string csp = index.header("content-security-policy");
    CHECK(csp.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"));
    CHECK(holds(csp, "frame-ancestors 'none'"));
    CHECK_FALSE(holds(csp, "unsafe"));

    CHECK(client.ask(get("/desk")).body == "<p>desk</p>");
    CHECK(client.ask(get("/desk/")).body == "<p>desk</p>");
    CHECK(client.ask(get("/assets/a.css")).header("content-type") == "text/css; charset=utf-8");
    CHECK(client.ask(get("/widget.js?v=2")).body == "1;");

    const HttpReply head = client.ask("HEAD /widget.js HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(head.status == 200);
    CHECK(head.header("content-length") == "2");
    const std::string etag = head.header("etag");
    const HttpReply again = client.ask(get("/widget.js", "If-None-Match: " + etag + "\r\n"));
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(client.ask(get("/widget.js", "If-None-Match: \"x\"\r\n")).status == 200);
    CHECK(client.ask(post("/widget.js", "{}")).status == 405);

    for (const char* path :
         {"/.secret",
          "/assets/.git/config",
          "/passwd.txt",
          "/assets",
          "/assets/",
          "/../etc/passwd",
          "/assets/../index.html",
          "/%69ndex.html",
          "/INDEX.HTML",
          "/desk.html/"}) {
        INFO(path);
        CHECK(client.ask(get(path)).status == 404);
    }
}

TEST_CASE("a folder that is not there is said at start", "[http][static]") {
    wire::JsonCodec codec;
    TestClock clock;
    TestChance chance;
    telemetry::Metrics metrics;
    Options options;
    options.web_folder = "/nonexistent/pages";
    const auto made = Server::make(options, {codec, clock, chance, metrics});
    REQUIRE_FALSE(made.ok());
    CHECK(made.error().code == "no_folder");
}

TEST_CASE("a sample token key is refused at start", "[http]") {
    wire::JsonCodec codec;
    TestClock clock;
    TestChance chance;
    telemetry::Metrics metrics;
    Options options;
    options.tokens = {{"change-me-change-me-change-me-change-me"}, "shop", "clerk"};
    const auto made = Server::make(options, {codec, clock, chance, metrics});
    REQUIRE_FALSE(made.ok());
    CHECK(made.error().code == "key_sample");
}

TEST_CASE("a shop's token becomes a claim, a bad one nothing", "[http]") {
    const std::string key = "0123456789abcdefghijklmnopqrstuv";
    Harness harness([&](Options& options) { options.tokens = {{key}, "shop", "clerk"}; });
    const std::int64_t now_s = harness.clock.now().value / 1000;
    const auto body = [&](const std::string& audience, const std::string& with) {
        const access::Claims claims{"C-1", "shop", audience, "n-1", now_s + 60, now_s};
        return R"({"token":")" + access::mint(claims, with) + R"("})";
    };
    Client client(harness.port());
    CHECK(client.ask(post("/v1/conversations", body("clerk", key))).status == 201);
    CHECK(client.ask(post("/v1/conversations", body("other", key))).status == 401);
    const std::string other_key = "vutsrqponmlkjihgfedcba9876543210";
    CHECK(client.ask(post("/v1/conversations", body("clerk", other_key))).status == 401);
    const auto seen = harness.clerk.seen();
    REQUIRE(seen.size() == 1);
    const auto& hello = std::get<app::Hello>(seen[0].input);
    REQUIRE(hello.claim);
    CHECK(hello.claim->subject == "C-1");
    CHECK(hello.claim->nonce == "n-1");
    CHECK(hello.claim->expires.value == (now_s + 60) * 1000);
}

}  // namespace
}  // namespace clerk::net
