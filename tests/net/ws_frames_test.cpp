#include "net/ws_frames.hpp"

#include "net/client.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>
#include <string>

namespace clerk::net {
namespace {

constexpr std::size_t max = 16'384;

// What the bytes are: the fault's status, 0 for more, -1 for a frame.
int verdict(std::string bytes) {
    const WsRead read = read_frame(bytes, max);
    if (const auto* fault = std::get_if<WsFault>(&read)) return fault->status;
    return std::holds_alternative<NeedMore>(read) ? 0 : -1;
}

std::string bytes_of(std::initializer_list<int> values) {
    std::string out;
    for (const int value : values)
        out += static_cast<char>(value);
    return out;
}

TEST_CASE("a frame comes out as it went in, whatever its length", "[ws_frames]") {
    for (const std::size_t size : {0, 1, 7, 8, 9, 125, 126, 127, 1'000, 16'384}) {
        std::string payload;
        for (std::size_t i = 0; i < size; ++i)
            payload += static_cast<char>(i * 31);
        std::string bytes = client_frame(1, payload) + "rest";
        const WsRead read = read_frame(bytes, max);
        REQUIRE(std::holds_alternative<WsFrame>(read));
        const auto& frame = std::get<WsFrame>(read);
        CHECK(frame.payload == payload);
        CHECK(frame.final);
        CHECK(frame.opcode == Opcode::text);
        CHECK(frame.size == bytes.size() - 4);
    }
}

TEST_CASE("every prefix of a frame asks for more", "[ws_frames]") {
    for (const std::size_t size : {0, 5, 200}) {
        const std::string whole = client_frame(1, std::string(size, 'x'));
        for (std::size_t n = 0; n < whole.size(); ++n)
            CHECK(verdict(whole.substr(0, n)) == 0);
        CHECK(verdict(whole) == -1);
    }
}

TEST_CASE("broken framing is 1002", "[ws_frames]") {
    CHECK(verdict(client_frame(1, "hello", true, false)) == 1002);  // not masked
    for (const int reserved : {0x40, 0x20, 0x10}) {
        CHECK(verdict(bytes_of({0x81 | reserved, 0x80})) == 1002);
    }
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
        CHECK(verdict(bytes_of({0x80 | opcode, 0x80})) == 1002);
    }
    CHECK(verdict(bytes_of({0x09, 0x80})) == 1002);        // a ping in fragments
    CHECK(verdict(bytes_of({0x89, 0x80 | 126})) == 1002);  // a long ping
    CHECK(verdict(bytes_of({0x88, 0x80 | 127})) == 1002);
    CHECK(verdict(bytes_of({0x81, 0xFE, 0, 125})) == 1002);  // a length spelled too long
    CHECK(verdict(bytes_of({0x81, 0xFF, 0, 0, 0, 0, 0, 0, 1, 0})) == 1002);
    CHECK(verdict(bytes_of({0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0})) == 1002);
}

TEST_CASE("oversize is 1009, as soon as its header is there", "[ws_frames]") {
    CHECK(verdict(bytes_of({0x81, 0xFE, 0x40, 0x01})) == 1009);
    CHECK(verdict(bytes_of({0x81, 0xFE, 0x40, 0x00})) == 0);
    CHECK(verdict(bytes_of({0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF})) == 1009);
}

TEST_CASE("any bytes are a frame, a fault or too few", "[ws_frames]") {
    rc::check([](std::string bytes) {
        const WsRead read = read_frame(bytes, max);
        if (const auto* frame = std::get_if<WsFrame>(&read)) {
            RC_ASSERT(frame->size <= bytes.size());
            RC_ASSERT(frame->payload.size() <= max);
        }
    });
}

TEST_CASE("our headers have the shortest length", "[ws_frames]") {
    const auto bytes = [](std::size_t size) {
        const FrameHeader header = frame_header(Opcode::text, size);
        return std::string(header.bytes.data(), header.size);
    };
    CHECK(bytes(0) == bytes_of({0x81, 0}));
    CHECK(bytes(125) == bytes_of({0x81, 125}));
    CHECK(bytes(126) == bytes_of({0x81, 126, 0, 126}));
    CHECK(bytes(65'535) == bytes_of({0x81, 126, 0xFF, 0xFF}));
    CHECK(bytes(65'536) == bytes_of({0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0}));
}

TEST_CASE("what a close frame may say", "[ws_frames]") {
    const auto payload = [](int status, const std::string& reason = "") {
        return bytes_of({status >> 8, status & 0xFF}) + reason;
    };
    CHECK(read_close("").status == close_status::none_given);
    CHECK(read_close("").good);
    for (const int good :
         {1000, 1001, 1002, 1003, 1007, 1011, 1013, 1014, 3000, 3999, 4000, 4999}) {
        INFO(good);
        CHECK(read_close(payload(good)).good);
        CHECK(read_close(payload(good, "bye")).status == good);
    }
    for (const int bad : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65'535}) {
        INFO(bad);
        CHECK_FALSE(read_close(payload(bad)).good);
        CHECK(read_close(payload(bad)).status == 1002);
    }
    CHECK(read_close("x").status == 1002);
    CHECK(read_close(payload(1000, "\xFF")).status == 1007);
}

}  // namespace
}  // namespace clerk::net
