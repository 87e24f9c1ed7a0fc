#include "app/inbox.hpp"

#include <catch2/catch.hpp>

#include <thread>
#include <vector>

namespace clerk::app {
namespace {

Envelope typing(std::uint64_t session) { return {{0, session}, Typing{}}; }

TEST_CASE("what was put in comes out once, oldest first") {
    Inbox inbox(8);
    for (std::uint64_t i = 1; i <= 3; ++i) REQUIRE(inbox.push(typing(i)));
    const auto taken = inbox.take({});
    REQUIRE(taken.size() == 3);
    CHECK(taken[0].from.id == 1);
    CHECK(taken[2].from.id == 3);
    CHECK(inbox.take({}).empty());
}

TEST_CASE("full refuses, but a goodbye is always taken") {
    Inbox inbox(2);
    REQUIRE(inbox.push(typing(1)));
    REQUIRE(inbox.push(typing(2)));
    CHECK_FALSE(inbox.push(typing(3)));
    CHECK(inbox.push({{0, 1}, Gone{}}));
    CHECK(inbox.take({}).size() == 3);
    CHECK(inbox.push(typing(3)));
}

TEST_CASE("closed takes nothing more, and gives what it has") {
    Inbox inbox(8);
    REQUIRE(inbox.push(typing(1)));
    inbox.close();
    CHECK_FALSE(inbox.push(typing(2)));
    CHECK(inbox.take(seconds(60)).size() == 1);
    CHECK(inbox.take(seconds(60)).empty());  // at once
}

TEST_CASE("many threads, every envelope exactly once") {
    Inbox inbox(100'000);
    std::vector<std::jthread> threads;
    for (std::uint64_t t = 0; t < 4; ++t) {
        threads.emplace_back([&inbox, t] {
            for (std::uint64_t i = 0; i < 1'000; ++i) {
                while (!inbox.push(typing(t * 1'000 + i))) std::this_thread::yield();
            }
        });
    }
    std::vector<bool> seen(4'000);
    std::size_t count = 0;
    while (count < 4'000) {
        for (const Envelope& e : inbox.take(seconds(5))) {
            REQUIRE_FALSE(seen[e.from.id]);
            seen[e.from.id] = true;
            ++count;
        }
    }
    CHECK(inbox.take({}).empty());
}

TEST_CASE("an inbox knows when nothing waits") {
    Inbox inbox(4);
    CHECK(inbox.empty());
    CHECK(inbox.push({{0, 1}, Typing{}}));
    CHECK_FALSE(inbox.empty());
    CHECK(inbox.take({}).size() == 1);
    CHECK(inbox.empty());
}

}  // namespace
}  // namespace clerk::app
