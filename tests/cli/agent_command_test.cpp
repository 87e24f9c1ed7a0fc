// The people of the desk: there is none until one is added, a first password is random, shown once
// and kept only as its hash.
#include "access/password.hpp"
#include "cli/command.hpp"
#include "store/database.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace clerk::cli {
namespace {

namespace fs = std::filesystem;

using Catch::Contains;
using testing::Folder;
using testing::Ran;
using testing::ran;

// The word behind "password" in what was printed; "" when none is.
std::string password_in(const std::string& printed) {
    std::istringstream words(printed);
    for (std::string word; words >> word;) {
        if (word == "password" && words >> word) return word;
    }
    return {};
}

Ran add(const std::string& data, const std::string& login) {
    return ran(agent, {"add", login, "--data", data});
}

std::string hash_of(const std::string& data, const std::string& login) {
    const auto database = store::Database::open(data + "/shopclerk.db");
    REQUIRE(database.ok());
    const auto found = (*database)->agent_by_login(login);
    REQUIRE(found.ok());
    REQUIRE(found->has_value());
    return (*found)->password_hash;
}

// Whether the bytes stand in any file of the folder.
bool stands_in(const std::string& folder, const std::string& bytes) {
    return std::ranges::any_of(fs::recursive_directory_iterator(folder), [&](const auto& entry) {
        std::ifstream in(entry.path(), std::ios::binary);
        std::ostringstream all;
        all << in.rdbuf();
        return all.str().find(bytes) != std::string::npos;
    });
}

TEST_CASE("the first password is random, printed once and kept nowhere") {
    const Folder folder;
    const std::string data = folder.path("data");
    std::set<std::string> passwords;
    for (const char* login : {"wang", "lin"}) {
        const Ran added = add(data, login);
        REQUIRE(added.code == exit_well);
        const std::string password = password_in(added.out);
        CHECK(password.size() >= 20);
        CHECK(passwords.insert(password).second);
        CHECK(added.out.find(password) == added.out.rfind(password));
        CHECK(added.err.find(password) == std::string::npos);
        CHECK(access::check_password(hash_of(data, login), password));
        CHECK(stands_in(data, login));
        CHECK_FALSE(stands_in(data, password));
        // Asked again, in any way, it is not told.
        for (const Ran& told :
             {ran(agent, {"list", "--data", data}),
              ran(agent, {"list", "--data", data, "--json"}),
              add(data, login)})
            CHECK((told.out + told.err).find(password) == std::string::npos);
    }
    CHECK(add(data, "wang").code == exit_found);
}

TEST_CASE("a login is a word that can be typed") {
    const Folder folder;
    for (const char* login : {"", "b o b", " lin", "lin\n"})
        CHECK(add(folder.path("data"), login).code == exit_cannot);
}

TEST_CASE("the demo's agent has a random password, too, told once") {
    const Folder folder;
    std::set<std::string> passwords;
    for (const char* name : {"one", "two"}) {
        const std::string data = folder.path(name);
        const Ran made = ran(demo, {data, "--customers", "5", "--orders", "5", "--json"});
        REQUIRE(made.code == exit_well);
        const std::string mark = R"("password":")";
        const std::size_t at = made.out.find(mark);
        REQUIRE(at != std::string::npos);
        const std::size_t begin = at + mark.size();
        const std::string password = made.out.substr(begin, made.out.find('"', begin) - begin);
        CHECK(password.size() >= 20);
        CHECK(passwords.insert(password).second);
        CHECK(access::check_password(hash_of(data, "demo"), password));
        CHECK_FALSE(stands_in(data, password));
        // A folder that has a shop is left as it is.
        CHECK(ran(demo, {data, "--json"}).code != exit_well);
        CHECK(access::check_password(hash_of(data, "demo"), password));
    }
}

TEST_CASE("a new shop has no agent") {
    const Folder folder;
    const Ran listed = ran(agent, {"list", "--data", folder.path("data"), "--json"});
    CHECK(listed.code == exit_well);
    CHECK(listed.out == "{\"agents\":[]}\n");
}

TEST_CASE("a new password ends the old one") {
    const Folder folder;
    const std::string data = folder.path("data");
    const std::string before = password_in(add(data, "wang").out);
    const Ran changed = ran(agent, {"password", "wang", "--data", data});
    CHECK(changed.code == exit_well);
    const std::string after = password_in(changed.out);
    CHECK(after != before);
    CHECK(access::check_password(hash_of(data, "wang"), after));
    CHECK_FALSE(access::check_password(hash_of(data, "wang"), before));
}

TEST_CASE("a password of one's own comes by stdin and is not said again") {
    const Folder folder;
    const std::string data = folder.path("data");
    const std::string own = "one that nobody guesses";
    const Ran added = ran(agent, {"add", "wang", "--data", data, "--password-stdin"}, own + "\n");
    CHECK(added.code == exit_well);
    CHECK((added.out + added.err).find(own) == std::string::npos);
    CHECK(access::check_password(hash_of(data, "wang"), own));
    CHECK_FALSE(stands_in(data, own));
    const Ran short_one = ran(agent, {"add", "lin", "--data", data, "--password-stdin"}, "123\n");
    CHECK(short_one.code == exit_cannot);
    const Ran none = ran(agent, {"add", "lin", "--data", data, "--password-stdin"}, "");
    CHECK(none.code == exit_cannot);
    CHECK_THAT(none.err, Contains("no password came on stdin"));
    CHECK(ran(agent, {"list", "--data", data}).out == "wang  wang\n");
}

TEST_CASE("an agent is disabled and enabled by name") {
    const Folder folder;
    const std::string data = folder.path("data");
    REQUIRE(ran(agent, {"add", "wang", "--name", "王强", "--data", data}).code == exit_well);
    CHECK(ran(agent, {"disable", "WANG", "--data", data}).code == exit_well);
    CHECK(ran(agent, {"list", "--data", data}).out == "wang  王强  (disabled)\n");
    CHECK(ran(agent, {"enable", "wang", "--data", data}).code == exit_well);
    CHECK(ran(agent, {"list", "--data", data}).out == "wang  王强\n");
    const Ran nobody = ran(agent, {"disable", "nobody", "--data", data});
    CHECK(nobody.code == exit_found);
    CHECK_THAT(nobody.err, Contains("there is no agent nobody"));
    CHECK(ran(agent, {"password", "nobody", "--data", data}).code == exit_found);
}

}  // namespace
}  // namespace clerk::cli
