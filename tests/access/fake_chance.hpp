// Chance that repeats itself, for tests.
#pragma once

#include "base/time.hpp"

namespace clerk {

class CountingChance : public Chance {
public:
    std::uint64_t bits() override { return ++n_ * 0x9E3779B97F4A7C15ULL; }

private:
    std::uint64_t n_ = 0;
};

}  // namespace clerk
