// The life of a ticket as a pure state machine:
//
//   new → queued → (offered →) open ⇄ waiting_customer ⇄ waiting_third_party ⇄ snoozed → solved →
//   closed queued → abandoned · solved → open on a reply · any live state → merged, spam
//
// Every change is a value in, a value out; an illegal one is refused and the refusal names the
// legal ones. Called by the engine (app/desk); knows no clock, no store, no people.
#pragma once

#include "base/result.hpp"
#include "model/ticket.hpp"

#include <span>
#include <string_view>

namespace clerk::tickets {

// The states that may follow.
[[nodiscard]] std::span<const TicketState> next_states(TicketState state);

// Whether people still have something to do.
[[nodiscard]] bool is_live(TicketState state);

// Moves the ticket on, version + 1; error "conflict" names the state it is in and the legal ones.
[[nodiscard]] Result<Ticket> move_to(Ticket ticket, TicketState state, UnixMillis now);

// An agent takes a queued ticket. The version is what the agent saw: "conflict" if it has changed
// since.
[[nodiscard]] Result<Ticket> claim(
    Ticket ticket, AgentId agent, std::string_view name, std::uint32_t version, UnixMillis now
);

}  // namespace clerk::tickets
