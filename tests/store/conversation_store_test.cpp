#include "fixture.hpp"

namespace clerk::store {
namespace {

constexpr ConversationId chat{7};
constexpr ConversationId other{8};

app::JournalRow turn(ConversationId id, std::int64_t prev, std::uint64_t seq, std::string body) {
    return {
        .prev = prev,
        .conversation = id,
        .first_seq = seq,
        .last_seq = seq + 1,
        .at = monday,
        .body = std::move(body)};
}

app::Head head_at(ConversationId id, std::int64_t row) {
    return {
        .conversation = id,
        .last_row = row,
        .last_seq = 2,
        .at = monday,
        .version = 1,
        .state = "s"};
}

TEST_CASE("a conversation's rows come back along their chain, newest first") {
    const auto database = memory();
    must(database->begin());
    const auto first = want(database->append(turn(chat, 0, 1, "one")));
    want(database->append(turn(other, 0, 1, "not ours")));
    const auto second = want(database->append(turn(chat, first, 3, std::string("t\0o", 3))));
    const auto third = want(database->append(turn(chat, second, 5, "")));
    must(database->commit());

    const auto all = want(database->chain(third, 0, 100));
    REQUIRE(all.size() == 3);
    CHECK(all[0].n == third);
    CHECK(all[0].body.empty());
    CHECK(all[1].body == std::string("t\0o", 3));
    CHECK(all[2].prev == 0);
    CHECK(all[2].at == monday);

    CHECK(want(database->chain(third, 2, 100)).size() == 2);
    CHECK(want(database->chain(third, 6, 100)).empty());
    CHECK(want(database->chain(third, 0, 1)).size() == 1);
    CHECK(want(database->chain(0, 0, 100)).empty());
}

TEST_CASE("turns in which nobody has spoken yet are of the chain, too") {
    const auto database = memory();
    must(database->begin());
    app::JournalRow opened = turn(chat, 0, 1, "opened");
    opened.last_seq = 0;
    app::JournalRow silent = opened;
    silent.prev = want(database->append(opened));
    const auto second = want(database->append(silent));
    const auto said = want(database->append(turn(chat, second, 1, "said")));
    must(database->commit());
    CHECK(want(database->chain(said, 0, 100)).size() == 3);
    CHECK(want(database->chain(said, 1, 100)).size() == 1);
}

TEST_CASE("rows behind a row come in the journal's order, whosever they are") {
    const auto database = memory();
    must(database->begin());
    const auto first = want(database->append(turn(chat, 0, 1, "one")));
    const auto second = want(database->append(turn(other, 0, 1, "another's")));
    const auto third = want(database->append(turn(chat, first, 3, "two")));
    must(database->commit());
    const auto rows = want(database->rows_after(first, 100));
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].n == second);
    CHECK(rows[0].conversation == other);
    CHECK(rows[1].n == third);
    CHECK(rows[1].prev == first);
    CHECK(rows[1].body == "two");
    CHECK(want(database->rows_after(0, 2)).size() == 2);
    CHECK(want(database->rows_after(third, 100)).empty());
}

TEST_CASE("the mark of whole heads is kept, and goes back with its transaction") {
    const auto database = memory();
    CHECK(want(database->heads_whole_to()) == 0);
    must(database->put_heads_whole_to(7));
    CHECK(want(database->heads_whole_to()) == 7);
    must(database->begin());
    must(database->put_heads_whole_to(9));
    database->rollback();
    CHECK(want(database->heads_whole_to()) == 7);
}

