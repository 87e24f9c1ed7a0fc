#include "cli/served.hpp"

#include "access/password.hpp"
#include "cli/engine_clerk.hpp"
#include "content/load.hpp"

#include <catch2/catch.hpp>

namespace clerk::cli::testing {
namespace {

using net::HttpReply;
using net::post;

const std::string key = "0123456789abcdefghijklmnopqrstuv";

content::SnapshotPtr shipped_content() {
    content::LoadOptions quick;
    quick.examples = false;
    static const content::Loaded loaded = content::load_content(CLERK_SOURCE_DIR, quick);
    REQUIRE(loaded.snapshot != nullptr);
    return loaded.snapshot;
}

constexpr AgentId lin_id{7};
constexpr AgentId mei_id{8};

const std::string& password_hash() {
    static const std::string hash = *access::hash_password(agents_password);
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

std::unique_ptr<store::Database> shop_with(Agents agents) {
    auto database = *store::Database::open(":memory:");
    if (agents == Agents::none) return database;
    REQUIRE(database->add_agent({lin_id, "lin", "lin", password_hash(), false}).ok());
    REQUIRE(database->add_agent({mei_id, "mei", "mei", password_hash(), false}).ok());
    return database;
}

}  // namespace

std::string text_of(const std::string& json, const std::string& name) {
    const std::string wanted = "\"" + name + "\":\"";
    const std::size_t at = json.find(wanted);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + wanted.size();
    return json.substr(begin, json.find('"', begin) - begin);
}

Served::Served(Agents agents)
    : database_(shop_with(agents)),
      server_(*net::Server::make(
          options_of_tests(*database_->reader()), {codec_, clock_, chance_, metrics_}
      )),
      engine_(
          {*database_, codec_, server_->outlet(), clock_, chance_, metrics_}, shipped_content()
      ),
      clerk_(std::make_unique<EngineClerk>(engine_)),
      running_([this] { (void)engine_.run(); }) {
    REQUIRE(server_->start(*clerk_).ok());
}

Served::~Served() {
    server_->stop_accepting();
    engine_.stop();
    running_.join();
    server_->stop(Millis{0});
}

HttpReply Served::ask(const std::string& request) const {
    return net::Client(port()).ask(request);
}

Conversation open_conversation(const Served& served) {
    const HttpReply reply = served.ask(post("/v1/conversations", R"({"lang":"en"})"));
    REQUIRE(reply.status == 201);
    return {text_of(reply.body, "conversation"), text_of(reply.body, "session")};
}

SignedInAgent::SignedInAgent(const Served& served, const std::string& login) {
    const HttpReply reply = served.ask(post(
        "/v1/desk/sign-in",
        R"({"login":")" + login + R"(","password":")" + agents_password + "\"}",
        from_the_desk
    ));
    REQUIRE(reply.status == 200);
    const std::string set = reply.header("set-cookie");
    cookie = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
    token = "X-CSRF-Token: " + text_of(reply.body, "csrf") + "\r\n";
}

std::string SignedInAgent::pass(const Served& served) const {
    return text_of(
        served.ask(post("/v1/desk/pass", "{}", cookie + token + from_the_desk)).body, "pass"
    );
}

void SignedInAgent::open(const Served& served, net::Client& client) const {
    const std::string opens = pass(served);
    REQUIRE(client.upgrade("/v1/desk", cookie + from_the_desk));
    client.text(R"({"verb":"hello","pass":")" + opens + "\"}");
    REQUIRE(text_of(client.next_text(), "verb") == "welcome");
}

}  // namespace clerk::cli::testing
