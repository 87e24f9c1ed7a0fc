#include "nlu/weights.hpp"

#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

WeightRange weights(std::string_view phrase) {
    const ParsedPhrase parsed = parse_phrase(phrase, *normaliser());
    REQUIRE(parsed.ok());
    const auto number = [](std::string_view) {
        return std::string("[0-9]+");
    };
    return weights_of(compile_phrase(parsed.phrase, number).expression);
}

}  // namespace

TEST_CASE("how much what a phrase matches may weigh") {
    CHECK(weights("退货") == WeightRange{4, 4});
    CHECK(weights("no thanks") == WeightRange{8, 8});
    CHECK(weights("(不|不用) (了)?") == WeightRange{2, 6});
    CHECK(weights("^ (yes|ok) $") == WeightRange{2, 3});
    CHECK(weights("查 <order_no>") == WeightRange{2, WeightRange::unbounded});
    CHECK(weights("查 ... 单").most == WeightRange::unbounded);
    CHECK_FALSE(weights("退货").holds(3));
    CHECK(weights("退货").holds(4));
    CHECK_FALSE(weights("退货").holds(5));
}
