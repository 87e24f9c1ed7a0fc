#include "access/agent_sessions.hpp"

#include "access/tokens.hpp"
#include "base/limits.hpp"
#include "fake_chance.hpp"

#include <catch2/catch.hpp>

namespace clerk::access {
namespace {

constexpr AgentId lin{7};
constexpr std::int64_t minute = 60'000;

struct Desk {
    CountingChance chance;
    AgentSessions sessions{chance};
};

TEST_CASE("a cookie finds its agent, and nothing else does", "[agent_sessions]") {
    Desk desk;
    const auto opened = desk.sessions.open(lin, "小林", 0);
    const auto found = desk.sessions.find(opened.secret, 1);
    REQUIRE(found);
    CHECK(found->agent == lin);
    CHECK(found->name == "小林");
    CHECK(found->csrf == opened.session.csrf);
    CHECK(found->csrf != opened.secret);
    CHECK_FALSE(desk.sessions.find("", 1));
    CHECK_FALSE(desk.sessions.find("x", 1));
    CHECK_FALSE(desk.sessions.find(opened.session.digest, 1));
    CHECK_FALSE(desk.sessions.find(std::string(100'000, 'x'), 1));
}

TEST_CASE("every sign-in is a new session", "[agent_sessions]") {
    Desk desk;
    const auto first = desk.sessions.open(lin, "小林", 0);
    const auto second = desk.sessions.open(lin, "小林", 0);
    CHECK(first.secret != second.secret);
    CHECK(first.session.csrf != second.session.csrf);
}

TEST_CASE("a session ends when idle, and when old however busy", "[agent_sessions]") {
    Desk desk;
    const auto idle = desk.sessions.open(lin, "", 0);
    CHECK(desk.sessions.find(idle.secret, 29 * minute));
    CHECK(desk.sessions.find(idle.secret, 58 * minute));
    CHECK_FALSE(desk.sessions.find(idle.secret, 88 * minute));
    CHECK_FALSE(desk.sessions.find(idle.secret, 58 * minute));  // gone for good

    const auto busy = desk.sessions.open(lin, "", 0);
    std::int64_t at = 0;
    for (; at < 480 * minute; at += 20 * minute)
        REQUIRE(desk.sessions.find(busy.secret, at));
    CHECK_FALSE(desk.sessions.find(busy.secret, at));
}

TEST_CASE("a socket that only listens does not keep a session", "[agent_sessions]") {
    Desk desk;
    const auto opened = desk.sessions.open(lin, "", 0);
    const std::string& key = opened.session.digest;
    CHECK(desk.sessions.alive(key, false, 29 * minute));
    CHECK_FALSE(desk.sessions.alive(key, false, 30 * minute));

    const auto typing = desk.sessions.open(lin, "", 0);
    CHECK(desk.sessions.alive(typing.session.digest, true, 29 * minute));
    CHECK(desk.sessions.alive(typing.session.digest, false, 50 * minute));
}

TEST_CASE("signing out ends one session, disabling all of an agent's", "[agent_sessions]") {
    Desk desk;
    const auto a = desk.sessions.open(lin, "", 0);
    const auto b = desk.sessions.open(lin, "", 0);
    const auto other = desk.sessions.open(AgentId{8}, "", 0);
    desk.sessions.end(a.session.digest);
    CHECK_FALSE(desk.sessions.find(a.secret, 1));
    CHECK(desk.sessions.find(b.secret, 1));
    desk.sessions.end_all_of(lin);
    CHECK_FALSE(desk.sessions.find(b.secret, 1));
    CHECK(desk.sessions.find(other.secret, 1));
}

TEST_CASE("an agent's sessions are bounded", "[agent_sessions]") {
    Desk desk;
    const auto first = desk.sessions.open(lin, "", 0);
    const auto second = desk.sessions.open(lin, "", 1);
    for (std::size_t i = 2; i < limits::sessions_per_agent_max; ++i) {
        (void)desk.sessions.open(lin, "", 2);
    }
    CHECK(desk.sessions.find(first.secret, 3));  // used last
    (void)desk.sessions.open(lin, "", 4);
    CHECK(desk.sessions.find(first.secret, 5));
    CHECK_FALSE(desk.sessions.find(second.secret, 5));
}

TEST_CASE("a pass opens one socket, soon, for its own session", "[agent_sessions]") {
    Desk desk;
    const auto a = desk.sessions.open(lin, "", 0);
    const auto b = desk.sessions.open(AgentId{8}, "", 0);
    const std::string& mine = a.session.digest;

    const std::string pass = desk.sessions.new_pass(mine, 0);
    CHECK(desk.sessions.use_pass(pass, mine, 29'999));
    CHECK_FALSE(desk.sessions.use_pass(pass, mine, 29'999));

    CHECK_FALSE(desk.sessions.use_pass(desk.sessions.new_pass(mine, 0), mine, 30'000));
    const std::string stolen = desk.sessions.new_pass(mine, 0);
    CHECK_FALSE(desk.sessions.use_pass(stolen, b.session.digest, 1));
    CHECK_FALSE(desk.sessions.use_pass(stolen, mine, 1));  // burnt
    CHECK_FALSE(desk.sessions.use_pass("", mine, 1));
    CHECK_FALSE(desk.sessions.use_pass(std::string(9'999, 'a'), mine, 1));

    const std::string late = desk.sessions.new_pass(mine, 0);
    desk.sessions.end(mine);
    CHECK_FALSE(desk.sessions.use_pass(late, mine, 1));
}

}  // namespace
}  // namespace clerk::access
