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
    const std::optional<Refused> refusal = check_upgrade(request(headers, method).head);
    return refusal ? refusal->status : 101;
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