TEST_CASE("a chain that leads nowhere, forward or into another's chat is damage") {
    const auto database = memory();
    must(database->begin());
    const auto mine = want(database->append(turn(chat, 0, 1, "")));
    const auto stray = want(database->append(turn(other, mine, 3, "")));
    const auto forward = want(database->append(turn(chat, 99, 5, "")));
    must(database->commit());
    CHECK(database->chain(12'345, 0, 10).error().code == "corrupt");
    CHECK(database->chain(stray, 0, 10).error().code == "corrupt");
    CHECK(database->chain(forward, 0, 10).error().code == "corrupt");
}

TEST_CASE("a head is put again and again, and its customer may come later") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    CHECK_FALSE(want(database->head(chat)));
    must(database->begin());
    must(database->put_head(head_at(chat, 1)));
    app::Head grown = head_at(chat, 9);
    grown.wake_at = monday + minutes(3);
    grown.version = 4'000'000'000;
    grown.state = std::string(5'000, 'x');
    must(database->put_head(grown));
    must(database->commit());

    const auto read = want(database->head(chat));
    REQUIRE(read);
    CHECK(read->last_row == 9);
    CHECK(read->version == 4'000'000'000);
    CHECK(read->state == grown.state);
    CHECK_FALSE(read->customer);
    CHECK_FALSE(want(database->latest_of(shop.li, 4'096)));

    grown.customer = shop.li;
    must(database->put_head(grown));
    CHECK_FALSE(want(database->latest_of(shop.li, 4'000'000'000)));  // as many turns: full
    CHECK(want(database->latest_of(shop.li, 4'000'000'001)) == chat);
    CHECK(want(database->head(chat))->customer == shop.li);

    app::Head later = head_at(other, 1);
    later.customer = shop.li;
    later.at = monday + minutes(1);
    must(database->put_head(later));
    CHECK(want(database->latest_of(shop.li, 4'096)) == other);
    CHECK_FALSE(want(database->latest_of(shop.ann, 4'096)));
}

TEST_CASE("a head for a customer who is not there is refused") {
    const auto database = memory();
    app::Head head = head_at(chat, 1);
    head.customer = CustomerId{99};
    CHECK(database->put_head(head).error().code == "constraint");
}

TEST_CASE("timers are read soonest first, without those that have none") {
    const auto database = memory();
    app::Head late = head_at(chat, 1);
    late.wake_at = monday + hours(2);
    late.version = 5;
    app::Head soon = head_at(other, 1);
    soon.wake_at = monday + hours(1);
    must(database->put_head(late));
    must(database->put_head(soon));
    must(database->put_head(head_at(ConversationId{9}, 1)));
    const auto wakes = want(database->wakes());
    REQUIRE(wakes.size() == 2);
    CHECK(wakes[0].conversation == other);
    CHECK(wakes[1].version == 5);
    CHECK(wakes[1].at == late.wake_at);

    late.wake_at = {};
    must(database->put_head(late));
    CHECK(want(database->wakes()).size() == 1);
}

TEST_CASE("a session opens one conversation until it ends") {
    const auto database = memory();
    must(database->put_session("hash-a", chat, monday));
    must(database->put_session("hash-b", chat, monday));
    must(database->put_session("hash-c", other, monday));
    CHECK(want(database->session("hash-a")) == chat);
    CHECK_FALSE(want(database->session("hash-")));
    CHECK_FALSE(want(database->session("")));
    CHECK(database->put_session("hash-a", other, monday).error().code == "unique");
    must(database->end_sessions(chat));
    CHECK_FALSE(want(database->session("hash-a")));
    CHECK_FALSE(want(database->session("hash-b")));
    CHECK(want(database->session("hash-c")) == other);
}

TEST_CASE("a nonce works once, and is forgotten only when its token is void anyway") {
    const auto database = memory();
    const UnixMillis expires = monday + minutes(10);
    CHECK(want(database->use_nonce("n-1", expires, monday)));
    CHECK_FALSE(want(database->use_nonce("n-1", expires, monday)));
    CHECK_FALSE(want(database->use_nonce("n-1", expires, expires)));
    CHECK(want(database->use_nonce("n-2", expires, monday)));
    CHECK(want(database->use_nonce("n-1", expires + hours(1), expires + Millis{1})));
}

}  // namespace
}  // namespace clerk::store
