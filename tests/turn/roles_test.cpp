#include "kit.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;
using Lines = std::vector<std::string>;

TEST_CASE("nothing open: every role says so in its own way") {
    Chat chat;
    CHECK(chat.says("取消") == Lines{"[nothing_open]"});
    CHECK(chat.says("重新开始") == Lines{"[nothing_open]"});
    CHECK(chat.says("跳过") == Lines{"[nothing_open]"});
    CHECK(chat.says("为什么问这个") == Lines{"[nothing_open]"});
    CHECK(chat.says("不对") == Lines{"[nothing_open]"});
    CHECK(chat.says("好的") == Lines{"[affirm_idle]"});
    CHECK(chat.says("不用") == Lines{"[deny_idle]"});
    CHECK(chat.says("帮助") == Lines{"[help]"});
    CHECK(ids(chat.last()) == Lines{"intent:order_status", "intent:return_item"});
}

TEST_CASE("repeat says the last reply again, with its buttons") {
    Chat chat;
    chat.says("把2024061234退掉");
    chat.says("1234");
    const Message question = chat.last();
    CHECK(chat.says("再说一遍") == Lines{"哪一件？"});
    CHECK(chat.last() == question);
    CHECK(chat.says("电视") == Lines{"什么原因？"});
}

TEST_CASE("repeat before anything was said") {
    ConversationState blank;
    const auto words = shared_shop().lexicon->understand("再说一遍");
    const Outcome outcome =
        take_turn(blank, ShopperSays{"a", "", "再说一遍", words, 1}, shared_shop(), noon);
    CHECK(outcome.state.last_reply.text == "[repeat_nothing]");
}

TEST_CASE("cancel ends the whole errand and goes back to the interrupted one") {
    Chat chat;
    chat.says("退货");
    chat.says("查订单");
    chat.says("2024061234");
    REQUIRE(chat.state().stack.size() == 3);
    CHECK(chat.says("算了") == Lines{"[cancelled] 查订单\n[resume] 退货\n手机后四位？"});
    CHECK(chat.says("算了") == Lines{"[cancelled] 退货"});
    CHECK(chat.state().stack.empty());
}

TEST_CASE("cancel and something else in one message") {
    Chat chat;
    chat.says("退货");
    CHECK(chat.says("不办了。投诉") == Lines{"[cancelled] 退货\n怎么了？"});
    CHECK(chat.state().stack.size() == 1);
}

TEST_CASE("restart begins the errand anew, with nothing kept") {
    Chat chat;
    chat.says("订单2024061234到哪了");
    CHECK(chat.says("重新开始") == Lines{"[restarted] 查订单\n哪个订单？"});
    CHECK_FALSE(chat.slot("order_no").is_set());
}

TEST_CASE("help in the middle of a question comes back to it") {
    Chat chat;
    chat.says("退货");
    CHECK(chat.says("帮助") == Lines{"[help]", "[resume] 退货\n退哪个订单？"});
    CHECK(chat.count<Tried>() == 0);
}

TEST_CASE("a person beats everything else in the message") {
    Chat chat;
    chat.says("退货");
    CHECK(chat.says("2024061234，找人工") == Lines{"[handing_over]", "[handed_off] T1"});
    CHECK(chat.state().owner == Owner::queue);
    CHECK(chat.state().stack.empty());
}

TEST_CASE("calling it off at a confirmation is more than a no, unless no leads somewhere") {
    Script script = shop();
    auto& confirm = std::get<flow::Confirm>(script.flows.at("returns").steps[4].action);
    SECTION("asks what to change otherwise") {}
    SECTION("a branch for no") {
        confirm.otherwise = 9;
    }
    Chat chat(script);
    chat.says("把2024061234退掉");
    chat.says("1234");
    chat.says("冰箱");
    chat.says("坏了");
    const bool branch = confirm.otherwise != flow::no_op;
    CHECK(chat.says("不要") == (branch ? Lines{"退成积分"} : Lines{"[cancelled] 退货"}));
}

TEST_CASE("not understood: differently each time, then a person is offered") {
    Chat chat;
    CHECK(chat.says("呼啦啦") == Lines{"[fallback.1]"});
    CHECK(chat.says("呼啦啦") == Lines{"[fallback.2]"});
    CHECK(ids(chat.last()) == Lines{"intent:order_status", "intent:return_item"});
    CHECK(chat.says("呼啦啦") == Lines{"[fallback.3]"});
    CHECK(ids(chat.last()) == Lines{"intent:human_agent"});
    SECTION("and so on, never the same twice running") {
        std::string before = chat.last().text;
        for (int i = 0; i < 5; ++i) {
            chat.says("呼啦啦");
            CHECK(chat.last().text != before);
            before = chat.last().text;
        }
    }
    SECTION("yes takes the offer") {
        chat.says("好的");
        CHECK(chat.state().owner == Owner::queue);
    }
    SECTION("being understood starts over") {
        chat.says("几点开门");
        CHECK(chat.state().not_understood == 0);
        CHECK(chat.says("呼啦啦") == Lines{"[fallback.1]"});
    }
}

TEST_CASE("meanings that fit alike are asked about") {
    Chat chat;
    CHECK(chat.says("退货还是换货") == Lines{"[clarify]"});
    CHECK(labels(chat.last()) == Lines{"return_item", "exchange", "[none_of_these]"});
    SECTION("chosen by label") {
        CHECK(chat.says("exchange") == Lines{"换货请找门店"});
    }
    SECTION("chosen by number") {
        CHECK(chat.says("1") == Lines{"退哪个订单？"});
    }
    SECTION("chosen by button") {
        CHECK(chat.taps("return_item", "return_item") == Lines{"退哪个订单？"});
    }
    SECTION("none of these") {
        CHECK(chat.taps("none", "[none_of_these]") == Lines{"[clarify_none]"});
        CHECK(chat.state().awaiting == Awaiting(Idle{}));
    }
    SECTION("no") {
        CHECK(chat.says("不用") == Lines{"[clarify_none]"});
    }
    SECTION("said anew") {
        CHECK(chat.says("投诉") == Lines{"怎么了？"});
    }
    SECTION("not understood") {
        CHECK(chat.says("呼啦啦") == Lines{"[fallback.1]"});
    }
}

TEST_CASE("a clarification opens the errand with the words that were unclear") {
    Chat chat;
    chat.says("2024061234退货还是换货");
    CHECK(chat.says("1") == Lines{"手机后四位？"});
}

TEST_CASE("a clarification inside an errand comes back to it") {
    Chat chat;
    chat.says("投诉");
    chat.says("太慢");
    CHECK(chat.says("退货还是换货") == Lines{"[clarify]"});
    CHECK(chat.taps("none", "[none_of_these]") == Lines{"[clarify_none]\n哪个订单？没有就跳过"});
}
