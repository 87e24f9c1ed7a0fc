#include "access/tokens.hpp"

#include "access/base64url.hpp"
#include "fake_chance.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace clerk::access {
namespace {

TEST_CASE("a secret has 256 bits and never comes twice", "[tokens]") {
    CountingChance chance;
    std::set<std::string> seen;
    for (int i = 0; i < 1'000; ++i) {
        const std::string secret = new_secret(chance);
        CHECK(secret.size() == 43);
        const auto bytes = from_base64url(secret);
        REQUIRE(bytes);
        CHECK(bytes->size() == 32);
        CHECK(seen.insert(secret).second);
    }
}

// Says all zeros, but for one bit.
struct OneBit final : Chance {
    explicit OneBit(unsigned which) : left(which) {}

    unsigned left;

    [[nodiscard]] std::uint64_t bits() override {
        const std::uint64_t word = left < 64 ? std::uint64_t{1} << left : 0;
        left = left < 64 ? ~0U : left - 64;
        return word;
    }
};

TEST_CASE("every one of a secret's bits is chance", "[tokens]") {
    std::set<std::string> seen;
    for (unsigned bit = 0; bit < 256; ++bit) {
        OneBit chance(bit);
        seen.insert(new_secret(chance));
    }
    CHECK(seen.size() == 256);
}

TEST_CASE("a digest is BLAKE2b-256 in hex", "[tokens]") {
    CHECK(digest("") == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    CHECK(digest("abc") == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    CHECK(digest("abc") != digest("abd"));
}

TEST_CASE("secrets are the same only when all of them is", "[tokens]") {
    CHECK(same_secret("", ""));
    CHECK(same_secret("abc", "abc"));
    CHECK_FALSE(same_secret("abc", "abd"));
    CHECK_FALSE(same_secret("abc", "ab"));
    CHECK_FALSE(same_secret("abc", "abcd"));
    CHECK_FALSE(same_secret("", "a"));
}

TEST_CASE("base64 has one spelling a value", "[tokens]") {
    CHECK(base64url("") == "");
    CHECK(base64url("f") == "Zg");
    CHECK(base64url("\xFB\xFF") == "-_8");
    CHECK(base64("f") == "Zg==");
    CHECK(base64("foobar") == "Zm9vYmFy");
    CHECK(from_base64url("-_8") == "\xFB\xFF");
    CHECK(from_base64("Zg==") == "f");
    CHECK_FALSE(from_base64url("Zg=="));  // padding
    CHECK_FALSE(from_base64url("Zh"));    // spare bits set
    CHECK_FALSE(from_base64url("Z"));
    CHECK_FALSE(from_base64url("Z g"));
    CHECK_FALSE(from_base64url("+/8"));  // the other alphabet
    CHECK_FALSE(from_base64("Zg"));
    CHECK_FALSE(from_base64("Zg==\n"));
}

}  // namespace
}  // namespace clerk::access
