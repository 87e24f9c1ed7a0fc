// A store that refuses: what was not committed did not happen, in the file or in memory.
#include "app/engine_kit.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace clerk::app {
namespace {

using namespace kit;

ConversationId conversation_of(const Json& welcome) {
    return *parse_id<struct clerk::ConversationTag>(welcome.at("conversation").get<std::string>());
}

// Nothing is asked of the next commit but to fail; two inputs, so that each is tried again alone.
void in_a_batch_that_fails(House& house, SessionKey who, Input input) {
    house.queue(who, std::move(input));
    house.queue({0, 99}, Typing{});
    house.faults.refuse_commits(1);
    house.work(seconds(1));
}

TEST_CASE("a message of a failed batch is refused, and stored when it is sent again") {
    House house;
    const std::uint64_t seq = house.hello(lin)[0].at("seq");
    house.faults.refuse_commits(1);
    const auto refused = house.says(lin, "你好", "0123456789");
    REQUIRE(refused.size() == 1);
    CHECK(refused[0].at("code") == "unavailable");
    CHECK(refused[0].at("id") == "0123456789");
    CHECK_FALSE(house.engine->healthy());
    const auto acks = of_verb(house.says(lin, "你好", "0123456789"), "ack");
    REQUIRE(acks.size() == 1);
    CHECK(acks[0].at("seq") == seq + 1);
    CHECK(house.engine->healthy());
}

TEST_CASE("one poisonous input does not starve the others of its batch") {
    House house;
    house.hello(lin);
    house.hello(bo);
    house.queue(lin, Send{.client_id = "0123456789", .text = "你好"});
    house.queue(bo, Send{.client_id = "abcdefghij", .text = "你好"});
    house.faults.refuse_commits(2);  // the batch, and then Lin's alone
    house.work(seconds(1));
    CHECK(refusal(house.taken(lin)) == "unavailable");
    CHECK(of_verb(house.taken(bo), "ack").size() == 1);
}

TEST_CASE("a long-poll that came in a failed batch is answered once") {
    House house;
    const Json welcome = house.hello(lin)[0];
    const std::uint64_t seq = welcome.at("seq");
    const SessionKey poller{1, 7};
    const std::string session = welcome.at("session");
    in_a_batch_that_fails(
        house, poller, Pull{session, conversation_of(welcome), seq, 200, true, 10'000}
    );
    CHECK(house.taken(poller).empty());
    house.says(lin, "你好");
    CHECK(house.taken(poller).size() == 1);
}

TEST_CASE("a long-poll waits on when what woke it was not stored") {
    House house;
    const Json welcome = house.hello(lin)[0];
    const std::uint64_t seq = welcome.at("seq");
    const SessionKey poller{1, 7};
    const std::string session = welcome.at("session");
    house.does(poller, Pull{session, conversation_of(welcome), seq, 200, true, 10'000});
    house.faults.refuse_commits(1);
    house.says(lin, "你好", "0123456789");
    CHECK(house.taken(poller).empty());
    house.says(lin, "你好", "0123456789");
    CHECK(house.taken(poller).size() == 1);
}

TEST_CASE("a long-poll whose time is up while nothing can be stored is refused, once") {
    House house;
    const Json welcome = house.hello(lin)[0];
    const std::uint64_t seq = welcome.at("seq");
    const SessionKey poller{1, 7};
    const std::string session = welcome.at("session");
    house.does(poller, Pull{session, conversation_of(welcome), seq, 200, true, 5'000});
    house.faults.refuse_commits(1);
    house.work(seconds(6));
    CHECK(refusal(house.taken(poller)) == "unavailable");
    house.work(seconds(6));
    CHECK(house.taken(poller).empty());
}

TEST_CASE("sockets that a sign-in ends are closed although it had to be tried twice") {
    House house;
    add_customer(house, "c-1", "李雷");
    const std::string old = house.hello(lin)[0].at("session");
    Hello both = with_token("c-1", "n1");
    both.session = old;
    in_a_batch_that_fails(house, {0, 5}, both);
    CHECK(house.taken(lin).back() == Json{{"close", 1008}});
}

TEST_CASE("who was refused at hello watches nothing") {
    House house;
    const Json welcome = house.hello(lin)[0];
    house.faults.refuse_commits(1);
    const auto refused = house.hello(bo, resume(welcome.at("session")));
    REQUIRE(refused.size() == 2);
    CHECK(refused[0].at("code") == "unavailable");
    CHECK(refused[1] == Json{{"close", 1013}});
    house.says(lin, "你好");
    CHECK(house.taken(bo).empty());
}

TEST_CASE("a desk that was refused at hello must come again") {
    House house;
    house.faults.refuse_commits(1);
    const auto refused = house.does(mei, DeskHello{{{1}, "Mei"}});
    REQUIRE(refused.size() == 2);
    CHECK(refused[0].at("code") == "unavailable");
    CHECK(refused[1] == Json{{"close", 1013}});
    house.hello(lin);
    house.says(lin, "人工");
    CHECK(house.taken(mei).empty());
}

TEST_CASE("a timer outlives a turn that was not stored") {
    House house;
    house.hello(lin);
    REQUIRE_FALSE(of_verb(house.says(lin, "退货"), "event").empty());  // a question is open
    house.engine->finish();  // writes the heads, and with them the timers
    const std::size_t waiting = house.database->wakes()->size();
    REQUIRE(waiting == 1);
    house.faults.refuse_commits(1);
    house.says(lin, "2024061234");
    house.work(minutes(10));
    const auto nudged = of_verb(house.taken(lin), "event");
    CHECK_FALSE(nudged.empty());
}

TEST_CASE("the line is told again when what it was told did not leave") {
    Handed h;
    h.house.hello(bo);
    h.house.says(bo, "人工");
    in_a_batch_that_fails(h.house, mei, DeskClaim{h.ticket, 1});
    const auto moved = of_verb(h.house.taken(bo), "status");
    REQUIRE_FALSE(moved.empty());
    CHECK(moved.back().at("position") == 1);
}

TEST_CASE("tickets that could not be read after a failure are read before anything is done") {
    Handed h;
    h.house.faults.refuse_commits(1);
    h.house.faults.refuse_live_tickets(1);
    CHECK(refusal(h.claim(mei)) == "unavailable");
    CHECK(of_verb(h.claim(mei), "won").size() == 1);
    CHECK(h.house.database->live_tickets()->size() == 1);
}

TEST_CASE("a claim that was not stored is anybody's") {
    Handed h;
    h.house.faults.refuse_commits(1);
    CHECK(refusal(h.claim(mei)) == "unavailable");
    CHECK(of_verb(h.claim(hua), "won").size() == 1);
    CHECK(of_verb(h.claim(mei), "lost").size() == 1);
}

TEST_CASE("a hand-over that was not stored leaves no ticket; the next one leaves one") {
    House house;
    house.does(mei, DeskHello{{{1}, "Mei"}});
    house.hello(lin);
    house.faults.refuse_commits(1);
    CHECK(refusal(house.says(lin, "人工", "0123456789")) == "unavailable");
    CHECK(house.taken(mei).empty());
    house.says(lin, "人工", "0123456789");
    CHECK(of_verb(house.taken(mei), "ticket").size() == 1);
    CHECK(house.database->live_tickets()->size() == 1);
}

TEST_CASE("health is red until writing works again, and comes back by itself") {
    House house;
    house.hello(lin);
    house.faults.disk_full(true);
    CHECK(refusal(house.says(lin, "你好")) == "unavailable");
    CHECK_FALSE(house.engine->healthy());
    house.work(seconds(1));
    CHECK_FALSE(house.engine->healthy());
    house.faults.disk_full(false);
    house.work(seconds(1));
    CHECK(house.engine->healthy());
}

TEST_CASE("what the desk's list shows of a chat is there after a restart, too") {
    const auto folder = std::filesystem::temp_directory_path() / "shopclerk-recovery-test";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
    const std::string path = folder / "shop.db";
    Json before;
    {
        House house(path);
        house.hello(lin);
        house.says(lin, "人工");
        house.says(lin, "请快一点");
        before = of_verb(house.does(mei, DeskHello{{{1}, "Mei"}}), "welcome")[0].at("queue")[0];
        CHECK(before.at("last_text") == "请快一点");
    }
    House house(path);
    const Json after =
        of_verb(house.does(mei, DeskHello{{{1}, "Mei"}}), "welcome")[0].at("queue")[0];
    CHECK(after == before);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace clerk::app
