// An agent's socket: the verbs of docs/PROTOCOL.md section 3. Who the agent is comes from the
// cookie that opened it, never from a frame; when that sign-in ends, so does the socket.
#include "base/overloaded.hpp"
#include "net/ws_session.hpp"
#include "wire/inbound.hpp"

#include <algorithm>
#include <utility>

namespace clerk::net {
namespace {

using app::Code;

constexpr access::Rate desk_rate{
    static_cast<double>(limits::desk_burst), static_cast<double>(limits::desk_frames_per_second)};

class DeskSession final : public WsSession {
public:
    DeskSession(Connection& connection, Site& site, access::SignedIn agent)
        : WsSession(connection, site), agent_(std::move(agent)) {}

private:
    void said(std::string_view json) override {
        wire::Read<wire::DeskFrame> read = wire::read_desk(json);
        if (const auto* nack = std::get_if<app::Nack>(&read)) return refuse(*nack);
        auto& frame = std::get<wire::DeskFrame>(read);
        const bool ping = std::holds_alternative<wire::PingFrame>(frame);
        if (!site().agents.alive(agent_.digest, !ping, now_ms()))
            return close(close_status::policy);
        if (auto* hello = std::get_if<wire::DeskHelloFrame>(&frame)) return on_hello(*hello);
        if (!greeted()) return refuse(Code::no_hello, "the first frame must be hello");
        if (!within(desk_rate, id_of(frame))) return;
        std::visit([this](auto& what) { on(what); }, frame);
    }

    bool still_allowed(std::int64_t now) override {
        if (now < recheck_ms_) return true;
        recheck_ms_ = now + site().options.timeouts.recheck;
        return site().agents.alive(agent_.digest, false, now);
    }

    static std::string id_of(const wire::DeskFrame& frame) {
        if (const auto* reply = std::get_if<wire::ReplyFrame>(&frame)) return reply->id;
        if (const auto* note = std::get_if<wire::NoteFrame>(&frame)) return note->id;
        return {};
    }

    void on_hello(const wire::DeskHelloFrame& frame) {
        if (greeted()) return refuse(Code::bad_verb, "hello is said once a connection");
        if (!site().agents.use_pass(frame.pass, agent_.digest, now_ms())) {
            return refuse(Code::unauthorized, "the pass is not valid");
        }
        greet(app::DeskHello{{agent_.agent, agent_.name}});
    }

    void on(const wire::OpenFrame& frame) { submit(app::DeskOpen{frame.ticket}); }

    void on(const wire::ClaimFrame& frame) { submit(app::DeskClaim{frame.ticket, frame.version}); }

    void on(wire::ReplyFrame& frame) {
        const std::string id = frame.id;
        submit(
            app::DeskReply{
                frame.ticket, std::move(frame.id), std::move(frame.text), frame.expect_seq},
            id
        );
    }

    void on(wire::NoteFrame& frame) {
        const std::string id = frame.id;
        submit(app::DeskNote{frame.ticket, std::move(frame.id), std::move(frame.text)}, id);
    }

    void on(const wire::ReleaseFrame& frame) {
        submit(app::DeskRelease{frame.ticket, frame.resolve});
    }

    void on(const wire::DeskPullFrame& frame) {
        const std::size_t max =
            frame.max == 0 ? limits::pull_events_max : std::min(frame.max, limits::pull_events_max);
        submit(app::DeskPull{frame.ticket, frame.after, max});
    }

    void on(const wire::TypingFrame& frame) {
        app::Typing typing;
        typing.ticket = frame.ticket;
        typing.on = frame.on;
        submit(typing);
    }

    void on(const wire::PingFrame&) { send(wire::pong()); }

    void on(const wire::DeskHelloFrame&) {}  // came before

    access::SignedIn agent_;
    std::int64_t recheck_ms_ = 0;
};

}  // namespace

std::unique_ptr<WsSession> open_desk(Connection& connection, Site& site, access::SignedIn agent) {
    return std::make_unique<DeskSession>(connection, site, std::move(agent));
}

}  // namespace clerk::net
