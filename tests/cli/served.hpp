// The whole program in one process: shipped content, a shop in memory, the engine, the network; and
// who speaks to it.
#pragma once

#include "app/engine.hpp"
#include "app/system.hpp"
#include "cli/agent_orders.hpp"
#include "net/client.hpp"
#include "net/server.hpp"
#include "store/database.hpp"
#include "wire/codec.hpp"

#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace clerk::cli::testing {

// The agents' own; and the header of a request that comes from the desk's page.
inline const std::string agents_password = "correct horse battery";
inline const std::string from_the_desk = "Origin: https://clerk.example\r\n";

// What stands in `"name":"…"`; "" when there is no such text.
[[nodiscard]] std::string text_of(const std::string& json, const std::string& name);

enum class Agents : unsigned char { lin_and_mei, none };

class Served {
public:
    explicit Served(Agents agents = Agents::lin_and_mei);
    ~Served();
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }

    [[nodiscard]] net::HttpReply ask(const std::string& request) const;

    // As the server does it when it is handed one.
    [[nodiscard]] Result<std::vector<Agent>> carry_out(const AgentOrder& order) {
        return cli::carry_out(order, *database_, engine_, *server_, clock_);
    }

private:
    app::SystemClock clock_;
    app::SystemChance chance_;
    wire::JsonCodec codec_;
    telemetry::Metrics metrics_;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<net::Server> server_;
    app::Engine engine_;
    std::unique_ptr<net::Clerk> clerk_;
    std::thread running_;
};

struct Conversation {
    std::string id;
    std::string session;

    [[nodiscard]] std::string bearer() const { return "Authorization: Bearer " + session + "\r\n"; }
};

[[nodiscard]] Conversation open_conversation(const Served& served);

struct SignedInAgent {
    SignedInAgent(const Served& served, const std::string& login);

    [[nodiscard]] std::string pass(const Served& served) const;
    // A desk that said hello; its welcome is passed over.
    void open(const Served& served, net::Client& client) const;

    std::string cookie;  // headers, both
    std::string token;
};

}  // namespace clerk::cli::testing
