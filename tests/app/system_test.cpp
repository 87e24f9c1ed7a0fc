#include "app/system.hpp"

#include "app/engine_kit.hpp"

#include <catch2/catch.hpp>

namespace clerk::app {
namespace {

std::uint64_t next(IdSource& ids) {
    return ids.next<OrderId>().value;
}

}  // namespace

TEST_CASE("ids grow within one millisecond and over it") {
    kit::SetClock clock;
    IdSource ids(clock, 5);
    const std::uint64_t first = next(ids);
    CHECK(next(ids) == first + 1);
    clock.at = clock.at + Millis{1};
    CHECK(next(ids) == first + (1U << 22));
}

TEST_CASE("ids grow when the clock steps back") {
    kit::SetClock clock;
    IdSource ids(clock, 0);
    const std::uint64_t before = next(ids);
    clock.at = clock.at + hours(-2);
    CHECK(next(ids) > before);
}

TEST_CASE("ids go on behind the newest of an earlier run, whatever the clock says") {
    kit::SetClock clock;
    IdSource earlier(clock, 0);
    const std::uint64_t newest = next(earlier);
    clock.at = clock.at + hours(-2);
    IdSource later(clock, 0, newest);
    CHECK(next(later) > newest);
}

TEST_CASE("more ids than a millisecond holds borrow from the next") {
    kit::SetClock clock;
    IdSource ids(clock, 0);
    std::uint64_t last = next(ids);
    for (int n = 0; n < 70'000; ++n) {
        const std::uint64_t id = next(ids);
        REQUIRE(id > last);
        last = id;
    }
}

}  // namespace clerk::app
