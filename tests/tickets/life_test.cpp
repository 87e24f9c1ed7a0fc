#include "tickets/life.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

namespace clerk::tickets {
namespace {

const UnixMillis now{1'719'800'000'000};

Ticket in(TicketState state) {
    Ticket t;
    t.id = {7};
    t.state = state;
    t.version = 3;
    return t;
}

std::vector<TicketState> all_states() {
    std::vector<TicketState> out;
    for (int i = 0; i <= static_cast<int>(TicketState::spam); ++i) {
        out.push_back(static_cast<TicketState>(i));
    }
    return out;
}

TEST_CASE("every state has a name that reads back") {
    for (const TicketState s : all_states())
        CHECK(parse_ticket_state(to_string(s)) == s);
    CHECK_FALSE(parse_ticket_state("lost"));
}

TEST_CASE("a move is legal exactly when the machine lists it") {
    for (const TicketState from : all_states()) {
        const auto legal = next_states(from);
        for (const TicketState to : all_states()) {
            const bool listed = std::ranges::find(legal, to) != legal.end();
            const Result<Ticket> moved = move_to(in(from), to, now);
            CHECK(moved.ok() == listed);
            if (moved) {
                CHECK(moved->state == to);
                CHECK(moved->version == 4);
                CHECK(moved->changed_at == now);
            }
        }
    }
}

TEST_CASE("a refusal names where the ticket is and where it may go") {
    const Result<Ticket> moved = move_to(in(TicketState::solved), TicketState::snoozed, now);
    REQUIRE_FALSE(moved);
    CHECK(moved.error().code == "conflict");
    CHECK(moved.error().message == "the ticket is solved; it can become open, closed");
    CHECK(
        move_to(in(TicketState::closed), TicketState::open, now).error().message
        == "the ticket is closed; it can become nothing"
    );
}

TEST_CASE("back in the queue nobody has it and the wait starts anew") {
    Ticket t = in(TicketState::open);
    t.agent = {5};
    t.agent_name = "Mei";
    const Result<Ticket> moved = move_to(t, TicketState::queued, now);
    REQUIRE(moved);
    CHECK_FALSE(moved->agent);
    CHECK(moved->agent_name.empty());
    CHECK(moved->queued_at == now);
}

TEST_CASE("one agent wins a claim; whoever saw an older version loses") {
    const Result<Ticket> won = claim(in(TicketState::queued), {5}, "Mei", 3, now);
    REQUIRE(won);
    CHECK(won->state == TicketState::open);
    CHECK(won->agent == AgentId{5});
    CHECK(won->agent_name == "Mei");
    const Result<Ticket> late = claim(*won, {6}, "Bo", 3, now);
    REQUIRE_FALSE(late);
    CHECK(late.error().code == "conflict");
    CHECK_FALSE(claim(*won, {6}, "Bo", won->version, now));
}

TEST_CASE("a ticket is live while people have something to do") {
    using enum TicketState;
    for (const TicketState s : all_states()) {
        const bool over = s == solved || s == closed || s == abandoned || s == merged || s == spam;
        INFO(to_string(s));
        CHECK(is_live(s) != over);
    }
}

}  // namespace
}  // namespace clerk::tickets
