#include "base/ids.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>

namespace clerk {

TEST_CASE("an id is decimal digits, and has one spelling") {
    CHECK(parse_id<TicketTag>("1") == TicketId{1});
    CHECK(parse_id<TicketTag>("18446744073709551615") == TicketId{~std::uint64_t{0}});
    for (const char* none :
         {"",
          "0",
          "01",
          "+1",
          "-1",
          " 1",
          "1 ",
          "1a",
          "0x1",
          "1.0",
          "18446744073709551616",
          "99999999999999999999999",
          "１"}) {
        CAPTURE(none);
        CHECK_FALSE(parse_id<TicketTag>(none).has_value());
    }
    CHECK_FALSE(static_cast<bool>(TicketId{}));
    rc::check([] {
        const auto value = *rc::gen::suchThat<std::uint64_t>([](auto v) { return v != 0; });
        RC_ASSERT(parse_id<OrderTag>(to_string(OrderId{value})) == OrderId{value});
        const std::string text = *rc::gen::arbitrary<std::string>();
        if (const auto id = parse_id<OrderTag>(text)) RC_ASSERT(to_string(*id) == text);
    });
}

}  // namespace clerk
