#include "net/ws_handshake.hpp"

#include "access/base64url.hpp"

#include <algorithm>
#include <array>
#include <openssl/sha.h>

namespace clerk::net {
namespace {

constexpr std::string_view guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::string_view subprotocol = "shopclerk.v1";
constexpr std::size_t key_bytes = 16;

}  // namespace

std::string accept_of(std::string_view key) {
    const std::string text = std::string(key) + std::string(guid);
    std::array<unsigned char, SHA_DIGEST_LENGTH> hash{};
    SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
    return access::base64({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::variant<std::string, HandshakeRefused> accept_handshake(const Head& head) {
    if (!head.upgrade || head.method != "GET") {
        return HandshakeRefused{426, "this address is a WebSocket"};
    }
    if (head.header("sec-websocket-version") != "13") {
        return HandshakeRefused{426, "only version 13 of WebSocket is spoken here"};
    }
    const std::string_view key = head.header("sec-websocket-key");
    const std::optional<std::string> nonce = access::from_base64(key);
    if (!nonce || nonce->size() != key_bytes) {
        return HandshakeRefused{400, "Sec-WebSocket-Key is not 16 bytes of base64"};
    }
    std::string reply =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: "
        + accept_of(key) + "\r\n";
    if (head.lists("sec-websocket-protocol", subprotocol)) {
        reply += "Sec-WebSocket-Protocol: " + std::string(subprotocol) + "\r\n";
    }
    return reply + "\r\n";
}

bool same_origin(const Head& head) {
    std::string_view origin = head.header("origin");
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!origin.starts_with(scheme)) continue;
        return same_word(origin.substr(scheme.size()), head.header("host"));
    }
    return false;
}

bool known_origin(const Head& head, std::span<const std::string> origins) {
    if (!head.has("origin") || same_origin(head)) return true;
    return std::ranges::find(origins, head.header("origin")) != origins.end();
}

}  // namespace clerk::net
