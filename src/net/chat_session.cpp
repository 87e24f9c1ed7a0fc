// A shopper's socket: the verbs of docs/PROTOCOL.md section 1, each brought into the form of an
// input.
#include "base/overloaded.hpp"
#include "net/ws_session.hpp"
#include "wire/inbound.hpp"

#include <algorithm>
#include <utility>

namespace clerk::net {
namespace {

using app::Code;

class ChatSession final : public WsSession {
public:
    using WsSession::WsSession;

private:
    void said(std::string_view json) override {
        wire::Read<wire::ShopperFrame> read = wire::read_shopper(json);
        if (const auto* nack = std::get_if<app::Nack>(&read)) return refuse(*nack);
        auto& frame = std::get<wire::ShopperFrame>(read);
        if (auto* hello = std::get_if<wire::HelloFrame>(&frame)) return on_hello(*hello);
        if (!greeted()) return refuse(Code::no_hello, "the first frame must be hello");
        const auto* send = std::get_if<wire::SendFrame>(&frame);
        if (!within(site().options.messages, send != nullptr ? send->id : "")) return;
        std::visit([this](auto& what) { on(what); }, frame);
    }

    void on_hello(wire::HelloFrame& frame) {
        if (greeted()) return refuse(Code::bad_verb, "hello is said once a connection");
        const std::string& address = connection().peer().address;
        app::Hello hello;
        if (!frame.token.empty()) {
            hello.claim = site().claim_of(frame.token);
            if (!hello.claim) return refuse(Code::unauthorized, "the token is not valid");
        }
        if (frame.session.empty()) {
            const Millis wait = site().openings.take(address, now_ms());
            if (wait.value > 0) {
                return WsSession::refuse(
                    {Code::rate_limited, "too many new conversations", {}, {}, wait.value}
                );
            }
        }
        hello.session = std::move(frame.session);
        hello.conversation = frame.conversation;
        hello.last_seq = frame.last_seq;
        hello.lang = frame.lang;
        hello.address = address;
        greet(std::move(hello));
    }

    void on(wire::SendFrame& frame) {
        const std::string id = frame.id;
        app::Send send;
        send.understanding = site().understand(frame.text);
        send.client_id = std::move(frame.id);
        send.text = std::move(frame.text);
        send.choice = std::move(frame.choice);
        submit(std::move(send), id);
    }

    void on(const wire::PullFrame& frame) {
        app::Pull pull;
        pull.after = frame.after;
        pull.max =
            frame.max == 0 ? limits::pull_events_max : std::min(frame.max, limits::pull_events_max);
        submit(std::move(pull));
    }

    void on(const wire::TypingFrame& frame) {
        app::Typing typing;
        typing.on = frame.on;
        submit(typing);
    }

    void on(const wire::LangFrame& frame) {
        app::SetLang lang;
        lang.lang = frame.lang;
        submit(lang);
    }

    void on(const wire::SeenFrame&) {}  // how far they have read: nobody is shown it yet

    void on(const wire::PingFrame&) { send(wire::pong()); }

    void on(const wire::HelloFrame&) {}  // came before
};

}  // namespace

std::unique_ptr<WsSession> open_chat(Connection& connection, Site& site) {
    return std::make_unique<ChatSession>(connection, site);
}

}  // namespace clerk::net
