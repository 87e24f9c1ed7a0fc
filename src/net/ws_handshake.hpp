// The opening of a WebSocket (RFC 6455 section 4.2), and whose page it came from. Pure.
#pragma once

#include "net/http_head.hpp"

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace clerk::net {

struct HandshakeRefused {
    int status = 400;  // 426: not an upgrade, or another version
    std::string_view why;
};

// The whole 101 reply, or why not.
[[nodiscard]] std::variant<std::string, HandshakeRefused> accept_handshake(const Head& head);

// The accept value of a key: base64(SHA-1(key + the RFC's GUID)).
[[nodiscard]] std::string accept_of(std::string_view key);

// Did a page of this very server ask? By scheme-less comparison of Origin with Host, since TLS may
// end before us.
[[nodiscard]] bool same_origin(const Head& head);

// No Origin (not a browser), our own, or one of `origins`, byte for byte.
[[nodiscard]] bool known_origin(const Head& head, std::span<const std::string> origins);

}  // namespace clerk::net
