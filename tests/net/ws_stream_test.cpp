// A WebSocket over memory, and that a rest between any two packets changes nothing.
#include "net/ws_stream.hpp"

#include "net/client.hpp"
#include "net/harness.hpp"
#include "net/http_head.hpp"
#include "net/loop.hpp"
#include "net/site.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>

namespace clerk::net {
namespace {

class NoProtocol final : public Protocol {
public:
    std::size_t received(std::span<char> bytes) override { return bytes.size(); }

    void delivered(const app::Delivery& /*delivery*/) override {}

    void tick(std::int64_t /*now_ms*/) override {}

    void drain() override {}

    bool half_closed() override { return false; }

    void ended() override {}
};

// The server's side of a socket that is none.
struct Side {
    Side() {
        Head head;
        head.method = "GET";
        head.target = "/v1/chat";
        head.headers = {
            {"Host", "x"},
            {"Connection", "upgrade"},
            {"Upgrade", "websocket"},
            {"Sec-WebSocket-Version", "13"},
            {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
        REQUIRE(stream.accept(head));
        connection->forget_outbox();
    }

    // All that is heard of the bytes, a line each.
    std::string hear(std::string_view bytes) {
        stream.feed(bytes);
        std::string heard;
        for (;;) {
            const WsStream::Heard one = stream.next();
            if (std::holds_alternative<WsStream::Nothing>(one)) return heard;
            if (std::holds_alternative<WsStream::End>(one)) heard += "end\n";
            const auto* message = std::get_if<WsStream::Message>(&one);
            if (message == nullptr) continue;
            heard += (message->binary ? "binary " : "text ") + std::string(message->bytes) + "\n";
        }
    }

    [[nodiscard]] std::size_t queued() const { return connection->outbox_pieces(); }

    wire::JsonCodec codec;
    TestClock clock;
    TestChance chance;
    telemetry::Metrics metrics;
    Site site{Options(), StaticFiles(), codec, clock, chance, metrics};
    Loop loop{site, 0};
    std::shared_ptr<Connection> connection =
        std::make_shared<Connection>(loop, Socket(loop.io().get_executor()), 1, Peer{});
    WsStream stream{*connection};
};

std::vector<std::string> any_frames() {
    std::vector<std::string> frames;
    const int count = *rc::gen::inRange(1, 6);
    for (int i = 0; i < count; ++i) {
        const auto size = *rc::gen::element<std::size_t>(0, 1, 5, 125, 126, 300, 1'600, 70'000);
        const int opcode = *rc::gen::element(0, 1, 1, 1, 2, 9, 10);
        const bool control = opcode >= 8;
        const std::string payload(control ? std::min<std::size_t>(size, 125) : size, 'x');
        frames.push_back(client_frame(opcode, payload, control || *rc::gen::arbitrary<bool>()));
    }
    return frames;
}

TEST_CASE("what comes after a rest is heard, and is answered", "[ws]") {
    Side side;
    side.stream.rest();
    REQUIRE(side.stream.resting());
    CHECK(side.hear(client_frame(1, "你好")) == "text 你好\n");
    CHECK_FALSE(side.stream.resting());
    side.stream.rest();
    CHECK(side.queued() == 0);  // nothing of a handshake
    CHECK(side.hear(client_frame(9, "there?")).empty());
    CHECK(side.queued() == 1);
    side.stream.rest();
    REQUIRE(side.stream.resting());
    side.stream.send(std::make_shared<const std::string>("{}"));
    CHECK(side.queued() == 2);
    side.stream.rest();
    side.stream.ping();
    CHECK(side.queued() == 3);
    side.stream.rest();
    CHECK(side.hear(client_frame(3, "")) == "end\n");
    CHECK(side.queued() == 4);
}

TEST_CASE("no rest in the middle of a frame or a message", "[ws]") {
    Side side;
    const auto stays = [&](std::string_view bytes) {
        CHECK(side.hear(bytes).empty());
        side.stream.rest();
        CHECK_FALSE(side.stream.resting());
    };
    const std::string ping = client_frame(9, "abc");
    for (const char& c : std::string_view(ping).substr(0, ping.size() - 1))
        stays({&c, 1});
    CHECK(side.hear(ping.substr(ping.size() - 1)).empty());
    CHECK(side.queued() == 1);
    side.stream.rest();
    CHECK(side.stream.resting());
    stays(client_frame(1, "", false));
    stays(client_frame(0, "a", false));
    stays(ping);
    CHECK(side.hear(client_frame(0, "b")) == "text ab\n");
    side.stream.rest();
    CHECK(side.stream.resting());
}

TEST_CASE("no rest once goodbye was said", "[ws]") {
    Side side;
    side.stream.rest();
    side.stream.close(close_status::policy);
    CHECK(side.queued() == 1);
    side.stream.rest();
    CHECK_FALSE(side.stream.resting());
    CHECK(side.hear(client_frame(1, "too late")).empty());
    CHECK(side.hear(client_frame(8, "\x03\xE8")) == "end\n");
    CHECK(side.queued() == 1);
}

TEST_CASE("rests change nothing of what is heard", "[ws]") {
    rc::check([] {
        std::string bytes;
        for (const std::string& frame : any_frames())
            bytes += frame;
        Side still;
        Side awake;
        std::string heard;
        std::string expected;
        for (std::size_t at = 0; at < bytes.size();) {
            const std::size_t size = *rc::gen::element<std::size_t>(1, 2, 3, 7, 130, 4'000, 90'000);
            const std::string_view packet = std::string_view(bytes).substr(at, size);
            at += packet.size();
            heard += still.hear(packet);
            expected += awake.hear(packet);
            still.stream.rest();
        }
        RC_ASSERT(heard == expected);
        RC_ASSERT(still.queued() == awake.queued());
    });
}

}  // namespace
}  // namespace clerk::net
