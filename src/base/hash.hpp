// FNV-1a, 64 bits: content hashes, idempotency checks and cache keys. Not for secrets (see
// access/).
#pragma once

#include <cstdint>
#include <string_view>

namespace clerk {

constexpr std::uint64_t fnv1a_seed = 0xCBF29CE484222325ULL;

[[nodiscard]] constexpr std::uint64_t fnv1a(
    std::string_view text, std::uint64_t hash = fnv1a_seed
) {
    for (const char c : text) {
        hash ^= static_cast<std::uint8_t>(c);
        hash *= 0x100000001B3ULL;
    }
    return hash;
}

}  // namespace clerk
