// One run and what the checker says to it.
#pragma once

#include "sim/world.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace clerk::sim {

struct Outcome {
    std::vector<std::string> wrong;
    std::uint64_t trace = 0;
    Figures figures;
};

[[nodiscard]] Outcome run(Plan plan);

// Seeds `first` … `first + count - 1`: prints what is wrong and the figures; how many went wrong.
std::uint64_t run_seeds(std::uint64_t first, std::uint64_t count, Figures& sum);

}  // namespace clerk::sim
