#include "faulty_disk.hpp"
#include "fixture.hpp"
#include "store/conversation_store.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"

namespace clerk::store {
namespace {

constexpr ConversationId chat{7};

/// A shop's file on a disk that can fail, written turn by turn as the engine does.
struct Sick {
    FaultyDisk disk;
    TempFolder folder;
    std::string path = folder.file("shop.db");
    std::unique_ptr<Connection> connection;
    std::unique_ptr<ConversationTables> tables;
    std::int64_t last = 0;

    Sick() {
        connection = want(Connection::open(FaultyDisk::uri(path), Mode::writer));
        must(migrate(*connection));
        tables = std::make_unique<ConversationTables>(*connection);
        must(turn().error_or_done());
    }

    struct Went {
        std::optional<Error> error;

        [[nodiscard]] Status error_or_done() const { return error ? Status(*error) : done(); }
    };

    /// One batch of one turn; `last` moves only when it was committed.
    Went turn() {
        if (const Status begun = connection->begin(); !begun) return {begun.error()};
        const auto row = tables->append(
            {.prev = last,
             .conversation = chat,
             .first_seq = 1,
             .last_seq = 1,
             .body = std::string(20'000, 'b')}
        );
        Status ok = row ? done() : Status(row.error());
        if (ok) ok = tables->put_head({.conversation = chat, .last_row = *row, .state = "s"});
        if (!ok) {
            connection->rollback();
            return {ok.error()};
        }
        if (const Status committed = connection->commit(); !committed) return {committed.error()};
        last = *row;
        return {};
    }

    [[nodiscard]] std::int64_t rows() const {
        return want(connection->number("SELECT count(*) FROM journal"));
    }
};

TEST_CASE("no room at any write of a turn: not acknowledged, nothing kept, well again with room") {
    for (int writes = 0; writes < 40; ++writes) {
        Sick sick;
        sick.disk.no_room_after(writes);
        const auto went = sick.turn();
        if (sick.disk.failed() == 0) {
            CHECK(writes > 5);  // a turn is that many writes at least: all of them were tried
            return;
        }
        INFO("after " << writes << " writes");
        REQUIRE(went.error);
        CHECK(went.error->code == "full");
        CHECK(sick.rows() == 1);
        sick.disk.mend();
        CHECK_FALSE(sick.turn().error);
        CHECK(sick.rows() == 2);
        CHECK(want(sick.tables->head(chat))->last_row == sick.last);
    }
    FAIL("a turn that never ends");
}

TEST_CASE("a sync that fails at COMMIT is no commit") {
    Sick sick;
    sick.disk.no_sync_after(0);
    const auto went = sick.turn();
    REQUIRE(went.error);
    CHECK(went.error->code == "io");
    CHECK(sick.rows() == 1);
    CHECK(sick.turn().error);
    sick.disk.mend();
    CHECK_FALSE(sick.turn().error);
    CHECK(want(sick.tables->chain(sick.last, 0, 10)).size() == 2);
}

TEST_CASE("what was committed before the disk failed is there after a restart") {
    Sick sick;
    CHECK_FALSE(sick.turn().error);
    const std::int64_t committed = sick.last;
    sick.disk.no_room_after(3);
    CHECK(sick.turn().error);
    // The process is killed here; another starts on what lies on the disk.
    TempFolder after;
    for (const char* part : {"", "-wal"}) {
        std::filesystem::copy_file(sick.path + part, after.file("shop.db") + part);
    }
    const auto database = want(Database::open(after.file("shop.db")));
    CHECK(want(database->head(chat))->last_row == committed);
    CHECK(want(database->chain(committed, 0, 10)).size() == 2);
    must(database->verify());
}

TEST_CASE("a checkpoint that fails loses nothing, and is made up for") {
    for (int writes = 0; writes < 6; ++writes) {
        Sick sick;
        CHECK_FALSE(sick.turn().error);
        sick.disk.no_room_after(writes);
        CHECK_FALSE(sick.connection->checkpoint());
        sick.disk.mend();
        CHECK(sick.rows() == 2);
        CHECK_FALSE(sick.turn().error);
        CHECK(want(sick.connection->checkpoint()));
        CHECK(sick.rows() == 3);
    }
}

TEST_CASE("a file that cannot be made whole is not made") {
    // It is made beside its place, and something stands there.
    const TempFolder folder;
    std::filesystem::create_directories(folder.file("shop.db.making") + "/in the way");
    CHECK_FALSE(Database::open(folder.file("shop.db")));
    CHECK_FALSE(std::filesystem::exists(folder.file("shop.db")));
    std::filesystem::remove_all(folder.file("shop.db.making"));
    CHECK(Database::open(folder.file("shop.db")));
}

}  // namespace
}  // namespace clerk::store
