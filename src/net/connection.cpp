#include "net/connection.hpp"

#include "net/loop.hpp"
#include "net/site.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace clerk::net {
namespace {

// More pieces a system call than this gain nothing.
constexpr std::size_t pieces_at_once = 32;
// An outbox that grew is given back; this much stays.
constexpr std::size_t outbox_kept = 1;
// The same of the bytes held.
constexpr std::size_t held_kept = 64;
// So many sent pieces may stand before those that wait.
constexpr std::size_t sent_kept_max = 64;

}  // namespace

Connection::Connection(Loop& loop, Socket socket, std::uint64_t id, Peer peer)
    : loop_(loop), socket_(std::move(socket)), id_(id), peer_(std::move(peer)) {}

Connection::~Connection() = default;

template <class Act>
void Connection::guarded(Act act) {
    if (closed_) return;
    try {
        act();
    } catch (const std::exception& e) {
        loop_.site().contain("connection", e.what());
        cut_ = true;
    }
    settle();
}

void Connection::start(std::unique_ptr<Protocol> protocol) {
    protocol_ = std::move(protocol);
    ErrorCode ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(Tcp::no_delay(true), ignored);
    settle();
}

void Connection::delivered(const app::Delivery& delivery) {
    if (closed_ || cut_) return;
    try {
        protocol_->delivered(delivery);
    } catch (const std::exception& e) {
        loop_.site().contain("delivery", e.what());
        cut_ = true;
    }
}

void Connection::tick(std::int64_t now_ms) {
    if (closed_) return;
    const bool slow_reader = write_by_ms_ != 0 && now_ms >= write_by_ms_;
    const bool lingered = linger_by_ms_ != 0 && now_ms >= linger_by_ms_;
    if (slow_reader) loop_.site().metrics.count(telemetry::Counter::sessions_dropped);
    if (slow_reader || lingered) {
        cut_ = true;
        settle();
        return;
    }
    guarded([&] { protocol_->tick(now_ms); });
}

void Connection::woken(std::uint64_t job) {
    guarded([&] { protocol_->woken(job); });
}

void Connection::drain() {
    guarded([&] { protocol_->drain(); });
}

// --- reading -----------------------------------------------------------------------------------

void Connection::read() {
    reading_ = true;
    socket_.async_wait(Socket::wait_read, [self = shared_from_this()](const ErrorCode& failure) {
        self->reading_ = false;
        self->guarded([&] { self->on_readable(failure); });
    });
}

void Connection::on_readable(const ErrorCode& waiting_failed) {
    std::vector<char>& scratch = loop_.scratch();
    ErrorCode failure = waiting_failed;
    std::size_t size = 0;
    if (!failure) size = socket_.read_some(asio::buffer(scratch), failure);
    if (failure == asio::error::eof) return on_eof();
    if (failure == asio::error::would_block) return;
    if (failure) {
        cut_ = true;
        return;
    }
    take({scratch.data(), size});
}

void Connection::take(std::span<char> bytes) {
    if (finishing_ || cut_) return;
    if (!held_.empty()) {
        held_.append(bytes.data(), bytes.size());
        return;  // settle() goes on with it
    }
    const std::size_t used = protocol_->received(bytes);
    held_.assign(bytes.data() + used, bytes.size() - used);
}

void Connection::use_held() {
    while (!held_.empty() && !finishing_ && !cut_) {
        if (next_) protocol_ = std::move(next_);
        const std::size_t used = protocol_->received(held_);
        held_.erase(0, used);
        if (used == 0 && !next_) break;
    }
    if (next_) protocol_ = std::move(next_);
    if (held_.empty() && held_.capacity() > held_kept) held_ = std::string();
}

void Connection::on_eof() {
    eof_ = true;
    if (finishing_ || !protocol_->half_closed()) cut_ = true;
}

// --- writing -----------------------------------------------------------------------------------

