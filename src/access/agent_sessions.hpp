// Who is signed in at a desk: cookie sessions in memory, kept by the digest of their secret, and
// the one-time passes that open a socket. A restart signs everybody out. Thread-safe; reads no
// clock.
//
// A session ends when it is idle for 30 minutes, is 8 hours old, is signed out, or its agent's are
// all ended. Who holds sockets for it asks alive() every few seconds and closes them.
#pragma once

#include "base/ids.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace clerk::access {

struct SignedIn {
    AgentId agent;
    std::string name;
    std::string csrf;
    std::string digest;  // of the session's secret: its key here, harmless elsewhere
};

class AgentSessions {
public:
    explicit AgentSessions(Chance& chance) : chance_(chance) {}

    struct Opened {
        std::string secret;  // for the cookie; kept nowhere else
        SignedIn session;
    };

    // An agent's oldest session makes room beyond limits::sessions_per_agent_max.
    [[nodiscard]] Opened open(AgentId agent, std::string name, std::int64_t now_ms);

    // Looks the cookie's secret up and counts as use. nullopt: none, or it has ended.
    [[nodiscard]] std::optional<SignedIn> find(std::string_view secret, std::int64_t now_ms);

    // The same by digest, for a socket that goes on: `used` when a person did something.
    [[nodiscard]] bool alive(const std::string& digest, bool used, std::int64_t now_ms);

    void end(const std::string& digest);
    void end_all_of(AgentId agent);

    // A pass opens one socket within 30 s, for the session that asked.
    [[nodiscard]] std::string new_pass(const std::string& digest, std::int64_t now_ms);
    [[nodiscard]] bool use_pass(
        std::string_view pass, const std::string& digest, std::int64_t now_ms
    );

private:
    struct Session {
        SignedIn who;
        std::int64_t created_ms = 0;
        std::int64_t used_ms = 0;
    };

    struct Pass {
        std::string session;
        std::int64_t until_ms = 0;
    };

    // All REQUIRE the lock.
    [[nodiscard]] Session* live(const std::string& digest, std::int64_t now_ms);
    void make_room(AgentId agent);
    void drop(const std::string& digest);

    Chance& chance_;
    std::mutex mutex_;
    std::unordered_map<std::string, Session> sessions_;
    std::unordered_map<std::string, Pass> passes_;
};

}  // namespace clerk::access
