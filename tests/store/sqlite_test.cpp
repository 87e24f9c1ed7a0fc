#include "store/sqlite.hpp"

#include "fixture.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace clerk::store {
namespace {

struct Table {
    TempFolder folder;
    std::unique_ptr<Connection> connection =
        want(Connection::open(folder.file("t.db"), Mode::writer));

    Table() {
        must(connection->run("CREATE TABLE t(n INTEGER PRIMARY KEY, v TEXT NOT NULL UNIQUE)"));
    }

    std::int64_t rows() { return want(connection->number("SELECT count(*) FROM t")); }
};

TEST_CASE("the writer's connection is set as the shop's data needs it") {
    const TempFolder folder;
    const auto writer = want(Connection::open(folder.file("t.db"), Mode::writer));
    const std::map<const char*, std::int64_t> wanted{
        {"PRAGMA synchronous", 2},  // FULL
        {"PRAGMA foreign_keys", 1},
        {"PRAGMA trusted_schema", 0},
        {"PRAGMA cell_size_check", 1},
        {"PRAGMA wal_autocheckpoint", 0},
        {"PRAGMA mmap_size", 0},
        {"PRAGMA secure_delete", 1}};
    for (const auto& [pragma, value] : wanted) {
        INFO(pragma);
        CHECK(want(writer->number(pragma)) == value);
    }
    CHECK(want(writer->text("PRAGMA journal_mode")) == "wal");
    // DEFENSIVE: nobody writes the schema as a table.
    must(writer->run("PRAGMA writable_schema=ON"));
    CHECK_FALSE(writer->run("DELETE FROM sqlite_schema"));
}

TEST_CASE("a reader reads, and can neither write nor checkpoint away") {
    Table table;
    must(table.connection->run("INSERT INTO t(v) VALUES ('a')"));
    const std::string log = table.folder.file("t.db-wal");
    {
        const auto reader = want(Connection::open(table.folder.file("t.db"), Mode::reader));
        CHECK(want(reader->number("SELECT count(*) FROM t")) == 1);
        CHECK_FALSE(reader->run("INSERT INTO t(v) VALUES ('b')"));
        CHECK_FALSE(reader->run("DROP TABLE t"));
        CHECK(want(reader->number("PRAGMA query_only")) == 1);
    }
    CHECK(table.rows() == 1);

    // The writer is killed: its log must survive a reader that comes and goes last.
    TempFolder copy;
    for (const char* part : {"t.db", "t.db-wal"}) {
        std::filesystem::copy_file(table.folder.file(part), copy.file(part));
    }
    {
        const auto reader = want(Connection::open(copy.file("t.db"), Mode::reader));
        CHECK(want(reader->number("SELECT count(*) FROM t")) == 1);
    }
    CHECK(std::filesystem::file_size(copy.file("t.db-wal")) > 0);
}

TEST_CASE("a statement is used again and again, also after it failed") {
    Table table;
    Statement insert(*table.connection, "INSERT INTO t(v) VALUES (?1)");
    must(Query(insert, "a").run());
    CHECK(Query(insert, "a").run().error().code == "unique");
    const std::string with_nul("b\0c", 3);
    must(Query(insert, with_nul).run());
    must(Query(insert, std::string_view()).run());
    Statement lengths(*table.connection, "SELECT v, length(CAST(v AS BLOB)) FROM t ORDER BY n");
    Query query(lengths);
    const auto rows = want(all(query, [](Columns row) {
        std::string text = row.text();
        return std::pair(std::move(text), row.number());
    }));
    REQUIRE(rows.size() == 3);
    CHECK(rows[1].first == std::string("b\0c", 3));
    CHECK(rows[1].second == 3);
    CHECK(rows[2].first.empty());
}

// A text bound by value would be gone before the query runs; once it was, in an imported row.
static_assert(std::is_constructible_v<Query, Statement&, std::string&, const std::string&>);
static_assert(std::is_constructible_v<Query, Statement&, std::string_view, std::optional<Date>>);
static_assert(!std::is_constructible_v<Query, Statement&, std::string>);
static_assert(!std::is_constructible_v<Query, Statement&, std::optional<std::string>>);

TEST_CASE("none is NULL and comes back as none") {
    Table table;
    Statement echo(*table.connection, "SELECT ?1, ?2 IS NULL, ?3");
    Query query(echo, CustomerId{}, std::optional<Date>(), std::optional<Date>(Date{-3}));
    REQUIRE(want(query.next()));
    Columns row(query);
    CHECK_FALSE(row.id<CustomerId>());
    CHECK(row.flag());
    CHECK(row.optional_date() == Date{-3});
}

TEST_CASE("a query that cannot be prepared fails each time, and says why") {
    Table table;
    Statement wrong(*table.connection, "SELECT x FROM nowhere");
    CHECK_FALSE(Query(wrong).run());
    CHECK_THAT(Query(wrong).next().error().message, Catch::Contains("nowhere"));
}

TEST_CASE("rolling back to the savepoint takes back one turn and keeps the batch") {
    Table table;
    Connection& db = *table.connection;
    must(db.begin());
    must(db.run("INSERT INTO t(v) VALUES ('kept')"));
    must(db.savepoint());
    must(db.run("INSERT INTO t(v) VALUES ('gone')"));
    db.rollback_to_savepoint();
    must(db.savepoint());
    must(db.run("INSERT INTO t(v) VALUES ('kept too')"));
    must(db.release());
    must(db.commit());
    CHECK(table.rows() == 2);
}

TEST_CASE("begin twice, commit without begin: refused") {
    Table table;
    must(table.connection->begin());
    CHECK_FALSE(table.connection->begin());
    table.connection->rollback();
    CHECK_FALSE(table.connection->commit());
    must(table.connection->begin());
    must(table.connection->commit());
}

TEST_CASE("a full database ends the batch: nothing of it is kept, nothing slips in behind it") {
    Table table;
    Connection& db = *table.connection;
    must(db.run("INSERT INTO t(v) VALUES ('before')"));
    must(db.run("PRAGMA max_page_count=8"));
    must(db.begin());
    must(db.run("INSERT INTO t(v) VALUES ('in the batch')"));
    Statement insert(db, "INSERT INTO t(v) VALUES (?1)");
    Status filled = done();
    for (int i = 0; i < 100 && filled; ++i) {
        const char letter = static_cast<char>('a' + i % 26);
        const std::string text = std::string(1'000, letter) + std::to_string(i);
        filled = Query(insert, text).run();
    }
    CHECK(filled.error().code == "full");
    // Whether SQLite has ended the transaction by itself or not, the batch cannot be committed.
    const Status after = Query(insert, "after").run();
    if (after) {
        db.rollback();
    } else {
        CHECK(db.savepoint().error().code == "full");
        CHECK(db.commit().error().code == "full");
    }
    CHECK(table.rows() == 1);
    must(db.run("PRAGMA max_page_count=1000"));
    must(db.begin());
    must(Query(insert, "later").run());
    must(db.commit());
    CHECK(table.rows() == 2);
}

TEST_CASE("a checkpoint empties the log into the file") {
    Table table;
    must(table.connection->run("INSERT INTO t(v) VALUES ('a')"));
    CHECK(table.connection->wal_bytes() > 0);
    CHECK(want(table.connection->checkpoint()));
    CHECK(table.connection->wal_bytes() == 0);
}

TEST_CASE("a reader in the middle of reading keeps the log, and nobody waits for it") {
    Table table;
    must(table.connection->run("INSERT INTO t(v) VALUES ('a'), ('b')"));
    const auto reader = want(Connection::open(table.folder.file("t.db"), Mode::reader));
    Statement select(*reader, "SELECT n FROM t");
    {
        Query reading(select);
        REQUIRE(want(reading.next()));
        must(table.connection->run("INSERT INTO t(v) VALUES ('c')"));
        CHECK_FALSE(want(table.connection->checkpoint()));
    }
    CHECK(want(table.connection->checkpoint()));
}

}  // namespace
}  // namespace clerk::store
