#include "sim/run.hpp"

#include <catch2/catch.hpp>

namespace clerk::sim {

constexpr std::uint64_t seeds_by_default = 30;

TEST_CASE("nothing is lost, doubled or another's, whatever fails") {
    Figures sum;
    CHECK(run_seeds(1, seeds_by_default, sum) == 0);
    // Too little would prove nothing.
    CHECK(sum.crashes > seeds_by_default);
    CHECK(sum.struck > seeds_by_default);
    CHECK(sum.returns > 0);
    CHECK(sum.complaints > 0);
    CHECK(sum.tickets > seeds_by_default);
}

TEST_CASE("the same seed is the same run") {
    const Outcome first = run({.seed = 7});
    const Outcome again = run({.seed = 7});
    const Outcome other = run({.seed = 8});
    CHECK(first.trace == again.trace);
    CHECK(first.trace != other.trace);
}

}  // namespace clerk::sim
