#include "kit.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;
using Lines = std::vector<std::string>;

namespace {

// A return asks for its order, and an order was looked up meanwhile.
void look_up_inside_a_return(Chat& chat) {
    chat.says("退货");
    chat.says("订单2024061234到哪了");
    const Lines said = chat.says("1234");
    REQUIRE(said == Lines{"订单 2024061234 在路上", "[resume_offer] 退货"});
    REQUIRE(labels(chat.last()) == Lines{"退货", "[resume_none]"});
}

// A complaint below a return below an order's look-up, which is over.
void three_deep(Chat& chat) {
    chat.says("投诉");
    chat.says("太慢了");
    chat.says("退货");
    chat.says("订单2024061234到哪了");
    const Lines said = chat.says("1234");
    REQUIRE(said == Lines{"订单 2024061234 在路上", "[resume_which]"});
    REQUIRE(labels(chat.last()) == Lines{"退货", "投诉", "[resume_none]"});
}

}  // namespace

TEST_CASE("an interrupted errand goes on when it is wanted") {
    Chat chat;
    look_up_inside_a_return(chat);
    SECTION("yes") {
        // The kept number serves the return, too.
        CHECK(chat.says("好的") == Lines{"[resume] 退货", "哪一件？"});
        CHECK(chat.flow() == "returns");
    }
    SECTION("by its button") {
        CHECK(chat.taps("return_item", "退货") == Lines{"[resume] 退货", "哪一件？"});
    }
    SECTION("by its name") {
        CHECK(chat.says("退货") == Lines{"[resume] 退货", "哪一件？"});
    }
    SECTION("no") {
        CHECK(chat.says("不用") == Lines{"[cancelled] 退货"});
        CHECK(chat.state().stack.empty());
    }
    SECTION("called off") {
        CHECK(chat.says("算了") == Lines{"[cancelled] 退货"});
        CHECK(chat.state().stack.empty());
    }
    SECTION("an answer to its question takes it up") {
        CHECK(chat.says("冰箱") == Lines{"[resume] 退货", "什么原因？"});
        CHECK(chat.slot("item").record()->field("name") == Value("冰箱"));
    }
    SECTION("something else first: offered again") {
        CHECK(chat.says("几点开门") == Lines{"九点到六点", "[resume_offer] 退货"});
        CHECK(chat.says("投诉") == Lines{"怎么了？"});
        CHECK(chat.state().stack.size() == 2);
    }
    SECTION("a person, with all that is known") {
        chat.says("人工");
        const auto& what = std::get<HandOff>(chat.effects().back());
        CHECK(what.summary.find("退货") != std::string::npos);
    }
    SECTION("another language") {
        chat.does(LangChosen{Lang::en});
        CHECK(chat.says("opening hours").back() == "[resume_offer] en Return an item");
    }
    SECTION("nothing is said for a while") {
        CHECK(chat.waits(minutes(3)) == Lines{"[nudge]\n[resume_offer] 退货"});
        CHECK(chat.waits(minutes(17)) == Lines{"[closed_silence]"});
        CHECK(chat.says("好的") == Lines{"[resume] 退货", "哪一件？"});
    }
}

TEST_CASE("several interrupted errands are offered by name, the newest first") {
    Chat chat;
    three_deep(chat);
    SECTION("the newest") {
        chat.says("1");
        CHECK(chat.flow() == "returns");
        CHECK(chat.state().stack.front().intent == "complain");
    }
    SECTION("the one below it: the newest waits below it now") {
        CHECK(chat.says("投诉").front() == "[resume] 投诉");
        REQUIRE(chat.find<Resumed>());
        CHECK(chat.find<Resumed>()->frame == 0);
    }
    SECTION("none") {
        CHECK(chat.taps("none", "[resume_none]") == Lines{"[resume_dropped]"});
        CHECK(chat.state().stack.empty());
    }
    SECTION("neither is dropped by another errand") {
        chat.sign_in();
        chat.stub("points.balance", {make_record("points", {{"balance", 5}}), {}});
        const Lines said = chat.says("查积分");
        CHECK(said.back() == "[resume_which]");
        CHECK(chat.state().stack.size() == 2);
    }
}

TEST_CASE("what was said with the digression is done before the interrupted errand is offered") {
    Chat chat;
    chat.says("退货");
    chat.sign_in();
    chat.stub("points.balance", {make_record("points", {{"balance", 5}}), {}});
    chat.stub("identity.owns", {{}, {}});
    const Lines said = chat.says("订单2024061234到哪了，另外查一下积分");
    CHECK(
        said
        == Lines{
            "订单 2024061234 在路上", "[next_errand] 查积分", "您有 5 分", "[resume_offer] 退货"}
    );
}

TEST_CASE("what was said before it waits for the errand it belongs to") {
    Chat chat;
    chat.sign_in();
    chat.stub("points.balance", {make_record("points", {{"balance", 5}}), {}});
    chat.stub("identity.owns", {{}, {}});
    chat.says("退货，另外查一下积分");
    REQUIRE(chat.state().queued.size() == 1);
    CHECK(chat.says("订单2024061234到哪了").back() == "[resume_offer] 退货");
    CHECK(chat.says("不用") == Lines{"[cancelled] 退货\n[next_errand] 查积分", "您有 5 分"});
}
