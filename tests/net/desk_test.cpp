// Agents: sign-in, cookie, CSRF, passes and the socket, and that each of them is needed.
#include "access/password.hpp"
#include "net/client.hpp"
#include "net/harness.hpp"

#include <catch2/catch.hpp>

namespace clerk::net {
namespace {

const std::string password = "correct horse battery";
const std::string ours = "Origin: https://clerk.example\r\n";

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

void with_agents(Options& options) {
    static const std::string hash = *access::hash_password(password);
    options.timeouts.recheck = 50;
    options.find_agent = [](std::string_view login) -> Result<std::optional<Agent>> {
        if (login == "broken") return error("io", "no store");
        if (login == "lin") return std::optional(Agent{AgentId{7}, "lin", "小林", hash, false});
        if (login == "gone") return std::optional(Agent{AgentId{8}, "gone", "x", hash, true});
        return std::optional<Agent>();
    };
}

std::string text_of(const std::string& json, const std::string& name) {
    const std::string wanted = "\"" + name + "\":\"";
    const std::size_t at = json.find(wanted);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + wanted.size();
    return json.substr(begin, json.find('"', begin) - begin);
}

HttpReply sign_in(
    const Harness& harness, const std::string& login, const std::string& secret = password
) {
    Client client(harness.port());
    const std::string body = R"({"login":")" + login + R"(","password":")" + secret + "\"}";
    return client.ask(post("/v1/desk/sign-in", body, ours), 12'000);  // a hash on a busy machine
}

struct SignedInDesk {
    explicit SignedInDesk(const Harness& harness) {
        const HttpReply reply = sign_in(harness, "lin");
        REQUIRE(reply.status == 200);
        csrf = text_of(reply.body, "csrf");
        const std::string set = reply.header("set-cookie");
        cookie = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
    }

    [[nodiscard]] std::string token() const { return "X-CSRF-Token: " + csrf + "\r\n"; }

