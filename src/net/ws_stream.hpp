// A WebSocket over bytes in memory: Beast's stream, the server's side, without extensions. Beast
// frames, masks, checks UTF-8 and answers pings and closes; the bytes it reads are those it is fed,
// the bytes it writes are queued on the connection. So all that a turn says leaves in one writev,
// and deadlines and bounds stay the connection's.
//
//   feed(bytes) ──> next() … next() ──> a message, the end, or nothing more
//
// Nothing of it runs at any other time: what Beast posts runs in next() or close().
//
// Beast's stream holds two and a half kilobytes, most of them a read buffer. Between two messages
// nothing in it is worth keeping, so that a stream at rest is a pointer; whatever comes next, in or
// out, makes a new one, which shakes hands with nobody.
#pragma once

#include "net/connection.hpp"
#include "net/http_head.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace clerk::net {

// Close statuses; docs/PROTOCOL.md says when.
namespace close_status {
constexpr int going_away = 1001;
constexpr int unsupported = 1003;
constexpr int policy = 1008;
constexpr int try_again = 1013;
}  // namespace close_status

class WsStream {
public:
    // Until more bytes are fed.
    struct Nothing {};

    // A whole one, valid UTF-8 if it is not binary. The view is good until the next call.
    struct Message {
        std::string_view bytes;
        bool binary = false;
    };

    // Nothing more is read. Beast has said goodbye: in answer to the peer's, or with what is wrong.
    struct End {
        bool agreed = false;  // the peer has said goodbye too
    };

    using Heard = std::variant<Nothing, Message, End>;

    explicit WsStream(Connection& connection);
    ~WsStream();
    WsStream(const WsStream&) = delete;
    WsStream& operator=(const WsStream&) = delete;

    // Answers the upgrade with 101. False: Beast has answered with a refusal.
    // REQUIRES: check_upgrade(head) passed it.
    [[nodiscard]] bool accept(const Head& head);

    // REQUIRES: accepted; next() has returned Nothing since the last call. The bytes must stay
    // until it does again.
    void feed(std::span<const char> bytes);
    [[nodiscard]] Heard next();

    void send(std::shared_ptr<const std::string> text);
    void ping();
    // Whether a pong has come since this was asked last.
    [[nodiscard]] bool answered();
    // Gives Beast's stream back until it is needed, if the peer is between two messages.
    void rest();

    [[nodiscard]] bool resting() const { return impl_ == nullptr; }

    // At most once. What is read from here on is thrown away, up to the peer's answer, an End.
    void close(int status);

private:
    struct Impl;

    [[nodiscard]] Impl& awake();

    Connection& connection_;
    std::unique_ptr<Impl> impl_;  // null: at rest
};

}  // namespace clerk::net
