// Random chats: whatever comes, in whatever order, nothing throws, state is the fold of its events,
// and every bound holds. The Chat itself checks after each stimulus.
#include "kit.hpp"
#include "turn/apply.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;

namespace {

const std::vector<std::string>& sayings() {
    static const std::vector<std::string> all{
        "查订单",
        "退货",
        "投诉",
        "查积分",
        "2024061234",
        "2024069999",
        "1234",
        "是的",
        "不",
        "冰箱",
        "第二个",
        "坏了",
        "不想要",
        "人工",
        "取消",
        "重新开始",
        "再说一遍",
        "帮助",
        "跳过",
        "不对",
        "为什么问这个",
        "好的",
        "不用",
        "你好",
        "几点开门",
        "小票",
        "换成积分",
        "呼啦啦",
        "",
        "退货还是换货",
        "查订单，顺便投诉",
        "2024061234，顺便查积分",
        "不对，是2024069999",
        "where is my order",
        "i want to complain",
        "my points",
        "把2024061234退掉",
        "1",
        "\xF0\x9F\x98\x80",
        "原卡",
        "算了，投诉",
        "不，是不想要",
        "退貨",
        "    ",
        "<order_no>"};
    return all;
}

Stimulus agent_stimulus(int kind) {
    switch (kind) {
        case 0:
            return AgentJoins{{5}, "王芳"};
        case 1:
            return AgentSays{{5}, "王芳", "a", "您好", 1};
        case 2:
            return AgentLeaves{{5}, "王芳", false};
        default:
            return AgentLeaves{{5}, "王芳", true};
    }
}

void act(Chat& chat, int kind, std::size_t pick) {
    chat.now = chat.now + seconds(static_cast<std::int64_t>(pick % 97));
    if (kind < 60) {
        chat.says(sayings()[pick % sayings().size()]);
    } else if (kind < 75) {
        const std::vector<Button> buttons = chat.last().buttons;
        if (buttons.empty()) return;
        const Button& button = buttons[pick % buttons.size()];
        chat.taps(button.id, button.label);
    } else if (kind < 82) {
        chat.does(agent_stimulus(static_cast<int>(pick % 4)));
    } else if (kind < 86) {
        chat.does(Woken{chat.state().version - static_cast<std::uint32_t>(pick % 2)});
    } else if (kind < 90) {
        chat.waits(minutes(static_cast<std::int64_t>(pick % 30)));
    } else if (kind < 94) {
        chat.does(ShopperSignsIn{{40 + pick % 2}, "小李", "gold"});
    } else if (kind < 97) {
        chat.does(LangChosen{static_cast<Lang>(pick % 3)});
    } else {
        chat.does(Broken{"boom", std::nullopt});
    }
}

void add_failures(Chat& chat, std::size_t seed) {
    if (seed % 2) chat.stub("identity.prove", {{}, seed % 3 ? "not_found" : "too_many"});
    if (seed % 5 == 0) chat.stub("order.find", {{}, seed % 4 ? "not_found" : "unavailable"});
    if (seed % 7 == 0) chat.stub("identity.owns", {{}, "not_found"});
    if (seed % 11 == 0) chat.stub("hand_off", {{}, "unavailable"});
}

}  // namespace

TEST_CASE("random chats keep every promise") {
    const bool held = rc::check("random chats", [] {
        const auto seed = *rc::gen::inRange<std::size_t>(0, 1000);
        const auto steps = *rc::gen::container<std::vector<std::pair<int, std::size_t>>>(
            rc::gen::pair(rc::gen::inRange(0, 100), rc::gen::inRange<std::size_t>(0, 10'000))
        );
        Chat chat;
        add_failures(chat, seed);
        for (const auto& [kind, pick] : steps)
            act(chat, kind, pick);
        RC_ASSERT(replay(chat.all_events()) == chat.state());
    });
    CHECK(held);
}

TEST_CASE("the same arguments give the same outcome") {
    Chat one;
    Chat two;
    for (std::size_t i = 0; i < 120; ++i) {
        const int kind = static_cast<int>(i * 37 % 100);
        act(one, kind, i * 7919);
        act(two, kind, i * 7919);
        REQUIRE(one.events() == two.events());
    }
    CHECK(one.state() == two.state());
}
