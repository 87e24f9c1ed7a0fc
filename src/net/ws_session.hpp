// A WebSocket on one connection: its messages, rates, silence, and how it ends.
// What the messages mean is up to the two kinds of session below it, a shopper's and an agent's;
// both are opened here.
//
// Ends with 1002 on broken framing, 1003 on binary, 1007 on bad UTF-8, 1008 without hello in time,
// after twenty refused frames or on a flood of bytes that say nothing, 1009 on an oversize message,
// 1013 when its outbox is full, 1001 when the server goes away. Then the peer has five seconds to
// answer the close.
#pragma once

#include "access/agent_sessions.hpp"
#include "access/limiter.hpp"
#include "net/connection.hpp"
#include "net/site.hpp"
#include "net/ws_stream.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace clerk::net {

class WsSession : public Protocol {
public:
    WsSession(Connection& connection, Site& site);
    ~WsSession() override;

    // Answers the upgrade, before anything else. False: it is refused, and not a WebSocket.
    [[nodiscard]] bool accept(const Head& head) { return stream_.accept(head); }

    [[nodiscard]] std::size_t received(std::span<char> bytes) final;
    void delivered(const app::Delivery& delivery) final;
    void tick(std::int64_t now_ms) final;
    void drain() final;

    [[nodiscard]] bool half_closed() final { return false; }

    void ended() final;

protected:
    // One text message, valid UTF-8.
    virtual void said(std::string_view json) = 0;

    // Now and then; false: this session is not allowed any more.
    [[nodiscard]] virtual bool still_allowed(std::int64_t /*now_ms*/) { return true; }

    [[nodiscard]] Connection& connection() { return connection_; }

    [[nodiscard]] Site& site() { return site_; }

    [[nodiscard]] std::int64_t now_ms() const { return heard_ms_; }

    // A hello is under way or was answered well.
    [[nodiscard]] bool greeted() const { return greeted_; }

    // REQUIRES: !greeted(). The hello; a nack for answer permits another.
    void greet(app::Input hello);
    // True when the frame may pass; else it was refused.
    [[nodiscard]] bool within(const access::Rate& rate, std::string_view client_id);
    void submit(app::Input input, std::string_view client_id = {});
    void send(std::string frame);
    // Closes 1013 instead when the outbox is full: the client resumes by seq.
    void send(std::shared_ptr<const std::string> frame);
    void refuse(app::Code code, std::string message);
    void refuse(const app::Nack& nack);
    void close(int status);

private:
    void on(const WsStream::Message& message);
    void on(const WsStream::End& end);
    void lives();
    [[nodiscard]] bool full(std::size_t bytes) const;

    Connection& connection_;
    Site& site_;
    WsStream stream_;
    access::TokenBucket bucket_;
    std::int64_t heard_ms_;
    std::int64_t alive_ms_;         // a whole message or a pong has come
    std::int64_t by_ms_;            // hello must have come; when closing: the peer's close
    std::size_t unsaid_bytes_ = 0;  // since a message ended or a tick
    int refused_ = 0;
    bool pinged_ = false;
    bool greeted_ = false;
    bool welcomed_ = false;
    bool known_ = false;    // the engine has heard of this session
    bool closing_ = false;  // our close frame is queued
    bool over_ = false;     // nothing more is read
};

[[nodiscard]] std::unique_ptr<WsSession> open_chat(Connection& connection, Site& site);
[[nodiscard]] std::unique_ptr<WsSession> open_desk(
    Connection& connection, Site& site, access::SignedIn agent
);

}  // namespace clerk::net
