#include "net/ws_session.hpp"

#include "base/utf8.hpp"
#include "net/loop.hpp"
#include "telemetry/log.hpp"

#include <algorithm>
#include <utility>

namespace clerk::net {
namespace {

using telemetry::Counter;
using telemetry::Gauge;

std::string status_bytes(int status) {
    return {static_cast<char>(status >> 8 & 0xFF), static_cast<char>(status & 0xFF)};
}

}  // namespace

WsSession::WsSession(Connection& connection, Site& site)
    : connection_(connection),
      site_(site),
      heard_ms_(steady_ms()),
      by_ms_(heard_ms_ + site.options.timeouts.hello) {
    site_.metrics.count(Counter::sessions_opened);
    site_.metrics.set(Gauge::sessions, static_cast<double>(++site_.sockets));
}

WsSession::~WsSession() {
    site_.metrics.set(Gauge::sessions, static_cast<double>(--site_.sockets));
}

// --- in
// -----------------------------------------------------------------------------------------------

std::size_t WsSession::received(std::span<char> bytes) {
    if (bytes.empty()) return 0;
    heard_ms_ = steady_ms();
    pinged_ = false;
    std::size_t used = 0;
    while (!over_) {
        const WsRead read = read_frame(bytes.subspan(used), limits::frame_bytes_max);
        if (std::holds_alternative<NeedMore>(read)) break;
        if (const auto* fault = std::get_if<WsFault>(&read)) {
            fail(fault->status);
            break;
        }
        const auto& frame = std::get<WsFrame>(read);
        used += frame.size;
        on_frame(frame);
    }
    if (pong_owed_ && !closing_) send_control(Opcode::pong, std::exchange(pong_, {}));
    pong_owed_ = false;
    return over_ ? bytes.size() : used;
}

void WsSession::on_frame(const WsFrame& frame) {
    if (frame.opcode == Opcode::close) return on_close(frame.payload);
    if (closing_) return;  // said too late
    switch (frame.opcode) {
        case Opcode::ping:
            pong_ = frame.payload;
            pong_owed_ = true;
            return;
        case Opcode::pong:
            return;
        default:
            return on_data(frame);
    }
}

void WsSession::on_data(const WsFrame& frame) {
    const bool continues = frame.opcode == Opcode::continuation;
    if (continues != fragmented_) return fail(close_status::protocol_error);
    if (frame.opcode == Opcode::binary) return close(close_status::unsupported);
    if (!continues && frame.final) return message(frame.payload);

    if (!continues) fragmented_ = true;
    if (fragments_.size() + frame.payload.size() > limits::frame_bytes_max) {
        return fail(close_status::too_big);
    }
    if (frame.payload.empty() && ++empty_fragments_ > limits::empty_fragments_max) {
        return fail(close_status::policy);
    }
    fragments_ += frame.payload;
    if (!frame.final) return;
    fragmented_ = false;
    empty_fragments_ = 0;
    message(std::exchange(fragments_, {}));
}

void WsSession::message(std::string_view text) {
    if (!utf8::valid(text)) return close(close_status::bad_text);
    if (!still_allowed(heard_ms_)) return close(close_status::policy);
    said(text);
}

void WsSession::on_close(std::string_view payload) {
    over_ = true;
    if (!closing_) {
        const CloseRead read = read_close(payload);
        const bool none = read.status == close_status::none_given;
        send_control(Opcode::close, none ? std::string() : status_bytes(read.status));
        closing_ = true;
    }
    connection_.finish(0);
}

// --- out
// ----------------------------------------------------------------------------------------------

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
    const FrameHeader header = frame_header(Opcode::text, frame->size());
    connection_.queue({header, std::move(frame)});
}

void WsSession::send(std::string frame) {
    send(std::make_shared<const std::string>(std::move(frame)));
}

void WsSession::send_control(Opcode opcode, std::string payload) {
    const FrameHeader header = frame_header(opcode, payload.size());
    connection_.queue({header, std::make_shared<const std::string>(std::move(payload))});
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

// --- the end
// ------------------------------------------------------------------------------------------

void WsSession::close(int status) {
    if (closing_) return;
    closing_ = true;
    send_control(Opcode::close, status_bytes(status));
    by_ms_ = steady_ms() + site_.options.timeouts.close;
}

// Framing is lost: what follows cannot be read, not even the peer's close.
void WsSession::fail(int status) {
    close(status);
    over_ = true;
    connection_.finish(site_.options.timeouts.close);
}

void WsSession::tick(std::int64_t now_ms) {
    if (over_) return;
    if (closing_) {
        if (now_ms >= by_ms_) connection_.cut();
        return;
    }
    const std::int64_t silence = now_ms - heard_ms_;
    if (silence >= site_.options.timeouts.dead_peer) {
        site_.metrics.count(Counter::sessions_dropped);
        connection_.cut();
    } else if (!welcomed_ && now_ms >= by_ms_) {
        close(close_status::policy);
    } else if (!still_allowed(now_ms)) {
        close(close_status::policy);
    } else if (silence >= site_.options.timeouts.dead_peer / 2 && !pinged_) {
        pinged_ = true;
        send_control(Opcode::ping, {});
    }
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
