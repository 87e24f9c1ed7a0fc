// The whole program in one process: shipped content, a shop in memory, the engine, the network. Who
// may see what, gone through for every address and every way in; and what one shopper and one agent
// say to each other.
#include "access/password.hpp"
#include "app/engine.hpp"
#include "app/system.hpp"
#include "content/load.hpp"
#include "net/client.hpp"
#include "net/router.hpp"
#include "net/server.hpp"
#include "store/database.hpp"
#include "wire/codec.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <thread>

namespace clerk::cli {
namespace {

using net::Client;
using net::get;
using net::HttpReply;
using net::post;

const std::string password = "correct horse battery";
const std::string key = "0123456789abcdefghijklmnopqrstuv";
const std::string ours = "Origin: https://clerk.example\r\n";

std::string text_of(const std::string& json, const std::string& name) {
    const std::string wanted = "\"" + name + "\":\"";
    const std::size_t at = json.find(wanted);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + wanted.size();
    return json.substr(begin, json.find('"', begin) - begin);
}

content::SnapshotPtr shipped_content() {
    content::LoadOptions quick;
    quick.examples = false;
    static const content::Loaded loaded = content::load_content(CLERK_SOURCE_DIR, quick);
    REQUIRE(loaded.snapshot != nullptr);
    return loaded.snapshot;
}

class EngineClerk final : public net::Clerk {
public:
    explicit EngineClerk(app::Engine& engine) : engine_(engine) {}

    bool submit(app::Envelope envelope) override { return engine_.submit(std::move(envelope)); }

    [[nodiscard]] nlu::Understanding understand(std::string_view text) const override {
        return engine_.content()->script.lexicon->understand(text);
    }

    [[nodiscard]] bool healthy() const override { return engine_.healthy(); }

private:
    app::Engine& engine_;
};

constexpr AgentId lin_id{7};
constexpr AgentId mei_id{8};

const std::string& password_hash() {
    static const std::string hash = *access::hash_password(password);
    return hash;
}

net::Options options_of_tests(const std::shared_ptr<app::Reader>& reader) {
    net::Options options;
    options.timeouts.tick = 20;
    options.requests = {100'000, 100'000};
    options.openings = {100'000, 100'000};
    options.messages = {1'000, 1'000};
    options.tokens = {{key}, "shop", "clerk"};
    options.find_agent = [reader](std::string_view login) {
        return reader->agent_by_login(login);
    };
    return options;
}

std::unique_ptr<store::Database> shop_with_agents() {
    auto database = *store::Database::open(":memory:");
    REQUIRE(database->add_agent({lin_id, "lin", "lin", password_hash(), false}).ok());
    REQUIRE(database->add_agent({mei_id, "mei", "mei", password_hash(), false}).ok());
    return database;
}

struct Served {
    Served()
        : database(shop_with_agents()),
          server(*net::Server::make(
              options_of_tests(*database->reader()), {codec, clock, chance, metrics}
          )),
          engine({*database, codec, server->outlet(), clock, chance, metrics}, shipped_content()),
          clerk(engine),
          running([this] { (void)engine.run(); }) {
        REQUIRE(server->start(clerk).ok());
    }

    ~Served() {
        server->stop_accepting();
        engine.stop();
        running.join();
        server->stop(Millis{0});
    }

    [[nodiscard]] HttpReply ask(const std::string& request) const {
        return Client(server->port()).ask(request);
    }

    app::SystemClock clock;
    app::SystemChance chance;
    wire::JsonCodec codec;
    telemetry::Metrics metrics;
    std::unique_ptr<store::Database> database;
    std::unique_ptr<net::Server> server;
    app::Engine engine;
    EngineClerk clerk;
    std::thread running;
};

struct Conversation {
    std::string id;
    std::string session;

    [[nodiscard]] std::string bearer() const { return "Authorization: Bearer " + session + "\r\n"; }
};

Conversation open_conversation(const Served& served) {
    const HttpReply reply = served.ask(post("/v1/conversations", R"({"lang":"en"})"));
    REQUIRE(reply.status == 201);
    return {text_of(reply.body, "conversation"), text_of(reply.body, "session")};
}

struct SignedInAgent {
    SignedInAgent(const Served& served, const std::string& login) {
        const HttpReply reply = served.ask(post(
            "/v1/desk/sign-in",
            R"({"login":")" + login + R"(","password":")" + password + "\"}",
            ours
        ));
        REQUIRE(reply.status == 200);
        const std::string set = reply.header("set-cookie");
        cookie = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
        token = "X-CSRF-Token: " + text_of(reply.body, "csrf") + "\r\n";
    }

