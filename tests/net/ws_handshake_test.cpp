#include "net/ws_handshake.hpp"

#include "net/request_reader.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <vector>

namespace clerk::net {
namespace {

const std::string upgrade =
    "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n";
const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

struct Parsed {
    std::unique_ptr<RequestReader> reader;
    Head head;
};

Parsed request(const std::string& headers, const std::string& method = "GET") {
    Parsed parsed{std::make_unique<RequestReader>(), {}};
    const auto put = parsed.reader->put(
        method + " /v1/chat HTTP/1.1\r\nHost: clerk.example\r\n" + headers + "\r\n"
    );
    REQUIRE(std::holds_alternative<std::size_t>(put));
    parsed.head = parsed.reader->head();
    return parsed;
}

int refused(const std::string& headers, const std::string& method = "GET") {
    const auto result = accept_handshake(request(headers, method).head);
    const auto* refusal = std::get_if<HandshakeRefused>(&result);
    return refusal == nullptr ? 101 : refusal->status;
}

TEST_CASE("the RFC's own handshake", "[ws_handshake]") {
    CHECK(accept_of("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    const auto result = accept_handshake(request(upgrade + key).head);
    const auto* reply = std::get_if<std::string>(&result);
    REQUIRE(reply != nullptr);
    CHECK(reply->starts_with("HTTP/1.1 101 "));
    CHECK(
        reply->find("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n") != std::string::npos
    );
    CHECK(reply->find("Sec-WebSocket-Protocol") == std::string::npos);
    CHECK(reply->ends_with("\r\n\r\n"));
}

TEST_CASE("our subprotocol is named when it is offered, and extensions never", "[ws_handshake]") {
    const auto reply = [](const std::string& headers) {
        return std::get<std::string>(accept_handshake(request(upgrade + key + headers).head));
    };
    const std::string named = "Sec-WebSocket-Protocol: shopclerk.v1\r\n";
    CHECK(
        reply("Sec-WebSocket-Protocol: other, shopclerk.v1\r\n").find(named) != std::string::npos
    );
    CHECK(reply("Sec-WebSocket-Protocol: other\r\n").find("Protocol: ") == std::string::npos);
    CHECK(
        reply("Sec-WebSocket-Extensions: permessage-deflate\r\n").find("Ext") == std::string::npos
    );
}

TEST_CASE("what is no handshake", "[ws_handshake]") {
    CHECK(refused(upgrade + key) == 101);
    CHECK(refused(key) == 426);
    CHECK(
        refused("Upgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" + key) == 426
    );
    CHECK(refused("Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" + key) == 426);
    CHECK(refused(upgrade + key, "POST") == 426);
    CHECK(refused("Upgrade: websocket\r\nConnection: Upgrade\r\n" + key) == 426);
    const std::string old =
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 8\r\n";
    CHECK(refused(old + key) == 426);
    CHECK(refused(upgrade) == 400);
    CHECK(refused(upgrade + "Sec-WebSocket-Key:\r\n") == 400);
    CHECK(refused(upgrade + "Sec-WebSocket-Key: c2hvcnQ=\r\n") == 400);
    CHECK(refused(upgrade + "Sec-WebSocket-Key: !!!!!!!!!!!!!!!!!!!!!!==\r\n") == 400);
}

TEST_CASE("an origin is ours, known, or neither", "[ws_handshake]") {
    const std::vector<std::string> origins = {"https://shop.example"};
    const auto with = [](const std::string& origin) {
        return request(origin.empty() ? "" : "Origin: " + origin + "\r\n");
    };
    CHECK(same_origin(with("https://clerk.example").head));
    CHECK(same_origin(with("http://clerk.example").head));
    CHECK_FALSE(same_origin(with("").head));
    for (const char* other :
         {"https://clerk.example.evil.example",
          "https://evil-clerk.example",
          "https://clerk.example:8443",
          "ftp://clerk.example",
          "clerk.example",
          "null",
          "https://shop.example.evil.example",
          "https://SHOP.example",
          "https://shop.example/",
          "https://shop.example, https://clerk.example"}) {
        INFO(other);
        CHECK_FALSE(same_origin(with(other).head));
        CHECK_FALSE(known_origin(with(other).head, origins));
    }
    CHECK(known_origin(with("").head, origins));
    CHECK(known_origin(with("https://shop.example").head, origins));
    CHECK(known_origin(with("https://clerk.example").head, {}));
    CHECK_FALSE(known_origin(with("https://shop.example").head, {}));
}

}  // namespace
}  // namespace clerk::net
