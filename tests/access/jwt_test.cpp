#include "access/jwt.hpp"

#include "access/base64url.hpp"
#include "base/limits.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace clerk::access {
namespace {

const std::string key = "0123456789abcdefghijklmnopqrstuv";
const std::string next_key = "vutsrqponmlkjihgfedcba9876543210";
constexpr UnixMillis now{1'700'000'000'000};
constexpr std::int64_t now_s = now.value / 1000;

TokenPolicy policy() {
    return {{key}, "https://shop.example", "shopclerk"};
}

Claims good() {
    return {"C-1", "https://shop.example", "shopclerk", "n-1", now_s + 300, now_s, 0};
}

// Just enough JSON for tokens that mint() wrote.
std::optional<std::string> text_of(std::string_view json, std::string_view name) {
    const std::string wanted = "\"" + std::string(name) + "\":\"";
    const std::size_t at = json.find(wanted);
    if (at == std::string_view::npos) return std::nullopt;
    const std::size_t begin = at + wanted.size();
    return std::string(json.substr(begin, json.find('"', begin) - begin));
}

std::int64_t number_of(std::string_view json, std::string_view name) {
    const std::string wanted = "\"" + std::string(name) + "\":";
    const std::size_t at = json.find(wanted);
    return at == std::string_view::npos ? 0
                                        : std::stoll(std::string(json.substr(at + wanted.size())));
}

int claims_read = 0;

TokenReaders readers() {
    return {
        [](std::string_view json) -> std::optional<std::pair<std::string, std::string>> {
            const auto alg = text_of(json, "alg");
            if (!alg) return std::nullopt;
            return std::pair(*alg, std::string());
        },
        [](std::string_view json) -> std::optional<Claims> {
            ++claims_read;
            if (json.empty() || json.front() != '{') return std::nullopt;
            return Claims{
                text_of(json, "sub").value_or(""),
                text_of(json, "iss").value_or(""),
                text_of(json, "aud").value_or(""),
                text_of(json, "nonce").value_or(""),
                number_of(json, "exp"),
                number_of(json, "iat"),
                number_of(json, "nbf")};
        }};
}

std::string code_of(std::string_view token, const TokenPolicy& with = policy()) {
    const Result<Claims> result = verify(token, with, readers(), now);
    return result.ok() ? "" : result.error().code;
}

std::string sealed(std::string_view header, std::string_view body, std::string_view with = key) {
    const std::string text = base64url(header) + "." + base64url(body);
    return text + "." + base64url(hmac_sha256(text, with));
}

TEST_CASE("HMAC-SHA256 as RFC 4231 has it", "[jwt]") {
    CHECK(
        base64(hmac_sha256("what do ya want for nothing?", "Jefe"))
        == "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="
    );
}

TEST_CASE("a good token says who it is", "[jwt]") {
    const Result<Claims> result = verify(mint(good(), key), policy(), readers(), now);
    REQUIRE(result.ok());
    CHECK(result->subject == "C-1");
    CHECK(result->nonce == "n-1");
    CHECK(result->expires_s == now_s + 300);
}

TEST_CASE("each claim is required and checked", "[jwt]") {
    const auto refused = [](auto change) {
        Claims claims = good();
        change(claims);
        return code_of(mint(claims, key));
    };
    CHECK(refused([](Claims& c) { c.subject.clear(); }) == "claims");
    CHECK(refused([](Claims& c) { c.issuer = "https://other.example"; }) == "issuer");
    CHECK(refused([](Claims& c) { c.issuer.clear(); }) == "issuer");
    CHECK(refused([](Claims& c) { c.issuer.back() = 'x'; }) == "issuer");
    CHECK(refused([](Claims& c) { c.audience = "another"; }) == "audience");
    CHECK(refused([](Claims& c) { c.audience.clear(); }) == "audience");
    CHECK(refused([](Claims& c) { c.audience.back() = 'x'; }) == "audience");
    CHECK(refused([](Claims& c) { c.nonce.clear(); }) == "nonce");
    CHECK(refused([](Claims& c) { c.expires_s = now_s; }) == "expired");
    CHECK(refused([](Claims& c) { c.expires_s = 0; }) == "expired");
    CHECK(refused([](Claims& c) { c.expires_s = -1; }) == "expired");
    CHECK(refused([](Claims& c) { c.expires_s = now_s + 600; }).empty());
    CHECK(refused([](Claims& c) { c.expires_s = now_s + 631; }) == "too_long_lived");
    CHECK(refused([](Claims& c) { c.expires_s = INT64_MAX; }) == "too_long_lived");
    CHECK(refused([](Claims& c) { c.issued_s = now_s + 31; }) == "not_yet");
    CHECK(refused([](Claims& c) { c.not_before_s = now_s + 31; }) == "not_yet");
    CHECK(refused([](Claims& c) { c.not_before_s = now_s; }).empty());
}

TEST_CASE("only HS256 under our key opens anything", "[jwt]") {
    const std::string body =
        R"({"sub":"C-1","iss":"https://shop.example","aud":"shopclerk","nonce":"n","exp":)"
        + std::to_string(now_s + 60) + "}";
    CHECK(code_of(sealed(R"({"alg":"HS256"})", body)).empty());
    CHECK(code_of(sealed(R"({"alg":"none"})", body)) == "algorithm");
    CHECK(code_of(sealed(R"({"alg":"hs256"})", body)) == "algorithm");
    CHECK(code_of(sealed(R"({"alg":"HS512"})", body)) == "algorithm");
    CHECK(code_of(sealed(R"({"typ":"JWT"})", body)) == "malformed");
    CHECK(code_of(sealed(R"({"alg":"HS256"})", body, next_key)) == "signature");
    CHECK(code_of(sealed(R"({"alg":"HS256"})", body, "")) == "signature");
    CHECK(code_of(sealed(R"({"alg":"HS256"})", "[]")) == "claims");
    const std::string unsigned_token = base64url(R"({"alg":"none"})") + "." + base64url(body) + ".";
    CHECK(code_of(unsigned_token) == "signature");
}

TEST_CASE("what is no token is refused, and never read as JSON", "[jwt]") {
    claims_read = 0;
    const std::string token = mint(good(), key);
    CHECK(code_of("") == "malformed");
    CHECK(code_of("a.b") == "malformed");
    CHECK(code_of("a.b.c.d") == "malformed");
    CHECK(code_of("..") == "signature");
    CHECK(code_of(token + "=") == "signature");
    CHECK(code_of(token.substr(0, token.size() - 1)) == "signature");
    CHECK(code_of(" " + token) == "signature");
    CHECK(code_of(std::string(limits::token_bytes_max + 1, 'a')) == "malformed");
    for (std::size_t i = 0; i < token.size(); i += 7) {
        std::string bent = token;
        bent[i] = bent[i] == 'A' ? 'B' : 'A';
        CHECK_FALSE(code_of(bent).empty());
    }
    CHECK(claims_read == 0);
}

TEST_CASE("two keys are good while they rotate, then one", "[jwt]") {
    TokenPolicy rotating = policy();
    rotating.keys = {next_key, key};
    CHECK(code_of(mint(good(), key), rotating).empty());
    CHECK(code_of(mint(good(), next_key), rotating).empty());
    rotating.keys = {next_key};
    CHECK(code_of(mint(good(), key), rotating) == "signature");
    rotating.keys = {};
    CHECK(code_of(mint(good(), key), rotating) == "signature");
}

TEST_CASE("a shop does not open with a bad policy", "[jwt]") {
    const auto code = [](auto change) {
        TokenPolicy bad = policy();
        change(bad);
        const Status status = check_policy(bad);
        return status.ok() ? "" : status.error().code;
    };
    CHECK(code([](TokenPolicy&) {}).empty());
    CHECK(code([](TokenPolicy& p) { p.keys.clear(); }) == "key_missing");
    CHECK(code([](TokenPolicy& p) { p.keys[0].pop_back(); }) == "key_short");
    CHECK(code([](TokenPolicy& p) { p.keys = {key, "short"}; }) == "key_short");
    CHECK(code([](TokenPolicy& p) { p.keys[0] = std::string(40, 'x'); }) == "key_sample");
    CHECK(
        code([](TokenPolicy& p) { p.keys[0] = "change-me-change-me-change-me-change-me"; })
        == "key_sample"
    );
    CHECK(code([](TokenPolicy& p) { p.issuer.clear(); }) == "issuer");
    CHECK(code([](TokenPolicy& p) { p.audience.clear(); }) == "audience");
}

TEST_CASE("minted values cannot break out of their quotes", "[jwt]") {
    Claims claims = good();
    claims.subject = "a\",\"sub\":\"b\\\n";
    const std::string token = mint(claims, key);
    const std::size_t first = token.find('.');
    const auto body = from_base64url(token.substr(first + 1, token.rfind('.') - first - 1));
    REQUIRE(body);
    CHECK(body->find(R"("sub":"a\",\"sub\":\"b\\\u000a")") != std::string::npos);
}

}  // namespace
}  // namespace clerk::access
