#include "tickets/life.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace clerk::tickets {
namespace {

using enum TicketState;

constexpr std::array from_created{queued, merged, spam};
constexpr std::array from_queued{offered, open, abandoned, solved, merged, spam};
constexpr std::array from_offered{open, queued, merged, spam};
constexpr std::array from_open{
    waiting_customer, waiting_third_party, snoozed, queued, solved, merged, spam};
constexpr std::array from_waiting_customer{
    open, waiting_third_party, snoozed, queued, solved, merged, spam};
constexpr std::array from_waiting_third_party{
    open, waiting_customer, snoozed, queued, solved, merged, spam};
constexpr std::array from_snoozed{
    open, waiting_customer, waiting_third_party, queued, solved, merged, spam};
constexpr std::array from_solved{open, closed};

std::string listed(std::span<const TicketState> states) {
    std::string out;
    for (const TicketState s : states) {
        if (!out.empty()) out += ", ";
        out += to_string(s);
    }
    return out.empty() ? "nothing" : out;
}

}  // namespace

std::span<const TicketState> next_states(TicketState state) {
    switch (state) {
        case created: return from_created;
        case queued: return from_queued;
        case offered: return from_offered;
        case open: return from_open;
        case waiting_customer: return from_waiting_customer;
        case waiting_third_party: return from_waiting_third_party;
        case snoozed: return from_snoozed;
        case solved: return from_solved;
        case closed:
        case abandoned:
        case merged:
        case spam: return {};
    }
    return {};
}

bool is_live(TicketState state) {
    switch (state) {
        case solved:
        case closed:
        case abandoned:
        case merged:
        case spam: return false;
        default: return true;
    }
}

Result<Ticket> move_to(Ticket ticket, TicketState state, UnixMillis now) {
    const auto legal = next_states(ticket.state);
    if (std::ranges::find(legal, state) == legal.end()) {
        return error(
            "conflict",
            "the ticket is " + std::string(to_string(ticket.state)) + "; it can become " +
                listed(legal)
        );
    }
    ticket.state = state;
    ticket.version += 1;
    ticket.changed_at = now;
    if (state == queued) {
        ticket.queued_at = now;
        ticket.agent = {};
        ticket.agent_name.clear();
    }
    return ticket;
}

Result<Ticket> claim(
    Ticket ticket, AgentId agent, std::string_view name, std::uint32_t version, UnixMillis now
) {
    if (ticket.version != version) {
        return error(
            "conflict",
            "the ticket has changed since: it is " + std::string(to_string(ticket.state)) +
                " at version " + std::to_string(ticket.version)
        );
    }
    if (ticket.state != queued && ticket.state != offered) {
        return error(
            "conflict", "the ticket is " + std::string(to_string(ticket.state)) + ", not queued"
        );
    }
    Result<Ticket> moved = move_to(std::move(ticket), open, now);
    if (moved) {
        moved->agent = agent;
        moved->agent_name = name;
    }
    return moved;
}

}  // namespace clerk::tickets
