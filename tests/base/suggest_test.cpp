#include "base/suggest.hpp"

#include <catch2/catch.hpp>

#include <vector>

namespace clerk {
namespace {

TEST_CASE("edit distance counts insertions, deletions, replacements and swaps") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("order", "order") == 0);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("ordr", "order") == 1);
    CHECK(edit_distance("orders", "order") == 1);
    CHECK(edit_distance("ordet", "order") == 1);
    CHECK(edit_distance("oredr", "order") == 1);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("ab", "ba") == edit_distance("ba", "ab"));
}

TEST_CASE("the nearest name is offered when it is near enough") {
    const std::vector<std::string> names{"order", "orders", "phrases", "id", "steps"};
    CHECK(nearest("ordr", names) == "order");
    CHECK(nearest("Phrase", names) == "phrases");
    CHECK(nearest("STEPS", names) == "steps");
    CHECK(nearest("step", names) == "steps");
    CHECK_FALSE(nearest("xyzzy", names));
    CHECK_FALSE(nearest("", names));
    CHECK_FALSE(nearest("a", {names.data() + 3, 1}));  // nothing of `a` is in `id`
    CHECK_FALSE(nearest("order", {}));
}

TEST_CASE("of equally near names the first is offered") {
    const std::vector<std::string> names{"cat", "bat"};
    CHECK(nearest("rat", names) == "cat");
}

TEST_CASE("the tail of an error message") {
    const std::vector<std::string> names{"order"};
    CHECK(did_you_mean("ordr", names) == "; did you mean `order`?");
    CHECK(did_you_mean("unlike", names).empty());
}

TEST_CASE("endless names cost little") {
    const std::string longest(1'000'000, 'a');
    const std::vector<std::string> names{longest};
    CHECK(nearest(longest + "b", names) == longest);
}

}  // namespace
}  // namespace clerk
