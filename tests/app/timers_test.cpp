#include "app/timers.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <rapidcheck.h>

namespace clerk::app {
namespace {

Wake wake(std::uint64_t conversation, std::int64_t at, std::uint32_t version = 1) {
    return {ConversationId{conversation}, UnixMillis{at}, version};
}

TEST_CASE("timers come due soonest first, each once, with the version they were set with") {
    Timers timers;
    timers.set(wake(1, 300));
    timers.set(wake(2, 100, 7));
    CHECK(timers.next() == UnixMillis{100});
    CHECK(timers.due({99}).empty());
    const auto due = timers.due({300});
    REQUIRE(due.size() == 2);
    CHECK(due[0].conversation == ConversationId{2});
    CHECK(due[0].version == 7);
    CHECK(due[1].conversation == ConversationId{1});
    CHECK_FALSE(timers.next());
}

TEST_CASE("a timer may move either way, and go") {
    Timers timers;
    timers.set(wake(1, 100));
    timers.set(wake(1, 500, 2));
    CHECK(timers.next() == UnixMillis{500});
    CHECK(timers.due({499}).empty());
    timers.set(wake(1, 200, 3));
    CHECK(timers.next() == UnixMillis{200});
    timers.set(wake(1, 0));
    CHECK_FALSE(timers.next());
    timers.set(wake(1, 400, 4));
    REQUIRE(timers.due({400}).size() == 1);
}

TEST_CASE("a batch that failed leaves the timers as they were") {
    Timers timers;
    timers.set(wake(1, 100, 1));
    timers.set(wake(2, 200, 1));
    timers.begin();
    CHECK(timers.due({150}).size() == 1);
    timers.set(wake(1, 900, 2));
    timers.set(wake(2, 50, 2));
    timers.set(wake(3, 10, 1));
    timers.rollback();
    const auto due = timers.due({1'000});
    REQUIRE(due.size() == 2);
    CHECK(due[0].at == UnixMillis{100});
    CHECK(due[0].version == 1);
    CHECK(due[1].at == UnixMillis{200});
}

TEST_CASE("timers are what a map of conversations would be") {
    using Step = std::tuple<std::uint8_t, std::uint8_t>;  // conversation, time
    const bool holds = rc::check([](const std::vector<Step>& steps) {
        Timers timers;
        std::map<std::uint64_t, std::int64_t> map;
        std::int64_t now = 0;
        for (const auto& [conversation, at] : steps) {
            const std::uint64_t id = 1 + conversation % 5;
            if (at % 4 == 0) {  // time passes
                now += at;
                std::size_t expected = 0;
                for (auto& [who, when] : map) {
                    if (when == 0 || when > now) continue;
                    when = 0;
                    ++expected;
                }
                RC_ASSERT(timers.due({now}).size() == expected);
            } else {
                const std::int64_t when = at % 4 == 1 ? 0 : now + at;
                timers.set(wake(id, when));
                map[id] = when;
            }
            std::int64_t first = 0;
            for (const auto& [who, when] : map) {
                if (when > 0 && (first == 0 || when < first)) first = when;
            }
            RC_ASSERT(timers.next().value_or(UnixMillis{}).value == first);
        }
    });
    CHECK(holds);
}

}  // namespace
}  // namespace clerk::app
