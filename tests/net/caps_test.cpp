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

TEST_CASE("this very machine may be spared the cap by address, never the one in all", "[caps]") {
    Caps caps(3, 1, false);
    for (const char* address : {"127.0.0.1", "127.0.0.1", "::/64"}) {
        CHECK(caps.enter(address) == Admission::welcome);
    }
    CHECK(caps.enter("127.0.0.1") == Admission::too_many_in_all);
    caps.leave("::/64", Admission::welcome);
    CHECK(caps.enter("203.0.113.7") == Admission::welcome);
    caps.leave("127.0.0.1", Admission::welcome);
    CHECK(caps.enter("203.0.113.7") == Admission::too_many_here);
}

}  // namespace
}  // namespace clerk::net
