#include "app/hub.hpp"

#include "base/limits.hpp"
#include "sim/random.hpp"

#include <catch2/catch.hpp>

#include <sstream>

namespace clerk::app {
namespace {

constexpr ConversationId chat{7};
constexpr ConversationId other{8};

std::vector<SessionKey> watching(const Hub& hub, ConversationId id) {
    const auto all = hub.watchers(id);
    return {all.begin(), all.end()};
}

// All that can be asked of a hub, as one text; a poll's place in its list is not promised.
std::string seen(const Hub& hub) {
    std::ostringstream out;
    for (std::uint64_t id = 1; id <= 40; ++id) {
        const SessionKey key{0, id};
        out << hub.conversation_of(key).value << ",";
        out << (hub.agent_of(key) ? hub.agent_of(key)->id.value : 0) << ";";
    }
    for (std::uint64_t id = 1; id <= 5; ++id) {
        for (const SessionKey key : hub.watchers({id}))
            out << key.id << ".";
        for (const SessionKey key : hub.desks_for({id}, {id}))
            out << key.id << ":";
        out << "|";
    }
    if (const auto next = hub.next_deadline()) out << next->value;
    return out.str();
}

void do_anything(Hub& hub, sim::Random& random) {
    const SessionKey key{0, 1 + random.below(40)};
    const std::uint64_t id = 1 + random.below(5);
    switch (random.below(7)) {
        case 0:
        case 1:
            (void)hub.watch(key, {id});
            return;
        case 2:
            hub.join(key, {{id}, "agent"});
            return;
        case 3:
            hub.look_at(key, {id});
            return;
        case 4:
            hub.leave(key);
            return;
        case 5:
            (void)hub.wait({key, {id}, 0, 10, {random.between(1, 100)}});
            return;
        default:
            if (random.chance(0.5)) return (void)hub.waiting_on({id});
            (void)hub.expired({random.between(1, 100)});
    }
}

}  // namespace

TEST_CASE("who watches is told; who leaves, or watches elsewhere, is not") {
    Hub hub;
    CHECK_FALSE(hub.watch({0, 1}, chat).has_value());
    CHECK_FALSE(hub.watch({1, 2}, chat).has_value());
    CHECK(watching(hub, chat) == std::vector<SessionKey>{{0, 1}, {1, 2}});
    (void)hub.watch({0, 1}, other);
    CHECK(watching(hub, chat) == std::vector<SessionKey>{{1, 2}});
    CHECK(hub.conversation_of({0, 1}) == other);
    hub.leave({1, 2});
    CHECK(hub.watchers(chat).empty());
    CHECK_FALSE(hub.conversation_of({1, 2}));
    hub.leave({9, 9});  // nobody
}

TEST_CASE("the ninth watcher makes the first one go") {
    Hub hub;
    for (std::uint64_t i = 1; i <= limits::sessions_per_conversation_max; ++i) {
        CHECK_FALSE(hub.watch({0, i}, chat).has_value());
    }
    CHECK(hub.watch({0, 99}, chat) == SessionKey{0, 1});
    CHECK(hub.watchers(chat).size() == limits::sessions_per_conversation_max);
    CHECK_FALSE(hub.conversation_of({0, 1}));
}

TEST_CASE("a desk hears of its own tickets and of the one it looks at") {
    Hub hub;
    hub.join({0, 1}, {{1}, "Mei"});
    hub.join({0, 2}, {{2}, "Hua"});
    hub.look_at({0, 2}, {50});
    hub.look_at({0, 3}, {50});  // not a desk
    CHECK(hub.desks_for({1}, {50}) == std::vector<SessionKey>{{0, 1}, {0, 2}});
    CHECK(hub.desks_for({}, {50}) == std::vector<SessionKey>{{0, 2}});
    CHECK(hub.desks_for({}, {51}).empty());
    CHECK(hub.all_desks().size() == 2);
    hub.leave({0, 2});
    CHECK(hub.desks_for({}, {50}).empty());
}

TEST_CASE("requests wait for their chat or their time, and so many and no more") {
    Hub hub;
    CHECK_FALSE(hub.next_deadline().has_value());
    for (std::uint64_t i = 1; i <= limits::sessions_per_conversation_max; ++i) {
        CHECK(hub.wait({{1, i}, chat, 0, 10, {static_cast<std::int64_t>(100 * i)}}));
    }
    CHECK_FALSE(hub.wait({{1, 99}, chat, 0, 10, {1}}));
    CHECK(hub.wait({{1, 99}, other, 0, 10, {1'000}}));
    CHECK(hub.next_deadline() == UnixMillis{100});
    CHECK(hub.expired({250}).size() == 2);
    hub.leave({1, 3});
    CHECK(hub.waiting_on(chat).size() == limits::sessions_per_conversation_max - 3);
    CHECK(hub.waiting_on(chat).empty());
    CHECK(hub.next_deadline() == UnixMillis{1'000});
}

TEST_CASE("a batch that failed leaves the hub as it was, whatever was done") {
    sim::Random random(1);
    Hub hub;
    for (int batch = 0; batch < 2'000; ++batch) {
        const std::string before = seen(hub);
        hub.begin();
        for (std::uint64_t i = random.below(8); i > 0; --i)
            do_anything(hub, random);
        if (random.chance(0.5)) continue;
        hub.rollback();
        REQUIRE(seen(hub) == before);
    }
}

}  // namespace clerk::app
