#include "net/ws_session.hpp"

#include "net/loop.hpp"
#include "telemetry/log.hpp"

#include <algorithm>
#include <utility>

namespace clerk::net {
namespace {

using telemetry::Counter;
using telemetry::Gauge;

}  // namespace

WsSession::WsSession(Connection& connection, Site& site)
    : connection_(connection),
      site_(site),
      stream_(connection),
      heard_ms_(steady_ms()),
      alive_ms_(heard_ms_),
      by_ms_(heard_ms_ + site.options.timeouts.hello) {
    site_.metrics.count(Counter::sessions_opened);
    site_.metrics.set(Gauge::sessions, static_cast<double>(++site_.sockets));
}

WsSession::~WsSession() {
    site_.metrics.set(Gauge::sessions, static_cast<double>(--site_.sockets));
}

// --- in ----------------------------------------------------------------------------------------

std::size_t WsSession::received(std::span<char> bytes) {
    if (bytes.empty() || over_) return bytes.size();
    heard_ms_ = steady_ms();
    unsaid_bytes_ += bytes.size();
    const bool woken = stream_.resting();
    stream_.feed(bytes);
    for (;;) {
        const WsStream::Heard heard = stream_.next();
        if (std::holds_alternative<WsStream::Nothing>(heard)) break;
        if (const auto* end = std::get_if<WsStream::End>(&heard)) on(*end);
        if (const auto* message = std::get_if<WsStream::Message>(&heard)) on(*message);
    }
    if (stream_.answered()) lives();
    // Woken by a pong: nothing was said. Once a tick, or a flood of them would be dear.
    if (woken && unsaid_bytes_ == bytes.size()) stream_.rest();
    if (unsaid_bytes_ > limits::unsaid_bytes_max) close(close_status::policy);
    return bytes.size();
}

void WsSession::on(const WsStream::Message& message) {
    unsaid_bytes_ = 0;
    lives();
    if (closing_) return;  // said too late
    if (message.binary) return close(close_status::unsupported);
    if (!still_allowed(heard_ms_)) return close(close_status::policy);
    said(message.bytes);
}

// Bytes alone prove nothing: whoever drips a frame for ever answers no ping in its middle.
void WsSession::lives() {
    alive_ms_ = heard_ms_;
    pinged_ = false;
}

// Either both have said goodbye, or framing is lost: then what follows cannot be read, not even the
// peer's close.
void WsSession::on(const WsStream::End& end) {
    over_ = closing_ = true;
    connection_.finish(end.agreed ? 0 : site_.options.timeouts.close);
}

// --- out ---------------------------------------------------------------------------------------

void WsSession::delivered(const app::Delivery& delivery) {
    if (closing_) return;
    if (delivery.frame) {
        send(delivery.frame);
        if (greeted_ && !welcomed_) {
            welcomed_ = !delivery.is_nack;
            greeted_ = welcomed_;
        }
    }
    if (delivery.close != 0) close(delivery.close);
}

bool WsSession::full(std::size_t bytes) const {
    return connection_.outbox_pieces() >= limits::outbox_messages_max
           || connection_.outbox_bytes() + bytes > limits::outbox_bytes_max;
}

void WsSession::send(std::shared_ptr<const std::string> frame) {
    if (closing_) return;
    if (full(frame->size())) {
        site_.metrics.count(Counter::sessions_dropped);
        telemetry::log(telemetry::Level::info, "slow_reader_closed");
        connection_.forget_outbox();
        return close(close_status::try_again);
    }
    stream_.send(std::move(frame));
}

void WsSession::send(std::string frame) {
    send(std::make_shared<const std::string>(std::move(frame)));
}

void WsSession::greet(app::Input hello) {
    greeted_ = true;
    submit(std::move(hello));
}

bool WsSession::within(const access::Rate& rate, std::string_view client_id) {
    const Millis wait = bucket_.take(rate, heard_ms_);
    if (wait.value == 0) return true;
    refuse({app::Code::rate_limited, "too fast", std::string(client_id), {}, wait.value});
    return false;
}

void WsSession::submit(app::Input input, std::string_view client_id) {
    const bool hello = !known_;
    if (site_.submit({connection_.loop().session_key(connection_.id()), std::move(input)})) {
        known_ = true;
        refused_ = std::max(0, refused_ - 1);
        return;
    }
    if (hello) greeted_ = false;
    refuse({app::Code::busy, "the clerk's inbox is full", std::string(client_id), {}, 1'000});
}

void WsSession::refuse(app::Code code, std::string message) {
    refuse({code, std::move(message), {}, {}, 0});
}

void WsSession::refuse(const app::Nack& nack) {
    send(site_.refusal(nack));
    if (++refused_ < limits::refused_frames_max) return;
    site_.metrics.count(Counter::sessions_dropped);
    close(close_status::policy);
}

// --- the end -----------------------------------------------------------------------------------

void WsSession::close(int status) {
    if (closing_) return;
    closing_ = true;
    stream_.close(status);
    by_ms_ = steady_ms() + site_.options.timeouts.close;
}

void WsSession::tick(std::int64_t now_ms) {
    if (over_) return;
    unsaid_bytes_ = 0;
    if (closing_) {
        if (now_ms >= by_ms_) connection_.cut();
        return;
    }
    const std::int64_t silence = now_ms - alive_ms_;
    if (silence >= site_.options.timeouts.dead_peer) {
        site_.metrics.count(Counter::sessions_dropped);
        connection_.cut();
    } else if (!welcomed_ && now_ms >= by_ms_) {
        close(close_status::policy);
    } else if (!still_allowed(now_ms)) {
        close(close_status::policy);
    } else if (silence >= site_.options.timeouts.dead_peer / 2 && !pinged_) {
        pinged_ = true;
        stream_.ping();
    }
    if (now_ms - heard_ms_ >= site_.options.timeouts.rest) stream_.rest();
}

void WsSession::drain() {
    close(close_status::going_away);
}

void WsSession::ended() {
    if (!known_) return;
    known_ = false;
    (void)site_.submit({connection_.loop().session_key(connection_.id()), app::Gone{}});
}

}  // namespace clerk::net
