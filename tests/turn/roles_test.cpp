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
    CHECK(chat.says("算了") == Lines{"[cancelled] 查订单\n[resume_offer] 退货"});
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
    CHECK(chat.says("呼啦啦") == Lines{"[fallback.3]？"});
    CHECK(ids(chat.last()) == Lines{"intent:human_agent"});
    SECTION("and at last one is called") {
        CHECK(chat.says("呼啦啦") == Lines{"[fallback.person]", "[handed_off] T1"});
        CHECK(chat.state().owner == Owner::queue);
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

TEST_CASE("the first rung says why") {
    Chat chat;
    CHECK(chat.says("😊！") == Lines{"[fallback.no_words]"});
    CHECK(Chat().says("12345") == Lines{"[fallback.number]"});
    CHECK(Chat().says("Где мой заказ") == Lines{"[fallback.language]"});
    CHECK(Chat().says("こんにちは") == Lines{"[fallback.language]"});
    CHECK(chat.says("😊！") == Lines{"[fallback.2]"});
}

TEST_CASE("ok is no answer to a question that wants words, and runs nothing when nothing is open") {
    Chat chat;
    CHECK(chat.says("好的") == Lines{"[affirm_idle]"});
    chat.says("退货");
    CHECK(chat.says("好的") == Lines{"[waiting]"});
    CHECK(chat.count<Tried>() == 0);
    CHECK(chat.says("2024061234") == Lines{"手机后四位？"});
    SECTION("a button that was merely shown is not taken by it") {
        Chat told;
        told.says("几点开门");
        CHECK(labels(told.last()).size() == 1);
        CHECK(told.says("好的") == Lines{"[affirm_idle]"});
    }
}

TEST_CASE("a phone number is named as one where an order number was asked for") {
    Chat chat;
    chat.says("退货");
    CHECK(chat.says("13812345678") == Lines{"[is_phone]\n再问一次：退哪个订单？"});
}

TEST_CASE("another order uses nothing that was kept") {
    Chat chat;
    chat.says("订单2024061234到哪了");
    chat.says("1234");
    SECTION("said with the errand") {
        CHECK(chat.says("查一下另一个订单") == Lines{"哪个订单？"});
    }
    SECTION("alone: the last errand once more") {
        CHECK(chat.says("另一个订单呢") == Lines{"哪个订单？"});
        CHECK(chat.flow() == "order_status");
    }
    SECTION("with its number") {
        CHECK(chat.says("查别的订单，2024069999") == Lines{"手机后四位？"});
    }
    SECTION("while the errand is under way: anew") {
        chat.says("退货");
        CHECK(chat.says("退货，另一个订单的") == Lines{"[restarted] 退货\n退哪个订单？"});
    }
}

TEST_CASE("words that hurt lift the ticket, whatever else they mean") {
    Chat chat;
    SECTION("alone") {
        CHECK(chat.says("笨蛋") == Lines{"对不起"});
    }
    SECTION("beside a wish") {
        CHECK(chat.says("笨蛋，我要退货") == Lines{"退哪个订单？"});
    }
    CHECK(chat.state().priority == "high");
    chat.says("找人工");
    const auto* handed = std::get_if<HandOff>(&chat.effects().front());
    REQUIRE(handed);
    CHECK(handed->priority == "high");
}

TEST_CASE("a flow's own priority is only ever lifted") {
    Chat chat;
    chat.says("投诉");
    chat.says("快递员很凶");
    chat.says("跳过");
    CHECK(std::get<HandOff>(chat.effects().back()).priority == "high");
}
