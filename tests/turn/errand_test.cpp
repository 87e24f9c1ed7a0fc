#include "kit.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;
using Lines = std::vector<std::string>;

TEST_CASE("a chat begins with a greeting and the main intents") {
    Chat chat;
    CHECK(chat.last().text == "[greeting]");
    CHECK(ids(chat.last()) == Lines{"intent:order_status", "intent:return_item"});
    CHECK(chat.state().id == ConversationId{7});
    Chat english(shared_shop(), Lang::en);
    CHECK(english.last().text == "[greeting] en");
}

TEST_CASE("an order is looked up once it is proven") {
    Chat chat;
    CHECK(chat.says("查订单") == Lines{"哪个订单？"});
    CHECK(chat.says("2024061234") == Lines{"手机后四位？"});
    CHECK(chat.flow() == "system/prove_order");
    CHECK(chat.says("1234") == Lines{"订单 2024061234 在路上"});
    CHECK(chat.state().stack.empty());
    CHECK(chat.state().identity.proven_orders == Lines{"2024061234"});
    CHECK(chat.state().awaiting == Awaiting(Idle{}));
}

TEST_CASE("the same in English") {
    Chat chat(shared_shop(), Lang::en);
    CHECK(chat.says("Where is my order?") == Lines{"Which order?"});
    CHECK(chat.says("it's 2024061234") == Lines{"Last four digits?"});
    CHECK(chat.says("1234") == Lines{"Order 2024061234 is on its way"});
}

TEST_CASE("the opener's number is not asked for again") {
    Chat chat;
    SECTION("captured by the phrase") {
        CHECK(chat.says("订单2024061234到哪了") == Lines{"手机后四位？"});
    }
    SECTION("in words that no rule took") {
        CHECK(chat.says("查订单，2024061234这个") == Lines{"手机后四位？"});
    }
    CHECK(chat.says("1234") == Lines{"订单 2024061234 在路上"});
}

TEST_CASE("two numbers in the opener are none") {
    Chat chat;
    CHECK(chat.says("查订单，2024061234和2024069999") == Lines{"哪个订单？"});
}

TEST_CASE("a kept slot serves the next errand, while it is fresh") {
    Chat chat;
    chat.says("订单2024061234到哪了");
    chat.says("1234");
    SECTION("fresh") {
        CHECK(chat.says("退货") == Lines{"哪一件？"});
    }
    SECTION("stale") {
        chat.now = chat.now + minutes(31);
        CHECK(chat.says("退货") == Lines{"退哪个订单？"});
    }
    SECTION("a new mention wins") {
        chat.says("把2024069999退掉");
        CHECK(chat.flow() == "system/prove_order");
        CHECK(chat.slot("order_no") == Value("2024069999"));
    }
}

TEST_CASE("a return: item, reason, confirmation, choice") {
    Chat chat;
    chat.says("把2024061234退掉");
    CHECK(chat.says("1234") == Lines{"哪一件？"});
    CHECK(labels(chat.last()) == Lines{"冰箱", "电视"});
    CHECK(chat.says("第二个") == Lines{"什么原因？"});
    CHECK(labels(chat.last()) == Lines{"坏了", "不想要"});
    CHECK(chat.says("碎了") == Lines{"退电视，坏了？"});
    CHECK(chat.says("是的") == Lines{"退货单 R1", "退款去哪？"});
    CHECK(chat.says("换成积分") == Lines{"退成积分"});
    CHECK(chat.state().stack.empty());
}

TEST_CASE("the opener chooses among the order's items") {
    Chat chat;
    chat.says("冰箱退货，订单2024061234");
    CHECK(chat.says("1234") == Lines{"什么原因？"});
    CHECK(chat.slot("item").record()->field("name") == Value("冰箱"));
}

TEST_CASE("buttons answer like words, and only those that are shown") {
    Chat chat;
    chat.says("把2024061234退掉");
    chat.says("1234");
    SECTION("shown") {
        CHECK(chat.taps("2", "电视") == Lines{"什么原因？"});
        CHECK(chat.slot("item").record()->field("name") == Value("电视"));
    }
    SECTION("of a question that has gone") {
        const Button first = chat.last().buttons.front();
        chat.says("电视");
        chat.says("坏了");
        const Lines refused = chat.taps(first.id, first.label);
        CHECK(refused == Lines{"[stale_choice]\n退电视，坏了？"});
        CHECK(chat.slot("item").record()->field("name") == Value("电视"));
    }
    SECTION("of a confirmation whose words have changed since") {
        chat.says("电视");
        chat.says("坏了");
        const Button yes = chat.last().buttons.front();
        CHECK(chat.says("不对，冰箱").front() == "[corrected] 冰箱\n退冰箱，坏了？");
        CHECK(chat.taps(yes.id, yes.label) == Lines{"[stale_choice]\n退冰箱，坏了？"});
        CHECK(chat.flow() == "returns");
    }
    SECTION("of the same question, asked before a digression") {
        const Button tv = chat.last().buttons.back();
        chat.says("几点开门");
        CHECK(chat.taps(tv.id, tv.label) == Lines{"什么原因？"});
    }
    SECTION("with nothing open at all") {
        const Button first = chat.last().buttons.front();
        chat.says("取消");
        CHECK(chat.taps(first.id, first.label) == Lines{"[stale_choice]"});
    }
    SECTION("an intent's button starts it from anywhere") {
        CHECK(chat.taps("intent:points_balance", "查积分") == Lines{"[sign_in]"});
    }
    SECTION("an intent that is gone is read as words") {
        chat.taps("intent:gone", "投诉");
        CHECK(chat.flow() == "complaint");
    }
}

