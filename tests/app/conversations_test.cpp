#include "app/conversations.hpp"

#include "app/engine_kit.hpp"

#include <catch2/catch.hpp>

namespace clerk::app {
namespace {

using namespace kit;

TEST_CASE("a conversation that has rested goes on where it was") {
    House still;
    House quick;
    for (House* house : {&still, &quick}) {
        house->hello(lin);
        house->says(lin, "我要退货", "message-1");
    }
    for (int i = 0; i < 5; ++i)
        still.work(seconds(1));
    quick.clock.at = quick.clock.at + seconds(5);
    // The flow's question is still open, and the first message's receipt is still known.
    CHECK(
        texts(still.says(lin, "2024061234", "message-2"))
        == texts(quick.says(lin, "2024061234", "message-2"))
    );
    const auto again = still.says(lin, "我要退货", "message-1");
    REQUIRE(again.size() == 1);
    CHECK(again[0].at("verb") == "ack");
    CHECK(again[0].at("seq") == quick.says(lin, "我要退货", "message-1")[0].at("seq"));
}

TEST_CASE("conversations at hand are bounded; those that are not are read again") {
    House house;
    const Behind behind;  // each head is written as its conversation begins
    Conversations few(*house.database, house.codec, behind, 2);
    std::vector<ConversationId> ids;
    for (std::uint64_t i = 0; i < 3; ++i) {
        const SessionKey who{0, 10 + i};
        const std::string id = house.hello(who)[0].at("conversation");
        ids.push_back(*parse_id<struct clerk::ConversationTag>(id));
    }
    for (const ConversationId id : ids) {
        const auto found = few.find(id);
        REQUIRE(found);
        REQUIRE(*found != nullptr);
        CHECK((*found)->state.id == id);
        few.trim({10'000});
        CHECK(few.size() <= 2);
        few.trim({20'000});  // now it rests
    }
    for (const ConversationId id : ids) {
        const auto found = few.find(id);
        REQUIRE(found);
        REQUIRE(*found != nullptr);
        CHECK((*found)->state.id == id);
        CHECK((*found)->state.last_seq == 1);
    }
}

}  // namespace
}  // namespace clerk::app
