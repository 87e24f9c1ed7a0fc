#include "net/loop.hpp"

#include "net/connection.hpp"
#include "net/http_session.hpp"
#include "net/site.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace clerk::net {
namespace {

// So much for one connection is sent before the rest of the batch is looked at: its outbox shall
// hold what the peer is too slow for, not what nobody has tried to send.
constexpr std::size_t pieces_before_settling = 64;
constexpr std::size_t bytes_before_settling = limits::outbox_bytes_max / 4;

bool should_settle(const Connection& connection) {
    return connection.outbox_pieces() >= pieces_before_settling
           || connection.outbox_bytes() >= bytes_before_settling;
}

}  // namespace

Loop::Loop(Site& site, std::uint32_t number)
    : site_(site),
      number_(number),
      work_(io_.get_executor()),
      timer_(io_.get_executor()),
      scratch_(limits::read_at_once_bytes),
      message_room_(limits::frame_bytes_max) {}

Loop::~Loop() {
    abort();
    join();
}

void Loop::start() {
    asio::post(io_, [this] { tick(); });
    thread_ = std::thread([this] { run(); });
}

void Loop::run() {
    for (;;) {
        try {
            io_.run();
            return;
        } catch (const std::exception& e) {
            site_.contain("loop", e.what());
        }
    }
}

void Loop::deliver(std::vector<app::Delivery> deliveries) {
    bool idle = false;
    {
        const std::lock_guard lock(mail_mutex_);
        idle = mail_.empty();
        if (idle) {
            mail_ = std::move(deliveries);
        } else {
            std::ranges::move(deliveries, std::back_inserter(mail_));
        }
    }
    if (idle) asio::post(io_, [this] { take_mail(); });
}

void Loop::take_mail() {
    std::vector<app::Delivery> mail;
    {
        const std::lock_guard lock(mail_mutex_);
        mail.swap(mail_);
    }
    std::vector<std::shared_ptr<Connection>> touched;
    touched.reserve(mail.size());
    for (const app::Delivery& delivery : mail) {
        std::shared_ptr<Connection> connection = find(delivery.to.id);
        if (!connection) continue;
        connection->delivered(delivery);
        if (should_settle(*connection)) connection->settle();
        if (touched.empty() || touched.back() != connection)
            touched.push_back(std::move(connection));
    }
    for (const auto& connection : touched)
        connection->settle();
}

void Loop::wake(std::uint64_t connection, std::uint64_t job) {
    asio::post(io_, [this, connection, job] {
        if (const auto there = find(connection)) there->woken(job);
    });
}

void Loop::adopt(Socket socket, Peer peer) {
    // A std::function would want copies; Asio takes what can only be moved.
    asio::post(io_, [this, socket = std::move(socket), peer = std::move(peer)]() mutable {
        if (draining_) return site_.caps.leave(peer.address, peer.admission);
        const std::uint64_t id = fresh_key();
        const auto connection =
            std::make_shared<Connection>(*this, std::move(socket), id, std::move(peer));
        connections_.emplace(id, connection);
        ++count_;
        connection->start(open_http(*connection, site_));
    });
}

void Loop::forget(Connection& connection) {
    const Peer& peer = connection.peer();
    site_.caps.leave(peer.address, peer.admission);
    connections_.erase(connection.id());
    --count_;
    if (draining_ && connections_.empty()) abort();
}

void Loop::drain() {
    asio::post(io_, [this] {
        draining_ = true;
        for (auto at = connections_.begin(); at != connections_.end();) {
            const auto connection = (at++)->second;  // which may leave
            connection->drain();
        }
        if (connections_.empty()) abort();
    });
}

void Loop::abort() {
    io_.stop();
}

void Loop::join() {
    if (thread_.joinable()) thread_.join();
}

void Loop::tick() {
    const std::int64_t now = steady_ms();
    for (auto at = connections_.begin(); at != connections_.end();) {
        const auto connection = (at++)->second;  // which may leave
        connection->tick(now);
    }
    timer_.expires_after(std::chrono::milliseconds(site_.options.timeouts.tick));
    timer_.async_wait([this](const ErrorCode& failure) {
        if (!failure) tick();
    });
}

std::shared_ptr<Connection> Loop::find(std::uint64_t key) const {
    const auto request = requests_.find(key);
    const auto at = connections_.find(request == requests_.end() ? key : request->second);
    return at == connections_.end() ? nullptr : at->second;
}

}  // namespace clerk::net
