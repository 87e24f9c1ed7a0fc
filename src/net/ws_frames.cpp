#include "net/ws_frames.hpp"

#include "base/utf8.hpp"

#include <cstring>
#include <optional>

namespace clerk::net {
namespace {

constexpr std::size_t control_payload_max = 125;
constexpr std::size_t mask_size = 4;

unsigned char byte_at(std::span<const char> bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

bool is_control(Opcode opcode) {
    return opcode >= Opcode::close;
}

bool is_known(unsigned opcode) {
    return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}

std::uint64_t big_endian(std::span<const char> bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value = value << 8 | byte_at(bytes, at + i);
    return value;
}

// Eight bytes at a time; the mask repeats every four.
void unmask(char* data, std::size_t size, const char* mask) {
    std::uint64_t wide = 0;
    std::memcpy(&wide, mask, mask_size);
    std::memcpy(reinterpret_cast<char*>(&wide) + mask_size, mask, mask_size);
    std::size_t i = 0;
    for (; i + sizeof wide <= size; i += sizeof wide) {
        std::uint64_t word = 0;
        std::memcpy(&word, data + i, sizeof word);
        word ^= wide;
        std::memcpy(data + i, &word, sizeof word);
    }
    for (; i < size; ++i)
        data[i] = static_cast<char>(data[i] ^ mask[i % mask_size]);
}

// How many bytes say the payload's length beyond the second byte.
std::size_t length_bytes(unsigned short_length) {
    return short_length == 126 ? 2 : short_length == 127 ? 8 : 0;
}

std::optional<WsFault> fault_of_start(unsigned first, unsigned second) {
    const unsigned opcode = first & 0x0F;
    const bool reserved = (first & 0x70) != 0;
    const bool masked = (second & 0x80) != 0;
    if (reserved || !masked || !is_known(opcode)) return WsFault{};
    const bool final = (first & 0x80) != 0;
    const bool control = is_control(static_cast<Opcode>(opcode));
    if (control && (!final || (second & 0x7F) > control_payload_max)) return WsFault{};
    return std::nullopt;
}

// Every length has one spelling, the shortest.
bool spelled_shortest(std::uint64_t length, std::size_t spelled_in) {
    if (spelled_in == 2) return length > control_payload_max;
    if (spelled_in == 8) return length > 0xFFFF && (length >> 63) == 0;
    return true;
}

}  // namespace

WsRead read_frame(std::span<char> bytes, std::size_t payload_max) {
    if (bytes.size() < 2) return NeedMore{};
    const unsigned first = byte_at(bytes, 0);
    const unsigned second = byte_at(bytes, 1);
    if (const auto fault = fault_of_start(first, second)) return *fault;
    const std::size_t extra = length_bytes(second & 0x7F);
    if (bytes.size() < 2 + extra) return NeedMore{};
    const std::uint64_t length = extra == 0 ? second & 0x7F : big_endian(bytes, 2, extra);
    if (!spelled_shortest(length, extra)) return WsFault{};
    if (length > payload_max) return WsFault{close_status::too_big};

    const std::size_t header = 2 + extra + mask_size;
    const auto size = static_cast<std::size_t>(length);
    if (bytes.size() < header + size) return NeedMore{};
    char* payload = bytes.data() + header;
    unmask(payload, size, bytes.data() + 2 + extra);
    return WsFrame{
        static_cast<Opcode>(first & 0x0F), (first & 0x80) != 0, {payload, size}, header + size};
}

FrameHeader frame_header(Opcode opcode, std::size_t payload_size) {
    FrameHeader header;
    const auto put = [&](std::uint64_t byte) {
        header.bytes[header.size++] = static_cast<char>(static_cast<unsigned char>(byte & 0xFF));
    };
    put(0x80U | static_cast<unsigned>(opcode));
    const std::uint64_t size = payload_size;
    if (size <= control_payload_max) {
        put(size);
    } else if (size <= 0xFFFF) {
        put(126);
        for (int shift = 8; shift >= 0; shift -= 8)
            put(size >> shift);
    } else {
        put(127);
        for (int shift = 56; shift >= 0; shift -= 8)
            put(size >> shift);
    }
    return header;
}

CloseRead read_close(std::string_view payload) {
    if (payload.empty()) return {};
    if (payload.size() == 1) return {close_status::protocol_error, false};
    const int status =
        static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
    const bool defined = (status >= 1000 && status <= 1003) || (status >= 1007 && status <= 1014);
    const bool theirs = status >= 3000 && status <= 4999;
    if (!defined && !theirs) return {close_status::protocol_error, false};
    if (!utf8::valid(payload.substr(2))) return {close_status::bad_text, false};
    return {status, true};
}

}  // namespace clerk::net
