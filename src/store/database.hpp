// The shop's file: everything of store/ in one hand, behind the ports of app/. A Database is the
// one connection of the process that writes and checkpoints; it belongs to the thread that uses it
// (the engine's, or a command's). Readers are connections of their own, one a job thread.
//
// open() never creates anew over a file that is damaged or somebody else's, and never repairs: it
// says what is wrong and what to do. What the file looks like inside is schema.hpp's business.
#pragma once

#include "app/ports.hpp"
#include "model/import.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::store {

class Connection;
struct Tables;

// Bulk loading into an open database; see import_store.hpp.
class ImportSink;

class Database : public app::Store {
public:
    // A path, or ":memory:" for tests and chats in the terminal. A missing file is made. Errors
    // beside the store's own: "newer" (made by a newer program), "foreign" (not a shop's file).
    static Result<std::unique_ptr<Database>> open(const std::string& path);
    ~Database() override;
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // A connection of its own, for one other thread. REQUIRES: the database outlives it.
    Result<std::unique_ptr<app::Reader>> reader() const;

    // --- app::Store, as ports.hpp says ---
    Status begin() override;
    Status commit() override;
    void rollback() override;
    Status savepoint() override;
    Status release() override;
    void rollback_to_savepoint() override;
    Status probe() override;
    void checkpoint_if_due(bool idle) override;

    Result<std::int64_t> append(const app::JournalRow& row) override;
    Status put_head(const app::Head& head) override;
    Result<std::optional<app::Head>> head(ConversationId id) override;
    Result<std::vector<app::JournalRow>> chain(
        std::int64_t row, std::uint64_t after_seq, std::size_t rows_max
    ) override;
    Result<std::vector<app::JournalRow>> rows_after(std::int64_t row, std::size_t rows_max)
        override;
    Result<std::int64_t> heads_whole_to() override;
    Status put_heads_whole_to(std::int64_t row) override;
    Result<std::optional<ConversationId>> latest_of(
        CustomerId customer, std::uint32_t version_below
    ) override;
    Result<std::vector<app::Wake>> wakes() override;
    Status put_session(std::string_view hash, ConversationId id, UnixMillis at) override;
    Status end_sessions(ConversationId id) override;
    Result<std::optional<ConversationId>> session(std::string_view hash) override;
    Result<bool> use_nonce(std::string_view nonce, UnixMillis expires, UnixMillis now) override;

    Result<std::optional<app::OrderProof>> order_proof(std::string_view no) override;
    Result<std::optional<Customer>> customer(CustomerId id) override;
    Result<std::optional<Customer>> customer_by_ref(std::string_view ref) override;
    Result<std::optional<Order>> order_by_no(std::string_view no) override;
    Result<std::optional<Order>> order(OrderId id) override;
    Result<std::vector<Order>> orders_of(CustomerId id, std::size_t max) override;
    Result<Rma> open_rma(const Rma& rma, std::string_view key) override;
    Result<Complaint> open_complaint(const Complaint& c, std::string_view key) override;
    Result<std::vector<PointsEntry>> points_of(CustomerId id) override;

    Result<int> failures(std::string_view who, UnixMillis since) override;
    Status add_failure(std::string_view who, UnixMillis at) override;

    Result<Ticket> open_ticket(const Ticket& ticket, std::string_view key) override;
    Status put_ticket(const Ticket& ticket) override;
    Status add_ticket_event(const TicketEvent& event) override;
    Result<std::optional<Ticket>> ticket(TicketId id) override;
    Result<std::vector<Ticket>> live_tickets() override;
    Result<std::vector<TicketEvent>> ticket_events(TicketId id) override;

    // --- for commands -------------------------------------------------------------------------

    Status add_agent(const Agent& agent);  // "unique": the login is taken
    Status put_agent(const Agent& agent);  // REQUIRES: it exists
    Result<std::optional<Agent>> agent_by_login(std::string_view login);
    Result<std::vector<Agent>> agents();

    // Everybody, and everything on sale, in order of birth: for small shops and for content's
    // <product>.
    Result<std::vector<Customer>> customers(std::size_t max);
    Result<std::vector<Product>> products(std::size_t max);
    Result<std::vector<Rma>> rmas_of(OrderId id);
    Result<std::vector<Complaint>> complaints_of(OrderId id);
    // Record a step in its life; whether it may be taken is for retail/ to say, before.
    Status move_rma(RmaId id, std::string_view status, std::string_view note, UnixMillis at);
    Status move_complaint(
        ComplaintId id, std::string_view status, std::string_view note, UnixMillis at
    );
    // The entry's number; "unique" when the key has made one before.
    Result<std::uint64_t> add_points(const PointsEntry& entry, std::string_view key);

    // Facts about the file: "demo".
    Result<std::optional<std::string>> setting(std::string_view name);
    Status put_setting(std::string_view name, std::string_view value);
    Result<bool> empty();  // nothing of a shop in it: no customer, order, agent or conversation
    // The largest id given so far, so that a source of ids can go on behind it.
    Result<std::uint64_t> newest_id();

    // `next_id` gives the ids of rows that are new, never one twice.
    std::unique_ptr<ImportSink> import_sink(std::function<std::uint64_t()> next_id);

    // SQLite's full check and the references between rows; "corrupt" names the first faults.
    Status verify();

    // For tests of a full disk: at most so many pages of 4 KiB from now on.
    Status limit_pages(std::int64_t pages);

private:
    Database(std::string uri, std::unique_ptr<Connection> connection);

    std::string uri_;  // what a reader opens
    std::unique_ptr<Connection> connection_;
    std::unique_ptr<Tables> tables_;
    std::int64_t next_checkpoint_bytes_;  // after a checkpoint that readers kept from finishing
};

class ImportSink {
public:
    virtual ~ImportSink() = default;
    // "unknown": the row names what is not there. REQUIRES: inside begin() … commit(); a row that
    // failed may have been written in part: put each in a savepoint.
    virtual Result<CustomerId> put(const CustomerRow& row) = 0;
    virtual Result<ProductId> put(const ProductRow& row) = 0;
    virtual Result<OrderId> put(const OrderRow& row) = 0;
    virtual Result<ItemId> put(const ItemRow& row) = 0;
    virtual Result<ShipmentId> put(const ShipmentRow& row) = 0;
    virtual Result<std::optional<CustomerId>> customer_id(std::string_view ref) = 0;
    virtual Result<std::optional<PointsEntry>> points_by_key(std::string_view key) = 0;
};

}  // namespace clerk::store
