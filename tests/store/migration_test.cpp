// A shop's file of each layout there ever was: made here by the migrations up to it, filled by SQL
// of that time, then opened by the program of today.
#include "fixture.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"

#include <map>
#include <string>

namespace clerk::store {
namespace {

// What a shop held under each layout, in the columns it had then. A new migration adds its line.
const std::string rows_of_1 = R"sql(
INSERT INTO setting VALUES ('demo', '7');
INSERT INTO customer VALUES (11, 'c-1', '李明', 'gold', 'zh', 1700000000000);
INSERT INTO identity VALUES (11, 'phone', '13800001234');
INSERT INTO product VALUES (12, 'FR', '冰箱', 'Fridge', '', '', 'fridge', 1, 1, 329900, 'CNY');
INSERT INTO shop_order VALUES (13, 'A1', 11, '13800001234', 'received', 1718885700000, 329900,
    'CNY', NULL, 19900);
INSERT INTO item VALUES (14, 13, 1, 'FR', '冰箱', 'Fridge', 'fridge', 1, 1, 2, 0, 164950);
INSERT INTO shipment VALUES (15, 13, '顺丰', 'SF', 'SF1');
INSERT INTO shipment_event VALUES (15, 0, 1718971200000, '杭州', '已签收', 'Delivered');
INSERT INTO rma VALUES (16, 'R-1', '17/1/0', 13, 14, 'damaged', 'opened', 1, 164950, 'CNY', 'shop',
    19910, 'seven_days', 1719000000000);
INSERT INTO complaint(id, number, key, conversation, customer, shop_order, text, severity, status,
    promise, at) VALUES (18, 'C-1', '17/2/0', 17, 11, 13, '太慢', 'normal', 'open', 1719100000000,
    1719000000000);
INSERT INTO points VALUES (1, 11, 'earn', 100, NULL, 20200, 1719000000000, 'A1', 'k1');
INSERT INTO points VALUES (2, 11, 'redeem', -30, 1, NULL, 1719000000001, '', 'k2');
INSERT INTO journal VALUES (1, 17, 0, 1, 2, 1719000000000, 0, 0, x'7B7D');
INSERT INTO conversation VALUES (17, 1, 2, 11, 1719000000000, 0, 0, 3, x'7B7D');
INSERT INTO session VALUES ('hash', 17, 1719000000000);
INSERT INTO nonce VALUES ('used', 1719000600000);
INSERT INTO attempt VALUES (1, 'order:A1', 1719000000000);
INSERT INTO agent VALUES (19, 'wang', '王强', '$argon2id$x', 0);
INSERT INTO ticket VALUES (20, 'T-1', '17/3/0', 1, 'queued', 'person', 'normal', 'subject',
    'summary', 17, 1, 11, '李明', 'gold', 'zh', NULL, '', 1719000000000, 1719000000000, 0,
    1719000000000);
INSERT INTO ticket_event VALUES (1, 20, 1719000000000, 'opened', NULL, '', '', '');
INSERT INTO outbox(n, key, kind, subject, at) VALUES (1, '17/1/0', 'rma.opened', 'R-1',
    1719000000000);
)sql";
const std::map<std::int64_t, std::string> rows_of = {
    {1, rows_of_1}, {2, rows_of_1 + "UPDATE heads SET whole_to = 1;"}};

std::span<const Migration> up_to(std::int64_t number) {
    return migrations().first(static_cast<std::size_t>(number));
}

// A file as the program of that layout left it.
void make_file(const std::string& path, std::int64_t number) {
    const auto connection = want(Connection::open(path, Mode::writer));
    must(migrate(*connection, up_to(number)));
    REQUIRE(want(connection->number("PRAGMA user_version")) == number);
    must(connection->run(rows_of.at(number).c_str()));
}

std::int64_t version_of(const std::string& path) {
    return want(want(Connection::open(path, Mode::writer))->number("PRAGMA user_version"));
}

TEST_CASE("a file of each older layout opens, and keeps every row") {
    for (const Migration& migration : migrations()) {
        INFO("layout " << migration.number << ", " << migration.name);
        REQUIRE(rows_of.contains(migration.number));
        const TempFolder folder;
        const std::string path = folder.file("shop.db");
        make_file(path, migration.number);
        {
            const auto database = want(Database::open(path));
            must(database->verify());
            CHECK(want(database->setting("demo")) == "7");
            const auto li = want(database->customer_by_ref("c-1"));
            REQUIRE(li);
            CHECK(li->phone == "13800001234");
            const auto order = want(database->order_by_no("a1"));
            REQUIRE(order);
            CHECK(order->total.minor == 329'900);
            REQUIRE(order->items.size() == 1);
            CHECK(order->items[0].name.en == "Fridge");
            REQUIRE(order->shipments.size() == 1);
            CHECK(order->shipments[0].events.size() == 1);
            REQUIRE(want(database->rmas_of(order->id)).size() == 1);
            CHECK(want(database->rmas_of(order->id))[0].number == "R-1");
            CHECK(want(database->complaints_of(order->id)).size() == 1);
            CHECK(want(database->points_of(li->id)).size() == 2);
            CHECK(want(database->latest_of(li->id, 4'096)) == ConversationId{17});
            CHECK(want(database->chain(1, 0, 10)).size() == 1);
            CHECK(want(database->head(ConversationId{17}))->version == 3);
            CHECK(want(database->heads_whole_to()) == 1);
            CHECK(want(database->session("hash")) == ConversationId{17});
            CHECK_FALSE(want(database->use_nonce("used", monday, UnixMillis{1'719'000'000'000})));
            CHECK(want(database->failures("order:A1", UnixMillis{0})) == 1);
            CHECK(want(database->live_tickets()).size() == 1);
            CHECK(want(database->ticket_events(TicketId{20})).size() == 1);
            CHECK(want(database->newest_id()) == 20);
        }
        CHECK(version_of(path) == migrations().back().number);
    }
}

TEST_CASE("migrations run in order, each once, on what the one before left") {
    const std::array plan{
        Migration{1, "a table", "CREATE TABLE t(x); INSERT INTO t VALUES (1)"},
        Migration{2, "a column", "ALTER TABLE t ADD COLUMN y DEFAULT 5; UPDATE t SET x = x + 1"},
        Migration{3, "a sum", "UPDATE t SET y = x + y"}};
    const std::span<const Migration> all(plan);
    for (std::size_t from = 0; from <= plan.size(); ++from) {
        const auto connection = want(Connection::open(shared_memory_uri(), Mode::writer));
        if (from > 0) must(migrate(*connection, all.first(from)));
        must(migrate(*connection, all));
        must(migrate(*connection, all));
        CHECK(want(connection->number("PRAGMA user_version")) == 3);
        CHECK(want(connection->number("SELECT x FROM t")) == 2);
        CHECK(want(connection->number("SELECT y FROM t")) == 7);
    }
}

TEST_CASE("a migration that fails half-way leaves the file at the one before, and says which") {
    const std::array plan{
        Migration{1, "a table", "CREATE TABLE t(x NOT NULL); INSERT INTO t VALUES (1)"},
        Migration{2, "a mistake", "INSERT INTO t VALUES (2); INSERT INTO t VALUES (NULL)"}};
    const TempFolder folder;
    const std::string path = folder.file("shop.db");
    {
        const auto connection = want(Connection::open(path, Mode::writer));
        const Status failed = migrate(*connection, plan);
        CHECK_THAT(failed.error().message, Catch::StartsWith("migration 2 (a mistake) failed: "));
    }
    const auto connection = want(Connection::open(path, Mode::writer));
    CHECK(want(connection->number("PRAGMA user_version")) == 1);
    CHECK(want(connection->number("SELECT count(*) FROM t")) == 1);
}

TEST_CASE("a file of a newer program is refused by its layout, and not touched") {
    const TempFolder folder;
    const std::string path = folder.file("shop.db");
    make_file(path, migrations().back().number);
    const std::int64_t newer = migrations().back().number + 1;
    const std::string mark = "PRAGMA user_version=" + std::to_string(newer);
    must(want(Connection::open(path, Mode::writer))->run(mark.c_str()));
    const auto opened = Database::open(path);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == "newer");
    CHECK(
        opened.error().message
        == "the data file has layout " + std::to_string(newer) + ", this program knows up to "
               + std::to_string(newer - 1) + ": run a newer shopclerk"
    );
    CHECK(version_of(path) == newer);
}

}  // namespace
}  // namespace clerk::store
