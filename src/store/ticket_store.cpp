#include "store/ticket_store.hpp"

#include <cstddef>
#include <string>

namespace clerk::store {
namespace {

#define TICKET_COLUMNS                                                                       \
    "SELECT id, number, version, state, category, priority, subject, summary, conversation," \
    " holds_chat, customer, customer_name, tier, lang, agent, agent_name, opened_at,"        \
    " queued_at, first_reply_at, changed_at FROM ticket"
constexpr const char* by_key_sql = TICKET_COLUMNS " WHERE key = ?1";
constexpr const char* by_id_sql = TICKET_COLUMNS " WHERE id = ?1";
// The condition is the partial index's own, word for word.
constexpr const char* live_sql = TICKET_COLUMNS
    " WHERE state NOT IN ('solved', 'closed', 'abandoned', 'merged', 'spam') ORDER BY opened_at, "
    "id";

constexpr const char* open_sql =
    "INSERT INTO ticket(id, number, version, state, category, priority, subject, summary,"
    " conversation, holds_chat, customer, customer_name, tier, lang, agent, agent_name, opened_at,"
    " queued_at, first_reply_at, changed_at, key)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,"
    " ?20, ?21)";
constexpr const char* put_sql =
    "UPDATE ticket SET number = ?2, version = ?3, state = ?4, category = ?5, priority = ?6,"
    " subject = ?7, summary = ?8, conversation = ?9, holds_chat = ?10, customer = ?11,"
    " customer_name = ?12, tier = ?13, lang = ?14, agent = ?15, agent_name = ?16, opened_at = ?17,"
    " queued_at = ?18, first_reply_at = ?19, changed_at = ?20 WHERE id = ?1";

constexpr const char* add_event_sql =
    "INSERT INTO ticket_event(ticket, at, kind, agent, name, text, client_id)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr const char* events_sql =
    "SELECT ticket, at, kind, agent, name, text, client_id FROM ticket_event"
    " WHERE ticket = ?1 ORDER BY n";

constexpr const char* tell_sql =
    "INSERT INTO outbox(key, kind, subject, at) VALUES (?1, 'ticket.opened', ?2, ?3)";

// A name nobody wrote reads as spam: out of the queue, and found by verify.
TicketState state_of(std::string_view name) {
    return parse_ticket_state(name).value_or(TicketState::spam);
}

Ticket ticket_of(Columns row) {
    return {
        .id = row.id<TicketId>(),
        .number = row.text(),
        .version = static_cast<std::uint32_t>(row.number()),
        .state = state_of(row.text()),
        .category = row.text(),
        .priority = row.text(),
        .subject = row.text(),
        .summary = row.text(),
        .conversation = row.id<ConversationId>(),
        .holds_chat = row.flag(),
        .customer = row.id<CustomerId>(),
        .customer_name = row.text(),
        .tier = row.text(),
        .lang = row.lang(),
        .agent = row.id<AgentId>(),
        .agent_name = row.text(),
        .opened_at = row.time(),
        .queued_at = row.time(),
        .first_reply_at = row.time(),
        .changed_at = row.time()};
}

TicketEvent event_of(Columns row) {
    return {
        .ticket = row.id<TicketId>(),
        .at = row.time(),
        .kind = row.text(),
        .agent = row.id<AgentId>(),
        .name = row.text(),
        .text = row.text(),
        .client_id = row.text()};
}

// Both writing statements take the same columns; opening has the key behind them.
template <class... Key>
Status write(Statement& statement, const Ticket& t, const Key&... key) {
    Query query(
        statement,
        t.id,
        t.number,
        t.version,
        to_string(t.state),
        t.category,
        t.priority,
        t.subject,
        t.summary,
        t.conversation,
        t.holds_chat,
        t.customer,
        t.customer_name,
        t.tier,
        t.lang,
        t.agent,
        t.agent_name,
        t.opened_at,
        t.queued_at,
        t.first_reply_at,
        t.changed_at,
        key...
    );
    return query.run();
}

}  // namespace

TicketTables::TicketTables(Connection& connection)
    : connection_(&connection),
      by_key_(connection, by_key_sql),
      by_id_(connection, by_id_sql),
      live_(connection, live_sql),
      open_(connection, open_sql),
      put_(connection, put_sql),
      add_event_(connection, add_event_sql),
      events_(connection, events_sql),
      tell_(connection, tell_sql) {}

Result<Ticket> TicketTables::open_ticket(const Ticket& ticket, std::string_view key) {
    {
        Query query(by_key_, key);
        Result<std::optional<Ticket>> before = one(query, ticket_of);
        if (!before) return before.error();
        if (*before) return **std::move(before);
    }
    if (Status opened = write(open_, ticket, key); !opened) return opened.error();
    if (Status told = Query(tell_, key, ticket.number, ticket.opened_at).run(); !told) {
        return told.error();
    }
    return ticket;
}

Status TicketTables::put_ticket(const Ticket& ticket) {
    if (Status put = write(put_, ticket); !put) return put;
    if (connection_->changed() == 1) return done();
    return error("constraint", "no ticket " + to_string(ticket.id));
}

Status TicketTables::add_ticket_event(const TicketEvent& e) {
    Query query(add_event_, e.ticket, e.at, e.kind, e.agent, e.name, e.text, e.client_id);
    return query.run();
}

Result<std::optional<Ticket>> TicketTables::ticket(TicketId id) {
    Query query(by_id_, id);
    return one(query, ticket_of);
}

Result<std::vector<Ticket>> TicketTables::live_tickets() {
    Query query(live_);
    return all(query, ticket_of);
}

Result<std::vector<TicketEvent>> TicketTables::ticket_events(TicketId id) {
    Query query(events_, id);
    return all(query, event_of);
}

}  // namespace clerk::store
