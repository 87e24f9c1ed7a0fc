#include "net/client.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cctype>
#include <chrono>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace clerk::net {
namespace {

using Steady = std::chrono::steady_clock;

int left_of(Steady::time_point until) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Steady::now());
    return static_cast<int>(std::max<std::int64_t>(0, left.count()));
}

Steady::time_point after(int ms) {
    return Steady::now() + std::chrono::milliseconds(ms);
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return out;
}

}  // namespace

std::string HttpReply::header(std::string_view name) const {
    const std::string wanted = "\r\n" + lower(name) + ": ";
    const std::size_t at = lower(head).find(wanted);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + wanted.size();
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

int FrameSeen::status() const {
    if (opcode != 8 || payload.size() < 2) return 0;
    return static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
}

Client::Client(std::uint16_t port, int receive_buffer) {
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_buffer > 0) {
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    const int one = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(fd_);
        fd_ = -1;
    }
}

Client::~Client() {
    if (fd_ >= 0) ::close(fd_);
}

bool Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

bool Client::fill(int wait_ms) {
    pollfd ready{fd_, POLLIN, 0};
    if (::poll(&ready, 1, wait_ms) <= 0) return false;
    char bytes[65'536];
    const ssize_t n = ::recv(fd_, bytes, sizeof bytes, 0);
    if (n <= 0) return false;
    unread_.append(bytes, static_cast<std::size_t>(n));
    return true;
}

HttpReply Client::reply(int wait_ms, bool head_only) {
    const auto until = after(wait_ms);
    HttpReply reply;
    std::size_t end = 0;
    while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
        if (!fill(left_of(until))) return reply;
    }
    reply.head = unread_.substr(0, end + 2);
    unread_.erase(0, end + 4);
    reply.status = std::stoi(reply.head.substr(9, 3));
    const std::string length = reply.header("content-length");
    const std::size_t size = length.empty() || head_only ? 0 : std::stoul(length);
    while (unread_.size() < size) {
        if (!fill(left_of(until))) break;
    }
    reply.body = unread_.substr(0, size);
    unread_.erase(0, size);
    return reply;
}

HttpReply Client::ask(std::string_view request, int wait_ms) {
    send(request);
    return reply(wait_ms, request.starts_with("HEAD "));
}

bool Client::closes(int wait_ms) {
    const auto until = after(wait_ms);
    for (;;) {
        pollfd ready{fd_, POLLIN, 0};
        if (::poll(&ready, 1, left_of(until)) <= 0) return false;
        char bytes[4'096];
        const ssize_t n = ::recv(fd_, bytes, sizeof bytes, 0);
        if (n <= 0) return true;
        unread_.append(bytes, static_cast<std::size_t>(n));
    }
}

void Client::half_close() {
    ::shutdown(fd_, SHUT_WR);
}

void Client::reset() {
    const linger now{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(fd_);
    fd_ = -1;
}

bool Client::upgrade(std::string_view path, std::string_view headers) {
    send(
        "GET " + std::string(path)
        + " HTTP/1.1\r\nHost: clerk.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + std::string(headers) + "\r\n"
    );
    const HttpReply got = reply();
    return got.status == 101
           && got.header("sec-websocket-accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
}

bool Client::frame(int opcode, std::string_view payload, bool final, bool masked) {
    return send(client_frame(opcode, payload, final, masked));
}

FrameSeen Client::next(int wait_ms) {
    const auto until = after(wait_ms);
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned char>(unread_[i]);
    };
    for (;;) {
        if (unread_.size() >= 2) {
            std::size_t size = byte(1);
            std::size_t head = 2;
            const std::size_t extra = size == 126 ? 2 : size == 127 ? 8 : 0;
            if (extra > 0 && unread_.size() >= 2 + extra) {
                size = 0;
                for (std::size_t i = 0; i < extra; ++i)
                    size = size << 8 | byte(2 + i);
            }
            head += extra;
            if (unread_.size() >= head && unread_.size() >= head + size) {
                FrameSeen seen{byte(0) & 15, unread_.substr(head, size)};
                unread_.erase(0, head + size);
                return seen;
            }
        }
        if (!fill(left_of(until))) return {};
    }
}

std::string Client::next_text(int wait_ms) {
    for (;;) {
        FrameSeen seen = next(wait_ms);
        if (seen.opcode == 9) continue;
        return seen.opcode == 1 ? seen.payload : std::string();
    }
}

int Client::close_status(int wait_ms) {
    for (;;) {
        const FrameSeen seen = next(wait_ms);
        if (seen.opcode == 8 || seen.opcode == -1) return seen.status();
    }
}

std::string client_frame(int opcode, std::string_view payload, bool final, bool masked) {
    std::string out;
    out += static_cast<char>((final ? 0x80 : 0) | opcode);
    const int mask_bit = masked ? 0x80 : 0;
    const std::size_t size = payload.size();
    if (size < 126) {
        out += static_cast<char>(mask_bit | static_cast<int>(size));
    } else if (size <= 0xFFFF) {
        out += static_cast<char>(mask_bit | 126);
        out += static_cast<char>(size >> 8);
        out += static_cast<char>(size & 0xFF);
    } else {
        out += static_cast<char>(mask_bit | 127);
        for (int shift = 56; shift >= 0; shift -= 8)
            out += static_cast<char>(size >> shift & 0xFF);
    }
    if (!masked) return out + std::string(payload);
    const char mask[4] = {0x12, static_cast<char>(0x9A), 0x5C, 0x77};
    out.append(mask, 4);
    for (std::size_t i = 0; i < size; ++i)
        out += static_cast<char>(payload[i] ^ mask[i % 4]);
    return out;
}

std::string get(std::string_view path, std::string_view headers) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: clerk.example\r\n"
           + std::string(headers) + "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view headers) {
    return "POST " + std::string(path)
           + " HTTP/1.1\r\nHost: clerk.example\r\nContent-Type: application/json\r\n"
             "Content-Length: "
           + std::to_string(body.size()) + "\r\n" + std::string(headers) + "\r\n"
           + std::string(body);
}

}  // namespace clerk::net
