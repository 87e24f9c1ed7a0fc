// The ports of the shell: what the engine needs of a database, of JSON and of a network, said in
// the domain's words. store/ implements the stores, wire/ the codec, net/ the outlet. Nothing here
// names SQLite, JSON libraries or sockets.
//
// Threads: everything called Store is used by the engine thread alone (it is the one writer); a
// Reader belongs to the job thread that opened it; Codec is thread-safe and stateless;
// Outlet::deliver is called by the engine thread and hands over to network threads.
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "model/conversation.hpp"
#include "model/event.hpp"
#include "model/shop.hpp"
#include "model/ticket.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clerk::app {

// --- storage: transactions --------------------------------------------------------------------

// Errors of all stores: "busy", "full" (disk or database), "corrupt", "io", "unique".
class Transactions {
public:
    virtual ~Transactions() = default;
    virtual Status begin() = 0;
    virtual Status commit() = 0;  // on failure everything since begin() is gone
    virtual void rollback() = 0;
    // One turn's writes inside the batch.
    virtual Status savepoint() = 0;
    virtual Status release() = 0;
    virtual void rollback_to_savepoint() = 0;
    // Writes and commits something small: whether writing works again after a failure.
    virtual Status probe() = 0;
    // Moves the log into the file once it is long enough for that; sooner when nothing waits.
    virtual void checkpoint_if_due(bool idle) = 0;
};

// --- storage: conversations -------------------------------------------------------------------

// One turn: its events as wire encoded them.
struct JournalRow {
    std::int64_t n = 0;     // given by the store
    std::int64_t prev = 0;  // the conversation's previous row; 0: its first
    ConversationId conversation;
    std::uint64_t first_seq = 0;  // of the public events in it; first = last + 1: none
    std::uint64_t last_seq = 0;
    UnixMillis at;
    std::int32_t format = 0;  // 0: plain
    std::int64_t key_id = 0;  // 0: not sealed
    std::string body;
};

// What the file keeps of a conversation: where its journal had come to when this was written, and
// its state there. It may lie behind the journal; what has happened since stands in the rows.
struct Head {
    ConversationId conversation;
    std::int64_t last_row = 0;
    std::uint64_t last_seq = 0;
    CustomerId customer;  // for "the customer's latest conversation"
    UnixMillis at;
    UnixMillis wake_at;
    std::uint32_t version = 0;
    std::string state;  // as the codec encoded it
};

struct Wake {
    ConversationId conversation;
    UnixMillis at;
    std::uint32_t version = 0;
};

class ConversationStore {
public:
    virtual ~ConversationStore() = default;
    virtual Result<std::int64_t> append(const JournalRow& row) = 0;
    virtual Status put_head(const Head& head) = 0;
    virtual Result<std::optional<Head>> head(ConversationId id) = 0;
    // Walks the chain back from `row`, newest first, while last_seq > after_seq; to its very
    // beginning, where nobody may have said anything yet, when after_seq is 0.
    virtual Result<std::vector<JournalRow>> chain(
        std::int64_t row, std::uint64_t after_seq, std::size_t rows_max
    ) = 0;
    // Rows behind row `row` of the journal, whosever they are, oldest first.
    virtual Result<std::vector<JournalRow>> rows_after(std::int64_t row, std::size_t rows_max) = 0;
    // Up to this row of the journal every head is whole: what is said in it stands in its head.
    virtual Result<std::int64_t> heads_whole_to() = 0;
    virtual Status put_heads_whole_to(std::int64_t row) = 0;
    // These two speak of heads as they are written. The customer's latest that has come to fewer
    // turns than `version_below`.
    virtual Result<std::optional<ConversationId>> latest_of(
        CustomerId customer, std::uint32_t version_below
    ) = 0;
    virtual Result<std::vector<Wake>> wakes() = 0;  // all heads with a timer, at start

    // Sessions: who may speak as the shopper of a conversation; only a hash is kept.
    virtual Status put_session(std::string_view hash, ConversationId id, UnixMillis at) = 0;
    virtual Status end_sessions(ConversationId id) = 0;
    virtual Result<std::optional<ConversationId>> session(std::string_view hash) = 0;
    // A token's nonce is used once: false when it was seen before.
    virtual Result<bool> use_nonce(std::string_view nonce, UnixMillis expires, UnixMillis now) = 0;
};