    std::string csrf;
    std::string cookie;
};

TEST_CASE("signing in gives a cookie that only browsers of this host send back", "[desk]") {
    Harness harness(with_agents);
    const HttpReply reply = sign_in(harness, "lin");
    CHECK(reply.status == 200);
    CHECK(holds(reply.body, "小林"));
    const std::string cookie = reply.header("set-cookie");
    CHECK(cookie.starts_with("__Host-shopclerk="));
    CHECK(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"));
    CHECK_FALSE(holds(reply.body, cookie.substr(17, 43)));
    CHECK(reply.header("cache-control") == "no-store");
}

TEST_CASE("unknown, disabled and wrong are told apart by nobody", "[desk]") {
    Harness harness(with_agents);
    const HttpReply wrong = sign_in(harness, "lin", "wrong horse battery");
    const HttpReply unknown = sign_in(harness, "nobody");
    const HttpReply disabled = sign_in(harness, "gone");
    CHECK(wrong.status == 401);
    CHECK(unknown.head == wrong.head);
    CHECK(unknown.body == wrong.body);
    CHECK(disabled.head == wrong.head);
    CHECK(disabled.body == wrong.body);
    CHECK(wrong.header("set-cookie").empty());
    CHECK(sign_in(harness, "broken").status == 503);
    CHECK(sign_in(harness, "lin", "").status >= 400);
}

TEST_CASE("guessing is slowed down, whether or not there is such a login", "[desk]") {
    Harness harness(with_agents);
    for (const char* login : {"lin", "nobody"}) {
        for (int i = 0; i < limits::sign_in_failures_per_login_max; ++i) {
            REQUIRE(sign_in(harness, login, "wrong horse battery").status == 401);
        }
        const HttpReply locked = sign_in(harness, login);
        CHECK(locked.status == 429);
        CHECK(std::stol(locked.header("retry-after")) > 60);
    }
}

TEST_CASE("without the cookie there is no desk", "[desk]") {
    Harness harness(with_agents);
    const SignedInDesk desk(harness);
    Client client(harness.port());
    CHECK(client.ask(get("/v1/desk/me")).status == 401);
    CHECK(client.ask(get("/v1/desk/me", "Cookie: __Host-shopclerk=x\r\n")).status == 401);
    CHECK(client.ask(get("/v1/desk/me", "Cookie: __Host-shopclerk=\r\n")).status == 401);
    CHECK(client.ask(post("/v1/desk/pass", "{}", desk.token())).status == 401);
    CHECK(client.ask(post("/v1/desk/sign-out", "{}", desk.token())).status == 401);
    const HttpReply me = client.ask(get("/v1/desk/me", desk.cookie));
    CHECK(me.status == 200);
    CHECK(text_of(me.body, "csrf") == desk.csrf);
}

TEST_CASE("what changes anything needs the token, the origin and JSON", "[desk]") {
    Harness harness(with_agents);
    const SignedInDesk desk(harness);
    Client client(harness.port());
    const auto pass = [&](const std::string& headers) {
        return client.ask(post("/v1/desk/pass", "{}", desk.cookie + headers)).status;
    };
    CHECK(pass("") == 403);
    CHECK(pass("X-CSRF-Token: x\r\n") == 403);
    CHECK(pass(desk.token() + "Origin: https://evil.example\r\n") == 403);
    CHECK(pass(desk.token() + "Origin: null\r\n") == 403);
    CHECK(pass(desk.token() + "Origin: https://clerk.example.evil.example\r\n") == 403);
    CHECK(pass(desk.token() + "Origin: https://evil-clerk.example\r\n") == 403);
    CHECK(pass(desk.token() + "Origin: https://clerk.example:444\r\n") == 403);
    CHECK(pass(desk.token() + ours) == 200);
    CHECK(pass(desk.token()) == 200);
    const std::string form =
        "POST /v1/desk/pass HTTP/1.1\r\nHost: clerk.example\r\nContent-Length: 2\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n";
    CHECK(client.ask(form + desk.cookie + desk.token() + "\r\n{}").status == 415);
    const HttpReply cross = client.ask(post(
        "/v1/desk/sign-in", R"({"login":"lin","password":"x"})", "Origin: https://evil.example\r\n"
    ));
    CHECK(cross.status == 403);
}

TEST_CASE("a token of the right length and a wrong letter is no token", "[desk]") {
    Harness harness(with_agents);
    const SignedInDesk desk(harness);
    const SignedInDesk other(harness);
    Client client(harness.port());
    const auto pass = [&](const std::string& token) {
        const std::string headers = desk.cookie + "X-CSRF-Token: " + token + "\r\n";
        return client.ask(post("/v1/desk/pass", "{}", headers)).status;
    };
    const std::string& token = desk.csrf;
    REQUIRE(token.size() == 43);
    for (const std::size_t at : {std::size_t{0}, token.size() / 2, token.size() - 1}) {
        std::string altered = token;
        altered[at] = altered[at] == 'A' ? 'B' : 'A';
        INFO("letter " << at);
        CHECK(pass(altered) == 403);
    }
    CHECK(pass(token.substr(0, 42)) == 403);
    CHECK(pass(token + "A") == 403);
    CHECK(pass(std::string(token.rbegin(), token.rend())) == 403);
    CHECK(pass(other.csrf) == 403);
    CHECK(pass(token) == 200);
}

std::string pass_for(const Harness& harness, const SignedInDesk& desk) {
    Client client(harness.port());
    const HttpReply reply =
        client.ask(post("/v1/desk/pass", "{}", desk.cookie + desk.token() + ours));
    REQUIRE(reply.status == 200);
    return text_of(reply.body, "pass");
}

std::string hello_with(const std::string& pass) {
    return R"({"verb":"hello","pass":")" + pass + "\"}";
}

TEST_CASE("the desk's socket needs cookie, origin and a fresh pass", "[desk]") {
    Harness harness(with_agents);
    const SignedInDesk desk(harness);
    CHECK_FALSE(Client(harness.port()).upgrade("/v1/desk", ours));
    CHECK_FALSE(Client(harness.port()).upgrade("/v1/desk", desk.cookie));
    CHECK_FALSE(Client(harness.port()).upgrade("/v1/desk", desk.cookie + "Origin: https://x\r\n"));

    Client client(harness.port());
    REQUIRE(client.upgrade("/v1/desk", desk.cookie + ours));
    client.text(R"({"verb":"claim","ticket":"5","version":1})");
    CHECK(holds(client.next_text(), "no_hello"));
    client.text(hello_with("guess"));
    CHECK(holds(client.next_text(), "unauthorized"));
    const std::string pass = pass_for(harness, desk);
    client.text(hello_with(pass));
    CHECK(holds(client.next_text(), "welcome"));

    Client second(harness.port());
    REQUIRE(second.upgrade("/v1/desk", desk.cookie + ours));
    second.text(hello_with(pass));
    CHECK(holds(second.next_text(), "unauthorized"));

    CHECK(harness.clerk.count<app::DeskHello>() == 1);
    const auto hello = std::get<app::DeskHello>(harness.clerk.seen().front().input);
    CHECK(hello.agent.id == AgentId{7});
    CHECK(hello.agent.name == "小林");
}

TEST_CASE("another agent's pass opens nothing", "[desk]") {
    Harness harness(with_agents);
    const SignedInDesk one(harness);
    const SignedInDesk two(harness);
    Client client(harness.port());
    REQUIRE(client.upgrade("/v1/desk", one.cookie + ours));
    client.text(hello_with(pass_for(harness, two)));
    CHECK(holds(client.next_text(), "unauthorized"));
}

TEST_CASE("the desk's verbs reach the engine as they were said", "[desk]") {
    Harness harness(with_agents);
    const SignedInDesk desk(harness);
    Client client(harness.port());
    REQUIRE(client.upgrade("/v1/desk", desk.cookie + ours));
    client.text(hello_with(pass_for(harness, desk)));
    REQUIRE(holds(client.next_text(), "welcome"));
    client.text(R"({"verb":"open","ticket":"5"})");
    client.text(R"({"verb":"claim","ticket":"5","version":3})");
    CHECK(holds(client.next_text(), "won"));
    client.text(R"({"verb":"reply","ticket":"5","id":"agent-id-1","text":"您好","expect_seq":9})");
    client.text(R"({"verb":"note","ticket":"5","id":"agent-id-2","text":"记"})");
    client.text(R"({"verb":"typing","ticket":"5","on":true})");
    client.text(R"({"verb":"pull","ticket":"5","after":2})");
    client.text(R"({"verb":"release","ticket":"5"})");
    client.text(R"({"verb":"resolve","ticket":"5"})");
    client.text(R"({"verb":"send","id":"client-id","text":"as a shopper?"})");
    CHECK(holds(client.next_text(), "bad_verb"));
    REQUIRE(harness.clerk.waits_for<app::DeskRelease>(2));
    const auto seen = harness.clerk.seen();
    REQUIRE(seen.size() == 9);
    CHECK(std::get<app::DeskClaim>(seen[2].input).version == 3);
    const auto& reply = std::get<app::DeskReply>(seen[3].input);
    CHECK(reply.text == "您好");
    CHECK(reply.expect_seq == 9);
    CHECK(std::get<app::DeskNote>(seen[4].input).text == "记");
    CHECK(std::get<app::Typing>(seen[5].input).ticket == TicketId{5});
    CHECK(std::get<app::DeskPull>(seen[6].input).max == limits::pull_events_max);
    CHECK_FALSE(std::get<app::DeskRelease>(seen[7].input).resolve);
    CHECK(std::get<app::DeskRelease>(seen[8].input).resolve);
}

TEST_CASE("signing out ends the cookie and the sockets", "[desk]") {
    Harness harness(with_agents);
    const SignedInDesk desk(harness);
    const SignedInDesk other(harness);
    Client socket(harness.port());
    REQUIRE(socket.upgrade("/v1/desk", desk.cookie + ours));
    socket.text(hello_with(pass_for(harness, desk)));
    REQUIRE(holds(socket.next_text(), "welcome"));
    Client client(harness.port());
    const HttpReply reply =
        client.ask(post("/v1/desk/sign-out", "{}", desk.cookie + desk.token() + ours));
    CHECK(reply.status == 204);
    CHECK(holds(reply.header("set-cookie"), "Max-Age=0"));
    CHECK(socket.close_status() == 1008);
    CHECK(client.ask(get("/v1/desk/me", desk.cookie)).status == 401);
    CHECK(client.ask(get("/v1/desk/me", other.cookie)).status == 200);
}

TEST_CASE("shoppers' verbs and agents' stay on their own sockets", "[desk]") {
    Harness harness(with_agents);
    Client client(harness.port());
    REQUIRE(client.upgrade());
    client.text(R"({"verb":"hello"})");
    REQUIRE(holds(client.next_text(), "welcome"));
    for (const char* frame :
         {R"({"verb":"claim","ticket":"5","version":1})",
          R"({"verb":"open","ticket":"5"})",
          R"({"verb":"reply","ticket":"5","id":"agent-id-1","text":"x","expect_seq":1})",
          R"({"verb":"resolve","ticket":"5"})"}) {
        client.text(frame);
        CHECK(holds(client.next_text(), "bad_verb"));
    }
    CHECK(harness.clerk.seen().size() == 1);
}

}  // namespace
}  // namespace clerk::net
