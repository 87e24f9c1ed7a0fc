// Work that two threads share.
#include "base/side_by_side.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

namespace clerk {
namespace {

TEST_CASE("every piece is done once") {
    for (const std::size_t count : {0, 1, 2, 1'000}) {
        std::vector<int> done(count);
        side_by_side(count, [&](std::size_t i) { ++done[i]; });
        CHECK(std::ranges::count(done, 1) == static_cast<std::ptrdiff_t>(count));
    }
}

TEST_CASE("what a piece throws comes out, when all that was begun is done") {
    std::atomic<int> under_way{0};
    const auto work = [&](std::size_t i) {
        ++under_way;
        if (i == 3) {
            --under_way;
            throw std::runtime_error("the fourth");
        }
        --under_way;
    };
    CHECK_THROWS_WITH(side_by_side(50, work), "the fourth");
    CHECK(under_way == 0);
}

}  // namespace
}  // namespace clerk