// --- storage: the shop ------------------------------------------------------------------------

struct NewComplaint {
    Complaint complaint;
    std::string key;  // idempotency: "<conversation>/<turn>/<n>"
};

// What proves an order, and no more: its number as the shop writes it, whose it is, the delivery's
// phone.
struct OrderProof {
    std::string no;
    CustomerId customer;
    std::string phone;
};

class ShopStore {
public:
    virtual ~ShopStore() = default;
    // One look-up, whether there is such an order or not.
    virtual Result<std::optional<OrderProof>> order_proof(std::string_view no) = 0;
    virtual Result<std::optional<Customer>> customer(CustomerId id) = 0;
    virtual Result<std::optional<Customer>> customer_by_ref(std::string_view ref) = 0;
    virtual Result<std::optional<Order>> order_by_no(std::string_view no) = 0;
    virtual Result<std::optional<Order>> order(OrderId id) = 0;
    virtual Result<std::vector<Order>> orders_of(CustomerId id, std::size_t max) = 0;
    // Insert under an idempotency key: the same key returns the first one. "unique" if the item is
    // already being returned in full.
    virtual Result<Rma> open_rma(const Rma& rma, std::string_view key) = 0;
    virtual Result<Complaint> open_complaint(const Complaint& c, std::string_view key) = 0;
    virtual Result<std::vector<PointsEntry>> points_of(CustomerId id) = 0;  // oldest first
};

// Counters of failed proofs, kept over restarts. `who` is "order:<no>", "conversation:<id>",
// "address:<ip>".
class AttemptStore {
public:
    virtual ~AttemptStore() = default;
    virtual Result<int> failures(std::string_view who, UnixMillis since) = 0;
    virtual Status add_failure(std::string_view who, UnixMillis at) = 0;
};

// --- storage: people's desk -------------------------------------------------------------------

class TicketStore {
public:
    virtual ~TicketStore() = default;
    virtual Result<Ticket> open_ticket(const Ticket& ticket, std::string_view key) = 0;
    virtual Status put_ticket(const Ticket& ticket) = 0;  // REQUIRES: it exists
    virtual Status add_ticket_event(const TicketEvent& event) = 0;
    virtual Result<std::optional<Ticket>> ticket(TicketId id) = 0;
    virtual Result<std::vector<Ticket>> live_tickets() = 0;  // not solved/closed/…, oldest first
    virtual Result<std::vector<TicketEvent>> ticket_events(TicketId id) = 0;
};

// Everything the engine writes through, in one hand.
class Store : public Transactions,
              public ConversationStore,
              public ShopStore,
              public AttemptStore,
              public TicketStore {};

// Read-only, for job threads: sign-in and lists that must not hold up the engine.
class Reader {
public:
    virtual ~Reader() = default;
    virtual Result<std::optional<Agent>> agent_by_login(std::string_view login) = 0;
    virtual Result<std::optional<Agent>> agent(AgentId id) = 0;
    virtual Result<std::optional<Customer>> customer_by_ref(std::string_view ref) = 0;
};

// --- encoding ---------------------------------------------------------------------------------

// A public event inside an encoded row: the very bytes its audience is sent.
struct PublicEvent {
    std::uint64_t seq = 0;
    std::string_view json;  // into the row's body
};

struct EncodedRow {
    std::string body;
    std::uint64_t first_seq = 1;
    std::uint64_t last_seq = 0;
};

struct Welcome {
    ConversationId conversation;
    std::uint64_t seq = 0;
    std::string session;  // empty: unchanged
    Lang lang = Lang::zh;
    bool signed_in = false;
    Owner owner = Owner::bot;
};

enum class Code : unsigned char {
    bad_json,
    bad_verb,
    bad_field,
    bad_id,
    empty,
    too_long,
    no_hello,
    unauthorized,
    forbidden,
    not_found,
    method,
    id_reused,
    conflict,
    rate_limited,
    busy,
    unavailable,
    conversation_full,
    internal,
};