    // A desk that said hello; its welcome is passed over.
    void open(const Served& served, Client& client) const {
        const HttpReply reply = served.ask(post("/v1/desk/pass", "{}", cookie + token + ours));
        REQUIRE(client.upgrade("/v1/desk", cookie + ours));
        client.text(R"({"verb":"hello","pass":")" + text_of(reply.body, "pass") + "\"}");
        REQUIRE(text_of(client.next_text(), "verb") == "welcome");
    }

    std::string cookie;
    std::string token;
};

// The next frame of that verb; others are passed over.
std::string next_of(Client& client, const std::string& verb) {
    for (int i = 0; i < 50; ++i) {
        std::string frame = client.next_text();
        if (frame.empty() || text_of(frame, "verb") == verb) return frame;
    }
    return {};
}

// --- who may see what
// ---------------------------------------------------------------------------------

std::string request_for(
    const net::RouteRow& row, const std::string& conversation, const std::string& headers
) {
    std::string path(row.path);
    const std::size_t hole = path.find("{id}");
    if (hole != std::string::npos) path.replace(hole, 4, conversation);
    if (row.method != "POST") return get(path, headers);
    const bool message = row.route == net::Route::send_message;
    return post(path, message ? R"({"id":"matrix-id-1","text":"hello"})" : "{}", headers);
}

// What a route is to strangers. A new route does not compile until it is said here.
enum class Guard { open, session, cookie, socket };

Guard guard_of(net::Route route) {
    switch (route) {
        case net::Route::open_conversation:
        case net::Route::healthz:
        case net::Route::readyz:
        case net::Route::metrics:
        case net::Route::demo_shoppers:
        case net::Route::desk_sign_in:
            return Guard::open;
        case net::Route::send_message:
        case net::Route::read_events:
            return Guard::session;
        case net::Route::desk_me:
        case net::Route::desk_pass:
        case net::Route::desk_sign_out:
            return Guard::cookie;
        case net::Route::chat_socket:
        case net::Route::desk_socket:
            return Guard::socket;
    }
    return Guard::session;
}

TEST_CASE("another's conversation answers like none at all, on every route", "[matrix]") {
    const Served served;
    const Conversation mine = open_conversation(served);
    const Conversation theirs = open_conversation(served);
    const std::string none = "912000000000000000";
    for (const net::RouteRow& row : net::routes()) {
        if (guard_of(row.route) != Guard::session) continue;
        INFO(row.path);
        CHECK(served.ask(request_for(row, mine.id, mine.bearer())).status == 200);
        CHECK(served.ask(request_for(row, mine.id, "")).status == 401);

        const HttpReply other = served.ask(request_for(row, theirs.id, mine.bearer()));
        const HttpReply missing = served.ask(request_for(row, none, mine.bearer()));
        CHECK(other.status == 404);
        CHECK(other.head == missing.head);
        CHECK(other.body == missing.body);

        // A made-up secret, and an agent's cookie, open nothing either.
        const Conversation guess{mine.id, std::string(43, 'a')};
        CHECK(served.ask(request_for(row, mine.id, guess.bearer())).status >= 401);
        const SignedInAgent agent(served, "lin");
        CHECK(served.ask(request_for(row, mine.id, agent.cookie + agent.token)).status == 401);
    }
}

TEST_CASE("the desk's routes are shut to all but agents", "[matrix]") {
    const Served served;
    const Conversation shopper = open_conversation(served);
    const SignedInAgent agent(served, "lin");
    for (const net::RouteRow& row : net::routes()) {
        if (guard_of(row.route) != Guard::cookie) continue;
        INFO(row.path);
        CHECK(served.ask(request_for(row, "", "")).status == 401);
        CHECK(served.ask(request_for(row, "", shopper.bearer())).status == 401);
        const std::string as_cookie = "Cookie: __Host-shopclerk=" + shopper.session + "\r\n";
        CHECK(served.ask(request_for(row, "", as_cookie)).status == 401);
        const bool changes = row.method == "POST";
        CHECK(served.ask(request_for(row, "", agent.cookie)).status == (changes ? 403 : 200));
    }
}

