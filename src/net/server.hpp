// The network's edge: listens, speaks HTTP and WebSocket, and carries messages between sockets and
// the clerk. It decides nothing about conversations: what comes in goes to Clerk::submit, what goes
// out comes by outlet().
//
// Threads: one or two of its own, each with its own sockets, and two for passwords. No socket is
// ever touched by another thread, and none of the network threads ever waits. Sockets, Asio and
// framing stay inside net/.
#pragma once

#include "app/ports.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "net/clerk.hpp"
#include "net/options.hpp"
#include "telemetry/metrics.hpp"

#include <cstdint>
#include <memory>

namespace clerk::net {

class Server {
public:
    struct Parts {
        const app::Codec& codec;
        const Clock& clock;
        Chance& chance;
        telemetry::Metrics& metrics;
    };

    // Reads the pages. Errors: those of StaticFiles::load, and of a token policy that has keys but
    // is bad.
    [[nodiscard]] static Result<std::unique_ptr<Server>> make(Options options, Parts parts);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Where the engine's deliveries go; good from now until the server is gone.
    [[nodiscard]] app::Outlet& outlet();

    // Begins to listen and to answer. Errors: "address", "listen".
    [[nodiscard]] Status start(Clerk& clerk);
    [[nodiscard]] std::uint16_t port() const;  // REQUIRES: started

    // Whoever is signed in as the agent is signed out; their sockets close within seconds.
    void sign_out(AgentId agent);

    // Nobody new from now on, and /readyz says so. Who is there may go on.
    void stop_accepting();
    // Everybody is told 1001, or 503, and has so long to say goodbye; then they are cut off.
    void stop(Millis patience);

private:
    struct Inside;
    explicit Server(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace clerk::net
