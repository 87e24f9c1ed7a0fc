#include "kit.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;
using Lines = std::vector<std::string>;

TEST_CASE("signed_in is asked before step one, and the sign-in goes on") {
    Chat chat;
    CHECK(chat.says("查积分") == Lines{"[sign_in]"});
    CHECK(ids(chat.last()) == Lines{"intent:human_agent"});
    CHECK(chat.state().awaiting == Awaiting(AwaitSignIn{}));
    SECTION("signed in") {
        const Lines heard = chat.does(ShopperSignsIn{{42}, "小李", "gold"});
        CHECK(heard == Lines{"[signed_in] 小李", "您有 120 分"});
        CHECK(chat.find<Said>()->message.notice == Notice::signed_in);
    }
    SECTION("a digression, then asked again") {
        CHECK(chat.says("几点开门").front() == "九点到六点");
        CHECK(chat.state().awaiting == Awaiting(AwaitSignIn{}));
    }
    SECTION("words that mean nothing") {
        CHECK(chat.says("呼啦啦") == Lines{"[fallback.1]"});
        CHECK(chat.state().awaiting == Awaiting(AwaitSignIn{}));
    }
    SECTION("a plain yes is no wish for a person") {
        chat.says("好的");
        CHECK(chat.state().owner == Owner::bot);
    }
}

TEST_CASE("wrong digits and an unknown number sound the same, and the number may be given anew") {
    Chat chat;
    chat.stub("identity.prove", {{}, "not_found"});
    chat.stub("identity.prove", {{}, ""});
    chat.says("订单2024061234到哪了");
    CHECK(chat.says("9999") == Lines{"[not_proven_again] 2024061234"});
    CHECK(chat.state().proof_failures == 1);
    CHECK(chat.state().identity.proven_orders.empty());
    CHECK(chat.says("2024061234") == Lines{"手机后四位？"});
    CHECK(chat.says("1234") == Lines{"订单 2024061234 在路上"});
}

TEST_CASE("digits alone are tried with the number that the last ones did not fit") {
    Chat chat;
    chat.stub("identity.prove", {{}, "not_found"});
    SECTION("right this time") {
        chat.stub("identity.prove", {{}, ""});
        chat.says("订单2024061234到哪了");
        chat.says("9999");
        CHECK(chat.says("1234") == Lines{"订单 2024061234 在路上"});
        const Effect first = chat.effects().front();
        const auto& call = std::get<CallAction>(first);
        CHECK(call.action == "identity.prove");
        CHECK(*find_value(call.args, "order_no") == Value("2024061234"));
        CHECK(*find_value(call.args, "digits") == Value("1234"));
    }
    SECTION("each counts as a proof") {
        chat.says("订单2024061234到哪了");
        for (const char* digits : {"9999", "8888", "7777"}) {
            REQUIRE(chat.state().owner == Owner::bot);
            chat.says(digits);
        }
        CHECK(chat.state().owner == Owner::queue);
        CHECK(chat.state().proof_failures == 3);
    }
    SECTION("another number makes them another's") {
        chat.says("订单2024061234到哪了");
        chat.says("9999");
        chat.says("2024069999");
        chat.says("8888");
        chat.says("7777");
        const Effect last = chat.effects().front();
        CHECK(*find_value(std::get<CallAction>(last).args, "order_no") == Value("2024069999"));
    }
    SECTION("before any number they prove nothing") {
        chat.says("查订单");
        chat.says("1234");
        CHECK(chat.effects().empty());
    }
}

TEST_CASE("three proofs that fail fetch a person") {
    Chat chat;
    chat.stub("identity.prove", {{}, "not_found"});
    chat.says("查订单");
    for (int i = 0; i < 3; ++i) {
        REQUIRE(chat.state().owner == Owner::bot);
        chat.says("2024061234");
        chat.says("9999");
    }
    CHECK(chat.state().owner == Owner::queue);
    CHECK(chat.state().proof_failures == 3);
}

TEST_CASE("too many proofs end the errand with an offer") {
    Chat chat;
    chat.stub("identity.prove", {{}, "too_many"});
    chat.says("订单2024061234到哪了");
    CHECK(chat.says("9999") == Lines{"[too_many_proofs]"});
    CHECK(ids(chat.last()) == Lines{"intent:human_agent"});
    CHECK(chat.state().stack.empty());
    CHECK(chat.state().proof_failures == 0);
}

TEST_CASE("of a signed-in shopper the store says whose order it is") {
    Chat chat;
    chat.sign_in();
    SECTION("theirs") {
        CHECK(chat.says("订单2024061234到哪了") == Lines{"订单 2024061234 在路上"});
        CHECK(std::get<CallAction>(chat.effects().front()).action == "identity.owns");
        CHECK(chat.state().identity.proven_orders == Lines{"2024061234"});
    }
    SECTION("not theirs: the road of everybody") {
        chat.stub("identity.owns", {{}, "not_found"});
        CHECK(chat.says("订单2024061234到哪了") == Lines{"手机后四位？"});
        CHECK(chat.says("1234") == Lines{"订单 2024061234 在路上"});
    }
    SECTION("the store is down") {
        chat.stub("identity.owns", {{}, "unavailable"});
        CHECK(chat.says("订单2024061234到哪了") == Lines{"[action_failed]"});
    }
}

TEST_CASE("signing in while the order is being proven asks the store instead") {
    Chat chat;
    chat.says("订单2024061234到哪了");
    REQUIRE(chat.flow() == "system/prove_order");
    chat.sign_in();
    CHECK(chat.last().text == "订单 2024061234 在路上");
}

TEST_CASE("another person at the same screen inherits nothing") {
    Chat chat;
    chat.sign_in();
    chat.says("订单2024061234到哪了");
    chat.says("退货");
    chat.does(ShopperSignsIn{{43}, "小王", ""});
    CHECK(chat.state().stack.empty());
    CHECK(chat.state().identity.proven_orders.empty());
    CHECK(chat.state().kept.empty());
    CHECK(chat.state().identity.name == "小王");
}

TEST_CASE("a proven order is not proven twice") {
    Chat chat;
    chat.says("订单2024061234到哪了");
    chat.says("1234");
    CHECK(chat.says("订单2024061234到哪了") == Lines{"订单 2024061234 在路上"});
    CHECK(chat.says("订单2024069999到哪了") == Lines{"手机后四位？"});
}

TEST_CASE("a letter's case does not make another order of it") {
    Identity who;
    who.proven_orders = {"JD2024061234"};
    CHECK(who.has_proven("jd2024061234"));
    CHECK_FALSE(who.has_proven("JD2024061235"));
}
