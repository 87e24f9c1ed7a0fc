#include "wire/journal_json.hpp"

#include "wire/codec.hpp"
#include "wire/said_json.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace clerk::wire {
namespace {

Value sample_value() {
    return make_record(
        "order",
        {{"no", "2024061234"},
         {"status", Choice{"order_status", "shipped"}},
         {"total", Money{129'900, "CNY"}},
         {"eta", Date{19'900}},
         {"placed", UnixMillis{1'719'800'000'123}},
         {"name", LocalText{"电视", "TV"}},
         {"clock", ClockTime{9, 30}},
         {"span", days(7)},
         {"flag", true},
         {"n", 5},
         {"nothing", Value{}},
         {"list", make_list({Value(1), Value("two"), make_record("item", {{"no", 1}})})}}
    );
}

Message sample_message() {
    Message m;
    m.from = From::bot;
    m.text = "订单 \"2024061234\"\n已发货";
    m.card =
        Card{"order", "2024061234", {{"status", "状态", "已发货"}}, {{"电视 × 1", "¥1,299.00"}}};
    m.buttons = {{"intent:return_item", "退货"}};
    return m;
}

Frame sample_frame() {
    return {
        .flow = "returns",
        .flow_hash = 0xFFFF'FFFF'FFFF'FFFFULL,
        .step = "collect:order_no",
        .intent = "return_item",
        .give_to = "x",
        .values = {{"order", sample_value()}},
        .tries = {{"collect:order_no", 2}},
        .heard = {"我要退货"}};
}

// One of each alternative, in the variant's order.
Events one_of_each() {
    Message said = sample_message();
    return {
        Opened{{77}, Lang::en, "web"},
        Said{1, {1'719'800'000'000}, said, 0},
        Understood{{"order_status", "points_balance"}, "intents/order_status.yaml:7"},
        NotUnderstood{},
        FlowStarted{sample_frame()},
        FlowEnded{"returns", "failed:refused"},
        StepReached{"say"},
        SlotSet{"order", sample_value(), "answer"},
        SlotCleared{"order"},
        SlotKept{{"order_no", "order_no", "2024061234", {5}}},
        Tried{"collect:order_no"},
        Heard{"屏幕碎了"},
        WordsTaken{1, "屏幕"},
        Awaits{AwaitSlot{"item", "record:item", {{"1", "电视", sample_value()}}}, 7},
        IntentQueued{{"points_balance", "查积分", {{"order_no", "2024061234"}}, 1}},
        IntentUnqueued{},
        ActionRequested{3, "order.find", 5, 2},
        ActionAnswered{3, "order.find", "not_found"},
        OrderProven{"2024061234"},
        ProofFailed{},
        SignedIn{{9}, "小李", "gold"},
        LangSet{Lang::zh_hant},
        OwnerSet{Owner::agent, {4}},
        TicketLinked{{8}, "T-1"},
        WakeSet{{99}},
        Nudged{},
        TurnEnded{{100}},
        Resumed{2},
        Raised{"high"}};
}

TEST_CASE("every kind of event comes back from a row as it went in") {
    const Events events = one_of_each();
    REQUIRE(events.size() == std::variant_size_v<Event>);
    for (std::size_t i = 0; i < events.size(); ++i)
        REQUIRE(events[i].index() == i);
    const app::EncodedRow row = write_row({77}, events);
    const auto read = read_row(row.body);
    REQUIRE(read);
    REQUIRE(read->size() == events.size());
    for (std::size_t i = 0; i < events.size(); ++i)
        CHECK((*read)[i] == events[i]);
}

TEST_CASE("every thing a conversation may wait for comes back") {
    const std::vector<Awaiting> all{
        Idle{},
        AwaitSlot{"s", "order_no", {}},
        AwaitConfirm{},
        AwaitChoose{{{"a", "A", {}}}},
        AwaitClarify{{{"return_item", "退货", {}}}, "退"},
        AwaitSignIn{},
        AwaitAction{2, "points.balance", 5, 2},
        AwaitResume{{{"return_item", "退货", {}}}}};
    REQUIRE(all.size() == std::variant_size_v<Awaiting>);
    for (const Awaiting& awaiting : all) {
        ConversationState state;
        state.id = {5};
        state.awaiting = awaiting;
        const auto read = read_state(write_state(state));
        REQUIRE(read);
        CHECK(*read == state);
    }
}

TEST_CASE("a welcome tells what this server lets a client say") {
    const JsonCodec codec(SpeechLimits{50, 200});
    const auto limits = nlohmann::json::parse(codec.welcome({.conversation = {7}})).at("limits");
    CHECK(limits.at("messages_per_second") == 50);
    CHECK(limits.at("burst") == 200);
    const auto usual = nlohmann::json::parse(JsonCodec().welcome({.conversation = {7}}));
    CHECK(usual.at("limits").at("messages_per_second") == 5);
    CHECK(usual.at("limits").at("burst") == 20);
}

TEST_CASE("a full state comes back, and a fresh one is small") {
    ConversationState state;
    state.id = {77};
    state.lang = Lang::zh_hant;
    state.channel = "http";
    state.owner = Owner::agent;
    state.fence = 3;
    state.agent = {4};
    state.ticket = {8};
    state.ticket_number = "T-1";
    state.identity = {{9}, "小李", "gold", {"2024061234"}};
    state.stack = {sample_frame(), sample_frame()};
    state.awaiting = AwaitConfirm{};
    state.queued = {{"points_balance", "查积分", {}}};
    state.kept = {{"order_no", "order_no", "2024061234", {5}}};
    state.not_understood = 2;
    state.last_reply = sample_message();
    state.last_reply.from = From::shopper;
    state.last_words = "好的";
    state.earlier_words = {"冰箱不制冷了", "插头没问题"};
    state.last_seq = 12;
    state.turns = 6;
    state.version = 6;
    state.last_at = {100};
    state.wake_at = {200};
    state.nudges = 1;
    state.proof_failures = 2;
    const auto read = read_state(write_state(state));
    REQUIRE(read);
    CHECK(*read == state);
    ConversationState fresh;
    fresh.id = {77};
    CHECK(write_state(fresh).size() < 120);
    CHECK(*read_state(write_state(fresh)) == fresh);
}

TEST_CASE("public lines are the frames, byte for byte, with their seq") {
    Events events{Opened{{77}, Lang::zh, "web"}};
    for (std::uint64_t seq = 5; seq < 8; ++seq) {
        events.emplace_back(Said{seq, {1}, sample_message(), 0});
        events.emplace_back(TurnEnded{{1}});
    }
    const app::EncodedRow row = write_row({77}, events);
    CHECK(row.first_seq == 5);
    CHECK(row.last_seq == 7);
    const auto frames = public_events_of(row.body);
    REQUIRE(frames.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(frames[i].seq == 5 + i);
        const Said said{5 + i, {1}, sample_message(), 0};
        CHECK(frames[i].json == write_said({77}, said));
        CHECK(nlohmann::json::accept(frames[i].json));
    }
}

TEST_CASE("a row without public events says so by first > last") {
    const app::EncodedRow row = write_row({77}, {TurnEnded{{1}}});
    CHECK(row.first_seq > row.last_seq);
    CHECK(public_events_of(row.body).empty());
}

TEST_CASE("a shopper's message keeps its id, and its hash is what id_reused compares") {
    Message m;
    m.from = From::shopper;  // the first of its enum, and not Message's default
    m.text = "查订单";
    m.choice = "intent:order_status";
    m.client_id = "0123456789abcdef";
    const Said said{1, {1}, m, content_hash(m.text, m.choice)};
    const auto read = read_row(write_row({77}, {said}).body);
    REQUIRE(read);
    CHECK(std::get<Said>(read->front()) == said);
}

TEST_CASE("an agent's copy names the ticket and is JSON") {
    const Said said{5, {1}, sample_message(), 0};
    const auto json = nlohmann::json::parse(with_ticket(write_said({77}, said), {9}));
    CHECK(json.at("ticket") == "9");
    CHECK(json.at("seq") == 5);
    CHECK(json.at("verb") == "event");
}

TEST_CASE("a damaged row or state is an error, never a crash") {
    for (const char* body : {"f{", "p{}", "f{\"k\":\"no such\"}", "fnull", "x", "f{\"k\":5}"}) {
        const auto read = read_row(body);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == "corrupt");
    }
    for (const char* body : {"", "[]", "{\"id\":\"x\"}", "{\"awaiting\":{\"k\":\"no\"}}"}) {
        CHECK_FALSE(read_state(body));
    }
}

TEST_CASE("old rows stay readable: absent fields have their defaults") {
    const auto read = read_row("f{\"k\":\"opened\",\"conversation\":77,\"later\":[1,{}]}\n");
    REQUIRE(read);
    CHECK(std::get<Opened>(read->front()) == Opened{{77}, Lang::zh, ""});
}

}  // namespace
}  // namespace clerk::wire
