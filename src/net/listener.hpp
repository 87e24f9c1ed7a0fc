// The accept loop. It survives running out of descriptors: a spare one is given up to accept and
// drop the caller, so that nobody hangs in the backlog, then it waits a little. Lives on one loop,
// hands sockets out to all.
#pragma once

#include "base/result.hpp"
#include "net/asio.hpp"
#include "net/connection.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace clerk::net {

class Loop;
class Site;

class Listener {
public:
    Listener(Site& site, std::vector<std::unique_ptr<Loop>>& loops);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    // Errors: "address", "listen".
    [[nodiscard]] Status open(const std::string& host, std::uint16_t port);
    [[nodiscard]] std::uint16_t port() const;
    // From any thread.
    void close();

private:
    void accept();
    void on_accept(const ErrorCode& failure, Socket socket, Loop& loop);
    void on_failure(const ErrorCode& failure);
    [[nodiscard]] Peer admit(const Socket& socket);

    Site& site_;
    std::vector<std::unique_ptr<Loop>>& loops_;
    Acceptor acceptor_;
    Timer pause_;
    int spare_ = -1;  // a descriptor kept for the day there is none
    std::size_t next_ = 0;
    std::size_t failures_ = 0;  // in a row
};

}  // namespace clerk::net