TEST_CASE("a digression is answered, then the interrupted question comes back") {
    Chat chat;
    chat.says("退货");
    SECTION("an answer") {
        CHECK(chat.says("几点开门") == Lines{"九点到六点", "[resume] 退货\n退哪个订单？"});
    }
    SECTION("the flow's own intent") {
        CHECK(chat.says("我没有小票") == Lines{"没有小票也行", "[resume] 退货\n退哪个订单？"});
    }
    SECTION("another errand") {
        CHECK(chat.says("我要投诉") == Lines{"怎么了？"});
        CHECK(chat.state().stack.size() == 2);
        chat.says("快递员很凶");
        chat.says("跳过");
        CHECK(chat.state().owner == Owner::queue);
    }
    CHECK(chat.count<Tried>() == 0);
}

TEST_CASE("going back to an errand under way leaves the one above it to be taken up again") {
    Chat chat;
    chat.says("退货");
    chat.says("查订单");
    CHECK(chat.state().stack.size() == 2);
    CHECK(chat.says("还是退货吧") == Lines{"[resume] 退货\n退哪个订单？"});
    REQUIRE(chat.state().stack.size() == 2);
    CHECK(chat.state().stack.front().flow == "order_status");
    CHECK(chat.says("算了") == Lines{"[cancelled] 退货\n[resume_offer] 查订单"});
}

TEST_CASE("asking for the errand that runs is no answer, but may give one") {
    Chat chat;
    chat.says("退货");
    SECTION("nothing new") {
        CHECK(chat.says("我要退货") == Lines{"[restated] 退货\n退哪个订单？"});
        CHECK(chat.says("退货") == Lines{"[restated] 退货\n退哪个订单？"});
        CHECK(chat.says("退货啊") == Lines{"再问一次：退哪个订单？"});
        CHECK(chat.state().stack.size() == 1);
    }
    SECTION("with the number") {
        CHECK(chat.says("把2024061234退掉") == Lines{"手机后四位？"});
    }
}

TEST_CASE("two things in one message: the second is announced when it begins") {
    Chat chat;
    CHECK(chat.says("查订单，顺便投诉") == Lines{"哪个订单？"});
    CHECK(chat.state().queued.size() == 1);
    chat.says("2024061234");
    CHECK(chat.says("1234") == Lines{"订单 2024061234 在路上", "[next_errand] 投诉\n怎么了？"});
    CHECK(chat.state().queued.empty());
}

TEST_CASE("an answer and another errand in one message") {
    Chat chat;
    chat.says("查订单");
    CHECK(chat.says("2024061234，顺便投诉") == Lines{"手机后四位？"});
    CHECK(chat.says("1234").back() == "[next_errand] 投诉\n怎么了？");
}

TEST_CASE("pleasantries beside an errand are let go") {
    Chat chat;
    CHECK(chat.says("你好，查订单") == Lines{"哪个订单？"});
    Chat other;
    CHECK(other.says("你好") == Lines{"你好呀"});
}

TEST_CASE("the stack is bounded: a digression too many replaces the last") {
    Script script = shop();
    Words words;
    for (int i = 0; i < 12; ++i) {
        const std::string id = "errand" + std::to_string(i);
        words.intent(id, id);
        words.exactly(id, std::string(1, static_cast<char>('a' + i)) + "xyz");
        flow::Flow f = script.flows.at("complaint");
        f.id = id;
        script.flows.emplace(id, f);
    }
    words.into(script);
    for (auto& [id, f] : script.flows) {
        if (!id.starts_with("errand")) continue;
        auto& ask = std::get<flow::Collect>(f.steps[0].action);
        ask.type = f.slots[0].type = "order_no";
    }
    Chat chat(script);
    for (int i = 0; i < 12; ++i)
        chat.says(std::string(1, static_cast<char>('a' + i)) + "xyz");
    CHECK(chat.last().text == "[cancelled] en Complain\nWhat happened?");
    CHECK(chat.flow() == "errand11");
    CHECK(chat.state().stack.size() == 8);
}

TEST_CASE("a declared failure takes its branch") {
    Chat chat;
    chat.stub("order.find", {{}, "not_found"});
    chat.says("订单2024061234到哪了");
    CHECK(chat.says("1234") == Lines{"查不到"});
    CHECK(chat.state().stack.empty());
}

TEST_CASE("an effect's answer that nobody waits for changes nothing but the books") {
    Chat chat;
    chat.says("查订单");
    const ConversationState before = chat.state();
    const Outcome outcome = take_turn(before, EffectAnswer{3, {}, ""}, shared_shop(), noon);
    CHECK(outcome.state.stack == before.stack);
    CHECK_FALSE(outcome.effect);
}
