#include "app/engine.hpp"

#include "app/engine_kit.hpp"
#include "base/limits.hpp"
#include "model/import.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace clerk::app {
namespace {

using namespace kit;

// --- shoppers ---------------------------------------------------------------------------------

TEST_CASE("hello opens a conversation: a welcome with its secret, then the greeting") {
    House house;
    const auto frames = house.hello(lin);
    REQUIRE(frames.size() >= 2);
    CHECK(frames[0].at("verb") == "welcome");
    CHECK(frames[0].at("session").get<std::string>().size() == 43);
    CHECK(frames[0].at("owner") == "bot");
    CHECK(frames[1].at("verb") == "event");
    CHECK(frames[1].at("seq") == 1);
    CHECK(frames[0].at("seq") == frames.back().at("seq"));
}

TEST_CASE("a message is acknowledged first, then answered; the sender is not sent its own event") {
    House house;
    const std::uint64_t seq = house.hello(lin)[0].at("seq");
    const auto frames = house.says(lin, "你好", "0123456789");
    REQUIRE(frames.size() >= 2);
    CHECK(frames[0].at("verb") == "ack");
    CHECK(frames[0].at("id") == "0123456789");
    CHECK(frames[0].at("seq") == seq + 1);
    CHECK(frames[1].at("from") == "bot");
    CHECK(frames[1].at("seq") == seq + 2);
}

TEST_CASE("a retry gets the first ack and nothing else; other words under the id are refused") {
    House house;
    house.hello(lin);
    const auto first = house.says(lin, "你好", "0123456789");
    const auto again = house.says(lin, "你好", "0123456789");
    REQUIRE(again.size() == 1);
    CHECK(again[0] == first[0]);
    const auto other = house.says(lin, "退货", "0123456789");
    REQUIRE(other.size() == 1);
    CHECK(other[0].at("code") == "id_reused");
}

TEST_CASE("a turn in which nothing is said hides nothing that was said before it") {
    const auto folder = std::filesystem::temp_directory_path() / "shopclerk-silent-turn";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
    const std::string path = folder / "shop.db";
    std::string session;
    Json first;
    {
        House house(path);
        session = house.hello(lin)[0].at("session");
        first = house.says(lin, "你好", "0123456789")[0];
        house.does(lin, SetLang{.lang = Lang::en});
    }
    House house(path);  // nothing cached: all is read from the journal
    const auto frames = house.hello(lin, resume(session));
    const auto events = of_verb(frames, "event");
    REQUIRE(!events.empty());
    CHECK(events.front().at("seq") == 1);
    CHECK(events.size() == frames[0].at("seq").get<std::size_t>());
    const auto again = house.says(lin, "你好", "0123456789");
    REQUIRE(again.size() == 1);
    CHECK(again[0] == first);
    std::filesystem::remove_all(folder);
}

TEST_CASE("a retry in the very same batch is one message") {
    House house;
    house.hello(lin);
    for (int i = 0; i < 3; ++i)
        house.queue(lin, Send{.client_id = "0123456789", .text = "你好"});
    house.work();
    const auto acks = of_verb(house.taken(lin), "ack");
    REQUIRE(acks.size() == 3);
    CHECK(acks[0] == acks[2]);
}

TEST_CASE("a session resumes where it was, and only its own conversation") {
    House house;
    const Json welcome = house.hello(lin)[0];
    house.says(lin, "你好");
    const std::string session = welcome.at("session");
    const auto frames = house.hello({0, 9}, resume(session, 1));
    CHECK(frames[0].at("conversation") == welcome.at("conversation"));
    CHECK_FALSE(frames[0].contains("session"));
    std::uint64_t expected = 2;
    for (const Json& event : of_verb(frames, "event"))
        CHECK(event.at("seq") == expected++);
    CHECK(expected == frames[0].at("seq").get<std::uint64_t>() + 1);

    const Json other = house.hello(bo)[0];
    Hello wrong = resume(session);
    wrong.conversation =
        *parse_id<struct clerk::ConversationTag>(other.at("conversation").get<std::string>());
    CHECK(house.hello({0, 10}, wrong)[0].at("code") == "not_found");
}

TEST_CASE("what is not yours answers like what is not there") {
    House house;
    const Json mine = house.hello(lin)[0];
    Hello by_id_alone;
    by_id_alone.conversation =
        *parse_id<struct clerk::ConversationTag>(mine.at("conversation").get<std::string>());
    Hello nothing;
    nothing.conversation = {999};
    const auto theirs = house.hello({0, 20}, by_id_alone);
    const auto none = house.hello({0, 21}, nothing);
    REQUIRE(theirs.size() == 1);
    CHECK(theirs == none);
    CHECK(house.hello({0, 22}, resume("guessed"))[0] == none[0]);
    const auto stranger = house.says({0, 23}, "你好");
    REQUIRE(stranger.size() == 1);
    CHECK(stranger[0].at("code") == "not_found");
}

TEST_CASE("a token signs in, once; the session it came with ends") {
    House house;
    add_customer(house, "c-1", "李雷");
    const std::string old = house.hello(lin)[0].at("session");
    Hello both = with_token("c-1", "n1");
    both.session = old;
    const auto frames = house.hello({0, 5}, both);
    CHECK(frames[0].at("signed_in") == true);
    const std::string fresh = frames[0].at("session");
    CHECK(fresh != old);
    CHECK(house.taken(lin).back() == Json{{"close", 1008}});
    CHECK(house.hello({0, 6}, resume(old))[0].at("code") == "not_found");
    CHECK(house.hello({0, 7}, resume(fresh))[0].at("signed_in") == true);
    CHECK(house.hello({0, 8}, with_token("c-1", "n1"))[0].at("code") == "unauthorized");
    CHECK(house.hello({0, 9}, with_token("nobody", "n2"))[0].at("code") == "unauthorized");
}

TEST_CASE("a customer finds their latest conversation again, and nobody else's by their session") {
    House house;
    add_customer(house, "c-1", "李雷");
    const Json first = house.hello(lin, with_token("c-1", "n1"))[0];
    const Json second = house.hello(bo, with_token("c-1", "n2"))[0];
    CHECK(first.at("conversation") == second.at("conversation"));
    add_customer(house, "c-2", "韩梅");
    Hello steal = with_token("c-2", "n3");
    steal.session = second.at("session");
    const Json third = house.hello({0, 3}, steal)[0];
    CHECK(third.at("conversation") != first.at("conversation"));
}

// Until it refuses; the turns it took.
std::size_t fill_up(House& house, SessionKey who) {
    for (std::size_t said = 0; said <= limits::turns_per_conversation_max; ++said) {
        const auto frames = house.says(who, "你好");
        if (of_verb(frames, "ack").empty()) {
            CHECK(refusal(frames) == "conversation_full");
            return said;
        }
    }
    FAIL("it is never full");
    return 0;
}

TEST_CASE("what follows a customer's full conversation is one with room") {
    House house;
    add_customer(house, "c-1", "李雷");
    const Json full = house.hello(lin, with_token("c-1", "n1"))[0];
    CHECK(fill_up(house, lin) > 4'000);

    const Json next = house.hello(bo, with_token("c-1", "n2"))[0];
    CHECK(next.at("conversation") != full.at("conversation"));
    CHECK(next.at("signed_in") == true);
    CHECK(of_verb(house.says(bo, "你好"), "ack").size() == 1);
    // Not a new one at each hello, and with the full one's session it is the same.
    house.clock.at = house.clock.at + hours(1);
    CHECK(
        house.hello({0, 3}, with_token("c-1", "n3"))[0].at("conversation")
        == next.at("conversation")
    );
    Hello both = with_token("c-1", "n4");
    both.session = full.at("session");
    CHECK(house.hello({0, 4}, both)[0].at("conversation") == next.at("conversation"));
    // The full one can still be read.
    CHECK(
        house.hello({0, 5}, resume(full.at("session")))[0].at("conversation")
        == full.at("conversation")
    );
}

TEST_CASE("who missed more than a page is sent the oldest page, and pulls the rest") {
    House house;
    const Json welcome = house.hello(lin)[0];
    for (int i = 0; i < 160; ++i)  // each is answered
        house.says(lin, "你好");
    const auto frames = house.hello({0, 9}, resume(welcome.at("session")));
    std::uint64_t expected = 1;
    for (const Json& event : of_verb(frames, "event"))
        CHECK(event.at("seq") == expected++);
    CHECK(expected == 201);
    const auto newest = frames[0].at("seq").get<std::uint64_t>();
    REQUIRE(newest >= 301);
    for (const Json& event : of_verb(house.does({0, 9}, Pull{.after = 200}), "event"))
        CHECK(event.at("seq") == expected++);
    CHECK(expected == newest + 1);
}

TEST_CASE("too many sockets on one conversation: the oldest makes room") {
    House house;
    const std::string session = house.hello(lin)[0].at("session");
    for (std::uint64_t i = 0; i < limits::sessions_per_conversation_max; ++i) {
        house.hello({0, 50 + i}, resume(session));
    }
    CHECK(house.taken(lin).back() == Json{{"close", 1013}});
}

// --- HTTP -------------------------------------------------------------------------------------

TEST_CASE("over HTTP the bearer's session opens its conversation and no other") {
    House house;
    Hello http;
    http.watch = false;
    const auto welcome = house.hello({1, 1}, http);
    REQUIRE(welcome.size() == 1);
    const std::string session = welcome[0].at("session");
    const auto id =
        *parse_id<struct clerk::ConversationTag>(welcome[0].at("conversation").get<std::string>());
    const Send send{session, id, "0123456789", "你好", "", "203.0.113.9", {}};
    const auto ack = house.does({1, 2}, send);
    REQUIRE(ack.size() == 1);
    CHECK(ack[0].at("verb") == "ack");
    Send elsewhere = send;
    elsewhere.conversation = {999};
    CHECK(house.does({1, 3}, elsewhere)[0].at("code") == "not_found");
    Pull page{session, id, 0, 200, true, 0};
    const Json events = house.does({1, 4}, page)[0];
    CHECK(events.at("events").size() == events.at("seq"));
}

TEST_CASE("a long-poll waits for the next event, or for its time") {
    House house;
    Hello http;
    http.watch = false;
    const Json welcome = house.hello({1, 1}, http)[0];
    const std::string session = welcome.at("session");
    const auto id =
        *parse_id<struct clerk::ConversationTag>(welcome.at("conversation").get<std::string>());
    const std::uint64_t seq = welcome.at("seq");
    CHECK(house.does({1, 2}, Pull{session, id, seq, 200, true, 10'000}).empty());
    house.does({1, 3}, Send{session, id, "0123456789", "你好", "", "", {}});
    const auto woken = house.taken({1, 2});
    REQUIRE(woken.size() == 1);
    CHECK(woken[0].at("events").size() >= 2);
    const std::uint64_t now = woken[0].at("seq");
    CHECK(house.does({1, 4}, Pull{session, id, now, 200, true, 5'000}).empty());
    house.work(seconds(5));
    const auto late = house.taken({1, 4});
    REQUIRE(late.size() == 1);
    CHECK(late[0].at("events").empty());
}

// --- agents -----------------------------------------------------------------------------------

TEST_CASE("one agent wins a claim; the shopper sees who came; the bot is silent") {
    Handed h;
    CHECK(of_verb(h.claim(mei), "won").size() == 1);
    const auto lost = of_verb(h.claim(hua), "lost");
    REQUIRE(lost.size() == 1);
    CHECK(lost[0].at("by") == "Mei");
    const auto seen = h.house.taken(lin);
    const auto events = of_verb(seen, "event");
    REQUIRE_FALSE(events.empty());
    CHECK(events.back().at("notice") == "agent_joined");
    CHECK(events.back().at("name") == "Mei");
    CHECK(of_verb(seen, "status").back().at("owner") == "agent");
    const auto frames = h.house.says(lin, "查订单");
    CHECK(of_verb(frames, "ack").size() == 1);
    CHECK(of_verb(frames, "event").empty());
    const auto at_desk = of_verb(h.house.taken(mei), "event");
    REQUIRE(at_desk.size() >= 1);
    CHECK(at_desk.back().at("ticket") == to_string(h.ticket));
    CHECK(at_desk.back().at("text") == "查订单");
}

TEST_CASE("who is put in the queue is counted once, however much is said there") {
    Handed h;
    h.house.says(lin, "还有人吗");
    const std::string metrics = h.house.metrics.expose();
    CHECK(metrics.find("shopclerk_hand_offs_total 1\n") != std::string::npos);
}

TEST_CASE("a retried claim is won again by its winner") {
    Handed h;
    h.claim(mei);
    CHECK(of_verb(h.claim(mei), "won").size() == 1);
}

TEST_CASE("a reply never goes out blind") {
    Handed h;
    h.claim(mei);
    const std::uint64_t seen = h.last_seq();
    h.house.says(lin, "还在吗");
    const auto stale = of_verb(h.reply(mei, seen), "stale");
    REQUIRE(stale.size() == 1);
    REQUIRE(stale[0].at("events").size() == 1);
    CHECK(stale[0].at("events")[0].at("text") == "还在吗");
    CHECK(h.house.taken(lin).empty());
    const auto ack = of_verb(h.reply(mei, seen + 1), "ack");
    REQUIRE(ack.size() == 1);
    const auto said = of_verb(h.house.taken(lin), "event");
    REQUIRE(said.size() == 1);
    CHECK(said[0].at("from") == "agent");
    CHECK(said[0].at("name") == "Mei");
    CHECK(of_verb(h.reply(mei, 0), "ack")[0] == ack[0]);  // a retry
    CHECK(h.house.taken(lin).empty());
}

TEST_CASE("a reply that claims to have read what was never said is refused") {
    Handed h;
    h.claim(mei);
    const std::uint64_t seen = h.last_seq();
    const auto frames = h.reply(mei, seen + 200);
    CHECK(refusal(frames) == "bad_field");
    CHECK(of_verb(frames, "ack").empty());
    CHECK(h.last_seq() == seen);
    CHECK(of_verb(h.reply(mei, seen), "ack").size() == 1);
}

TEST_CASE("only the one who holds a ticket may speak, note or close it") {
    Handed h;
    CHECK(refusal(h.reply(mei, 9)) == "forbidden");
    h.claim(mei);
    CHECK(refusal(h.reply(hua, 9)) == "forbidden");
    CHECK(refusal(h.house.does(hua, DeskNote{h.ticket, "note-0001", "x"})) == "forbidden");
    CHECK(refusal(h.house.does(hua, DeskRelease{h.ticket, true})) == "forbidden");
    CHECK(refusal(h.house.does(lin, DeskClaim{h.ticket, 1})) == "not_found");
    CHECK(refusal(h.house.does(lin, DeskOpen{h.ticket})) == "no_hello");
}

TEST_CASE("a note is for colleagues: kept once, never shown to the shopper") {
    Handed h;
    h.claim(mei);
    h.house.taken(lin);
    const auto first = of_verb(h.house.does(mei, DeskNote{h.ticket, "note-0001", "VIP"}), "ack");
    const auto again = of_verb(h.house.does(mei, DeskNote{h.ticket, "note-0001", "VIP"}), "ack");
    REQUIRE(first.size() == 1);
    CHECK(first == again);
    const Json opened = of_verb(h.house.does(hua, DeskOpen{h.ticket}), "opened")[0];
    REQUIRE(opened.at("notes").size() == 1);
    CHECK(opened.at("notes")[0].at("text") == "VIP");
    CHECK(h.house.taken(lin).empty());
}

TEST_CASE("resolved: the shopper is told, the clerk answers again, the ticket leaves the desk") {
    Handed h;
    h.claim(mei);
    h.reply(mei, h.last_seq());
    h.house.taken(lin);
    const auto frames = h.house.does(mei, DeskRelease{h.ticket, true});
    const auto changed = of_verb(frames, "ticket");
    REQUIRE_FALSE(changed.empty());
    CHECK(changed.back().at("ticket").at("state") == "solved");
    const auto events = of_verb(h.house.taken(lin), "event");
    REQUIRE_FALSE(events.empty());
    CHECK(events[0].at("notice") == "resolved");
    CHECK_FALSE(of_verb(h.house.says(lin, "你好"), "event").empty());
    const Json welcome = of_verb(h.house.does({0, 103}, DeskHello{{{3}, "Ni"}}), "welcome")[0];
    CHECK(welcome.at("queue").empty());
    CHECK(refusal(h.reply(mei, 99)) == "not_found");
}

TEST_CASE("released unresolved: the clerk speaks again; asked anew, the same ticket waits again") {
    Handed h;
    h.claim(mei);
    h.house.does(mei, DeskRelease{h.ticket, false});
    h.house.taken(mei);
    h.house.says(lin, "人工");
    const auto changed = of_verb(h.house.taken(mei), "ticket");
    REQUIRE_FALSE(changed.empty());
    CHECK(ticket_of(changed.back()) == h.ticket);
    CHECK(changed.back().at("ticket").at("state") == "queued");
}

TEST_CASE("those in the line see their place move up") {
    Handed h;
    h.house.hello(bo);
    const auto second = of_verb(h.house.says(bo, "人工"), "status");
    REQUIRE_FALSE(second.empty());
    CHECK(second.back().at("position") == 2);
    h.claim(mei);
    const auto moved = of_verb(h.house.taken(bo), "status");
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].at("position") == 1);
}

TEST_CASE("typing passes between the two, and is never kept") {
    Handed h;
    h.claim(mei);
    h.house.taken(lin);
    h.house.does(mei, Typing{{}, h.ticket, true});
    CHECK(h.house.taken(lin)[0].at("verb") == "typing");
    h.house.taken(mei);
    h.house.does(lin, Typing{{}, {}, true});
    CHECK(h.house.taken(mei)[0].at("ticket") == to_string(h.ticket));
    h.house.does(hua, Typing{{}, h.ticket, true});
    CHECK(h.house.taken(lin).empty());
}

// --- what is stored ---------------------------------------------------------------------------

TEST_CASE("after a restart everything is where it was") {
    const auto folder = std::filesystem::temp_directory_path() / "shopclerk-engine-test";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
    const std::string path = folder / "shop.db";
    std::string session;
    TicketId ticket;
    Json before;
    {
        House house(path);
        session = house.hello(lin)[0].at("session");
        house.says(lin, "你好", "first-message");
        house.does(mei, DeskHello{{{1}, "Mei"}});
        house.says(lin, "人工");
        ticket = ticket_of(of_verb(house.taken(mei), "ticket").back());
        before = of_verb(house.hello({0, 9}, resume(session)), "event");
    }
    House house(path);
    house.chance.n = 1'000;
    CHECK(of_verb(house.hello(lin, resume(session)), "event") == before);
    const auto again = house.says(lin, "你好", "first-message");
    REQUIRE(again.size() == 1);
    CHECK(again[0].at("verb") == "ack");
    CHECK(again[0].at("seq") == 2);
    const Json welcome = of_verb(house.does(mei, DeskHello{{{1}, "Mei"}}), "welcome")[0];
    REQUIRE(welcome.at("queue").size() == 1);
    CHECK(welcome.at("queue")[0].at("id") == to_string(ticket));
    std::filesystem::remove_all(folder);
}

TEST_CASE("a full inbox says so at once") {
    House house;
    std::size_t taken = 0;
    while (house.engine->submit({lin, Typing{}}))
        ++taken;
    CHECK(taken == limits::inbox_max);
    CHECK(house.engine->submit({lin, Gone{}}));
    house.work();
    CHECK(house.engine->submit({lin, Typing{}}));
}

}  // namespace
}  // namespace clerk::app
