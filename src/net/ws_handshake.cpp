#include "net/ws_handshake.hpp"

#include "access/base64url.hpp"

#include <algorithm>

namespace clerk::net {
namespace {

constexpr std::size_t key_bytes = 16;

}  // namespace

std::optional<Refused> check_upgrade(const Head& head) {
    if (!head.upgrade || head.method != "GET") {
        return Refused{426, "this address is a WebSocket"};
    }
    if (head.header("sec-websocket-version") != "13") {
        return Refused{426, "only version 13 of WebSocket is spoken here"};
    }
    const auto nonce = access::from_base64(head.header("sec-websocket-key"));
    if (!nonce || nonce->size() != key_bytes) {
        return Refused{400, "Sec-WebSocket-Key is not 16 bytes of base64"};
    }
    return std::nullopt;
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
