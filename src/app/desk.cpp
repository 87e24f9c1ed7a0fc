#include "app/desk.hpp"

#include "base/limits.hpp"
#include "model/message.hpp"
#include "tickets/life.hpp"

#include <algorithm>
#include <utility>

namespace clerk::app {
namespace {

constexpr std::size_t orders_shown = 10;

}  // namespace

void Desk::hello(SessionKey from, const DeskHello& input, Batch& batch) {
    parts_.hub.join(from, input.agent);
    std::vector<TicketView> queue;
    for (const TicketId id : parts_.tickets.line())
        queue.push_back(parts_.tickets.view(id));
    std::vector<TicketView> mine;
    for (const TicketId id : parts_.tickets.of_agent(input.agent.id)) {
        mine.push_back(parts_.tickets.view(id));
    }
    batch.send(from, parts_.codec.desk_welcome(input.agent, queue, mine));
}

void Desk::open(SessionKey from, const DeskOpen& input, Batch& batch) {
    if (!parts_.hub.agent_of(from)) {
        return refuse(from, Code::no_hello, "say hello first", input.ticket, {}, batch);
    }
    OpenedView view{.ticket = parts_.tickets.view(input.ticket)};
    if (!view.ticket.ticket.id) {
        auto past = must(parts_.store.ticket(input.ticket));
        if (!past) return refuse(from, Code::not_found, "no such ticket", input.ticket, {}, batch);
        view.ticket.ticket = std::move(*past);
    }
    Conversation* conversation = must(parts_.conversations.find(view.ticket.ticket.conversation));
    if (conversation) {
        const std::uint64_t last = conversation->state.last_seq;
        const std::uint64_t after =
            last > limits::pull_events_max ? last - limits::pull_events_max : 0;
        view.ticket.last_seq = last;
        view.events = parts_.talk.events_after(*conversation, after, limits::pull_events_max);
    }
    for (TicketEvent& event : must(parts_.store.ticket_events(input.ticket))) {
        if (event.kind == "note") view.notes.push_back(std::move(event));
    }
    view.customer = customer_of(conversation);
    parts_.hub.look_at(from, input.ticket);
    batch.send(from, parts_.codec.opened(view));
}

void Desk::claim(SessionKey from, const DeskClaim& input, Batch& batch) {
    const AgentRef* agent = parts_.hub.agent_of(from);
    const Ticket* live = agent ? parts_.tickets.find(input.ticket) : nullptr;
    if (!live) return refuse(from, Code::not_found, "no such ticket", input.ticket, {}, batch);
    if (live->agent && live->agent == agent->id) {  // a retry of the claim that won
        return batch.send(from, parts_.codec.won(input.ticket));
    }
    auto claimed = tickets::claim(*live, agent->id, agent->name, input.version, batch.now);
    if (!claimed) {
        if (live->agent) {
            return batch.send(from, parts_.codec.lost(input.ticket, live->agent_name));
        }
        return refuse(from, Code::conflict, claimed.error().message, input.ticket, {}, batch);
    }
    parts_.tickets.put(
        *claimed, {.kind = "claimed", .agent = agent->id, .name = agent->name}, batch
    );
    if (claimed->holds_chat) {
        Conversation* conversation = must(parts_.conversations.find(claimed->conversation));
        const turn::AgentJoins joins{agent->id, agent->name};
        if (conversation) parts_.talk.take(*conversation, joins, {}, std::nullopt, batch);
    }
    batch.send(from, parts_.codec.won(input.ticket));
}

void Desk::reply(SessionKey from, const DeskReply& input, Batch& batch) {
    const Held mine = held(from, input.ticket, input.client_id, batch);
    if (!mine.ticket) return;
    Conversation* conversation = must(parts_.conversations.find(mine.ticket->conversation));
    const bool has_chat = conversation && conversation->state.owner == Owner::agent
                          && conversation->state.agent == mine.agent->id;
    if (!has_chat) {
        const auto* why = "the chat is not with you: it was given back to the clerk";
        return refuse(from, Code::conflict, why, input.ticket, input.client_id, batch);
    }
    const std::uint64_t hash = content_hash(input.text, {});
    if (const Receipt* first = conversation->receipts.find(input.client_id)) {
        if (first->content_hash != hash) {
            const auto* why = "this id was used for another message";
            return refuse(from, Code::id_reused, why, input.ticket, input.client_id, batch);
        }
        return batch.send(from, parts_.codec.ack(input.client_id, first->seq, first->at));
    }
    const std::uint64_t last = conversation->state.last_seq;
    if (input.expect_seq > last) {  // seen by nobody: it says nothing of what the agent has read
        const std::string why = "expect_seq: the chat has come to " + std::to_string(last);
        return refuse(from, Code::bad_field, why, input.ticket, input.client_id, batch);
    }
    if (last > input.expect_seq) {
        const auto newer =
            parts_.talk.events_after(*conversation, input.expect_seq, limits::pull_events_max);
        return batch.send(from, parts_.codec.stale(input.ticket, input.client_id, newer));
    }
    const turn::AgentSays says{mine.agent->id, mine.agent->name, input.client_id, input.text, hash};
    Ticket ticket = *mine.ticket;
    parts_.talk.take(*conversation, says, {}, from, batch);
    if (const Receipt* said = conversation->receipts.find(input.client_id)) {
        batch.send(from, parts_.codec.ack(input.client_id, said->seq, said->at));
    }
    if (ticket.first_reply_at.value == 0) ticket.first_reply_at = batch.now;
    if (ticket.state == TicketState::waiting_customer) return;
    ticket = must(tickets::move_to(std::move(ticket), TicketState::waiting_customer, batch.now));
    parts_.tickets.put(
        ticket, {.kind = "replied", .agent = mine.agent->id, .name = mine.agent->name}, batch
    );
}

void Desk::note(SessionKey from, const DeskNote& input, Batch& batch) {
    const Held mine = held(from, input.ticket, input.client_id, batch);
    if (!mine.ticket) return;
    TicketEvent event{
        .kind = "note",
        .agent = mine.agent->id,
        .name = mine.agent->name,
        .text = input.text,
        .client_id = input.client_id};
    for (const TicketEvent& old : must(parts_.store.ticket_events(input.ticket))) {
        if (old.client_id != input.client_id) continue;
        if (old.text == input.text) {  // a retry
            return batch.send(from, parts_.codec.ack(input.client_id, 0, old.at));
        }
        const auto* why = "this id was used for another note";
        return refuse(from, Code::id_reused, why, input.ticket, input.client_id, batch);
    }
    parts_.tickets.put(*mine.ticket, std::move(event), batch);
    batch.send(from, parts_.codec.ack(input.client_id, 0, batch.now));
}

void Desk::release(SessionKey from, const DeskRelease& input, Batch& batch) {
    const Held mine = held(from, input.ticket, {}, batch);
    if (!mine.ticket) return;
    const AgentRef agent = *mine.agent;
    Ticket ticket = *mine.ticket;
    const bool gives_back = ticket.holds_chat;
    ticket.holds_chat = false;
    // The turn comes first, while the desk still watches the conversation by its ticket.
    Conversation* conversation = must(parts_.conversations.find(ticket.conversation));
    if (gives_back && conversation) {
        const turn::AgentLeaves leaves{agent.id, agent.name, input.resolve};
        parts_.talk.take(*conversation, leaves, {}, std::nullopt, batch);
    }
    const TicketState next = input.resolve ? TicketState::solved : TicketState::open;
    if (ticket.state != next) ticket = must(tickets::move_to(std::move(ticket), next, batch.now));
    parts_.tickets.put(
        ticket,
        {.kind = input.resolve ? "resolved" : "released", .agent = agent.id, .name = agent.name},
        batch
    );
}

void Desk::pull(SessionKey from, const DeskPull& input, Batch& batch) {
    const Ticket* ticket = parts_.hub.agent_of(from) ? parts_.tickets.find(input.ticket) : nullptr;
    if (!ticket) return refuse(from, Code::not_found, "no such ticket", input.ticket, {}, batch);
    Conversation* conversation = must(parts_.conversations.find(ticket->conversation));
    if (!conversation) return;
    const std::size_t max = std::clamp<std::size_t>(input.max, 1, limits::pull_events_max);
    for (const std::string& event : parts_.talk.events_after(*conversation, input.after, max)) {
        batch.send(from, parts_.codec.desk_event(event, input.ticket));
    }
}

void Desk::typing(SessionKey from, const Typing& input, Batch& batch) {
    const AgentRef* agent = parts_.hub.agent_of(from);
    const Ticket* ticket = agent ? parts_.tickets.find(input.ticket) : nullptr;
    if (!ticket || ticket->agent != agent->id || !ticket->holds_chat) return;
    const auto frame =
        std::make_shared<const std::string>(parts_.codec.typing(input.on, From::agent, TicketId{}));
    for (const SessionKey watcher : parts_.hub.watchers(ticket->conversation)) {
        batch.send(watcher, frame);
    }
}

void Desk::shopper_spoke(ConversationId id, Batch& batch) {
    const Ticket* ticket = parts_.tickets.of_conversation(id);
    if (!ticket || ticket->state != TicketState::waiting_customer) return;
    Ticket open = must(tickets::move_to(*ticket, TicketState::open, batch.now));
    parts_.tickets.put(open, {.kind = "answered"}, batch);
}

void Desk::tell_changes(Batch& batch) {
    if (batch.changed_tickets.empty()) return;
    const std::vector<SessionKey> desks = parts_.hub.all_desks();
    for (const TicketId id : batch.changed_tickets) {
        if (desks.empty()) break;
        TicketView view = parts_.tickets.view(id);
        if (!view.ticket.id) {  // solved in this batch: no longer live
            auto past = must(parts_.store.ticket(id));
            if (!past) continue;
            view.ticket = std::move(*past);
        }
        const auto frame = std::make_shared<const std::string>(parts_.codec.ticket(view));
        for (const SessionKey desk : desks)
            batch.send(desk, frame);
    }
    std::vector<TicketId> line = parts_.tickets.line();
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (i < told_line_.size() && told_line_[i] == line[i]) continue;
        const Ticket* ticket = parts_.tickets.find(line[i]);
        if (!ticket->holds_chat) continue;
        parts_.talk.tell_status(ticket->conversation, Owner::queue, batch);
    }
    told_line_ = std::move(line);
}

