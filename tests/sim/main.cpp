// test_sim is a Catch2 program like the others, and a simulator for long runs:
//
//   test_sim --seeds N [--seed FIRST]     N runs; exits 1 when one went wrong
//   test_sim --check FILE --journal FILE  holds a shop's file against what real clients wrote down
//
// A run that went wrong names its seed: `test_sim --seeds 1 --seed SEED` is the very same run.
#define CATCH_CONFIG_RUNNER
#include "sim/journal_file.hpp"
#include "sim/run.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

int main(int argc, char* argv[]) {
    std::map<std::string, std::string> options;
    for (int i = 1; i + 1 < argc; i += 2)
        options[argv[i]] = argv[i + 1];
    if (options.contains("--check"))
        return clerk::sim::check_files(options["--check"], options["--journal"], std::cout);
    if (!options.contains("--seeds")) return Catch::Session().run(argc, argv);
    const std::uint64_t seeds = std::strtoull(options["--seeds"].c_str(), nullptr, 10);
    const std::uint64_t first =
        options.contains("--seed") ? std::strtoull(options["--seed"].c_str(), nullptr, 10) : 1;
    clerk::sim::Figures sum;
    return clerk::sim::run_seeds(first, seeds, sum) == 0 ? 0 : 1;
}
