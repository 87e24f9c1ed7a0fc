#include "access/tokens.hpp"

#include "access/base64url.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <sodium.h>

namespace clerk::access {

std::string new_secret(Chance& chance) {
    std::array<std::uint64_t, 4> bits{};
    for (std::uint64_t& word : bits)
        word = chance.bits();
    std::string bytes(sizeof bits, '\0');
    std::memcpy(bytes.data(), bits.data(), sizeof bits);
    return base64url(bytes);
}

std::string digest(std::string_view secret) {
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    const auto* data = reinterpret_cast<const unsigned char*>(secret.data());
    crypto_generichash(hash.data(), hash.size(), data, secret.size(), nullptr, 0);
    std::string hex(hash.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    hex.pop_back();  // its zero byte
    return hex;
}

bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace clerk::access
