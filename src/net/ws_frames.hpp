// WebSocket framing (RFC 6455 section 5), the server's side, as pure functions over bytes. No
// extension is ever negotiated, so every reserved bit is an error. Client frames are masked; ours
// never are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

namespace clerk::net {

// Close statuses; docs/PROTOCOL.md says when.
namespace close_status {
constexpr int normal = 1000;
constexpr int going_away = 1001;
constexpr int protocol_error = 1002;
constexpr int unsupported = 1003;
constexpr int none_given = 1005;  // never on the wire
constexpr int bad_text = 1007;
constexpr int policy = 1008;
constexpr int too_big = 1009;
constexpr int internal = 1011;
constexpr int try_again = 1013;
}  // namespace close_status

enum class Opcode : unsigned char {
    continuation = 0,
    text = 1,
    binary = 2,
    close = 8,
    ping = 9,
    pong = 10,
};

struct WsFrame {
    Opcode opcode = Opcode::text;
    bool final = true;
    std::string_view payload;  // into the bytes, unmasked in place
    std::size_t size = 0;      // of the whole frame on the wire
};

struct NeedMore {};

struct WsFault {
    int status = close_status::protocol_error;
};

using WsRead = std::variant<NeedMore, WsFault, WsFrame>;

// The first frame of the bytes. A whole one is unmasked in place: never read the same bytes again.
// A fault is found as early as the bytes allow: nobody waits for the payload of a bad or oversize
// frame.
[[nodiscard]] WsRead read_frame(std::span<char> bytes, std::size_t payload_max);

// The header of an unmasked, final frame; at most 10 bytes.
struct FrameHeader {
    std::array<char, 10> bytes{};
    std::uint8_t size = 0;
};

[[nodiscard]] FrameHeader frame_header(Opcode opcode, std::size_t payload_size);

// What a close frame's payload says: its status, none_given if empty, or the status to answer with
// when it is malformed (1002, 1007).
struct CloseRead {
    int status = close_status::none_given;
    bool good = true;
};

[[nodiscard]] CloseRead read_close(std::string_view payload);

}  // namespace clerk::net
