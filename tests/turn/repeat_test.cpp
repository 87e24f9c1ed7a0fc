// Actions that nobody answers: tried again under the same key, then handed over.
#include "kit.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;
using Lines = std::vector<std::string>;

namespace {

std::vector<CallAction> calls(const Chat& chat, std::string_view action) {
    std::vector<CallAction> found;
    for (const Effect& effect : chat.effects()) {
        const auto* call = std::get_if<CallAction>(&effect);
        if (call && call->action == action) found.push_back(*call);
    }
    return found;
}

// The order's look-up is asked for, twice, and not answered.
void ask_in_vain(Chat& chat) {
    chat.says("订单2024061234到哪了");
    REQUIRE(chat.says("1234") == Lines{"[action_slow]"});
    const auto asked = calls(chat, "order.find");
    REQUIRE(asked.size() == 2);
    REQUIRE(asked[0].n == asked[1].n);
}

}  // namespace

TEST_CASE("an action that answers at the second try is nothing to speak of") {
    Chat chat;
    chat.stub("order.find", {{}, "unavailable"});
    chat.stub("order.find", {order("2024061234", {"冰箱"}), {}});
    chat.says("订单2024061234到哪了");
    CHECK(chat.says("1234") == Lines{"订单 2024061234 在路上"});
}

TEST_CASE("one that answers after a while, under the key it had") {
    Chat chat;
    chat.stub("order.find", {{}, "unavailable"});
    chat.stub("order.find", {{}, "unavailable"});
    chat.stub("order.find", {order("2024061234", {"冰箱"}), {}});
    ask_in_vain(chat);
    const CallAction first = calls(chat, "order.find").back();
    CHECK(chat.state().wake_at == chat.now + seconds(10));
    CHECK(chat.waits(seconds(9)).empty());
    CHECK(chat.waits(seconds(1)) == Lines{"订单 2024061234 在路上"});
    const auto again = calls(chat, "order.find");
    REQUIRE(again.size() == 1);
    CHECK(again[0].n == first.n);
    CHECK(again[0].args == first.args);
    CHECK(again[0].turn.value() + 1 == chat.state().turns - 1);
}

TEST_CASE("one that never answers: people carry on, and nothing is asked again") {
    Chat chat;
    chat.stub("order.find", {{}, "unavailable"});
    ask_in_vain(chat);
    CHECK(chat.waits(seconds(10)) == Lines{"[action_given_up]", "[handed_off] T1"});
    CHECK(chat.state().owner == Owner::queue);
    const auto& what = std::get<HandOff>(chat.effects().back());
    CHECK(what.summary.find("2024061234") != std::string::npos);
}

TEST_CASE("while it is waited for") {
    Chat chat;
    chat.stub("order.find", {{}, "unavailable"});
    chat.stub("order.find", {{}, "unavailable"});
    chat.stub("order.find", {order("2024061234", {"冰箱"}), {}});
    ask_in_vain(chat);
    SECTION("a person comes at once") {
        CHECK(chat.says("人工").front() == "[handing_over]");
        CHECK(chat.state().owner == Owner::queue);
    }
    SECTION("it can be called off") {
        CHECK(chat.says("算了") == Lines{"[cancelled] 查订单"});
        CHECK(chat.state().awaiting == Awaiting(Idle{}));
        CHECK(chat.waits(minutes(30)).empty());
    }
    SECTION("another errand waits for it") {
        const Lines said = chat.says("我要投诉");
        CHECK(said == Lines{"订单 2024061234 在路上", "[next_errand] 投诉\n怎么了？"});
    }
    SECTION("a button does, too") {
        const Lines said = chat.taps("intent:complain", "投诉");
        CHECK(said == Lines{"订单 2024061234 在路上", "[next_errand] 投诉\n怎么了？"});
    }
    SECTION("impatience tries at once") {
        CHECK(chat.says("在吗在吗") == Lines{"订单 2024061234 在路上"});
    }
}

TEST_CASE("out of hours the hand-off says when people are back") {
    Script script = shop();
    script.settings.people.week.fill({{9 * 60, 18 * 60}});
    script.texts["handed_off"] = said("到<opens|time>", "At <opens|time>");
    Chat chat(script);  // at noon
    CHECK(chat.says("人工").back() == "到");
    Chat late(script);
    late.now = late.now + hours(7);
    CHECK(late.says("人工").back() == "到09:00");
}
