// One socket: bytes in and bytes out, under deadlines. What the bytes mean is its Protocol's
// business, first HTTP, then perhaps a WebSocket. Lives on one Loop and is touched by that thread
// alone.
//
//   read ──> Protocol::received ──> queue() … queue() ──> settle(): one writev for all of it
//
// Idle, it waits for the socket to become readable and holds no buffer at all; input passes through
// one that all connections of the thread share. A waiting write exists only while the outbox is not
// empty.
#pragma once

#include "app/ports.hpp"
#include "base/limits.hpp"
#include "net/asio.hpp"
#include "net/caps.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace clerk::net {

class Connection;
class Loop;

// What a connection speaks. Called by its connection only; may queue, finish or cut it at any time,
// which takes effect when the call returns.
class Protocol {
public:
    virtual ~Protocol() = default;
    // All bytes not yet used, oldest first; returns how many it has used. The rest comes again,
    // with more.
    [[nodiscard]] virtual std::size_t received(std::span<char> bytes) = 0;
    virtual void delivered(const app::Delivery& delivery) = 0;
    virtual void tick(std::int64_t now_ms) = 0;

    // Slow work under this number is done.
    virtual void woken(std::uint64_t /*job*/) {}

    // The server goes away: say so and end, once what is under way is done.
    virtual void drain() = 0;
    // The peer sends no more. True: there is still something to say to it.
    [[nodiscard]] virtual bool half_closed() = 0;
    // The connection is gone; the last call.
    virtual void ended() = 0;
};

// Of a WebSocket's frame: at most ten bytes.
struct FrameHeader {
    std::array<char, 10> bytes{};
    std::uint8_t size = 0;
};

// Something to send: perhaps a frame header, then a body that many connections may share.
struct Piece {
    FrameHeader header;
    std::shared_ptr<const std::string> body;

    [[nodiscard]] std::size_t size() const { return header.size + (body ? body->size() : 0); }
};

// Who is at the other end.
struct Peer {
    std::string address;  // as caps and rates count it
    bool loopback = false;
    Admission admission = Admission::welcome;
};

class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Loop& loop, Socket socket, std::uint64_t id, Peer peer);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // --- by the loop
    // ------------------------------------------------------------------------------
    void start(std::unique_ptr<Protocol> protocol);
    void delivered(const app::Delivery& delivery);
    void woken(std::uint64_t job);
    void tick(std::int64_t now_ms);
    void drain();
    // Sends what is queued, closes what is to be closed. After every call into the protocol.
    void settle();

    // --- by the protocol
    // ----------------------------------------------------------------------------
    void queue(Piece piece);
    // Ends when the outbox is empty: no more is sent, what still comes is thrown away, and after
    // `linger_ms` or when the peer hangs up the socket is closed. Not lingering is for a peer that
    // has said its last: closing over unread bytes would reset what it has not read either.
    void finish(std::int64_t linger_ms);

    void cut() { cut_ = true; }

    // Drops what is queued and not begun.
    void forget_outbox();

    // Another protocol takes over when the present call returns.
    void become(std::unique_ptr<Protocol> protocol) { next_ = std::move(protocol); }

    [[nodiscard]] std::size_t outbox_pieces() const { return outbox_.size() - first_; }

    [[nodiscard]] std::size_t outbox_bytes() const { return outbox_bytes_; }

    [[nodiscard]] std::uint64_t id() const { return id_; }

    [[nodiscard]] const Peer& peer() const { return peer_; }

    [[nodiscard]] Loop& loop() { return loop_; }

    [[nodiscard]] bool closed() const { return closed_; }

private:
    // What an exception in `act` ends is this connection, nothing else.
    template <class Act>
    void guarded(Act act);
    void read();
    void on_readable(const ErrorCode& failure);
    void take(std::span<char> bytes);
    void use_held();
    void on_eof();
    void write();
    [[nodiscard]] bool write_some();
    void sent(std::size_t bytes);
    void close();

    Loop& loop_;
    Socket socket_;
    std::uint64_t id_;
    Peer peer_;
    std::unique_ptr<Protocol> protocol_;
    std::unique_ptr<Protocol> next_;
    std::string held_;  // bytes of something that is not complete
    std::vector<Piece> outbox_;
    std::size_t first_ = 0;       // in the outbox: the first not sent
    std::size_t first_sent_ = 0;  // bytes of it that are sent
    std::size_t outbox_bytes_ = 0;
    std::int64_t write_by_ms_ = 0;  // the first piece must be gone; 0: nothing waits
    std::int64_t linger_ms_ = 0;
    std::int64_t linger_by_ms_ = 0;  // set when our side is closed
    bool finishing_ = false;
    bool reading_ = false;
    bool writing_ = false;
    bool shut_ = false;  // our side is closed
    bool eof_ = false;   // theirs is
    bool cut_ = false;
    bool closed_ = false;
};

}  // namespace clerk::net
