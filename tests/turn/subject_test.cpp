#include "kit.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;
using Lines = std::vector<std::string>;

namespace {

// An order was looked up; "points" and an unproven number come after it.
void look_up(Chat& chat) {
    chat.says("订单2024061234到哪了");
    REQUIRE(chat.says("1234") == Lines{"订单 2024061234 在路上"});
}

}  // namespace

TEST_CASE("\"it\" is the order that was talked of, while that is fresh") {
    Chat chat;
    look_up(chat);
    SECTION("at once") {
        CHECK(chat.says("它要退货") == Lines{"哪一件？"});
        CHECK(chat.slot("order_no") == Value("2024061234"));
        CHECK(chat.find<SlotSet>()->source == "opener");
    }
    SECTION("with a word between") {
        chat.says("几点开门");
        CHECK(chat.says("它要退货") == Lines{"哪一件？"});
    }
    SECTION("too late") {
        chat.now = chat.now + minutes(31);
        CHECK(chat.says("它要退货") == Lines{"退哪个订单？"});
    }
}

TEST_CASE("\"it\" is nothing where the words tell something else") {
    Chat chat;
    look_up(chat);
    SECTION("another number") {
        chat.says("这单要退货，2024069999");
        CHECK(chat.flow() == "system/prove_order");
        CHECK(chat.slot("order_no") == Value("2024069999"));
    }
    SECTION("another order") {
        CHECK(chat.says("不是它，另一个订单退货") == Lines{"退哪个订单？"});
    }
}

TEST_CASE("what \"it\" was to one shopper is nothing to the next") {
    Chat chat;
    chat.sign_in();
    chat.stub("identity.owns", {{}, {}});
    chat.says("订单2024061234到哪了");
    chat.does(ShopperSignsIn{CustomerId{99}, "Bob", "basic"});
    CHECK(chat.state().kept.empty());
    CHECK(chat.says("它要退货") == Lines{"退哪个订单？"});
}

TEST_CASE("an order that is merely claimed is proven, whatever it is called") {
    Chat chat;
    chat.says("订单2024069999到哪了");
    chat.says("算了");
    CHECK(chat.says("它要退货") == Lines{"手机后四位？"});
}

TEST_CASE("the words of a button that starts something are a tap") {
    Chat chat;
    chat.says("几点开门");
    REQUIRE(labels(chat.last()) == Lines{"order_status"});
    CHECK(chat.says("Order_Status ") == Lines{"Which order?"});
    SECTION("but not of one that was shown before") {
        chat.says("算了");
        CHECK(chat.says("order_status") == Lines{"[fallback.1] en"});
    }
}
