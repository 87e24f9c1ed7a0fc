// test_sim is a Catch2 program like the others, and a simulator for long runs:
//
//   test_sim --seeds N [--seed FIRST]   N runs; exits 1 when one went wrong
//
// A run that went wrong names its seed: `test_sim --seeds 1 --seed SEED` is the very same run.
#define CATCH_CONFIG_RUNNER
#include "sim/run.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <string_view>

int main(int argc, char* argv[]) {
    std::uint64_t seeds = 0;
    std::uint64_t first = 1;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view option = argv[i];
        std::uint64_t* const value = option == "--seeds"  ? &seeds
                                     : option == "--seed" ? &first
                                                          : nullptr;
        if (value == nullptr) break;
        *value = std::strtoull(argv[i + 1], nullptr, 10);
    }
    if (seeds == 0) return Catch::Session().run(argc, argv);
    clerk::sim::Figures sum;
    return clerk::sim::run_seeds(first, seeds, sum) == 0 ? 0 : 1;
}
