// Who may see what, gone through for every address and every way in of the whole program; and what
// one shopper and one agent say to each other.
#include "cli/served.hpp"

#include "net/router.hpp"
#include "telemetry/log.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <functional>
#include <unistd.h>
#include <vector>

namespace clerk::cli {
namespace {

using net::Client;
using net::get;
using net::HttpReply;
using net::post;
using testing::Conversation;
using testing::open_conversation;
using testing::Served;
using testing::SignedInAgent;
using testing::text_of;

// The next frame of that verb; others are passed over.
std::string next_of(Client& client, const std::string& verb) {
    for (int i = 0; i < 50; ++i) {
        std::string frame = client.next_text();
        if (frame.empty() || text_of(frame, "verb") == verb) return frame;
    }
    return {};
}

// --- who may see what -------------------------------------------------------------------------

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

// `path` with a secret in its query, under every name that a client might try.
std::string with_query(const std::string& path, const std::string& secret) {
    std::string all = path + "?after=0";
    for (const char* name :
         {"session", "token", "access_token", "authorization", "bearer", "pass", "csrf", "cookie"})
        all.append("&").append(name).append("=").append(secret);
    return all;
}

TEST_CASE("a secret in a URL opens nothing, on any route", "[matrix]") {
    const Served served;
    const Conversation mine = open_conversation(served);
    const SignedInAgent agent(served, "lin");
    for (const net::RouteRow& row : net::routes()) {
        INFO(row.path);
        net::RouteRow asked = row;
        const auto refused = [&](const std::string& secret, const std::string& id) {
            std::string path(row.path);
            if (const auto hole = path.find("{id}"); hole != std::string::npos)
                path.replace(hole, 4, id);
            path = with_query(path, secret);
            asked.path = path;
            return served.ask(request_for(asked, id, "")).status;
        };
        if (guard_of(row.route) == Guard::session) {
            CHECK(refused(mine.session, mine.id) == 401);
            // Nor is the secret a segment of the path.
            std::string path(row.path);
            path.replace(path.find("{id}"), 4, mine.session);
            asked.path = path;
            CHECK(served.ask(request_for(asked, mine.id, "")).status == 404);
        }
        if (guard_of(row.route) == Guard::cookie) {
            const std::string cookie = agent.cookie.substr(agent.cookie.find('=') + 1);
            CHECK(refused(cookie.substr(0, cookie.find('\r')), "") == 401);
        }
    }
    // The desk's socket: its pass is said in the first frame and nowhere else.
    Client desk(served.port());
    CHECK_FALSE(desk.upgrade(with_query("/v1/desk", agent.pass(served)), testing::from_the_desk));
    Client chat(served.port());
    REQUIRE(chat.upgrade(with_query("/v1/chat", mine.session)));
    chat.text(R"({"verb":"hello"})");
    const std::string welcome = chat.next_text();
    CHECK(text_of(welcome, "verb") == "welcome");
    CHECK(text_of(welcome, "conversation") != mine.id);
}

TEST_CASE("a shop has no agent that nobody added", "[matrix]") {
    const Served served(testing::Agents::none);
    for (const char* login : {"admin", "root", "agent", "demo", "shopclerk", "test", "guest"}) {
        for (const std::string& word :
             {std::string(login) + "-password", testing::agents_password}) {
            const HttpReply reply = served.ask(post(
                "/v1/desk/sign-in",
                R"({"login":")" + std::string(login) + R"(","password":")" + word + "\"}",
                testing::from_the_desk
            ));
            // Guessing is slowed down before long.
            CHECK((reply.status == 401 || reply.status == 429));
            CHECK(reply.header("set-cookie").empty());
        }
    }
}

TEST_CASE("resuming another's conversation answers like resuming none", "[matrix]") {
    const Served served;
    const Conversation mine = open_conversation(served);
    const Conversation theirs = open_conversation(served);
    const auto hello = [&](const std::string& session, const std::string& conversation) {
        Client client(served.port());
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
    Client one(served.port());
    Client two(served.port());
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

// What `act` writes to stderr.
std::string stderr_of(const std::function<void()>& act) {
    std::fflush(stderr);
    const int kept = ::dup(STDERR_FILENO);
    std::FILE* file = std::tmpfile();
    REQUIRE(file != nullptr);
    ::dup2(::fileno(file), STDERR_FILENO);
    act();
    std::fflush(stderr);
    ::dup2(kept, STDERR_FILENO);
    ::close(kept);
    std::rewind(file);
    std::string text;
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file))
        text += static_cast<char>(c);
    std::fclose(file);
    return text;
}

TEST_CASE("no secret, word, phone or address of a person stands in the log", "[matrix]") {
    std::vector<std::string> secrets = {
        "xyzzy", "13812345678", "5678", "2024061234", "建国路", testing::agents_password};
    const std::string logged = stderr_of([&] {
        telemetry::open_log(telemetry::Level::info, false);
        const Served served;
        Client shopper(served.port());
        REQUIRE(shopper.upgrade());
        shopper.text(R"({"verb":"hello","lang":"en"})");
        secrets.push_back(text_of(next_of(shopper, "welcome"), "session"));
        int n = 0;
        for (const char* words :
             {"my secret word is xyzzy",
              "我的电话是13812345678，地址是建国路1号",
              "where is my order 2024061234",
              "5678",
              "a person, please"}) {
            shopper.text(
                R"({"verb":"send","id":"client-id-)" + std::to_string(++n) + R"(","text":")" + words
                + "\"}"
            );
            REQUIRE_FALSE(next_of(shopper, "ack").empty());
        }
        const Conversation over_http = open_conversation(served);
        secrets.push_back(over_http.session);
        (void)served.ask(get("/v1/conversations/1/events?session=xyzzy", over_http.bearer()));
        const SignedInAgent agent(served, "lin");
        secrets.push_back(agent.cookie.substr(agent.cookie.find('=') + 1, 43));
        (void)served.ask(post(
            "/v1/desk/sign-in",
            R"({"login":"lin","password":"xyzzy wrong"})",
            testing::from_the_desk
        ));
    });
    telemetry::open_log(telemetry::Level::error, false);
    CHECK_FALSE(logged.empty());
    for (const std::string& secret : secrets) {
        INFO(secret << " in:\n" << logged);
        REQUIRE(secret.size() >= 4);
        CHECK(logged.find(secret) == std::string::npos);
    }
}

// --- the desk ---------------------------------------------------------------------------------

TEST_CASE("a shopper asks for a person, one agent wins, they talk", "[story]") {
    const Served served;
    Client shopper(served.port());
    REQUIRE(shopper.upgrade());
    shopper.text(R"({"verb":"hello","lang":"en"})");
    REQUIRE_FALSE(next_of(shopper, "welcome").empty());
    Client lin(served.port());
    Client mei(served.port());
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
