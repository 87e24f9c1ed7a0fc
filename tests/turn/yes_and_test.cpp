#include "kit.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;
using Lines = std::vector<std::string>;

namespace {

// "退电视，坏了？" is asked.
void to_confirmation(Chat& chat) {
    chat.says("把2024061234退掉");
    chat.says("1234");
    chat.says("电视");
    REQUIRE(chat.says("碎了") == Lines{"退电视，坏了？"});
}

}  // namespace

TEST_CASE("yes, and another thing: the answer is taken, the wish waits its turn") {
    Chat chat;
    to_confirmation(chat);
    CHECK(chat.says("是的，查一下积分") == Lines{"退货单 R1", "退款去哪？"});
    REQUIRE(chat.state().queued.size() == 1);
    CHECK(chat.state().queued.front().intent == "points_balance");
}

TEST_CASE("yes, and the very errand: it is a yes and no more") {
    Chat chat;
    to_confirmation(chat);
    CHECK(chat.says("好的，退货") == Lines{"退货单 R1", "退款去哪？"});
    CHECK(chat.state().queued.empty());
}

TEST_CASE("yes, but: nothing is done") {
    Chat chat;
    to_confirmation(chat);
    SECTION("a change") {
        CHECK(chat.says("是的，但是冰箱") == Lines{"[corrected] 冰箱\n退冰箱，坏了？"});
    }
    SECTION("a change that is not told") {
        CHECK(chat.says("可以，不过……") == Lines{"[confirm_no]"});
        CHECK(chat.says("电视") != Lines{"退货单 R1", "退款去哪？"});
    }
    SECTION("a question first") {
        CHECK(
            chat.says("好的，不过几点开门") == Lines{"九点到六点", "[resume] 退货\n退电视，坏了？"}
        );
    }
}

TEST_CASE("no, and another errand: the confirmation waits below it") {
    Chat chat;
    to_confirmation(chat);
    CHECK(chat.says("不，我要投诉") == Lines{"怎么了？"});
    REQUIRE(chat.state().stack.size() == 2);
    CHECK(chat.state().stack.front().flow == "returns");
    CHECK(chat.says("算了") == Lines{"[cancelled] 投诉\n[resume_offer] 退货"});
}

TEST_CASE("the wish again names another item: a change") {
    Chat chat;
    to_confirmation(chat);
    CHECK(chat.says("冰箱退货") == Lines{"[corrected] 冰箱\n退冰箱，坏了？"});
}

TEST_CASE("two items in one breath name neither") {
    Chat chat;
    chat.says("冰箱和电视退货，订单2024061234");
    CHECK(chat.says("1234") == Lines{"哪一件？"});
}

TEST_CASE("what cannot be skipped is asked for in other words the second time") {
    Chat chat;
    chat.says("退货");
    CHECK(chat.says("跳过") == Lines{"[skip_not_possible]\n退哪个订单？"});
    CHECK(chat.says("跳过") == Lines{"再问一次：退哪个订单？"});
}

TEST_CASE("why: the reason of the question, the confirmation's, or what was told") {
    Chat chat;
    SECTION("with nothing done yet") {
        CHECK(chat.says("为什么问这个") == Lines{"[nothing_open]"});
    }
    SECTION("at a confirmation") {
        to_confirmation(chat);
        CHECK(chat.says("为什么问这个") == Lines{"[why_confirm]\n退电视，坏了？"});
    }
    SECTION("after something was told") {
        chat.says("订单2024061234到哪了");
        chat.says("1234");
        CHECK(chat.says("为什么问这个") == Lines{"[why_idle]"});
        CHECK(ids(chat.last()) == Lines{"intent:human_agent"});
    }
}
