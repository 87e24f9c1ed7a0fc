#include "kit.hpp"
#include "turn/apply.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;
using Lines = std::vector<std::string>;

namespace {

Chat in_queue() {
    Chat chat;
    chat.says("订单2024061234到哪了");
    chat.says("人工");
    REQUIRE(chat.state().owner == Owner::queue);
    return chat;
}

}  // namespace

TEST_CASE("a hand-off carries what is known") {
    Chat chat = in_queue();
    const auto& what = std::get<HandOff>(chat.effects().front());
    CHECK(what.category == "general");
    CHECK(what.priority == "normal");
    CHECK(what.subject == "查订单");
    CHECK(what.summary.find("2024061234") != std::string::npos);
    CHECK(what.summary.find("人工") != std::string::npos);
    CHECK(chat.state().ticket == TicketId{99});
    CHECK(chat.state().ticket_number == "T1");
    CHECK(chat.state().fence == 1);
    CHECK(chat.state().stack.empty());
}

TEST_CASE("without an errand the subject is what was said last, on one line") {
    Chat chat;
    chat.says("找人工");
    CHECK(std::get<HandOff>(chat.effects().front()).subject == "找人工");
}

TEST_CASE("a hand-off carries the last few messages, and the one that tells most is its subject") {
    Chat chat;
    for (const char* text :
         {"first", "几点开门", "the drum turns and then it\nhums all night", "几点开门", "找人工"})
        chat.says(text);
    REQUIRE(chat.effects().size() == 1);
    const auto& what = std::get<HandOff>(chat.effects().front());
    CHECK(what.subject == "the drum turns and then it hums all night");
    const std::string drum = "- the drum turns and then it hums all night\n";
    INFO(what.summary);
    CHECK(what.summary.ends_with(":\n- 几点开门\n" + drum + "- 几点开门\n- 找人工"));
    CHECK(what.summary.find("first") == std::string::npos);
}

TEST_CASE("the next person at the same screen takes no words of the last along") {
    Chat chat;
    chat.says("first");
    ConversationState state = chat.state();
    apply(state, SignedIn{{1}, "a", "basic"});
    CHECK(state.last_words == "first");
    apply(state, SignedIn{{2}, "b", "basic"});
    CHECK(state.last_words.empty());
    CHECK(state.earlier_words.empty());
}

TEST_CASE("a summary tells what the shopper was asked for, and no note of the flow's own") {
    const Chat chat;
    ConversationState state = chat.state();
    Frame frame;
    frame.flow = frame.intent = "order_status";
    frame.values = {
        {"order_no", "2024061234"}, {"picked_no", "2024069999"}, {"open", Value(false)}};
    state.stack = {frame};
    const std::string summary = summary_of(state, shared_shop());
    CHECK(summary.find("order_no: 2024061234") != std::string::npos);
    CHECK(summary.find("picked_no") == std::string::npos);
    CHECK(summary.find("open") == std::string::npos);
}

TEST_CASE("the flow's own hand-off gives its category and its words") {
    Chat chat;
    chat.says("投诉");
    chat.says("太慢");
    CHECK(chat.says("跳过") == Lines{"马上转同事", "[handed_off] T1"});
    const auto& what = std::get<HandOff>(chat.effects().back());
    CHECK(what.category == "complaint");
    CHECK(what.priority == "high");
    CHECK(what.n == 2);
}

TEST_CASE("a queue that cannot be reached leaves the clerk in charge") {
    Chat chat;
    chat.stub("hand_off", {{}, "unavailable"});
    CHECK(chat.says("人工") == Lines{"[handing_over]", "[handoff_failed]"});
    CHECK(chat.state().owner == Owner::bot);
    CHECK(chat.says("几点开门") == Lines{"九点到六点"});
}

TEST_CASE("while people own the chat the clerk is silent") {
    Chat chat = in_queue();
    CHECK(chat.says("有人吗").empty());
    CHECK(chat.says("查订单").empty());
    CHECK(chat.taps("intent:order_status", "查订单").empty());
    CHECK(chat.count<Said>() == 1);
    CHECK(chat.state().stack.empty());
    CHECK(chat.state().wake_at == UnixMillis{});
}