TEST_CASE("resuming another's conversation answers like resuming none", "[matrix]") {
    const Served served;
    const Conversation mine = open_conversation(served);
    const Conversation theirs = open_conversation(served);
    const auto hello = [&](const std::string& session, const std::string& conversation) {
        Client client(served.server->port());
        REQUIRE(client.upgrade());
        client.text(
            R"({"verb":"hello","session":")" + session + R"(","conversation":")" + conversation
            + R"(","last_seq":0})"
        );
        return client.next_text();
    };
    CHECK(text_of(hello(mine.session, mine.id), "verb") == "welcome");
    const std::string other = hello(mine.session, theirs.id);
    CHECK(text_of(other, "verb") == "nack");
    CHECK(other == hello(mine.session, "912000000000000000"));
    CHECK(text_of(hello(std::string(43, 'a'), mine.id), "verb") == "nack");
    CHECK(text_of(hello("", mine.id), "session") != mine.session);
}

TEST_CASE("what one shopper hears, no other does", "[matrix]") {
    const Served served;
    Client one(served.server->port());
    Client two(served.server->port());
    for (Client* client : {&one, &two}) {
        REQUIRE(client->upgrade());
        client->text(R"({"verb":"hello","lang":"en"})");
        REQUIRE(text_of(client->next_text(), "verb") == "welcome");
    }
    while (!two.next_text(200).empty()) {
    }
    one.text(R"({"verb":"send","id":"client-id-1","text":"my secret word is xyzzy"})");
    CHECK_FALSE(next_of(one, "ack").empty());
    CHECK(two.next_text(300).empty());
}

// --- the desk
// -----------------------------------------------------------------------------------------

TEST_CASE("a shopper asks for a person, one agent wins, they talk", "[story]") {
    const Served served;
    Client shopper(served.server->port());
    REQUIRE(shopper.upgrade());
    shopper.text(R"({"verb":"hello","lang":"en"})");
    REQUIRE_FALSE(next_of(shopper, "welcome").empty());
    Client lin(served.server->port());
    Client mei(served.server->port());
    SignedInAgent(served, "lin").open(served, lin);
    SignedInAgent(served, "mei").open(served, mei);

    shopper.text(R"({"verb":"send","id":"client-id-1","text":"a person, please"})");
    std::string told = next_of(lin, "ticket");
    REQUIRE_FALSE(told.empty());
    REQUIRE_FALSE(next_of(mei, "ticket").empty());
    // It is told again while it changes: the newest version is the one to claim.
    for (std::string more = told; !more.empty(); more = lin.next_text(300)) {
        if (text_of(more, "verb") == "ticket") told = more;
    }
    const std::string ticket = text_of(told, "id");
    REQUIRE_FALSE(ticket.empty());
    const std::size_t at = told.find("\"version\":") + 10;
    const std::string version = told.substr(at, told.find_first_of(",}", at) - at);

    const std::string claim =
        R"({"verb":"claim","ticket":")" + ticket + R"(","version":)" + version + "}";
    lin.text(claim);
    CHECK_FALSE(next_of(lin, "won").empty());
    mei.text(claim);
    CHECK_FALSE(next_of(mei, "lost").empty());

    // Who has not the ticket says nothing in it.
    const auto reply = [&](const std::string& id, const std::string& seq) {
        return R"({"verb":"reply","ticket":")" + ticket + R"(","id":")" + id
               + R"(","text":"Hello, how can I help?","expect_seq":)" + seq + "}";
    };
    mei.text(reply("agent-id-1", "99"));
    CHECK(text_of(next_of(mei, "nack"), "code") == "forbidden");
    // Blind to what the shopper has said: refused, with what was missed.
    lin.text(reply("agent-id-2", "0"));
    const std::string stale = next_of(lin, "stale");
    CHECK(stale.find("a person, please") != std::string::npos);
    const std::size_t last = stale.rfind("\"seq\":") + 6;
    lin.text(reply("agent-id-2", stale.substr(last, stale.find_first_of(",}", last) - last)));
    CHECK(text_of(next_of(lin, "ack"), "id") == "agent-id-2");
    std::string heard;
    while (heard.find("how can I help") == std::string::npos) {
        heard = next_of(shopper, "event");
        REQUIRE_FALSE(heard.empty());
    }
    CHECK(text_of(heard, "from") == "agent");
    CHECK(text_of(heard, "name") == "lin");

    lin.text(R"({"verb":"resolve","ticket":")" + ticket + "\"}");
    while (text_of(heard, "notice") != "resolved") {
        heard = next_of(shopper, "event");
        REQUIRE_FALSE(heard.empty());
    }
}

}  // namespace
}  // namespace clerk::cli
