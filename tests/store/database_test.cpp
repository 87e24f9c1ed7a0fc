#include "fixture.hpp"
#include "store/records.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"

#include <csignal>
#include <fstream>
#include <sstream>
#include <sys/resource.h>

namespace clerk::store {
namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
}

void write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

std::string refusal(const std::string& path) {
    const auto opened = Database::open(path);
    return opened ? "opened" : opened.error().code;
}

/// A shop's file, closed: everything is in the one file.
std::string a_shop(const TempFolder& folder) {
    const std::string path = folder.file("shop.db");
    fill(*want(Database::open(path)));
    return path;
}

TEST_CASE("a file is made once and found again") {
    const TempFolder folder;
    const std::string path = a_shop(folder);
    CHECK_FALSE(std::filesystem::exists(path + ".making"));
    const auto again = want(Database::open(path));
    CHECK(want(again->order_by_no("2024061234")));
    CHECK_FALSE(want(again->empty()));
    must(again->verify());
}

TEST_CASE("a fresh file is empty, and says so") {
    const auto database = memory();
    CHECK(want(database->empty()));
    CHECK(want(database->newest_id()) == 0);
    must(database->put_setting("demo", "7"));
    CHECK(want(database->empty()));
    CHECK(want(database->setting("demo")) == "7");
    CHECK_FALSE(want(database->setting("nobody")));
    fill(*database);
    CHECK(want(database->newest_id()) > 0);
}

TEST_CASE("two databases in memory share nothing; a database and its reader do") {
    const auto one = memory();
    const auto other = memory();
    fill(*one);
    CHECK(want(other->empty()));
    CHECK(want(want(one->reader())->customer_by_ref("c-1")));
}

