#include "wire/codec.hpp"

#include "base/limits.hpp"
#include "wire/inbound.hpp"
#include "wire/journal_json.hpp"
#include "wire/json_writer.hpp"
#include "wire/said_json.hpp"

#include <algorithm>
#include <array>

namespace clerk::wire {
namespace {

constexpr std::array<std::string_view, 3> owner_names{"bot", "queue", "agent"};

std::string_view name_of(Owner owner) {
    return owner_names[static_cast<std::size_t>(owner)];
}

void write_agent(JsonWriter& out, AgentId id, std::string_view name) {
    if (!id) {
        out.null();
        return;
    }
    out.object().member("id", to_string(id)).member("name", name).end();
}

void write_ticket(JsonWriter& out, const app::TicketView& view) {
    const Ticket& t = view.ticket;
    out.object().member("id", to_string(t.id)).member("number", t.number);
    out.member("version", t.version).member("state", to_string(t.state));
    out.member("category", t.category).member("priority", t.priority);
    out.member("subject", t.subject).member("summary", t.summary);
    out.member("conversation", to_string(t.conversation)).member("holds_chat", t.holds_chat);
    out.member("customer", t.customer_name).member("tier", t.tier);
    out.member("lang", to_string(t.lang));
    out.key("agent");
    write_agent(out, t.agent, t.agent_name);
    out.member("opened_at", t.opened_at.value).member("queued_at", t.queued_at.value);
    out.member("last_seq", view.last_seq).member("last_text", view.last_text);
    if (view.position > 0) out.member("position", view.position);
    out.end();
}

void write_list(JsonWriter& out, std::string_view name, const std::vector<app::TicketView>& list) {
    out.key(name).array();
    for (const app::TicketView& view : list)
        write_ticket(out, view);
    out.end();
}

void write_raw_list(JsonWriter& out, std::string_view name, const std::vector<std::string>& list) {
    out.key(name).array();
    for (const std::string& json : list)
        out.raw(json);
    out.end();
}

void write_customer(JsonWriter& out, const app::CustomerView& view) {
    out.key("customer");
    if (!view.customer) {
        out.null();
        return;
    }
    const Customer& c = *view.customer;
    const std::string_view phone = c.phone;
    const std::string_view tail =
        phone.substr(phone.size() - std::min<std::size_t>(4, phone.size()));
    out.object().member("id", to_string(c.id)).member("name", c.name).member("tier", c.tier);
    out.member("phone", tail);
    out.member("lang", to_string(c.lang)).member("since", c.since.value).end();
}

void write_money(JsonWriter& out, const Money& money) {
    out.object().member("minor", money.minor).member("currency", money.currency).end();
}

void write_order(JsonWriter& out, const Order& order) {
    out.object().member("no", order.no).member("status", order.status);
    out.member("placed_at", order.placed.value).key("total");
    write_money(out, order.total);
    if (order.eta) out.member("eta", iso_date(*order.eta));
    if (order.received) out.member("received", iso_date(*order.received));
    out.key("items").array();
    for (const Item& item : order.items) {
        out.object().key("name").object();
        out.member("zh", item.name.zh).member("en", item.name.en).end();
        out.member("quantity", item.quantity).member("returned", item.returned).key("price");
        write_money(out, item.price);
        out.end();
    }
    out.end().end();
}

}  // namespace

// --- journal ----------------------------------------------------------------------------------

app::EncodedRow JsonCodec::encode_row(ConversationId id, const Events& events) const {
    return write_row(id, events);
}

Result<Events> JsonCodec::decode_row(std::string_view body) const {
    return read_row(body);
}

std::vector<app::PublicEvent> JsonCodec::public_events(std::string_view body) const {
    return public_events_of(body);
}

std::string JsonCodec::encode_state(const ConversationState& state) const {
    return write_state(state);
}

Result<ConversationState> JsonCodec::decode_state(std::string_view body) const {
    return read_state(body);
}

// --- shoppers ---------------------------------------------------------------------------------

std::string JsonCodec::welcome(const app::Welcome& welcome) const {
    JsonWriter out;
    out.object().member("verb", "welcome");
    out.member("conversation", to_string(welcome.conversation)).member("seq", welcome.seq);
    if (!welcome.session.empty()) out.member("session", welcome.session);
    out.member("lang", to_string(welcome.lang)).member("signed_in", welcome.signed_in);
    out.member("owner", name_of(welcome.owner)).key("limits").object();
    out.member("text_bytes", limits::message_text_bytes_max);
    out.member("messages_per_second", speech_.messages_per_second);
    out.member("burst", speech_.burst).end().end();
    return out.take();
}

std::string JsonCodec::ack(std::string_view client_id, std::uint64_t seq, UnixMillis at) const {
    JsonWriter out;
    out.object().member("verb", "ack").member("id", client_id);
    if (seq > 0) out.member("seq", seq);
    out.member("at", at.value).end();
    return out.take();
}

std::string JsonCodec::nack(const app::Nack& nack) const {
    JsonWriter out;
    out.object().member("verb", "nack").member("code", wire::name_of(nack.code));
    if (!nack.client_id.empty()) out.member("id", nack.client_id);
    if (nack.ticket) out.member("ticket", to_string(nack.ticket));
    out.member("message", nack.message);
    if (nack.retry_after_ms > 0) out.member("retry_after", nack.retry_after_ms);
    out.end();
    return out.take();
}

std::string JsonCodec::status(Owner owner, std::size_t position) const {
    JsonWriter out;
    out.object().member("verb", "status").member("owner", name_of(owner));
    if (position > 0) out.member("position", position);
    out.end();
    return out.take();
}

std::string JsonCodec::typing(bool on, From from, TicketId ticket) const {
    JsonWriter out;
    out.object().member("verb", "typing").member("on", on);
    out.member("from", from == From::agent ? "agent" : "shopper");
    if (ticket) out.member("ticket", to_string(ticket));
    out.end();
    return out.take();
}

std::string JsonCodec::events_page(
    const std::vector<std::string>& events, std::uint64_t seq, Owner owner, std::size_t position
) const {
    JsonWriter out;
    out.object();
    write_raw_list(out, "events", events);
    out.member("seq", seq).member("owner", name_of(owner));
    if (position > 0) out.member("position", position);
    out.end();
    return out.take();
}

// --- desk -------------------------------------------------------------------------------------

std::string JsonCodec::desk_welcome(
    const app::AgentRef& agent,
    const std::vector<app::TicketView>& queue,
    const std::vector<app::TicketView>& mine
) const {
    JsonWriter out;
    out.object().member("verb", "welcome").key("agent");
    write_agent(out, agent.id, agent.name);
    write_list(out, "queue", queue);
    write_list(out, "mine", mine);
    out.end();
    return out.take();
}

std::string JsonCodec::ticket(const app::TicketView& view) const {
    JsonWriter out;
    out.object().member("verb", "ticket").key("ticket");
    write_ticket(out, view);
    out.end();
    return out.take();
}

std::string JsonCodec::opened(const app::OpenedView& view) const {
    JsonWriter out;
    out.object().member("verb", "opened").key("ticket");
    write_ticket(out, view.ticket);
    write_raw_list(out, "events", view.events);
    out.key("notes").array();
    for (const TicketEvent& note : view.notes) {
        out.object().member("at", note.at.value).member("name", note.name);
        out.member("text", note.text).end();
    }
    out.end();
    write_customer(out, view.customer);
    out.key("orders").array();
    for (const Order& order : view.customer.orders)
        write_order(out, order);
    out.end().end();
    return out.take();
}

std::string JsonCodec::won(TicketId ticket) const {
    JsonWriter out;
    out.object().member("verb", "won").member("ticket", to_string(ticket)).end();
    return out.take();
}

std::string JsonCodec::lost(TicketId ticket, std::string_view by) const {
    JsonWriter out;
    out.object().member("verb", "lost").member("ticket", to_string(ticket));
    out.member("by", by).end();
    return out.take();
}

std::string JsonCodec::stale(
    TicketId ticket, std::string_view client_id, const std::vector<std::string>& events
) const {
    JsonWriter out;
    out.object().member("verb", "stale").member("ticket", to_string(ticket));
    out.member("id", client_id);
    write_raw_list(out, "events", events);
    out.end();
    return out.take();
}

std::string JsonCodec::desk_event(std::string_view json, TicketId ticket) const {
    return with_ticket(json, ticket);
}

// --- answers that net gives by itself ---------------------------------------------------------

std::string pong() {
    return R"({"verb":"pong"})";
}

std::string signed_in_body(const app::AgentRef& agent, std::string_view csrf) {
    JsonWriter out;
    out.object().key("agent");
    write_agent(out, agent.id, agent.name);
    out.member("csrf", csrf).end();
    return out.take();
}

std::string pass_body(std::string_view pass) {
    JsonWriter out;
    out.object().member("pass", pass).end();
    return out.take();
}

}  // namespace clerk::wire
