#include "kit.hpp"
#include "turn/apply.hpp"
#include "turn/language.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;
using Lines = std::vector<std::string>;

TEST_CASE("the clerk answers in the language it is written to") {
    Chat chat;
    chat.says("where is my order");
    CHECK(chat.state().lang == Lang::en);
    CHECK(chat.last().text == "Which order?");
    chat.says("2024061234");
    CHECK(chat.state().lang == Lang::en);
    chat.says("算了");
    CHECK(chat.state().lang == Lang::zh);
    CHECK(chat.last().text == "[cancelled] 查订单");
}

TEST_CASE("which words tell a language") {
    const auto of = [](std::string_view words, Lang now, bool open = false) {
        return language_of(shared_shop().lexicon->understand(words), now, open);
    };
    CHECK(of("2024061234", Lang::en) == std::nullopt);
    CHECK(of("ok", Lang::zh) == std::nullopt);
    CHECK(of("TV", Lang::zh) == std::nullopt);
    CHECK(of("hello", Lang::zh) == Lang::en);
    CHECK(of("iPhone", Lang::zh, true) == std::nullopt);
    CHECK(of("我的iPhone坏了", Lang::en) == Lang::zh);
    CHECK(of("I want to return the 冰箱", Lang::zh) == Lang::en);
    CHECK(of("我要退貨", Lang::zh) == Lang::zh_hant);
    CHECK(of("啥时候能发嘛", Lang::zh) == Lang::zh);
    CHECK(of("你好", Lang::zh_hant) == Lang::zh_hant);
    CHECK(of("!!!", Lang::zh) == std::nullopt);
    CHECK(of("", Lang::zh) == std::nullopt);
}

TEST_CASE("a chosen language is set once") {
    Chat chat;
    chat.does(LangChosen{Lang::en});
    CHECK(chat.state().lang == Lang::en);
    chat.does(LangChosen{Lang::en});
    CHECK(chat.count<LangSet>() == 0);
}

TEST_CASE("silence at an open question: a nudge with the question, then it is put away") {
    Chat chat;
    chat.says("退货");
    CHECK(chat.state().wake_at == chat.now + minutes(3));
    CHECK(chat.waits(minutes(2)).empty());
    CHECK(chat.waits(minutes(1)) == Lines{"[nudge]\n退哪个订单？"});
    CHECK(chat.state().nudges == 1);
    CHECK(chat.state().wake_at == chat.now + minutes(17));
    SECTION("nothing comes") {
        CHECK(chat.waits(minutes(17)) == Lines{"[closed_silence]"});
        CHECK(chat.state().wake_at == UnixMillis{});
        CHECK(labels(chat.last()) == Lines{"退货", "[resume_none]"});
        chat.now = chat.now + hours(20);
        SECTION("and the errand is taken up the next day") {
            CHECK(chat.says("继续退货") == Lines{"[resume] 退货\n退哪个订单？"});
            CHECK(chat.state().nudges == 0);
        }
        SECTION("or something else is wanted") {
            CHECK(chat.says("几点开门") == Lines{"九点到六点", "[resume_offer] 退货"});
        }
        SECTION("or nothing") {
            CHECK(chat.says("不用") == Lines{"[cancelled] 退货"});
            CHECK(chat.state().stack.empty());
        }
    }
    SECTION("something comes") {
        chat.says("不知道");
        CHECK(chat.state().nudges == 0);
        CHECK(chat.state().wake_at == chat.now + minutes(3));
    }
}

TEST_CASE("a flow's own patience") {
    Chat chat;
    chat.says("投诉");
    CHECK(chat.state().wake_at == chat.now + minutes(1));
}

TEST_CASE("nothing open, nothing to wait for") {
    Chat chat;
    chat.says("几点开门");
    CHECK(chat.state().wake_at == UnixMillis{});
}

TEST_CASE("a late timer changes nothing at all") {
    Chat chat;
    chat.says("退货");
    const ConversationState before = chat.state();
    chat.does(Woken{before.version - 1});
    CHECK(chat.events().empty());
    CHECK(chat.state() == before);
}

TEST_CASE("content edited under way") {
    Script edited = shop();
    Chat chat;
    chat.says("退货");
    flow::Flow& f = edited.flows.at("returns");
    f.hash = 2;
    const auto words = edited.lexicon->understand("2024061234");
    const ShopperSays said{"m", "", "2024061234", words, 1};
    SECTION("same step, same types: it goes on") {
        const Outcome outcome = take_turn(chat.state(), said, edited, noon);
        CHECK(outcome.state.last_reply.text == "手机后四位？");
    }
    SECTION("the step is gone") {
        f.steps[0].id = "collect:number";
    }
    SECTION("the slot has another type") {
        f.slots[0].type = "phone";
    }
    SECTION("the flow is gone") {
        edited.flows.erase("returns");
    }
    const Outcome outcome = take_turn(chat.state(), said, edited, noon);
    if (outcome.state.stack.size() == 2) return;
    CHECK(outcome.state.stack.empty());
    CHECK(outcome.state.last_reply.text.starts_with("[content_changed]"));
    CHECK(ids(outcome.state.last_reply) == Lines{"intent:return_item"});
}

TEST_CASE("an older journal with events that no longer fit is read all the same") {
    const Events odd{
        SlotSet{"a", 1, "answer"},
        FlowEnded{"x", "done"},
        StepReached{"s"},
        SlotCleared{"a"},
        Tried{"s"},
        Heard{"h"},
        WordsTaken{9, ""},
        IntentUnqueued{}};
    CHECK(replay(odd) == ConversationState{});
}

TEST_CASE("what a flow has heard is bounded, and the opener stays") {
    Events events{FlowStarted{}};
    for (int i = 0; i < 20; ++i)
        events.emplace_back(Heard{std::to_string(i)});
    const ConversationState state = replay(events);
    CHECK(state.stack.back().heard.size() == 8);
    CHECK(state.stack.back().heard.front() == "0");
    CHECK(state.stack.back().heard.back() == "19");
}

TEST_CASE("a script's look-ups and what it must have") {
    const Script& script = shared_shop();
    CHECK(script.intent("order_status")->id == "order_status");
    CHECK(script.intent("none") == nullptr);
    CHECK(script.role("human_agent")->id == "human_agent");
    CHECK(script.role("none") == nullptr);
    CHECK(script.flow("none") == nullptr);
    CHECK(script.type("none") == nullptr);
    for (const std::string_view name : required_texts())
        CHECK(script.text(name) != nullptr);
    for (const std::string_view name : required_flows())
        CHECK(script.flow(name) != nullptr);
    for (const std::string_view role : required_roles()) {
        CHECK(script.role(role) != nullptr);
        CHECK(std::ranges::count(known_roles(), role) == 1);
    }
}
