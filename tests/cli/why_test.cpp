// `shopclerk why`: the words as they are read, every rule that fired and what became of it.
#include "cli/command.hpp"

#include <catch2/catch.hpp>

using namespace clerk::cli;
using Catch::Contains;
using clerk::cli::testing::ran;

namespace {

testing::Ran why_of(const std::string& text, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"--content", CLERK_SOURCE_DIR, text};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return ran(why, arguments);
}

}  // namespace

TEST_CASE("why: the normal form, the winner and the rule that won") {
    const auto told = why_of("我要退貨！！");
    CHECK(told.code == exit_well);
    CHECK_THAT(told.out, Contains("read as: 我要退货"));
    CHECK_THAT(told.out, Contains("means:   return_item (intents/return_item.yaml:"));
    CHECK_THAT(told.out, Contains("fired: return_item  score "));
    CHECK_THAT(told.out, Contains(" 0-"));
    CHECK_THAT(told.out, Contains("(won)"));
}

TEST_CASE("why: each loser has its reason") {
    const auto told = why_of("退货的钱多久到账");
    CHECK_THAT(told.out, Contains("means:   refund_status"));
    CHECK_THAT(told.out, Contains("fired: return_item"));
    CHECK_THAT(told.out, Contains("(less specific)") || Contains("vetoed by unless"));
}

TEST_CASE("why: slots come with where they were read") {
    const auto told = why_of("我要退货 2024061234");
    CHECK_THAT(told.out, Contains("slot:    order_no = 2024061234, from "));
    const auto json = why_of("我要退货 2024061234", {"--json"});
    CHECK_THAT(
        json.out, Contains(R"("slots":[{"name":"order_no","value":"2024061234","source":")")
    );
    CHECK_THAT(json.out, Contains(R"("fired":[{"intent":")"));
}

TEST_CASE("why: nothing understood") {
    const auto told = why_of("qwerty uiop");
    CHECK(told.code == exit_found);
    CHECK_THAT(told.out, Contains("means:   nothing that any rule knows"));
}

TEST_CASE("why --not: what is missing, and the smallest change") {
    const auto told = why_of("我的包裹怎么还不来", {"--not", "points_balance"});
    CHECK_THAT(told.out, Contains("not points_balance: no match"));
    const auto near = why_of("积分", {"--not", "return_item"});
    CHECK_THAT(near.out, Contains("not return_item: no match"));
    const auto misses = why_of("我想把它退了呗货", {"--not", "return_item", "--json"});
    CHECK_THAT(misses.out, Contains(R"("not":{"intent":"return_item","reason":")"));
}

TEST_CASE("why --not: what fired and lost, and by how much") {
    const auto told = why_of("退货的钱多久到账", {"--not", "return_item"});
    CHECK_THAT(
        told.out, Contains("not return_item: outranked") || Contains("not return_item: vetoed")
    );
    const auto won = why_of("我要退货", {"--not", "return_item"});
    CHECK_THAT(won.out, Contains("but it is what the message means"));
}

TEST_CASE("why: what cannot be explained is refused") {
    const auto unknown = why_of("退货", {"--not", "retrun_item"});
    CHECK(unknown.code == exit_cannot);
    CHECK_THAT(unknown.err, Contains("did you mean `return_item`?"));
    CHECK(why_of("a\xFFz").code == exit_cannot);
}