TEST_CASE("what is there but cannot be a shop's file is refused and left as it was") {
    const TempFolder folder;
    const std::string path = folder.file("shop.db");
    for (const std::string& bytes :
         {std::string(),
          std::string("SQLite"),
          std::string(5'000, 'x'),
          std::string(5'000, '\0')}) {
        write(path, bytes);
        CHECK(refusal(path) == "corrupt");
        CHECK(bytes_of(path) == bytes);
    }
    std::filesystem::remove(path);
    write(path + "-wal", "what was last said");
    CHECK(refusal(path) == "corrupt");
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("advice comes with the refusal") {
    const TempFolder folder;
    write(folder.file("shop.db"), "");
    const auto opened = Database::open(folder.file("shop.db"));
    CHECK(opened.error().message.find("shopclerk restore") != std::string::npos);
    CHECK(opened.error().message.find("Nothing was changed") != std::string::npos);
}

// What the program says who opens it, and a command that only reads it.
std::vector<std::string> said_of(const std::string& path) {
    std::vector<std::string> said;
    if (const auto opened = Database::open(path); !opened) said.push_back(opened.error().message);
    if (const auto read = Records::open(path); !read) said.push_back(read.error().message);
    return said;
}

TEST_CASE("a file cut anywhere is named, with the way back") {
    const TempFolder folder;
    const std::string path = a_shop(folder);
    const std::string whole = bytes_of(path);
    const auto pages = whole.size() / 4'096;
    REQUIRE(pages > 10);
    for (std::size_t kept = 0; kept < pages; ++kept) {
        INFO("pages: " << kept);
        for (const char* part : {"-wal", "-shm"})
            std::filesystem::remove(path + part);
        write(path, whole.substr(0, kept * 4'096 + 904));
        const auto said = said_of(path);
        CHECK(said.size() == 2);
        for (const std::string& text : said) {
            CHECK(text.find(path) != std::string::npos);
            CHECK(text.find("`shopclerk restore`") != std::string::npos);
            CHECK(text.find("Nothing was changed") == text.rfind("Nothing was changed"));
        }
    }
}

// No file of this process grows beyond so many bytes.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit full = before_;
        full.rlim_cur = bytes;
        old_ = std::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &full);
    }

    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        static_cast<void>(std::signal(SIGXFSZ, old_));
    }

    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit before_{};
    void (*old_)(int) = nullptr;
};

TEST_CASE("starting without room names the file and asks for room") {
    const TempFolder folder;
    const std::string there = a_shop(folder);
    for (const std::string& path : {there, folder.file("new.db")}) {
        Result<std::unique_ptr<Database>> opened = error("none", "");
        {
            const FullDisk full(4'096);
            opened = Database::open(path);
        }
        REQUIRE_FALSE(opened);
        CHECK(opened.error().message.find(path) != std::string::npos);
        CHECK(opened.error().message.find("make room") != std::string::npos);
    }
    CHECK(std::filesystem::exists(folder.file("new.db")) == false);
    must(want(Database::open(there))->verify());
}

TEST_CASE("a file cut short or overwritten in the middle is found at start") {
    const TempFolder folder;
    const std::string path = a_shop(folder);
    const std::string whole = bytes_of(path);
    REQUIRE(whole.size() > 20'000);
    const auto try_with = [&](const std::string& bytes) {
        for (const char* part : {"-wal", "-shm"})
            std::filesystem::remove(path + part);
        write(path, bytes);
        return refusal(path);
    };
    CHECK(try_with(whole) == "opened");
    CHECK(try_with(whole.substr(0, whole.size() / 2)) == "corrupt");
    CHECK(try_with(whole.substr(0, 4'096)) == "corrupt");
    std::string scribbled = whole;
    std::fill(scribbled.begin() + 8'192, scribbled.begin() + 12'288, '\xAA');
    CHECK(try_with(scribbled) == "corrupt");
    CHECK(bytes_of(path) == scribbled);
}

TEST_CASE("somebody else's SQLite file is not ours to write") {
    const TempFolder folder;
    const std::string path = folder.file("other.db");
    must(want(Connection::open(path, Mode::writer))->run("CREATE TABLE t(x)"));
    CHECK(refusal(path) == "foreign");
}

TEST_CASE("migrations are numbered from 1 without a gap, and leave their mark") {
    const auto connection = want(Connection::open(shared_memory_uri(), Mode::writer));
    must(migrate(*connection));
    std::int64_t number = 0;
    for (const Migration& migration : migrations())
        CHECK(migration.number == ++number);
    CHECK(want(connection->number("PRAGMA user_version")) == number);
    CHECK(want(connection->number("PRAGMA application_id")) == application_id);
    must(migrate(*connection));
}

TEST_CASE("the journal has no index but its own number") {
    const auto connection = want(Connection::open(shared_memory_uri(), Mode::writer));
    must(migrate(*connection));
    CHECK(
        want(connection->number(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'journal'"
        ))
        == 0
    );
}

TEST_CASE("what was not committed is gone, what was is there") {
    const TempFolder folder;
    const std::string path = a_shop(folder);
    {
        const auto database = want(Database::open(path));
        must(database->begin());
        must(database->put_session("kept", ConversationId{1}, monday));
        must(database->commit());
        must(database->begin());
        must(database->put_session("lost", ConversationId{1}, monday));
    }
    const auto database = want(Database::open(path));
    CHECK(want(database->session("kept")));
    CHECK_FALSE(want(database->session("lost")));
}

TEST_CASE("the log of a killed process is read back") {
    const TempFolder folder;
    const TempFolder after;
    const auto running = want(Database::open(folder.file("shop.db")));
    fill(*running);
    for (const char* part : {"", "-wal"}) {
        std::filesystem::copy_file(folder.file("shop.db") + part, after.file("shop.db") + part);
    }
    const auto database = want(Database::open(after.file("shop.db")));
    CHECK(want(database->order_by_no("2024061234")));
    must(database->verify());
}

TEST_CASE("writing is tried again with a probe") {
    const auto database = memory();
    must(database->probe());
    must(database->probe());
    must(database->limit_pages(1));  // as full as it gets: what is there stays
    must(database->begin());
    Status full = done();
    for (int i = 0; i < 1'000 && full; ++i) {
        const auto row =
            database->append({.conversation = ConversationId{1}, .body = std::string(4'096, 'x')});
        if (!row) full = row.error();
    }
    CHECK(full.error().code == "full");
    database->rollback();
    CHECK(database->chain(1, 0, 10).error().code == "corrupt");  // no row of it is there
    must(database->probe());
}

TEST_CASE("the log is emptied when it has grown, at once when nobody waits") {
    const TempFolder folder;
    const auto database = want(Database::open(folder.file("shop.db")));
    const std::string log = folder.file("shop.db-wal");
    const auto write_mib = [&](int mib) {
        must(database->begin());
        for (int i = 0; i < mib * 4; ++i) {
            want(database->append(
                {.conversation = ConversationId{1}, .body = std::string(262'000, 'x')}
            ));
        }
        must(database->commit());
    };
    const auto file_bytes = [&] {
        return std::filesystem::file_size(folder.file("shop.db"));
    };
    const auto before = file_bytes();
    must(database->put_setting("little", "worth"));
    database->checkpoint_if_due(true);
    CHECK(file_bytes() == before);
    write_mib(5);
    database->checkpoint_if_due(false);
    CHECK(file_bytes() == before);
    database->checkpoint_if_due(true);
    CHECK(file_bytes() > before + 5'000'000);
    write_mib(18);
    database->checkpoint_if_due(false);
    CHECK(file_bytes() > before + 20'000'000);
}

}  // namespace
}  // namespace clerk::store
