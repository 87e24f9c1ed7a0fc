// Tokens by which the shop's own back end vouches for a customer: JWT, HS256 and nothing else, at
// most ten minutes long, for this clerk alone (`aud`), from this shop alone (`iss`), used once
// (`nonce`; the store remembers it, not this file).
//
// JSON belongs to wire/, so the two readers come in as functions. The signature is checked before
// either sees a byte of the claims; comparison takes constant time. Thread-safe, reads no clock.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clerk::access {

constexpr std::size_t token_key_bytes_min = 32;  // as long as the hash: RFC 7518 section 3.2

struct TokenPolicy {
    std::vector<std::string> keys;  // the first signs; a second is accepted while keys rotate
    std::string issuer;
    std::string audience;
};

// Why a shop may not open with this policy ("key_missing", "key_short", "key_sample", "issuer",
// "audience"), or Done. Keys that stand in our documents are refused.
[[nodiscard]] Status check_policy(const TokenPolicy& policy);

struct Claims {
    std::string subject;
    std::string issuer;
    std::string audience;
    std::string nonce;
    std::int64_t expires_s = 0;
    std::int64_t issued_s = 0;      // 0: not said
    std::int64_t not_before_s = 0;  // the same
};

struct TokenReaders {
    // (alg, kid) of a header; nullopt when it is not a JSON object, or names extensions that must
    // be understood (`crit`, RFC 7515 section 4.1.11): we understand none.
    std::function<std::optional<std::pair<std::string, std::string>>(std::string_view)> header;
    std::function<std::optional<Claims>(std::string_view)> claims;
};

// The claims, every one of them checked. Errors: "malformed", "algorithm", "signature", "claims",
// "issuer", "audience", "nonce", "expired", "too_long_lived", "not_yet". They are for the log; a
// stranger is told "unauthorized" whichever it was.
[[nodiscard]] Result<Claims> verify(
    std::string_view token, const TokenPolicy& policy, const TokenReaders& read, UnixMillis now
);

// What a shop's back end does: for the demo shop and for tests. Values are escaped as JSON.
[[nodiscard]] std::string mint(const Claims& claims, std::string_view key);

// HMAC-SHA256, raw 32 bytes.
[[nodiscard]] std::string hmac_sha256(std::string_view message, std::string_view key);

}  // namespace clerk::access
