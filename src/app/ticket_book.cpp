#include "app/ticket_book.hpp"

#include "app/numbers.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "tickets/life.hpp"

#include <algorithm>
#include <utility>

namespace clerk::app {
namespace {

std::string text_of(const NamedValues& args, std::string_view name, std::string_view otherwise) {
    const Value* value = find_value(args, name);
    if (!value) return std::string(otherwise);
    if (const Choice* choice = value->get<Choice>()) return choice->id;
    if (const std::string* text = value->get<std::string>()) return *text;
    return std::string(otherwise);
}

}  // namespace

Status TicketBook::reload() {
    stale_ = true;
    auto tickets = store_.live_tickets();
    if (!tickets) return tickets.error();
    line_ = {};
    by_conversation_.clear();
    const auto before = std::exchange(live_, {});
    for (const Ticket& ticket : *tickets) {
        keep(ticket);
        const auto known = before.find(ticket.id);  // for the words that were noted beside it
        if (known == before.end()) continue;
        Entry& entry = live_.at(ticket.id);
        entry.last_seq = known->second.last_seq;
        entry.last_text = known->second.last_text;
    }
    stale_ = false;
    return done();
}

Ticket TicketBook::hand_over(
    const HandOff& what, const ConversationState& state, std::string_view key, Batch& batch
) {
    const Ticket* live = state.ticket ? find(state.ticket) : nullptr;
    Ticket ticket = live ? *live : fresh(state, batch.now);
    ticket.category = what.category;
    ticket.priority = what.priority;
    ticket.subject = what.subject;
    ticket.summary = what.summary;
    ticket.holds_chat = true;
    if (!live) return open(std::move(ticket), key, batch);
    if (ticket.state != TicketState::queued) {
        ticket = must(tickets::move_to(std::move(ticket), TicketState::queued, batch.now));
    }
    put(ticket, {.kind = "requeued"}, batch);
    return ticket;
}

Ticket TicketBook::report(
    const NamedValues& args,
    const ConversationState& state,
    std::string summary,
    std::string_view key,
    Batch& batch
) {
    Ticket ticket = fresh(state, batch.now);
    ticket.category = text_of(args, "category", "general");
    ticket.priority = text_of(args, "priority", "normal");
    ticket.subject = text_of(args, "subject", "");
    ticket.summary = std::move(summary);
    return open(std::move(ticket), key, batch);
}

void TicketBook::put(const Ticket& ticket, TicketEvent event, Batch& batch) {
    event.ticket = ticket.id;
    event.at = batch.now;
    must(store_.put_ticket(ticket));
    must(store_.add_ticket_event(event));
    keep(ticket);
    batch.changed_tickets.insert(ticket.id);
}

const Ticket* TicketBook::find(TicketId id) const {
    const auto at = live_.find(id);
    return at == live_.end() ? nullptr : &at->second.ticket;
}

const Ticket* TicketBook::of_conversation(ConversationId id) const {
    const auto at = by_conversation_.find(id);
    return at == by_conversation_.end() ? nullptr : find(at->second);
}

TicketView TicketBook::view(TicketId id) const {
    const auto at = live_.find(id);
    if (at == live_.end()) return {};
    const Entry& entry = at->second;
    return {entry.ticket, line_.position(id), entry.last_seq, entry.last_text};
}

std::vector<TicketId> TicketBook::of_agent(AgentId agent) const {
    std::vector<TicketId> out;
    for (const auto& [id, entry] : live_) {
        if (entry.ticket.agent == agent) out.push_back(id);
    }
    std::ranges::sort(out);
    return out;
}

std::vector<ConversationId> TicketBook::chats() const {
    std::vector<ConversationId> out;
    for (const auto& [conversation, ticket] : by_conversation_)
        out.push_back(conversation);
    std::ranges::sort(out);
    return out;
}

void TicketBook::note_words(
    ConversationId id, std::uint64_t last_seq, std::string_view shopper_said
) {
    const auto at = by_conversation_.find(id);
    if (at == by_conversation_.end()) return;
    Entry& entry = live_.at(at->second);
    entry.last_seq = last_seq;
    if (!shopper_said.empty())
        entry.last_text = utf8::prefix(shopper_said, limits::preview_bytes_max);
}

Ticket TicketBook::fresh(const ConversationState& state, UnixMillis now) {
    Ticket ticket;
    ticket.id = ids_.next<TicketId>();
    ticket.number = public_number("T", chance_);
    ticket.conversation = state.id;
    ticket.customer = state.identity.customer;
    ticket.customer_name = state.identity.name;
    ticket.tier = state.identity.tier;
    ticket.lang = state.lang;
    ticket.state = TicketState::queued;
    ticket.opened_at = now;
    ticket.queued_at = now;
    ticket.changed_at = now;
    return ticket;
}

Ticket TicketBook::open(Ticket ticket, std::string_view key, Batch& batch) {
    const TicketId wanted = ticket.id;
    ticket = must(store_.open_ticket(ticket, key));
    if (ticket.id == wanted) {
        must(store_.add_ticket_event({.ticket = ticket.id, .at = batch.now, .kind = "opened"}));
    }
    keep(ticket);
    batch.changed_tickets.insert(ticket.id);
    return ticket;
}

void TicketBook::keep(const Ticket& ticket) {
    if (ticket.state == TicketState::queued) {
        line_.put(ticket);
    } else {
        line_.remove(ticket.id);
    }
    const auto held = by_conversation_.find(ticket.conversation);
    const bool was_held = held != by_conversation_.end() && held->second == ticket.id;
    if (!tickets::is_live(ticket.state)) {
        if (was_held) by_conversation_.erase(held);
        live_.erase(ticket.id);
        return;
    }
    live_[ticket.id].ticket = ticket;
    if (ticket.holds_chat) {
        by_conversation_[ticket.conversation] = ticket.id;
    } else if (was_held) {
        by_conversation_.erase(held);
    }
}

}  // namespace clerk::app