struct Nack {
    Code code = Code::internal;
    std::string message;
    std::string client_id;  // empty: none
    TicketId ticket;        // none: not about one
    std::int64_t retry_after_ms = 0;
};

// What an agent is shown of a customer: proven things only.
struct CustomerView {
    std::optional<Customer> customer;
    std::vector<Order> orders;
};

// A ticket as the desk lists it.
struct TicketView {
    Ticket ticket;
    std::size_t position = 0;    // in the queue, from 1; 0: not waiting
    std::uint64_t last_seq = 0;  // of its conversation
    std::string last_text;       // what the shopper said last
};

struct OpenedView {
    TicketView ticket;
    std::vector<std::string> events;  // encoded, oldest first
    std::vector<TicketEvent> notes;
    CustomerView customer;
};

struct AgentRef {
    AgentId id;
    std::string name;
};

// The wire's JSON, without anybody else seeing any. All results are complete frames.
class Codec {
public:
    virtual ~Codec() = default;
    // Journal: all events of a turn; public ones become frames that are sent and kept as they are.
    [[nodiscard]] virtual EncodedRow encode_row(ConversationId id, const Events& events) const = 0;
    [[nodiscard]] virtual Result<Events> decode_row(std::string_view body) const = 0;
    [[nodiscard]] virtual std::vector<PublicEvent> public_events(std::string_view body) const = 0;
    [[nodiscard]] virtual std::string encode_state(const ConversationState& state) const = 0;
    [[nodiscard]] virtual Result<ConversationState> decode_state(std::string_view body) const = 0;

    [[nodiscard]] virtual std::string welcome(const Welcome& welcome) const = 0;
    [[nodiscard]] virtual std::string ack(
        std::string_view client_id, std::uint64_t seq, UnixMillis at
    ) const = 0;
    [[nodiscard]] virtual std::string nack(const Nack& nack) const = 0;
    [[nodiscard]] virtual std::string status(Owner owner, std::size_t position) const = 0;
    [[nodiscard]] virtual std::string typing(bool on, From from, TicketId ticket) const = 0;
    // The answer to a long-poll: {"events": […], "seq", "owner", "position"?}.
    [[nodiscard]] virtual std::string events_page(
        const std::vector<std::string>& events, std::uint64_t seq, Owner owner, std::size_t position
    ) const = 0;

    // Desk.
    [[nodiscard]] virtual std::string desk_welcome(
        const AgentRef& agent,
        const std::vector<TicketView>& queue,
        const std::vector<TicketView>& mine
    ) const = 0;
    [[nodiscard]] virtual std::string ticket(const TicketView& view) const = 0;
    [[nodiscard]] virtual std::string opened(const OpenedView& view) const = 0;
    [[nodiscard]] virtual std::string won(TicketId ticket) const = 0;
    [[nodiscard]] virtual std::string lost(TicketId ticket, std::string_view by) const = 0;
    [[nodiscard]] virtual std::string stale(
        TicketId ticket, std::string_view client_id, const std::vector<std::string>& events
    ) const = 0;
    // A public event as an agent sees it: with the ticket it belongs to.
    [[nodiscard]] virtual std::string desk_event(std::string_view json, TicketId ticket) const = 0;
};

// --- the network's side -----------------------------------------------------------------------

// One connection or one waiting HTTP request, on one network thread.
struct SessionKey {
    std::uint32_t thread = 0;
    std::uint64_t id = 0;  // never reused

    friend auto operator<=>(const SessionKey&, const SessionKey&) = default;
};

struct Delivery {
    SessionKey to;
    std::shared_ptr<const std::string> frame;  // null: only the close
    Code code = Code::internal;                // of a nack, for HTTP's status
    bool is_nack = false;
    int close = 0;  // a WebSocket close status, 0: stay
};

class Outlet {
public:
    virtual ~Outlet() = default;
    // One call a batch; the implementation posts once to each network thread concerned.
    virtual void deliver(std::vector<Delivery> deliveries) = 0;
};

}  // namespace clerk::app
