// Secrets that open things: session tokens, passes, CSRF tokens. 256 bits from Chance, base64url;
// only their digest is ever stored, and comparison is of digests, so timing tells nothing.
#pragma once

#include "base/time.hpp"

#include <string>
#include <string_view>

namespace clerk::access {

// 43 characters of base64url, no padding.
[[nodiscard]] std::string new_secret(Chance& chance);

// BLAKE2b-256 in lower-case hex, 64 characters: what the store keeps.
[[nodiscard]] std::string digest(std::string_view secret);

// Equal in constant time for equal lengths.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);

}  // namespace clerk::access
