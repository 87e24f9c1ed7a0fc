// Whether a request may become a WebSocket: what its upgrade must hold before Beast answers it (RFC
// 6455 section 4.2), and whose page it came from. Pure.
#pragma once

#include "net/framing_gate.hpp"
#include "net/http_head.hpp"

#include <optional>
#include <span>
#include <string>

namespace clerk::net {

// 426: not an upgrade, or another version. 400: not a key of 16 bytes.
[[nodiscard]] std::optional<Refused> check_upgrade(const Head& head);

// Did a page of this very server ask? By scheme-less comparison of Origin with Host, since TLS may
// end before us.
[[nodiscard]] bool same_origin(const Head& head);

// No Origin (not a browser), our own, or one of `origins`, byte for byte.
[[nodiscard]] bool known_origin(const Head& head, std::span<const std::string> origins);

}  // namespace clerk::net
