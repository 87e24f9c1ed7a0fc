// verify, backup and restore: a copy that is whole comes back whole, nothing is overwritten, and
// what is damaged is told and left alone.
#include "app/data_folder.hpp"
#include "cli/command.hpp"
#include "cli/now.hpp"
#include "store/database.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace clerk;
using namespace clerk::cli;
using Catch::Contains;
using clerk::cli::testing::Folder;
using clerk::cli::testing::ran;

namespace {

// A data folder with a demo shop in it.
std::string shop_in(const Folder& folder) {
    const std::string data = folder.path("data");
    const auto made = ran(demo, {data, "--customers", "20", "--orders", "40"});
    INFO(made.err);
    REQUIRE(made.code == exit_well);
    return data;
}

void damage(const std::string& file) {
    std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
    bytes.seekp(8'192);
    for (int i = 0; i < 40'000; ++i)
        bytes.put('\x5A');
}

}  // namespace

TEST_CASE("backup, then restore: the same shop in another folder") {
    const Folder folder;
    const std::string data = shop_in(folder);
    CHECK_THAT(ran(verify, {"--data", data}).out, Contains("shopclerk.db is whole"));
    const std::string copy = folder.path("copy.db");
    const auto backed = ran(backup, {"--data", data, copy});
    INFO(backed.err);
    CHECK(backed.code == exit_well);
    CHECK_THAT(backed.out, Contains("written: " + copy));
    const std::string other = folder.path("other");
    const auto restored = ran(restore, {copy, "--data", other});
    INFO(restored.err);
    CHECK(restored.code == exit_well);
    CHECK(ran(verify, {"--data", other}).code == exit_well);
    const auto agents = [](const std::string& where) {
        return ran(agent, {"list", "--data", where}).out;
    };
    CHECK(agents(other) == agents(data));
    for (const char* rest : {"shopclerk.db.restoring", "shopclerk.db.restoring-wal"})
        CHECK_FALSE(std::filesystem::exists(std::filesystem::path(other) / rest));
}

TEST_CASE("a backup beside a writing server is the shop of one moment") {
    const Folder folder;
    const std::string data = shop_in(folder);
    const auto held = app::DataFolder::open(data, "serve", system_now());
    REQUIRE(held.ok());
    auto server = store::Database::open(data + "/shopclerk.db");
    REQUIRE(server.ok());
    REQUIRE((*server)->put_setting("a", "committed"));
    REQUIRE((*server)->begin());
    REQUIRE((*server)->put_setting("b", "under way"));
    const std::string copy = folder.path("copy.db");
    const auto backed = ran(backup, {"--data", data, copy});
    INFO(backed.err);
    REQUIRE(backed.code == exit_well);
    REQUIRE((*server)->commit());
    REQUIRE(ran(restore, {copy, "--data", folder.path("other")}).code == exit_well);
    const auto other = store::Database::open(folder.path("other/shopclerk.db"));
    REQUIRE(other.ok());
    CHECK(*(*other)->setting("a") == "committed");
    CHECK_FALSE(*(*other)->setting("b"));
}

TEST_CASE("the folder's key goes along, for its owner alone") {
    namespace fs = std::filesystem;
    const Folder folder;
    const std::string data = shop_in(folder);
    const std::string key = data + "/jwt.key";
    fs::remove(key);
    const std::string copy = folder.path("copy.db");
    REQUIRE(ran(backup, {"--data", data, copy}).code == exit_well);
    CHECK_FALSE(fs::exists(copy + ".jwt.key"));
    REQUIRE(app::write_secret(key, std::string(32, 'k')));
    const std::string with_key = folder.path("with.db");
    const auto backed = ran(backup, {"--data", data, with_key});
    INFO(backed.err);
    REQUIRE(backed.code == exit_well);
    CHECK_THAT(backed.out, Contains("with.db.jwt.key, mode 0600"));
    const auto owner_only = fs::perms::owner_read | fs::perms::owner_write;
    for (const std::string& file : {with_key, with_key + ".jwt.key"})
        CHECK((fs::status(file).permissions() & fs::perms::all) == owner_only);
    REQUIRE(ran(restore, {with_key, "--data", folder.path("other")}).code == exit_well);
    CHECK(*app::read_secret(folder.path("other/jwt.key")) == std::string(32, 'k'));
    CHECK(ran(backup, {"--data", data, with_key}).code == exit_cannot);
    fs::permissions(key, fs::perms::others_read, fs::perm_options::add);
    const auto exposed = ran(backup, {"--data", data, folder.path("again.db")});
    CHECK(exposed.code == exit_cannot);
    CHECK_THAT(exposed.err, Contains("can be read by others"));
    CHECK_FALSE(fs::exists(folder.path("again.db")));
}

TEST_CASE("backup and restore never overwrite") {
    const Folder folder;
    const std::string data = shop_in(folder);
    folder.write("copy.db", "mine");
    CHECK(ran(backup, {"--data", data, folder.path("copy.db")}).code == exit_cannot);
    CHECK(folder.read("copy.db") == "mine");
    const std::string good = folder.path("good.db");
    REQUIRE(ran(backup, {"--data", data, good}).code == exit_well);
    const auto again = ran(restore, {good, "--data", data});
    CHECK(again.code == exit_cannot);
    CHECK_THAT(again.err, Contains("is there already"));
    CHECK(ran(verify, {"--data", data}).code == exit_well);
}

TEST_CASE("what is damaged is told, and not restored") {
    const Folder folder;
    const std::string data = shop_in(folder);
    const std::string copy = folder.path("copy.db");
    REQUIRE(ran(backup, {"--data", data, copy}).code == exit_well);
    damage(copy);
    const std::string other = folder.path("other");
    const auto refused = ran(restore, {copy, "--data", other});
    CHECK(refused.code == exit_cannot);
    CHECK_THAT(refused.err, Contains(copy + " is not a whole backup"));
    CHECK_FALSE(std::filesystem::exists(other + "/shopclerk.db"));
    CHECK_FALSE(std::filesystem::exists(other + "/shopclerk.db.restoring"));
    folder.write("no.db", "this is no database at all, but long enough to be looked at");
    CHECK(ran(restore, {folder.path("no.db"), "--data", other}).code == exit_cannot);
    damage(data + "/shopclerk.db");
    CHECK(ran(verify, {"--data", data}).code == exit_found);
}

TEST_CASE("a folder that somebody holds, or that is none, is left alone") {
    const Folder folder;
    const std::string data = shop_in(folder);
    {
        const auto held = app::DataFolder::open(data, "serve", system_now());
        REQUIRE(held.ok());
        const auto told = ran(verify, {"--data", data});
        CHECK(told.code == exit_cannot);
        CHECK_THAT(told.err, Contains("is in use by serve, process "));
        CHECK(ran(restore, {data + "/shopclerk.db", "--data", data}).code == exit_cannot);
    }
    const std::string nowhere = folder.path("nowhere");
    CHECK_THAT(ran(verify, {"--data", nowhere}).err, Contains("there is no shop in "));
    CHECK_FALSE(std::filesystem::exists(nowhere));
    CHECK_THAT(ran(restore, {nowhere, "--data", data}).err, Contains("there is no file "));
}
