// The demo shop's dice: SplitMix64, the same on every machine for the same seed. Not for secrets.
#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <span>

namespace clerk::cli {

class DemoRandom final : public Chance {
public:
    explicit DemoRandom(std::uint64_t seed) : state_(seed) {}

    [[nodiscard]] std::uint64_t bits() override {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    // From low to high, both included. REQUIRES: low <= high
    std::int64_t between(std::int64_t low, std::int64_t high) {
        const auto span = static_cast<std::uint64_t>(high - low) + 1;
        return low + static_cast<std::int64_t>(bits() % span);
    }

    bool chance_of(int percent) { return between(1, 100) <= percent; }

    template <class T>
    const T& one_of(std::span<const T> all) {
        return all[static_cast<std::size_t>(bits() % all.size())];
    }

private:
    std::uint64_t state_;
};

}  // namespace clerk::cli
