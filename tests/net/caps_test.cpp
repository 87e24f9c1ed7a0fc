#include "net/caps.hpp"

#include <catch2/catch.hpp>

namespace clerk::net {
namespace {

TEST_CASE("caps in all and by address", "[caps]") {
    Caps caps(3, 2);
    CHECK(caps.enter("a") == Admission::welcome);
    CHECK(caps.enter("a") == Admission::welcome);
    CHECK(caps.enter("a") == Admission::too_many_here);
    CHECK(caps.enter("b") == Admission::welcome);
    CHECK(caps.enter("c") == Admission::too_many_in_all);
    CHECK(caps.total() == 3);
    caps.leave("a", Admission::too_many_here);
    CHECK(caps.total() == 3);
    caps.leave("a", Admission::welcome);
    CHECK(caps.enter("c") == Admission::welcome);
    caps.leave("c", Admission::welcome);
    CHECK(caps.enter("a") == Admission::welcome);
}

TEST_CASE("who is turned away takes room too, within bounds", "[caps]") {
    Caps caps(0, 1);
    for (std::size_t i = 0; i < limits::turned_away_at_once_max; ++i) {
        REQUIRE(caps.enter("a") == Admission::too_many_in_all);
    }
    CHECK(caps.enter("a") == Admission::hang_up);
    caps.leave("a", Admission::hang_up);
    CHECK(caps.enter("a") == Admission::hang_up);
    caps.leave("a", Admission::too_many_in_all);
    CHECK(caps.enter("a") == Admission::too_many_in_all);
}

}  // namespace
}  // namespace clerk::net
