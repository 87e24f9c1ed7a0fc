#include "access/password.hpp"

#include "base/limits.hpp"
#include "fake_chance.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <future>
#include <set>

namespace clerk::access {
namespace {

TEST_CASE("a password opens its own hash only", "[password]") {
    const Result<std::string> hash = hash_password("correct horse battery");
    REQUIRE(hash.ok());
    CHECK(hash->starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    CHECK(check_password(*hash, "correct horse battery"));
    CHECK_FALSE(check_password(*hash, "correct horse batterx"));
    CHECK_FALSE(check_password(*hash, ""));
    CHECK_FALSE(check_password("", "correct horse battery"));
    CHECK_FALSE(check_password("not a hash", "correct horse battery"));
    CHECK_FALSE(check_password(*hash, std::string(limits::password_bytes_max + 1, 'x')));
}

TEST_CASE("the same password never hashes alike", "[password]") {
    CHECK(*hash_password("correct horse battery") != *hash_password("correct horse battery"));
}

TEST_CASE("too short and too long are refused", "[password]") {
    CHECK(hash_password("elevenchars").error().code == "too_short");
    CHECK(hash_password("").error().code == "too_short");
    const std::string long_one(limits::password_bytes_max + 1, 'x');
    CHECK(hash_password(long_one).error().code == "too_long");
}

TEST_CASE("a random password is long, readable and new", "[password]") {
    CountingChance chance;
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const std::string password = random_password(chance);
        CHECK(password.size() == 23);
        CHECK(password.find_first_of("01lIO") == std::string::npos);
        CHECK(seen.insert(password).second);
    }
}

TEST_CASE("the pool does what it takes, and refuses what it has no room for", "[password]") {
    std::promise<void> gate;
    std::shared_future<void> open = gate.get_future().share();
    std::atomic<int> did = 0;
    {
        PasswordPool pool(2, 3);
        std::promise<void> busy[2];
        for (auto& promise : busy) {
            REQUIRE(pool.submit([&, open] {
                promise.set_value();
                open.wait();
                ++did;
            }));
        }
        for (auto& promise : busy)
            promise.get_future().wait();
        for (int i = 0; i < 3; ++i)
            CHECK(pool.submit([&] { ++did; }));
        CHECK_FALSE(pool.submit([&] { ++did; }));
        gate.set_value();
        std::promise<void> last;
        while (!pool.submit([&] { last.set_value(); })) {
        }
        last.get_future().wait();
    }
    CHECK(did >= 4);  // the one beside the last may still run, but none is lost
    CHECK(did <= 5);
}

}  // namespace
}  // namespace clerk::access