Desk::Held Desk::held(SessionKey from, TicketId id, std::string_view client_id, Batch& batch) {
    const AgentRef* agent = parts_.hub.agent_of(from);
    const Ticket* ticket = agent ? parts_.tickets.find(id) : nullptr;
    if (!ticket) {
        refuse(from, Code::not_found, "no such ticket is open", id, client_id, batch);
        return {};
    }
    if (ticket->agent != agent->id) {
        refuse(
            from, Code::forbidden, "the ticket is not yours: claim it first", id, client_id, batch
        );
        return {};
    }
    return {agent, ticket};
}

void Desk::refuse(
    SessionKey from,
    Code code,
    std::string message,
    TicketId ticket,
    std::string_view client_id,
    Batch& batch
) {
    batch.refuse(
        from,
        parts_.codec,
        {.code = code,
         .message = std::move(message),
         .client_id = std::string(client_id),
         .ticket = ticket}
    );
}

// Proven things only: what a shopper merely said of themselves stands in the transcript.
CustomerView Desk::customer_of(const Conversation* conversation) {
    CustomerView view;
    if (!conversation) return view;
    const Identity& identity = conversation->state.identity;
    if (identity.signed_in()) {
        view.customer = must(parts_.store.customer(identity.customer));
        view.orders = must(parts_.store.orders_of(identity.customer, orders_shown));
        return view;
    }
    for (const std::string& no : identity.proven_orders) {
        if (auto order = must(parts_.store.order_by_no(no))) view.orders.push_back(*order);
    }
    return view;
}

}  // namespace clerk::app
