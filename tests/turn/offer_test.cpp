// Words that no rule knows, but that are like an example: offered, never acted on.
#include "kit.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;
using Lines = std::vector<std::string>;

namespace {

const std::string mistyped = "show me the loyalty pionts balnce";

Chat asked_for_an_order() {
    Chat chat(shared_shop(), Lang::en);
    chat.says("return something");
    REQUIRE(std::holds_alternative<AwaitSlot>(chat.state().awaiting));
    return chat;
}

}  // namespace

TEST_CASE("with nothing open what words are like is offered once in a row") {
    Chat chat(shared_shop(), Lang::en);
    CHECK(chat.says("loyalty balance thing").front().starts_with("[did_you_mean]"));
    CHECK(std::holds_alternative<AwaitClarify>(chat.state().awaiting));
    chat.taps("none", "None");
    CHECK_FALSE(chat.says("loyalty balance thing").front().starts_with("[did_you_mean]"));
}

TEST_CASE("at a question another errand is offered that the words all but are") {
    Chat chat = asked_for_an_order();
    CHECK(chat.says(mistyped).front().starts_with("[did_you_mean]"));
    CHECK(chat.count<Tried>() == 1);
    CHECK(chat.count<NotUnderstood>() == 0);
    CHECK(chat.count<FlowStarted>() == 0);
    SECTION("taken: the errand waits below") {
        chat.taps("points_balance", "Points");
        CHECK(chat.count<FlowStarted>() == 1);
        CHECK(chat.state().stack.front().flow == "returns");
        CHECK(chat.state().stack.back().flow == "points");
    }
    SECTION("refused: the question again, in its next words, and no second offer") {
        chat.taps("none", "None");
        CHECK(std::holds_alternative<AwaitSlot>(chat.state().awaiting));
        chat.says(mistyped);
        CHECK_FALSE(std::holds_alternative<AwaitClarify>(chat.state().awaiting));
        CHECK(chat.count<Tried>() == 1);
    }
    SECTION("the answer to the question itself") {
        chat.says("2024061234");
        CHECK(chat.state().stack.front().flow == "returns");
        CHECK(find_value(chat.state().stack.front().values, "order_no") != nullptr);
    }
}

TEST_CASE("at a question what is merely like an example is a clumsy answer") {
    Chat chat = asked_for_an_order();
    chat.says("the balance of my old loyalty card from another place");
    CHECK(std::holds_alternative<AwaitSlot>(chat.state().awaiting));
    CHECK(chat.count<Tried>() == 1);
}

TEST_CASE("at a question the errand under way is not offered") {
    Chat chat(shared_shop(), Lang::en);
    chat.says("where is my order");
    chat.says("track the parcle of my order");
    CHECK(std::holds_alternative<AwaitSlot>(chat.state().awaiting));
}

TEST_CASE("a person, beside the value that was asked for: it goes along") {
    Chat chat;
    chat.says("查订单");
    chat.says("2024061234，找人工");
    CHECK(chat.state().owner == Owner::queue);
    const auto& ticket = std::get<HandOff>(chat.effects().front());
    CHECK(ticket.summary.find("order_no: 2024061234") != std::string::npos);
}

TEST_CASE("\"never mind\" before another wish calls off what is under way") {
    Chat chat;
    chat.says("退货");
    const Lines said = chat.says("不办了。投诉");
    CHECK(chat.state().stack.size() == 1);
    CHECK(chat.state().stack.front().flow == "complaint");
    CHECK(said.front().starts_with("[cancelled]"));
}

TEST_CASE("\"never mind\" with nothing under way is but a word before a wish") {
    Chat chat;
    const Lines said = chat.says("不办了。投诉");
    CHECK(chat.state().stack.front().flow == "complaint");
    CHECK(said.size() == 1);
    CHECK(chat.says("不办了").size() == 1);
    CHECK(chat.says("不办了").front().starts_with("[deny_idle]"));
}
