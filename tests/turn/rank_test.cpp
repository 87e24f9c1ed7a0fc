#include "turn/rank.hpp"

#include "kit.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using namespace clerk::turn;
using namespace clerk::turn::kit;
using Lines = std::vector<std::string>;

namespace {

Meaning meaning(std::string_view words) {
    const Script& script = shared_shop();
    return meaning_of(script.lexicon->understand(words), script, noon);
}

std::string reason(
    std::string_view words, std::string_view intent, const ConversationState& state
) {
    const Script& script = shared_shop();
    for (const Ranked& one : explain(script.lexicon->understand(words), state, script)) {
        if (one.intent == intent) return one.reason;
    }
    return "not among them";
}

}  // namespace

TEST_CASE("the meaning of words out of any chat") {
    const Meaning plain = meaning("我想查订单");
    CHECK(plain.intent == "order_status");
    CHECK(plain.rule.starts_with("order_status.yaml:"));
    CHECK(plain.score > 0);
    CHECK(plain.slots.empty());
    CHECK(plain.also.empty());
    CHECK(meaning("呼啦啦").intent.empty());
    CHECK(meaning("").intent.empty());
}

TEST_CASE("its slots: captured, and what the flow would find in the rest") {
    CHECK(meaning("订单2024061234到哪了").slots == NamedValues{{"order_no", "2024061234"}});
    CHECK(meaning("查订单 2024061234").slots == NamedValues{{"order_no", "2024061234"}});
    CHECK(meaning("坏了要退货").slots == NamedValues{{"reason", Choice{"reason", "broken"}}});
}

TEST_CASE("several clauses, pleasantries let go, what fits alike named") {
    const Meaning two = meaning("你好，查订单，顺便查积分");
    CHECK(two.intent == "order_status");
    CHECK(two.also == Lines{"points_balance"});
    CHECK(meaning("你好").intent == "hello");
    const Meaning unclear = meaning("退货还是换货");
    CHECK(unclear.intent == "return_item");
    CHECK(unclear.clarify == Lines{"return_item", "exchange"});
}

TEST_CASE("what is only vague yields to what is definite, in its clause and in others") {
    Script script = shop();
    Words words;
    words.intent("order", "order_status");
    words.intent("back", "returns");
    words.intent("hi").role = "small_talk";
    words.vaguely("order", "my order");
    words.phrase("order", "where is my order");
    words.phrase("back", "return");
    words.phrase("hi", "hello there");
    words.into(script);
    const auto means = [&](std::string_view text) {
        const Meaning meaning = meaning_of(script.lexicon->understand(text), script, noon);
        std::string all = meaning.intent;
        for (const std::string& also : meaning.also)
            all += "+" + also;
        return all;
    };
    CHECK(means("a problem with my order") == "order");
    CHECK(means("hello there. it is about my order") == "order");
    CHECK(means("my order must go, i return it") == "back");
    CHECK(means("a question about my order. how do i return?") == "back");
    CHECK(means("i return it. and my order") == "back");
    CHECK(means("where is my order? and how do i return?") == "order+back");
    const auto all = explain(script.lexicon->understand("my order: return"), {}, script);
    REQUIRE(all.size() == 2);
    CHECK(all[1].reason == "only vague, and something definite is said");
}

TEST_CASE("an intent of another flow is nothing here, and comes first in its own") {
    ConversationState idle;
    CHECK(reason("没有小票要退货", "no_receipt", idle) == "only in flow returns");
    CHECK(reason("没有小票要退货", "return_item", idle) == "won");
    Chat chat;
    chat.says("退货");
    CHECK(reason("没有小票要退货", "no_receipt", chat.state()) == "won");
    CHECK(
        reason("没有小票要退货", "return_item", chat.state())
        == "the running flow's own intents come first"
    );
}

TEST_CASE("every loser has its reason") {
    const ConversationState idle;
    CHECK(reason("退货还是换货", "return_item", idle) == "won");
    CHECK(
        reason("退货还是换货", "exchange", idle) == "as specific, but later in path and line order"
    );
    CHECK(reason("查一下订单2024061234退货", "return_item", idle) == "less specific");
    Chat chat;
    chat.says("投诉");
    CHECK(
        reason("退货的人太凶", "return_item", chat.state())
        == "the answer to the open question comes first"
    );
}

TEST_CASE("always beats specificity") {
    Script script = shop();
    Words words;
    Intent& person = words.intent("person");
    person.scope = IntentScope::always;
    words.phrase("person", "人");
    words.intent("long").answer = said("长", "long");
    words.phrase("long", "找人聊聊天气");
    words.into(script);
    const nlu::Understanding said_so = script.lexicon->understand("找人聊聊天气");
    const auto ranking = rank(said_so.clauses[0], script, "");
    REQUIRE(ranking.size() == 2);
    CHECK(ranking[0].intent->id == "person");
    CHECK(ties(ranking).empty());
}
