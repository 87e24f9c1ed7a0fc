// Shoppers' sockets: framing, the verbs, floods and how each socket ends.
#include "net/client.hpp"
#include "net/harness.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>

namespace clerk::net {
namespace {

const std::string hello = R"({"verb":"hello"})";

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::string send_verb(int n, const std::string& text = "hi") {
    return R"({"verb":"send","id":"client-)" + std::to_string(n) + R"(","text":")" + text + "\"}";
}

struct Chat {
    explicit Chat(const Harness& harness, int receive_buffer = 0)
        : client(harness.port(), receive_buffer) {
        REQUIRE(client.upgrade());
        client.text(hello);
        REQUIRE(holds(client.next_text(), "welcome"));
    }

    Client client;
};

TEST_CASE("hello, welcome, send, ack", "[ws]") {
    Harness harness;
    Chat chat(harness);
    chat.client.text(send_verb(1, "你好"));
    CHECK(holds(chat.client.next_text(), R"("id":"client-1")"));
    chat.client.text(R"({"verb":"ping"})");
    CHECK(holds(chat.client.next_text(), "pong"));
    chat.client.text(R"({"verb":"pull","after":7,"max":5000})");
    chat.client.text(R"({"verb":"typing","on":true})");
    chat.client.text(R"({"verb":"lang","lang":"en"})");
    chat.client.text(R"({"verb":"seen","seq":3})");
    REQUIRE(harness.clerk.waits_for<app::SetLang>(1));
    const auto seen = harness.clerk.seen();
    CHECK(std::get<app::Hello>(seen[0].input).watch);
    CHECK(std::get<app::Send>(seen[1].input).text == "你好");
    CHECK(std::get<app::Pull>(seen[2].input).max == limits::pull_events_max);
    CHECK(std::get<app::Typing>(seen[3].input).on);
    for (const app::Envelope& envelope : seen)
        CHECK(envelope.from == seen[0].from);
}

TEST_CASE("the answer to an upgrade names our subprotocol when it is offered", "[ws]") {
    Harness harness;
    const auto reply = [&](const std::string& headers) {
        Client client(harness.port());
        client.send(
            "GET /v1/chat HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + headers + "\r\n"
        );
        return client.reply();
    };
    const HttpReply plain = reply("");
    CHECK(plain.status == 101);
    CHECK(plain.header("sec-websocket-accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    CHECK(plain.header("sec-websocket-protocol").empty());
    CHECK(plain.header("server") == "shopclerk");
    const std::string name = "Sec-WebSocket-Protocol: ";
    CHECK(
        reply(name + "other, shopclerk.v1\r\n").header("sec-websocket-protocol") == "shopclerk.v1"
    );
    CHECK(reply(name + "other\r\n").header("sec-websocket-protocol").empty());
    const HttpReply deflate = reply("Sec-WebSocket-Extensions: permessage-deflate\r\n");
    CHECK(deflate.status == 101);
    CHECK(deflate.header("sec-websocket-extensions").empty());
}

TEST_CASE("frames that came with the handshake are not lost", "[ws]") {
    Harness harness;
    Client client(harness.port());
    client.send(
        "GET /v1/chat HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        + client_frame(1, hello) + client_frame(1, send_verb(1))
    );
    CHECK(client.reply().status == 101);
    CHECK(holds(client.next_text(), "welcome"));
    CHECK(holds(client.next_text(), "ack"));
}

TEST_CASE("nothing is said before hello, and hello once", "[ws]") {
    Harness harness;
    Client client(harness.port());
    REQUIRE(client.upgrade());
    client.text(send_verb(1));
    CHECK(holds(client.next_text(), "no_hello"));
    client.text(hello);
    CHECK(holds(client.next_text(), "welcome"));
    client.text(hello);
    CHECK(holds(client.next_text(), "bad_verb"));
    CHECK(harness.clerk.count<app::Send>() == 0);
    CHECK(harness.clerk.count<app::Hello>() == 1);
}

TEST_CASE("a hello that was refused may be said again", "[ws]") {
    Harness harness;
    harness.clerk.answer_with([](const app::Envelope& envelope) {
        return std::vector{nack_to(envelope.from, app::Code::not_found)};
    });
    Client client(harness.port());
    REQUIRE(client.upgrade());
    client.text(R"({"verb":"hello","session":"x","conversation":"5"})");
    CHECK(holds(client.next_text(), "not_found"));
    harness.clerk.answer_with(polite_answer);
    client.text(hello);
    CHECK(holds(client.next_text(), "welcome"));
}

TEST_CASE("a message in fragments, with a ping between", "[ws]") {
    Harness harness;
    Chat chat(harness);
    const std::string json = send_verb(1, "碎片");
    chat.client.frame(1, json.substr(0, 5), false);
    chat.client.frame(9, "are you there");
    chat.client.frame(0, json.substr(5, 40), false);  // in the middle of a character, maybe
    chat.client.frame(0, "", false);
    chat.client.frame(0, json.substr(45), true);
    const FrameSeen pong = chat.client.next();
    CHECK(pong.opcode == 10);
    CHECK(pong.payload == "are you there");
    CHECK(holds(chat.client.next_text(), "ack"));
    CHECK(std::get<app::Send>(harness.clerk.seen().back().input).text == "碎片");
}

TEST_CASE("a frame byte by byte, and many in one packet", "[ws]") {
    Harness harness;
    Chat chat(harness);
    for (const char c : client_frame(1, send_verb(1)))
        chat.client.send(std::string(1, c));
    CHECK(holds(chat.client.next_text(), "client-1"));
    std::string packet;
    for (int i = 2; i < 12; ++i)
        packet += client_frame(1, send_verb(i, std::string(400, 'x')));
    chat.client.send(packet);
    for (int i = 2; i < 12; ++i)
        CHECK(holds(chat.client.next_text(), std::to_string(i)));
}

TEST_CASE("each abuse of framing has its close status", "[ws]") {
    Harness harness;
    const auto closes_with = [&](const std::string& bytes) {
        Chat chat(harness);
        chat.client.send(bytes);
        const int status = chat.client.close_status();
        chat.client.frame(8, std::string("\x03\xE8", 2));
        CHECK(chat.client.closes());
        return status;
    };
    CHECK(closes_with(client_frame(2, "binary")) == 1003);
    CHECK(closes_with(client_frame(1, "\xFF\xFE")) == 1007);
    CHECK(closes_with(client_frame(1, "\xED\xA0\x80")) == 1007);
    CHECK(closes_with(client_frame(1, std::string(limits::frame_bytes_max + 1, 'x'))) == 1009);
    const std::string mask = "mask";
    CHECK(closes_with(std::string("\x81\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10) + mask) == 1009);
    CHECK(closes_with("\x81\xFE\x40\x01" + mask) == 1009);  // nobody waits for its payload
    const std::string half(limits::frame_bytes_max / 2 + 1, 'x');
    CHECK(closes_with(client_frame(1, half, false) + client_frame(0, half)) == 1009);
    CHECK(closes_with(client_frame(1, "{}", true, false)) == 1002);
    CHECK(closes_with(client_frame(0, "{}")) == 1002);
    CHECK(closes_with(client_frame(1, "{", false) + client_frame(1, "}")) == 1002);
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
        CHECK(closes_with(client_frame(opcode, "")) == 1002);
    for (const char reserved : {'\xC1', '\xA1', '\x91'})
        CHECK(closes_with(std::string(1, reserved) + "\x80" + mask) == 1002);
    CHECK(closes_with(client_frame(9, "", false)) == 1002);               // a ping in fragments
    CHECK(closes_with(client_frame(9, std::string(126, 'x'))) == 1002);   // a long ping
    CHECK(closes_with(std::string("\x81\xFE\0\x7D", 4) + mask) == 1002);  // a length too long
    CHECK(closes_with(std::string("\x81\xFF\0\0\0\0\0\0\1\0", 10) + mask) == 1002);
    CHECK(closes_with(client_frame(8, "x")) == 1002);
    CHECK(closes_with(client_frame(8, std::string("\x03\xED", 2))) == 1002);
    CHECK(closes_with(client_frame(8, std::string("\x03\xE8\xFF", 3))) == 1002);
    for (const int status : {0, 999, 1004, 1005, 1006, 1015, 1016, 2999}) {
        INFO(status);
        const std::string bytes{static_cast<char>(status >> 8), static_cast<char>(status & 0xFF)};
        CHECK(closes_with(client_frame(8, bytes)) == 1002);
    }
    CHECK(harness.metric("shopclerk_exceptions_contained_total") == 0);
    Chat still(harness);
}

TEST_CASE("goodbye is answered with goodbye", "[ws]") {
    Harness harness;
    for (const int status : {1000, 1001, 1011, 3000, 4999}) {
        Chat chat(harness);
        const std::string bytes{static_cast<char>(status >> 8), static_cast<char>(status & 0xFF)};
        chat.client.frame(8, bytes + "bye");
        CHECK(chat.client.close_status() == status);
        CHECK(chat.client.closes());
    }
    Chat chat(harness);
    chat.client.frame(8, "");
    const FrameSeen seen = chat.client.next();
    CHECK(seen.opcode == 8);
    CHECK(seen.status() == 1000);
    CHECK(harness.clerk.waits_for<app::Gone>(3));
}

TEST_CASE("refused frames get a code, and twenty end the session", "[ws]") {
    Harness harness;
    Chat chat(harness);
    for (const auto& [frame, code] :
         {std::pair("{", "bad_json"),
          std::pair("[]", "bad_json"),
          std::pair(R"({"verb":"fly"})", "bad_verb"),
          std::pair(R"({"verb":"send","id":"short","text":"x"})", "bad_id"),
          std::pair(R"({"verb":"send","id":"client-1","text":5})", "bad_field"),
          std::pair(R"({"verb":"send","id":"client-1","text":" "})", "empty")}) {
        INFO(frame);
        chat.client.text(frame);
        CHECK(holds(chat.client.next_text(), code));
    }
    const std::string nested = std::string(9'000, '[');
    chat.client.text(nested);
    CHECK(holds(chat.client.next_text(), "bad_json"));
    for (int i = 0; i < limits::refused_frames_max; ++i)
        chat.client.text("{");
    CHECK(chat.client.close_status() == 1008);
}

TEST_CASE("good frames forgive refused ones", "[ws]") {
    Harness harness([](Options& options) { options.messages = {1'000, 1'000}; });
    Chat chat(harness);
    for (int i = 0; i < 3 * limits::refused_frames_max; ++i) {
        chat.client.text("{");
        CHECK(holds(chat.client.next_text(), "bad_json"));
        chat.client.text(send_verb(i));
        REQUIRE(holds(chat.client.next_text(), "ack"));
    }
}

TEST_CASE("a flood is slowed with the wait it needs", "[ws]") {
    Harness harness;
    Chat chat(harness);
    const auto burst = static_cast<int>(limits::message_burst_default);
    for (int i = 0; i < burst + 5; ++i)
        chat.client.text(send_verb(i));
    int acks = 0;
    int slowed = 0;
    for (int i = 0; i < burst + 5; ++i) {
        const std::string frame = chat.client.next_text();
        acks += holds(frame, R"("verb":"ack")") ? 1 : 0;
        if (!holds(frame, "rate_limited")) continue;
        ++slowed;
        CHECK(holds(frame, R"("retry_after":)"));
        CHECK(holds(frame, R"("id":"client-)"));
    }
    CHECK(acks >= burst);
    CHECK(slowed >= 3);
    for (int i = 0; i < 100; ++i)
        chat.client.text(send_verb(i));
    CHECK(chat.client.close_status() == 1008);
}

TEST_CASE("a ping flood costs one pong a packet, and nobody else notices", "[ws]") {
    Harness harness;
    Chat chat(harness);
    std::string pings;
    for (int i = 0; i < 5'000; ++i)
        pings += client_frame(9, std::to_string(i));
    chat.client.send(pings);
    chat.client.text(send_verb(1));
    int pongs = 0;
    for (;;) {
        const FrameSeen seen = chat.client.next();
        if (seen.opcode != 10) {
            CHECK(holds(seen.payload, "ack"));
            break;
        }
        ++pongs;
    }
    CHECK(pongs < 1'000);
}

TEST_CASE("bytes that say nothing end a socket when they are too many", "[ws]") {
    // No look at the clock meanwhile, however slow the machine.
    Harness harness([](Options& options) { options.timeouts.tick = 30'000; });
    const auto flood = [&](const std::string& start, const std::string& drop) {
        Chat chat(harness);
        std::string bytes = start;
        while (bytes.size() < 262'144)
            bytes += drop;
        chat.client.send(bytes);
        return chat.client.close_status(12'000);
    };
    CHECK(flood(client_frame(1, "", false), client_frame(0, "", false)) == 1008);
    CHECK(flood("", client_frame(10, "a pong that nobody asked for")) == 1008);
    CHECK(flood("", client_frame(9, "")) == 1008);
    // A long message in the smallest fragments is a message.
    Chat chat(harness);
    const std::string json = send_verb(1, std::string(3'000, 'x'));
    std::string bytes = client_frame(1, json.substr(0, 1), false);
    for (std::size_t i = 1; i + 1 < json.size(); ++i)
        bytes += client_frame(0, json.substr(i, 1), false);
    chat.client.send(bytes + client_frame(0, "}"));
    CHECK(holds(chat.client.next_text(), "ack"));
}

TEST_CASE("a frame of any length comes out as it went in", "[ws]") {
    Harness harness;
    for (const std::size_t size : {1, 7, 125, 126, 1'400, 1'500, 1'600, 4'096}) {
        INFO(size);
        Chat chat(harness);
        chat.client.text(send_verb(1, std::string(size, 'x')));
        CHECK(holds(chat.client.next_text(), "ack"));
        CHECK(std::get<app::Send>(harness.clerk.seen().back().input).text.size() == size);
    }
}

// Frames that begin well and bytes that do not, in any order.
std::string odd_bytes() {
    std::string bytes;
    const int parts = *rc::gen::inRange(1, 8);
    for (int i = 0; i < parts; ++i) {
        const auto text = *rc::gen::arbitrary<std::string>();
        if (*rc::gen::inRange(0, 3) == 0) {
            bytes += text;
        } else {
            const int opcode = *rc::gen::element(0, 1, 1, 2, 8, 9, 10, 5);
            bytes += client_frame(opcode, text, *rc::gen::arbitrary<bool>());
        }
    }
    return bytes;
}

TEST_CASE("any bytes are served, refused or waited for", "[ws]") {
    Harness harness([](Options& options) {
        options.requests = {1e9, 1e9};
        options.openings = {1e9, 1e9};
    });
    rc::check([&] {
        const std::string bytes = odd_bytes();
        Client client(harness.port());
        RC_ASSERT(client.upgrade());
        client.send(bytes);
        client.half_close();
        RC_ASSERT(client.closes());
    });
    CHECK(harness.metric("shopclerk_exceptions_contained_total") == 0);
    Chat chat(harness);
}

TEST_CASE("a socket that rests between all it says and hears", "[ws]") {
    Harness harness([](Options& options) {
        options.timeouts.tick = 5;
        options.timeouts.rest = 0;
        options.timeouts.dead_peer = 4'000;
    });
    const auto still = [] {
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    };
    Chat chat(harness);
    for (int i = 1; i < 4; ++i) {
        still();
        chat.client.text(send_verb(i));
        CHECK(holds(chat.client.next_text(), "client-" + std::to_string(i)));
    }
    const std::string message = client_frame(1, send_verb(4));
    still();
    chat.client.send(message.substr(0, 9));
    still();
    chat.client.send(message.substr(9));
    CHECK(holds(chat.client.next_text(), "client-4"));
    still();
    chat.client.frame(9, "there?");
    CHECK(chat.client.next().payload == "there?");
    still();
    const FrameSeen ping = chat.client.next(3'000);
    CHECK(ping.opcode == 9);
    chat.client.frame(10, ping.payload);
    still();
    const app::SessionKey session = harness.clerk.seen().front().from;
    harness.server->outlet().deliver({frame_to(session, "{}")});
    CHECK(chat.client.next_text() == "{}");
    still();
    chat.client.frame(1, "", true, false);  // no mask
    CHECK(chat.client.close_status() == 1002);
}

TEST_CASE("no hello in time", "[ws]") {
    Harness harness([](Options& options) { options.timeouts.hello = 100; });
    Client client(harness.port());
    REQUIRE(client.upgrade());
    CHECK(client.close_status() == 1008);
    Client busy(harness.port());
    REQUIRE(busy.upgrade());
    for (int i = 0; i < 4; ++i)
        busy.text(send_verb(i));  // talk is no hello
    CHECK(busy.close_status() == 1008);
    Chat chat(harness);
    CHECK(chat.client.next(300).opcode == -1);
}

TEST_CASE("a peer that answers no ping is gone, one that does stays", "[ws]") {
    Harness harness([](Options& options) { options.timeouts.dead_peer = 400; });
    Chat dead(harness);
    Chat alive(harness);
    bool pinged = false;
    for (int i = 0; i < 6; ++i) {
        const FrameSeen seen = alive.client.next(250);
        if (seen.opcode != 9) continue;
        pinged = true;
        alive.client.frame(10, seen.payload);
    }
    CHECK(pinged);
    CHECK(dead.client.closes(1'000));
    CHECK(harness.clerk.waits_for<app::Gone>(1));
    alive.client.text(send_verb(1));
    CHECK(holds(alive.client.next_text(), "ack"));
}

TEST_CASE("a peer that answers no ping is gone, whatever it drips", "[ws]") {
    Harness harness([](Options& options) { options.timeouts.dead_peer = 400; });
    const auto ends_within = [](Chat& chat, const std::string& drop) {  // in drops
        for (int i = 0; i < 40; ++i) {
            chat.client.send(drop);
            if (chat.client.closes(50)) return true;
        }
        return false;
    };
    Chat frame(harness);
    frame.client.send(std::string(
        "\x81\xFE\x10\x00"
        "mask",
        8
    ));  // of 4,096 bytes
    CHECK(ends_within(frame, "x"));
    Chat pings(harness);
    CHECK(ends_within(
        pings,
        std::string(
            "\x89\x80"
            "mask",
            6
        )
    ));
    Chat fragments(harness);
    fragments.client.send(std::string(
        "\x01\x80"
        "mask",
        6
    ));
    CHECK(ends_within(
        fragments,
        std::string(
            "\x00\x80"
            "mask",
            6
        )
    ));
}

TEST_CASE("a reader too slow for its outbox is closed, and nobody waits for it", "[ws]") {
    Harness harness([](Options& options) { options.timeouts.close = 200; });
    Chat slow(harness, 4'096);
    Chat other(harness);
    const app::SessionKey key = harness.clerk.seen().front().from;
    const std::string big(60'000, 'x');
    for (int i = 0; i < 200; ++i)
        harness.server->outlet().deliver({frame_to(key, big)});
    CHECK(harness.clerk.waits_for<app::Gone>(1));
    CHECK(harness.metric("shopclerk_sessions_dropped_total") >= 1);
    other.client.text(send_verb(1));
    CHECK(holds(other.client.next_text(), "ack"));
}

TEST_CASE("too many small frames for a slow reader end it with 1013", "[ws]") {
    Harness harness;
    Chat slow(harness, 4'096);
    const app::SessionKey key = harness.clerk.seen().front().from;
    const std::string frame(9'000, 'x');
    for (int i = 0; i < 1'000; ++i)
        harness.server->outlet().deliver({frame_to(key, frame)});
    CHECK(slow.client.close_status() == 1013);
}

TEST_CASE("a long delivery arrives whole and in order", "[ws]") {
    Harness harness;
    Chat chat(harness, 4'096);
    const app::SessionKey key = harness.clerk.seen().front().from;
    std::vector<app::Delivery> batch;
    for (int i = 0; i < 200; ++i) {
        batch.push_back(frame_to(key, std::to_string(i) + ":" + std::string(3'000, 'x')));
    }
    harness.server->outlet().deliver(std::move(batch));
    for (int i = 0; i < 200; ++i) {
        const std::string frame = chat.client.next_text();
        REQUIRE(frame.size() == std::to_string(i).size() + 3'001);
        CHECK(frame.starts_with(std::to_string(i) + ":"));
    }
}

TEST_CASE("the engine can end a session", "[ws]") {
    Harness harness;
    Chat chat(harness);
    app::Delivery delivery;
    delivery.to = harness.clerk.seen().front().from;
    delivery.close = 1008;
    harness.server->outlet().deliver({delivery});
    CHECK(chat.client.close_status() == 1008);
}

TEST_CASE("a connection that is cut is told to the engine once", "[ws]") {
    Harness harness;
    { Chat chat(harness); }
    {
        Chat chat(harness);
        chat.client.reset();
    }
    {
        Client never(harness.port());  // the engine never heard of it
        REQUIRE(never.upgrade());
    }
    CHECK(harness.clerk.waits_for<app::Gone>(2));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CHECK(harness.clerk.count<app::Gone>() == 2);
    CHECK(harness.metric("shopclerk_sessions") == 0);
}

TEST_CASE("a full inbox says busy with the id, to be sent again", "[ws]") {
    Harness harness;
    Chat chat(harness);
    harness.clerk.be_full(true);
    chat.client.text(send_verb(1));
    const std::string frame = chat.client.next_text();
    CHECK(holds(frame, R"("code":"busy")"));
    CHECK(holds(frame, R"("id":"client-1")"));
    harness.clerk.be_full(false);
    chat.client.text(send_verb(1));
    CHECK(holds(chat.client.next_text(), "ack"));
}

TEST_CASE("a socket from another page is refused before it opens", "[ws]") {
    Harness harness([](Options& options) { options.origins = {"https://shop.example"}; });
    CHECK(Client(harness.port()).upgrade("/v1/chat", "Origin: https://shop.example\r\n"));
    CHECK(Client(harness.port()).upgrade("/v1/chat", "Origin: https://clerk.example\r\n"));
    Client evil(harness.port());
    CHECK_FALSE(evil.upgrade("/v1/chat", "Origin: https://evil.example\r\n"));
}

}  // namespace
}  // namespace clerk::net
