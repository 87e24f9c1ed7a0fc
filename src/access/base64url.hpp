// base64 as tokens and handshakes spell it. Decoding is strict: one spelling a value, no white
// space.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clerk::access {

// The URL alphabet without padding (RFC 4648 section 5).
[[nodiscard]] std::string base64url(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

// The plain alphabet with padding (section 4), as WebSocket handshakes use it.
[[nodiscard]] std::string base64(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace clerk::access