void Connection::queue(Piece piece) {
    if (finishing_) return;
    outbox_bytes_ += piece.size();
    outbox_.push_back(std::move(piece));
}

void Connection::finish(std::int64_t linger_ms) {
    finishing_ = true;
    linger_ms_ = linger_ms;
}

void Connection::forget_outbox() {
    const std::size_t begun = first_sent_ > 0 ? 1 : 0;
    while (outbox_.size() > first_ + begun) {
        outbox_bytes_ -= outbox_.back().size();
        outbox_.pop_back();
    }
}

// Everything a call into the protocol has led to, in one place: input that waited, output, the end.
void Connection::settle() {
    if (closed_) return;
    try {
        use_held();
    } catch (const std::exception& e) {
        loop_.site().contain("connection", e.what());
        cut_ = true;
    }
    if (!cut_ && !writing_) write();
    if (cut_) return close();
    const bool room = held_.size() < limits::http_header_bytes_max + limits::http_body_bytes_max;
    if (!reading_ && !eof_ && room) read();
}

void Connection::write() {
    while (first_ < outbox_.size()) {
        if (write_some()) continue;
        if (cut_) return;
        if (write_by_ms_ == 0) write_by_ms_ = steady_ms() + loop_.site().options.timeouts.write;
        writing_ = true;
        socket_.async_wait(Socket::wait_write, [self = shared_from_this()](const ErrorCode&) {
            self->writing_ = false;
            self->guarded([] {});
        });
        return;
    }
    write_by_ms_ = 0;
    outbox_.clear();
    first_ = 0;
    if (outbox_.capacity() > outbox_kept) outbox_ = std::vector<Piece>();
    if (!finishing_ || shut_) return;
    shut_ = true;
    linger_by_ms_ = steady_ms() + linger_ms_;
    ErrorCode ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    if (eof_ || linger_ms_ == 0) cut_ = true;
}

// False: the socket takes no more just now, or (then cut_) never.
bool Connection::write_some() {
    std::array<asio::const_buffer, pieces_at_once * 2> buffers;
    std::size_t count = 0;
    std::size_t skip = first_sent_;
    const auto add = [&](const char* data, std::size_t size) {
        const std::size_t skipped = std::min(skip, size);
        skip -= skipped;
        if (size > skipped) buffers[count++] = asio::const_buffer(data + skipped, size - skipped);
    };
    const std::size_t end = std::min(outbox_.size(), first_ + pieces_at_once);
    for (std::size_t i = first_; i < end; ++i) {
        const Piece& piece = outbox_[i];
        add(piece.header.bytes.data(), piece.header.size);
        if (piece.body) add(piece.body->data(), piece.body->size());
    }
    ErrorCode failure;
    const std::size_t bytes =
        socket_.write_some(std::span<const asio::const_buffer>(buffers.data(), count), failure);
    sent(bytes);
    if (failure && failure != asio::error::would_block) cut_ = true;
    return !failure;
}

void Connection::sent(std::size_t bytes) {
    outbox_bytes_ -= bytes;
    while (bytes > 0 || (first_ < outbox_.size() && outbox_[first_].size() == 0)) {
        const std::size_t left = outbox_[first_].size() - first_sent_;
        if (bytes < left) {
            first_sent_ += bytes;
            return;
        }
        bytes -= left;
        first_sent_ = 0;
        outbox_[first_++] = Piece();
        write_by_ms_ = 0;  // progress: the next piece has its own time
    }
    if (first_ < sent_kept_max) return;
    outbox_.erase(outbox_.begin(), outbox_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
}

void Connection::close() {
    closed_ = true;
    const auto self = shared_from_this();  // the loop may hold the last other one
    try {
        if (protocol_) protocol_->ended();
    } catch (const std::exception& e) {
        loop_.site().contain("ended", e.what());
    }
    ErrorCode ignored;
    socket_.close(ignored);
    loop_.forget(*this);
}

}  // namespace clerk::net
