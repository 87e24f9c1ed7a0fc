#include "kit.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;
using Lines = std::vector<std::string>;

TEST_CASE("an answer that is none climbs the ladder, then a person is fetched") {
    Chat chat;
    chat.says("查订单");
    CHECK(chat.says("不记得了") == Lines{"再问一次：哪个订单？"});
    CHECK(chat.count<Tried>() == 1);
    CHECK(chat.count<NotUnderstood>() == 0);
    CHECK(chat.says("真不记得") == Lines{"最后问一次"});
    CHECK(chat.says("唉") == Lines{"[handing_over]", "[handed_off] T1"});
    CHECK(chat.state().owner == Owner::queue);
}

TEST_CASE("without rungs of its own a question says first what was wrong") {
    Script script = shop();
    auto& ask = std::get<flow::Collect>(script.flows.at("order_status").steps[0].action);
    ask.again.clear();
    script.types["order_no"] = {"order_no", false, {}, said("要十位数字", "Ten digits")};
    const auto heard = [](Script& with, std::string words) {
        Chat chat(with);
        chat.says("查订单");
        return chat.says(std::move(words));
    };
    SECTION("the type's words") {
        CHECK(heard(script, "12") == Lines{"要十位数字\n哪个订单？"});
    }
    SECTION("the slot's words go before the type's") {
        script.flows.at("order_status").slots[0].invalid = said("不是订单号", "No order number");
        CHECK(heard(script, "12") == Lines{"不是订单号\n哪个订单？"});
    }
    SECTION("the system's words") {
        script.types.erase("order_no");
        CHECK(heard(script, "12") == Lines{"[invalid_default]\n哪个订单？"});
    }
    SECTION("three times") {
        Chat chat(script);
        chat.says("查订单");
        chat.says("12");
        chat.says("12");
        CHECK(chat.state().owner == Owner::bot);
        chat.says("12");
        CHECK(chat.state().owner == Owner::queue);
    }
}

TEST_CASE("a mention among other words answers, unless the words mean something else") {
    Chat chat;
    chat.says("查订单");
    CHECK(chat.says("应该就是2024061234吧我猜") == Lines{"手机后四位？"});
}

TEST_CASE("a phrase that takes the value answers, unless it means the same without it") {
    Chat chat;
    chat.says("退货");
    SECTION("an answer in a phrase's words") {
        CHECK(chat.says("订单是2024061234") == Lines{"手机后四位？"});
        CHECK(chat.state().stack.front().flow == "returns");
        CHECK(chat.state().stack.size() == 2);
    }
    SECTION("a question of its own") {
        chat.says("订单2024061234到哪了");
        CHECK(chat.state().stack.size() == 3);
    }
}

TEST_CASE("a correction that answers what is asked now") {
    Chat chat;
    chat.says("把2024061234退掉");
    chat.says("1234");
    CHECK(chat.says("不对，是电视") == Lines{"什么原因？"});
    CHECK(chat.slot("item").record()->field("name") == Value("电视"));
    CHECK(chat.says("不想要") == Lines{"退电视，不想要？"});
    CHECK(chat.says("不是不想要，是坏了") == Lines{"[corrected] 坏了\n退电视，坏了？"});
}

TEST_CASE("an unanswered \"what shall I change?\" goes back to the question behind it, uncounted") {
    Chat chat;
    chat.says("把2024061234退掉");
    chat.says("1234");
    chat.says("电视");
    REQUIRE(chat.says("不对") == Lines{"[confirm_no]"});
    CHECK(chat.says("没什么") == Lines{"什么原因？"});
    CHECK(chat.count<Tried>() == 0);
}

TEST_CASE("earlier words name an option by its Han or its whole Latin words, never by a number") {
    Chat chat;
    chat.stub("order.find", {order("2024061234", {"450升双门冰箱", "55-inch TV", "iPad 2"}), ""});
    SECTION("Han") {
        chat.says("我的冰箱要退货，订单2024061234");
        CHECK(chat.says("1234") == Lines{"什么原因？"});
        CHECK(chat.slot("item").record()->field("name") == Value("450升双门冰箱"));
    }
    SECTION("Latin") {
        chat.says("return something from 2024061234, the tv");
        CHECK(chat.says("1234") == Lines{"Why?"});
    }
    SECTION("a number") {
        chat.says("第2次退货，订单2024061234");
        CHECK(chat.says("1234") == Lines{"哪一件？"});
    }
    SECTION("several: none of them is the one") {
        chat.says("冰箱和tv退货，订单2024061234");
        CHECK(chat.says("1234") == Lines{"哪一件？"});
        CHECK_FALSE(chat.slot("item").is_set());
    }
}

TEST_CASE("a condition on the value refuses with its own words") {
    Script script = shop();
    auto& ask = std::get<flow::Collect>(script.flows.at("order_status").steps[0].action);
    ask.where = expr("order_no != '2024060000'");
    ask.wrong = said("这个不行", "Not that one");
    Chat chat(script);
    SECTION("answered") {
        chat.says("查订单");
        CHECK(chat.says("2024060000") == Lines{"这个不行\n再问一次：哪个订单？"});
        CHECK(chat.says("2024061234") == Lines{"手机后四位？"});
    }
}

