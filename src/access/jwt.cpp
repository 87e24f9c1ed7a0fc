#include "access/jwt.hpp"

#include "access/base64url.hpp"
#include "access/tokens.hpp"
#include "base/limits.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <sodium.h>

namespace clerk::access {
namespace {

// Clocks of two machines differ a little.
constexpr std::int64_t clock_skew_s = 30;

constexpr std::array<std::string_view, 3> sample_keys = {
    "change-me-change-me-change-me-change-me",
    "your-256-bit-secret-your-256-bit-secret",
    "secretsecretsecretsecretsecretsecret"};

struct Parts {
    std::string_view header;
    std::string_view claims;
    std::string_view signature;
    std::string_view signed_part;  // header.claims
};

std::optional<Parts> split(std::string_view token) {
    const std::size_t first = token.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const std::size_t second = token.find('.', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    if (token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
    return Parts{
        token.substr(0, first),
        token.substr(first + 1, second - first - 1),
        token.substr(second + 1),
        token.substr(0, second)};
}

bool signed_by_one_of(const TokenPolicy& policy, const Parts& parts) {
    const std::optional<std::string> given = from_base64url(parts.signature);
    if (!given) return false;
    bool good = false;
    for (const std::string& key : policy.keys) {  // all of them, whichever fits
        good |= same_secret(hmac_sha256(parts.signed_part, key), *given);
    }
    return good;
}

std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) {
            out += c;
            continue;
        }
        std::array<char, 8> code{};
        std::snprintf(code.data(), code.size(), "\\u%04x", static_cast<unsigned>(c));
        out += code.data();
    }
    return out + '"';
}

std::optional<Error> fault_of(const Claims& claims, const TokenPolicy& policy, UnixMillis now) {
    const std::int64_t now_s = now.value / 1000;
    if (claims.subject.empty()) return error("claims", "the token names no subject");
    if (!same_secret(claims.issuer, policy.issuer)) return error("issuer", "not from this shop");
    if (!same_secret(claims.audience, policy.audience)) {
        return error("audience", "not meant for this clerk");
    }
    if (claims.nonce.empty()) return error("nonce", "the token has no nonce");
    if (claims.expires_s <= now_s) return error("expired", "the token has expired");
    if (claims.expires_s > now_s + limits::token_life_ms_max / 1000 + clock_skew_s) {
        return error("too_long_lived", "exp is more than ten minutes ahead");
    }
    if (claims.issued_s > now_s + clock_skew_s) return error("not_yet", "issued in the future");
    if (claims.not_before_s > now_s + clock_skew_s) return error("not_yet", "not good yet");
    return std::nullopt;
}

}  // namespace

Status check_policy(const TokenPolicy& policy) {
    if (policy.keys.empty()) return error("key_missing", "signing in needs a token key");
    for (const std::string& key : policy.keys) {
        if (key.size() < token_key_bytes_min) {
            return error("key_short", "a token key must be at least 32 bytes of randomness");
        }
        const bool one_letter = key.find_first_not_of(key.front()) == std::string::npos;
        if (one_letter || std::ranges::find(sample_keys, key) != sample_keys.end()) {
            return error("key_sample", "this token key stands in documents: make one of your own");
        }
    }
    if (policy.issuer.empty()) return error("issuer", "the tokens' issuer is not configured");
    if (policy.audience.empty()) return error("audience", "the tokens' audience is not configured");
    return done();
}

Result<Claims> verify(
    std::string_view token, const TokenPolicy& policy, const TokenReaders& read, UnixMillis now
) {
    if (token.size() > limits::token_bytes_max) return error("malformed", "the token is too long");
    const std::optional<Parts> parts = split(token);
    if (!parts) return error("malformed", "a token has three parts");
    if (!signed_by_one_of(policy, *parts)) return error("signature", "the signature is wrong");

    const std::optional<std::string> header = from_base64url(parts->header);
    const auto kind = header ? read.header(*header) : std::nullopt;
    if (!kind) return error("malformed", "the token's header is not JSON");
    if (kind->first != "HS256") return error("algorithm", "only HS256 is accepted");

    const std::optional<std::string> body = from_base64url(parts->claims);
    std::optional<Claims> claims = body ? read.claims(*body) : std::nullopt;
    if (!claims) return error("claims", "the claims are not JSON of the right types");
    if (std::optional<Error> fault = fault_of(*claims, policy, now)) return *std::move(fault);
    return *std::move(claims);
}

std::string mint(const Claims& claims, std::string_view key) {
    std::string body = "{\"sub\":" + json_text(claims.subject);
    body += ",\"iss\":" + json_text(claims.issuer);
    body += ",\"aud\":" + json_text(claims.audience);
    body += ",\"nonce\":" + json_text(claims.nonce);
    if (claims.issued_s != 0) body += ",\"iat\":" + std::to_string(claims.issued_s);
    if (claims.not_before_s != 0) body += ",\"nbf\":" + std::to_string(claims.not_before_s);
    body += ",\"exp\":" + std::to_string(claims.expires_s) + "}";
    const std::string text = base64url(R"({"alg":"HS256","typ":"JWT"})") + "." + base64url(body);
    return text + "." + base64url(hmac_sha256(text, key));
}

std::string hmac_sha256(std::string_view message, std::string_view key) {
    const auto bytes = [](std::string_view text) {
        return reinterpret_cast<const unsigned char*>(text.data());
    };
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes(message), message.size());
    std::string out(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(out.data()));
    return out;
}

}  // namespace clerk::access
