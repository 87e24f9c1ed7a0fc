// A ticket that waits for its shopper is open again when they say something new, and by nothing
// else.
#include "app/engine_kit.hpp"

#include <catch2/catch.hpp>

namespace clerk::app {
namespace {

using namespace kit;

struct Answered : Handed {
    Answered() {
        house.says(lin, "还有人吗", "0123456789");
        claim(mei);
        reply(mei, last_seq());
        house.taken(mei);
    }

    std::string state() {
        return of_verb(house.does(mei, DeskOpen{ticket}), "opened")[0].at("ticket").at("state");
    }

    ConversationId conversation() {
        const Json opened = of_verb(house.does(mei, DeskOpen{ticket}), "opened")[0];
        const std::string id = opened.at("ticket").at("conversation");
        return *parse_id<struct clerk::ConversationTag>(id);
    }
};

TEST_CASE("new words of the shopper open it") {
    Answered h;
    CHECK(h.state() == "waiting_customer");
    h.house.says(lin, "谢谢");
    CHECK(h.state() == "open");
}

TEST_CASE("a retry of old words does not") {
    Answered h;
    h.house.says(lin, "还有人吗", "0123456789");
    CHECK(h.state() == "waiting_customer");
}

TEST_CASE("words that are refused do not") {
    Answered h;
    CHECK(refusal(h.house.says(lin, "other words", "0123456789")) == "id_reused");
    CHECK(h.state() == "waiting_customer");
}

TEST_CASE("a stranger who names the conversation does not") {
    Answered h;
    for (const char* session : {"", "guessed"}) {
        const Send send{session, h.conversation(), "abcdefghij", "你好", "", "203.0.113.9", {}};
        CHECK(refusal(h.house.does({1, 7}, send)) == "not_found");
        CHECK(h.state() == "waiting_customer");
    }
}

TEST_CASE("a note's id stands for its words") {
    Answered h;
    h.house.does(mei, DeskNote{h.ticket, "note-0001", "VIP"});
    const auto other = h.house.does(mei, DeskNote{h.ticket, "note-0001", "not the same"});
    CHECK(refusal(other) == "id_reused");
}

}  // namespace
}  // namespace clerk::app
