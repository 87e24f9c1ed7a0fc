#include "net/listener.hpp"

#include "net/loop.hpp"
#include "net/site.hpp"
#include "telemetry/log.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace clerk::net {
namespace {

constexpr int backlog = 4'096;
constexpr std::chrono::milliseconds pause_after_failure{100};

int open_spare() {
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

// What caps and rates count: an IPv4 address, or the /64 of an IPv6 one.
std::string countable(asio::ip::address address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    }
    if (address.is_v4()) return address.to_string();
    auto bytes = address.to_v6().to_bytes();
    for (std::size_t i = 8; i < bytes.size(); ++i)
        bytes[i] = 0;
    return asio::ip::address_v6(bytes).to_string() + "/64";
}

}  // namespace

Listener::Listener(Site& site, std::vector<std::unique_ptr<Loop>>& loops)
    : site_(site),
      loops_(loops),
      acceptor_(loops.front()->io().get_executor()),
      pause_(loops.front()->io().get_executor()),
      spare_(open_spare()) {}

Listener::~Listener() {
    if (spare_ >= 0) ::close(spare_);
}

Status Listener::open(const std::string& host, std::uint16_t port) {
    ErrorCode failure;
    const auto address = asio::ip::make_address(host, failure);
    if (failure) return error("address", "not an IP address: " + host);
    const Tcp::endpoint endpoint(address, port);
    acceptor_.open(endpoint.protocol(), failure);
    if (!failure) acceptor_.set_option(asio::socket_base::reuse_address(true), failure);
    if (!failure) acceptor_.bind(endpoint, failure);
    if (!failure) acceptor_.listen(backlog, failure);
    if (failure) {
        return error(
            "listen",
            "cannot listen on " + host + ":" + std::to_string(port) + ": " + failure.message()
        );
    }
    asio::post(acceptor_.get_executor(), [this] { accept(); });
    return done();
}

std::uint16_t Listener::port() const {
    ErrorCode ignored;
    return acceptor_.local_endpoint(ignored).port();
}

void Listener::close() {
    asio::post(acceptor_.get_executor(), [this] {
        ErrorCode ignored;
        acceptor_.close(ignored);
        pause_.cancel();
    });
}

void Listener::accept() {
    Loop& loop = *loops_[next_++ % loops_.size()];
    acceptor_.async_accept(
        loop.io().get_executor(),
        [this, &loop](const ErrorCode& failure, Socket socket) {
            on_accept(failure, std::move(socket), loop);
        }
    );
}

void Listener::on_accept(const ErrorCode& failure, Socket socket, Loop& loop) {
    if (!acceptor_.is_open()) return;
    if (failure) return on_failure(failure);
    failures_ = 0;
    Peer peer = admit(socket);
    if (peer.admission != Admission::hang_up) loop.adopt(std::move(socket), std::move(peer));
    accept();
}

Peer Listener::admit(const Socket& socket) {
    ErrorCode gone;
    const asio::ip::address address = socket.remote_endpoint(gone).address();
    if (gone) return {{}, false, Admission::hang_up};
    Peer peer{countable(address), address.is_loopback(), {}};
    peer.admission = site_.caps.enter(peer.address);
    if (peer.admission == Admission::hang_up) {
        site_.metrics.count(telemetry::Counter::sessions_refused);
    }
    return peer;
}

void Listener::on_failure(const ErrorCode& failure) {
    if (failures_++ == 0) {
        telemetry::log(telemetry::Level::error, "accept_failed", {{"why", failure.message()}});
    }
    if (spare_ >= 0) ::close(spare_);
    const int caller = ::accept(acceptor_.native_handle(), nullptr, nullptr);
    if (caller >= 0) ::close(caller);
    spare_ = open_spare();
    pause_.expires_after(pause_after_failure);
    pause_.async_wait([this](const ErrorCode&) {
        if (acceptor_.is_open()) accept();
    });
}

}  // namespace clerk::net