TEST_CASE("free text takes what is said, but what always holds wins") {
    Chat chat;
    chat.says("投诉");
    SECTION("an errand's words are text here") {
        CHECK(chat.says("退货的人态度太差") == Lines{"哪个订单？没有就跳过"});
        CHECK(chat.slot("what") == Value("退货的人态度太差"));
    }
    SECTION("a person") {
        chat.says("人工");
        CHECK(chat.state().owner == Owner::queue);
    }
    SECTION("cancel") {
        CHECK(chat.says("算了") == Lines{"[cancelled] 投诉"});
        CHECK(chat.state().stack.empty());
    }
}

TEST_CASE("an optional slot may be skipped, by word, button or a plain no; no other may") {
    Chat chat;
    chat.says("投诉");
    SECTION("must be answered") {
        CHECK(chat.says("跳过") == Lines{"[skip_not_possible]\n怎么了？"});
        REQUIRE(chat.count<Tried>() == 1);
        CHECK(chat.find<Tried>()->step.starts_with("skip:"));  // no try of the question
    }
    SECTION("by word") {
        chat.says("太慢");
        chat.says("跳过");
        CHECK(chat.effects().size() == 2);
    }
    SECTION("by no") {
        chat.says("太慢");
        chat.says("没有");
        CHECK(chat.effects().size() == 2);
    }
    SECTION("by button") {
        chat.says("太慢");
        const Button skip = chat.last().buttons.back();
        chat.taps(skip.id, skip.label);
        CHECK(chat.effects().size() == 2);
    }
}

TEST_CASE("why do you ask: the slot's reason, or the system's") {
    Chat chat;
    chat.says("查订单");
    CHECK(chat.says("为什么问这个") == Lines{"因为要找到订单\n哪个订单？"});
    chat.says("2024061234");
    CHECK(chat.says("为什么问这个") == Lines{"[why_default]\n手机后四位？"});
}

namespace {

Chat at_confirmation() {
    Chat chat;
    chat.says("把2024061234退掉");
    chat.says("1234");
    chat.says("冰箱");
    chat.says("坏了");
    REQUIRE(chat.state().awaiting == Awaiting(AwaitConfirm{}));
    return chat;
}

}  // namespace

TEST_CASE("a confirmation: yes goes on, no asks what to change, words that are neither are tries") {
    Chat chat = at_confirmation();
    SECTION("yes, tapped") {
        CHECK(chat.taps("yes", "是").front() == "退货单 R1");
    }
    SECTION("no") {
        CHECK(chat.says("不") == Lines{"[confirm_no]"});
        CHECK(ids(chat.last()) == Lines{"change:order_no", "change:item", "change:reason"});
        CHECK(chat.says("冰箱") == Lines{"[reopened]\n哪一件？"});
        CHECK(chat.says("电视") == Lines{"退电视，坏了？"});  // the reason is still valid
    }
    SECTION("no, with what to change") {
        CHECK(chat.says("不，是不想要") == Lines{"[corrected] 不想要\n退冰箱，不想要？"});
    }
    SECTION("no, with another element of the list") {
        CHECK(chat.says("不对，是电视") == Lines{"[corrected] 电视\n退电视，坏了？"});
    }
    SECTION("neither") {
        CHECK(chat.says("天气不错") == Lines{"[confirm_again]\n退冰箱，坏了？"});
        chat.says("嗯哼哼");
        chat.says("啦啦啦");
        CHECK(chat.state().owner == Owner::queue);
    }
    SECTION("a new value without a no") {
        CHECK(chat.says("其实不想要").front() == "[corrected] 不想要\n退冰箱，不想要？");
    }
}

TEST_CASE("a correction goes back and keeps what still holds") {
    Chat chat;
    chat.says("退货");
    chat.says("2024061234");
    SECTION("while the order is being proven: the number, not the digits") {
        CHECK(chat.says("不对，是2024069999") == Lines{"[corrected] 2024069999\n手机后四位？"});
        REQUIRE(chat.state().stack.size() == 2);
        CHECK(*find_value(chat.state().stack[0].values, "order_no") == Value("2024069999"));
        CHECK(chat.slot("order_no") == Value("2024069999"));
    }
    SECTION("without saying what: the only answer is asked again") {
        CHECK(chat.says("不对，是另一个") == Lines{"[reopened]\n退哪个订单？"});
        CHECK_FALSE(chat.slot("order_no").is_set());
        SECTION("and what was kept does not slip in") {
            chat.says("几点开门");
            CHECK_FALSE(chat.slot("order_no").is_set());
        }
    }
    SECTION("several answers: which one?") {
        chat.says("1234");
        chat.says("冰箱");
        CHECK(chat.says("不对") == Lines{"[confirm_no]"});
        CHECK(labels(chat.last()) == Lines{"2024061234", "冰箱"});
    }
}

TEST_CASE("a correction never crosses what has been written") {
    Chat chat = at_confirmation();
    chat.says("是的");
    REQUIRE(std::holds_alternative<AwaitChoose>(chat.state().awaiting));
    CHECK(chat.says("不对，订单是2024069999") == Lines{"[too_late]\n退款去哪？"});
    CHECK(chat.slot("order_no") == Value("2024061234"));
}

TEST_CASE("a choice is answered by label, number or phrase; else its ladder hands over") {
    Chat chat = at_confirmation();
    chat.says("是的");
    SECTION("label") {
        chat.says("原卡");
    }
    SECTION("number") {
        chat.says("1");
    }
    SECTION("button") {
        chat.taps("card", "原卡");
    }
    CHECK(chat.state().stack.empty() != (chat.flow() == "returns"));
}
