#include "net/http_session.hpp"

#include "base/overloaded.hpp"
#include "net/loop.hpp"
#include "net/ws_session.hpp"
#include "telemetry/log.hpp"
#include "wire/inbound.hpp"

#include <exception>
#include <utility>

namespace clerk::net {
namespace {

using app::Code;
using telemetry::Counter;

std::shared_ptr<const std::string> shared(std::string text) {
    return std::make_shared<const std::string>(std::move(text));
}

// Statuses that the framing gate gives, as the code of a nack.
Code code_of(int status) {
    switch (status) {
        case 413:
            return Code::too_long;
        case 429:
            return Code::rate_limited;
        case 503:
            return Code::busy;
        default:
            return Code::bad_field;
    }
}

}  // namespace

HttpSession::HttpSession(Connection& connection, Site& site)
    : connection_(connection),
      site_(site),
      phase_by_ms_(steady_ms() + site.options.timeouts.header) {}

std::size_t HttpSession::received(std::span<char> bytes) {
    std::size_t used = 0;
    while (phase_ < Phase::answer) {
        const std::size_t more =
            read_one(std::string_view(bytes.data(), bytes.size()).substr(used));
        used += more;
        if (more == 0) break;
    }
    return phase_ == Phase::closing ? bytes.size() : used;
}

// A head or some of a body; 0 when there is nothing to be used yet.
std::size_t HttpSession::read_one(std::string_view bytes) {
    if (bytes.empty()) return 0;
    if (phase_ == Phase::idle) begin_request();
    const auto put = reader_->put(bytes);
    if (const auto* refused = std::get_if<Refused>(&put)) {
        refuse_and_close(*refused);
        return bytes.size();
    }
    const std::size_t used = std::get<std::size_t>(put);
    if (phase_ == Phase::head && reader_->has_head()) take_head(bytes.size() - used);
    if (reader_->done()) dispatch();  // which may let go of the reader
    return used;
}

void HttpSession::begin_request() {
    reader_ = std::make_unique<RequestReader>();
    const std::int64_t now = steady_ms();
    phase_ = Phase::head;
    phase_by_ms_ = now + site_.options.timeouts.header;
    request_by_ms_ = now + site_.options.timeouts.request;
}

void HttpSession::take_head(std::size_t more_bytes) {
    request_.head = reader_->head();
    request_.address = connection_.peer().address;
    request_.from_loopback = connection_.peer().loopback;
    request_.now_ms = steady_ms();
    phase_ = Phase::body;
    phase_by_ms_ = request_.now_ms + site_.options.timeouts.body;
    last_ = last_ || !request_.head.keep_alive;
    if (request_.head.expects_continue && more_bytes < request_.head.body_size) {
        connection_.queue({{}, shared("HTTP/1.1 100 Continue\r\n\r\n")});
    }
}

void HttpSession::dispatch() {
    phase_ = Phase::answer;
    asked_ = long_poll_ = false;
    phase_by_ms_ = steady_ms() + site_.options.timeouts.answer;
    request_.body = reader_->take_body();
    try {
        Answered answered = answer(request_, site_);
        headers_ = std::move(answered.headers);
        std::visit(
            overloaded{
                [&](Reply&& what) { reply(std::move(what)); },
                [&](auto&& what) {
                    carry_out(std::forward<decltype(what)>(what));
                }},
            std::move(answered.answer)
        );
    } catch (const std::exception& e) {
        site_.contain("request", e.what());
        last_ = true;
        reply(refuse(site_, Code::internal, "our fault; it was logged"));
    }
}

void HttpSession::carry_out(Ask ask) {
    Loop& loop = connection_.loop();
    key_ = loop.fresh_key();
    ok_status_ = ask.ok_status;
    long_poll_ = ask.wait_ms > 0;
    phase_by_ms_ += ask.wait_ms;
    if (!site_.submit({loop.session_key(key_), std::move(ask.input)})) {
        return reply(refuse(site_, Code::busy, "the clerk's inbox is full", seconds(1)));
    }
    asked_ = true;
    loop.await(key_, connection_.id());
}

void HttpSession::carry_out(Later later) {
    Loop& loop = connection_.loop();
    key_ = loop.fresh_key();
    later_ = std::make_shared<std::optional<Reply>>();
    const bool taken = site_.passwords->submit([work = std::move(later.work),
                                                result = later_,
                                                &site = site_,
                                                &loop,
                                                connection = connection_.id(),
                                                job = key_] {
        try {
            *result = work();
        } catch (const std::exception& e) {
            site.contain("password", e.what());
            *result = refuse(site, Code::internal, "our fault; it was logged");
        }
        loop.wake(connection, job);
    });
    if (!taken) reply(refuse(site_, Code::busy, "too many sign-ins at once", seconds(2)));
}

void HttpSession::carry_out(Upgrade upgrade) {
    phase_ = Phase::upgraded;  // what follows is not ours
    auto socket = upgrade.desk ? open_desk(connection_, site_, std::move(upgrade.agent))
                               : open_chat(connection_, site_);
    if (socket->accept(request_.head)) return connection_.become(std::move(socket));
    connection_.finish(site_.options.timeouts.linger);
}

void HttpSession::refuse_and_close(const Refused& refused) {
    site_.metrics.count(Counter::http_refused);
    telemetry::log(
        telemetry::Level::info,
        "http_refused",
        {{"status", std::to_string(refused.status)}, {"why", refused.why}}
    );
    Reply refusal = refuse(site_, code_of(refused.status), refused.why);
    refusal.status = refused.status;
    last_ = true;
    headers_.clear();
    request_.head = Head();
    reply(std::move(refusal));
}

void HttpSession::reply(Reply what) {
    what.headers += headers_;
    const bool keep = !last_ && !what.close && !site_.draining;
    const bool bodiless = request_.head.method == "HEAD";
    connection_.queue({{}, shared(head_bytes(what, keep))});
    if (what.body && !bodiless) connection_.queue({{}, std::move(what.body)});
    headers_.clear();
    later_.reset();
    request_ = Request();
    reader_.reset();  // what the request's views looked into
    asked_ = long_poll_ = false;
    phase_ = keep ? Phase::idle : Phase::closing;
    phase_by_ms_ = steady_ms() + site_.options.timeouts.keep_alive;
    if (!keep) connection_.finish(site_.draining ? 0 : site_.options.timeouts.linger);
}

void HttpSession::delivered(const app::Delivery& delivery) {
    if (!asked_ || delivery.to.id != key_) return;
    connection_.loop().forget_request(key_);
    asked_ = false;
    if (!delivery.frame) {
        return reply(refuse(site_, Code::unavailable, "not answered just now", seconds(1)));
    }
    Reply what;
    what.status = delivery.is_nack ? wire::http_status_of(delivery.code) : ok_status_;
    what.headers = "Cache-Control: no-store\r\n";
    if (what.status == 429 || what.status == 503) what.headers += retry_after_header(1'000);
    what.body = delivery.frame;
    reply(std::move(what));
}

void HttpSession::woken(std::uint64_t job) {
    if (phase_ != Phase::answer || job != key_ || !later_ || !*later_) return;
    reply(**std::exchange(later_, nullptr));
}

void HttpSession::tick(std::int64_t now_ms) {
    const bool late = now_ms >= phase_by_ms_;
    switch (phase_) {
        case Phase::closing:
        case Phase::upgraded:
            return;
        case Phase::idle:
            if (late) connection_.cut();
            return;
        case Phase::head:
        case Phase::body:
            if (late || now_ms >= request_by_ms_)
                refuse_and_close({408, "the request came too slowly"});
            return;
        case Phase::answer:
            if (!late) return;
            leave_engine();
            last_ = true;
            reply(refuse(site_, Code::unavailable, "not answered in time", seconds(1)));
    }
}

void HttpSession::drain() {
    if (phase_ >= Phase::closing) return;
    last_ = true;
    if (phase_ == Phase::answer) {
        leave_engine();
        return reply(refuse(site_, Code::unavailable, "the server is going away", seconds(2)));
    }
    connection_.finish(0);
    phase_ = Phase::closing;
}

bool HttpSession::half_closed() {
    last_ = true;
    if (phase_ == Phase::answer) return !long_poll_;
    if (connection_.outbox_pieces() == 0) return false;
    connection_.finish(site_.options.timeouts.linger);
    return true;
}

void HttpSession::ended() {
    leave_engine();
}

// The engine forgets a question whose asker is gone.
void HttpSession::leave_engine() {
    if (!asked_) return;
    asked_ = false;
    Loop& loop = connection_.loop();
    loop.forget_request(key_);
    (void)site_.submit({loop.session_key(key_), app::Gone{}});
}

std::unique_ptr<Protocol> open_http(Connection& connection, Site& site) {
    auto session = std::make_unique<HttpSession>(connection, site);
    const Admission admission = connection.peer().admission;
    if (admission == Admission::welcome) return session;
    site.metrics.count(Counter::sessions_refused);
    const bool here = admission == Admission::too_many_here;
    Reply refusal = here ? refuse(site, Code::rate_limited, "too many connections", seconds(5))
                         : refuse(site, Code::busy, "too many connections", seconds(5));
    connection.queue({{}, shared(head_bytes(refusal, false))});
    connection.queue({{}, std::move(refusal.body)});
    connection.finish(site.options.timeouts.linger);
    return session;
}

}  // namespace clerk::net
