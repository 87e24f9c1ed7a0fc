// What one HTTP request is answered with, as a value: most requests need nothing but themselves and
// the Site, so handlers are functions; the session does what they return.
#pragma once

#include "access/agent_sessions.hpp"
#include "app/inputs.hpp"
#include "net/http_head.hpp"
#include "net/reply.hpp"
#include "net/router.hpp"
#include "net/site.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <variant>

namespace clerk::net {

struct Request {
    Head head;  // views into what the session's reader holds
    std::string body;
    std::string address;
    bool from_loopback = false;
    std::int64_t now_ms = 0;  // steady
};

// Ask the engine; its one delivery is the answer.
struct Ask {
    app::Input input;
    int ok_status = 200;
    std::int64_t wait_ms = 0;  // beside what any answer may take
};

// Slow work on secrets, on a password thread.
struct Later {
    std::function<Reply()> work;
};

// Become a WebSocket.
struct Upgrade {
    bool desk = false;
    access::SignedIn agent;  // of a desk
};

using Answer = std::variant<Reply, Ask, Later, Upgrade>;

struct Answered {
    Answer answer;
    std::string headers;  // for whatever reply comes of it
};

[[nodiscard]] Answered answer(const Request& request, Site& site);

// The parts it is made of, one per group of routes.
[[nodiscard]] Answer answer_conversations(const Request&, const Matched&, Site&);
[[nodiscard]] Answer answer_desk(const Request&, const Matched&, Site&);
[[nodiscard]] Answer answer_upgrade(const Request&, const Matched&, Site&);

// A nack as a reply, counted.
[[nodiscard]] Reply refuse(Site& site, app::Code code, std::string message, Millis wait = {});
// The same for a Nack that wire made.
[[nodiscard]] Reply refuse(Site& site, const app::Nack& nack);
// Is the body said to be JSON? Anything else could be sent by a plain form of another site.
[[nodiscard]] bool says_json(const Head& head);

}  // namespace clerk::net
