// What goes along when one errand takes another's place.
#include "kit.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;
using Lines = std::vector<std::string>;

namespace {

// The television of 2024061234 is being returned; why is asked.
void to_reason(Chat& chat) {
    chat.says("把2024061234退掉");
    chat.says("1234");
    REQUIRE(chat.says("电视") == Lines{"什么原因？"});
}

}  // namespace

TEST_CASE("called off for another errand: what both ask for is not asked again") {
    Chat chat;
    to_reason(chat);
    SECTION("in one breath") {
        CHECK(chat.says("不办了。报修") == Lines{"[cancelled] 退货", "怎么坏的？"});
        CHECK(chat.says("碎了") == Lines{"修电视，坏了？"});
        CHECK(chat.state().stack.size() == 1);
    }
    SECTION("every answer goes along") {
        chat.says("碎了");
        CHECK(chat.says("不办了。报修") == Lines{"[cancelled] 退货", "修电视，坏了？"});
    }
    SECTION("what is called off alone is gone") {
        chat.says("算了");
        CHECK(chat.says("报修") == Lines{"修哪一件？"});
    }
}

TEST_CASE("instead: the errand under way makes room, if both ask for the same") {
    Chat chat;
    to_reason(chat);
    SECTION("they do") {
        CHECK(chat.says("还是报修吧") == Lines{"[cancelled] 退货", "怎么坏的？"});
        CHECK(chat.slot("item").record() != nullptr);
        CHECK(chat.state().stack.size() == 1);
    }
    SECTION("they do not: a digression") {
        chat.says("还是查积分吧");
        CHECK(chat.state().stack.size() == 2);
    }
}

TEST_CASE("about it, in the midst of another errand: both go on, and nothing is asked twice") {
    Chat chat;
    to_reason(chat);
    CHECK(chat.says("它要报修") == Lines{"怎么坏的？"});
    CHECK(chat.state().stack.size() == 2);
}

TEST_CASE("of another order or another thing nothing goes along") {
    Chat chat;
    to_reason(chat);
    SECTION("another thing: the order does, the thing is found by its name") {
        CHECK(chat.says("不办了。报修冰箱") == Lines{"[cancelled] 退货", "怎么坏的？"});
        CHECK(chat.says("碎了") == Lines{"修冰箱，坏了？"});
    }
    SECTION("another order by its number") {
        chat.says("不办了。2024069999报修");
        CHECK(chat.flow() == "system/prove_order");
        CHECK(chat.slot("order_no") == Value("2024069999"));
        CHECK_FALSE(chat.slot("item").is_set());
    }
    SECTION("another order, whichever") {
        CHECK(chat.says("不办了。别的订单报修") == Lines{"[cancelled] 退货\n修哪个订单？"});
    }
    SECTION("without a word that it is the same") {
        CHECK(chat.says("报修") == Lines{"修哪一件？"});
    }
}

TEST_CASE("\"no\" and a word that another errand begins with: the change that it is here") {
    Chat chat;
    to_reason(chat);
    REQUIRE(chat.says("不想要") == Lines{"退电视，不想要？"});
    SECTION("the value is all that means the other errand") {
        CHECK(chat.says("不对，碎了") == Lines{"[corrected] 坏了\n退电视，坏了？"});
    }
    SECTION("the errand is meant without it, too") {
        chat.says("不对。碎了的要报修");
        CHECK(chat.flow() == "repair");
    }
}
