// A client that can misbehave: raw bytes over a blocking socket, HTTP replies and WebSocket frames
// read back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clerk::net {

struct HttpReply {
    int status = 0;  // 0: none came
    std::string head;
    std::string body;

    // The header's value, "" if none.
    [[nodiscard]] std::string header(std::string_view name) const;
};

struct FrameSeen {
    int opcode = -1;  // -1: none came
    std::string payload;

    // Of a close frame; 0 for others.
    [[nodiscard]] int status() const;
};

class Client {
public:
    explicit Client(std::uint16_t port, int receive_buffer = 0);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    [[nodiscard]] bool connected() const { return fd_ >= 0; }

    // False when the peer has gone.
    bool send(std::string_view bytes);
    // One reply with its body (by Content-Length); waits at most so long.
    [[nodiscard]] HttpReply reply(int wait_ms = 3'000, bool head_only = false);
    [[nodiscard]] HttpReply ask(std::string_view request, int wait_ms = 3'000);
    // Is the connection closed by the peer within that time? What it still sent is kept.
    [[nodiscard]] bool closes(int wait_ms = 3'000);
    void half_close();
    void reset();  // RST instead of FIN

    // --- WebSocket
    // --------------------------------------------------------------------------------
    [[nodiscard]] bool upgrade(std::string_view path = "/v1/chat", std::string_view headers = "");
    bool frame(int opcode, std::string_view payload, bool final = true, bool masked = true);

    bool text(std::string_view json) { return frame(1, json); }

    [[nodiscard]] FrameSeen next(int wait_ms = 3'000);
    // The next text frame's payload, "" when none comes; pings are passed over.
    [[nodiscard]] std::string next_text(int wait_ms = 3'000);
    // Passes over everything up to a close frame; its status, or 0.
    [[nodiscard]] int close_status(int wait_ms = 3'000);

    [[nodiscard]] std::string& unread() { return unread_; }

private:
    // False on end of file, error or time.
    bool fill(int wait_ms);

    int fd_ = -1;
    std::string unread_;
};

[[nodiscard]] std::string client_frame(
    int opcode, std::string_view payload, bool final = true, bool masked = true
);
[[nodiscard]] std::string get(std::string_view path, std::string_view headers = "");
[[nodiscard]] std::string post(
    std::string_view path, std::string_view body, std::string_view headers = ""
);

}  // namespace clerk::net
