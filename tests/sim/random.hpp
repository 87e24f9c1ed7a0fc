// Randomness that can be had again: the same seed gives the same run, on any machine.
#pragma once

#include "base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace clerk::sim {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    // splitmix64
    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    // In [0, n). REQUIRES: n > 0
    std::uint64_t below(std::uint64_t n) { return next() % n; }

    // In [low, high].
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
    }

    bool chance(double probability) {
        return static_cast<double>(next() >> 11) < probability * 9007199254740992.0;
    }

    template <class T>
    const T& of(const std::vector<T>& list) {
        return list[static_cast<std::size_t>(below(list.size()))];
    }

    // A stream of its own: one's draws don't move another's.
    Random fork() { return Random(next()); }

private:
    std::uint64_t state_;
};

// What the program's own port of chance draws from.
class SeededChance final : public Chance {
public:
    explicit SeededChance(Random random) : random_(random) {}

    [[nodiscard]] std::uint64_t bits() override { return random_.next(); }

private:
    Random random_;
};

}  // namespace clerk::sim