TEST_CASE("an agent joins, speaks, and leaves") {
    Chat chat = in_queue();
    CHECK(chat.does(AgentJoins{{5}, "王芳"}) == Lines{"[agent_joined] 王芳"});
    CHECK(chat.state().owner == Owner::agent);
    CHECK(chat.state().agent == AgentId{5});
    CHECK(chat.does(AgentSays{{5}, "王芳", "a1", "您好", 9}) == Lines{"您好"});
    CHECK(chat.find<Said>()->message.from == From::agent);
    CHECK(chat.find<Said>()->content_hash == 9);
    CHECK(chat.says("在的").empty());
    SECTION("back to the clerk") {
        const Lines heard = chat.does(AgentLeaves{{5}, "王芳", false});
        CHECK(heard == Lines{"[agent_left] 王芳", "[returned_to_bot]"});
        CHECK(chat.state().ticket == TicketId{99});
    }
    SECTION("resolved") {
        const Lines heard = chat.does(AgentLeaves{{5}, "王芳", true});
        CHECK(heard == Lines{"[resolved] 王芳", "[resolved_bye]"});
        CHECK_FALSE(chat.state().ticket);
        CHECK(chat.state().ticket_number.empty());
    }
    CHECK(chat.state().owner == Owner::bot);
    CHECK_FALSE(chat.state().agent);
    CHECK(chat.state().fence == 3);
    CHECK(chat.says("几点开门") == Lines{"九点到六点"});
}

TEST_CASE("only the agent who owns the chat is heard") {
    Chat chat = in_queue();
    CHECK(chat.does(AgentSays{{5}, "王芳", "a1", "您好", 9}).empty());
    chat.does(AgentJoins{{5}, "王芳"});
    CHECK(chat.does(AgentSays{{6}, "李雷", "a2", "您好", 9}).empty());
}

TEST_CASE("an agent may take over from the clerk in the middle of an errand") {
    Chat chat;
    chat.says("退货");
    chat.does(AgentJoins{{5}, "王芳"});
    CHECK(chat.state().stack.empty());
    CHECK(chat.state().awaiting == Awaiting(Idle{}));
}

TEST_CASE("a turn that broke: what was said stays said, an apology, a colleague") {
    Chat chat;
    chat.says("退货");
    const ShopperSays last{"m9", "", "2024061234", {}, 5};
    CHECK(chat.does(Broken{"boom", last}) == Lines{"[internal_error]", "[handed_off] T1"});
    CHECK(std::get<HandOff>(chat.effects().front()).priority == "high");
    CHECK(chat.find<Said>()->message.client_id == "m9");
    SECTION("and it goes on after people are done") {
        chat.does(AgentJoins{{5}, "王芳"});
        chat.does(AgentLeaves{{5}, "王芳", true});
        CHECK(chat.says("查订单") == Lines{"哪个订单？"});
    }
    SECTION("while people own it nothing is said") {
        CHECK(chat.does(Broken{"boom", last}).empty());
        CHECK(chat.count<Said>() == 1);
    }
}

TEST_CASE("a flow that runs for ever ends in an apology") {
    Script script = shop();
    flow::Flow& f = script.flows.at("order_status");
    SECTION("silently") {
        f.steps = {{"loop", flow::Jump{0}, 1}};
    }
    SECTION("talking") {
        f.steps = {
            {"say", flow::Say{said("啊", "Ah"), std::nullopt, {}}, 1}, {"loop", flow::Jump{0}, 1}};
    }
    Chat chat(script);
    CHECK(chat.says("查订单").back() == "[handed_off] T1");
    CHECK(chat.state().owner == Owner::queue);
    CHECK(chat.state().stack.empty());
}

TEST_CASE("flows that start each other without end are stopped") {
    Script script = shop();
    flow::Flow& f = script.flows.at("order_status");
    f.needs = {};
    f.steps = {{"start", flow::Start{"order_status", {}, "", {}}, 1}};
    Chat chat(script);
    chat.says("查订单");
    CHECK(chat.state().owner == Owner::queue);
}
