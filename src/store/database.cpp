#include "store/database.hpp"

#include "base/limits.hpp"
#include "store/agent_store.hpp"
#include "store/attempt_store.hpp"
#include "store/conversation_store.hpp"
#include "store/file_store.hpp"
#include "store/import_store.hpp"
#include "store/reader.hpp"
#include "store/schema.hpp"
#include "store/shop_store.hpp"
#include "store/sqlite.hpp"
#include "store/ticket_store.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

namespace clerk::store {

// Declared after the connection and so gone before it, as statements must be.
struct Tables {
    explicit Tables(Connection& connection)
        : conversations(connection),
          shop(connection),
          attempts(connection),
          tickets(connection),
          agents(connection),
          file(connection) {}

    ConversationTables conversations;
    ShopTables shop;
    AttemptTable attempts;
    TicketTables tickets;
    AgentTable agents;
    FileTables file;
};

namespace {

class TablesSink final : public ImportSink {
public:
    TablesSink(Connection& connection, NextId next_id) : tables_(connection, std::move(next_id)) {}

    Result<CustomerId> put(const CustomerRow& row) override { return tables_.put(row); }

    Result<ProductId> put(const ProductRow& row) override { return tables_.put(row); }

    Result<OrderId> put(const OrderRow& row) override { return tables_.put(row); }

    Result<ItemId> put(const ItemRow& row) override { return tables_.put(row); }

    Result<ShipmentId> put(const ShipmentRow& row) override { return tables_.put(row); }

    Result<std::optional<CustomerId>> customer_id(std::string_view ref) override {
        return tables_.customer_id(ref);
    }

    Result<std::optional<PointsEntry>> points_by_key(std::string_view key) override {
        return tables_.points_by_key(key);
    }

private:
    ImportTables tables_;
};

// A new file is made beside its place and moved there whole, so that one cut short by a power
// failure is never taken for a shop's file, nor the other way round.
Status make_file(const std::string& path) {
    const std::string making = path + ".making";
    std::error_code failed;
    for (const char* part : {"", "-wal", "-shm"})
        std::filesystem::remove(making + part, failed);
    {
        Result<std::unique_ptr<Connection>> fresh = Connection::open(making, Mode::writer);
        if (!fresh) return fresh.error();
        if (Status migrated = migrate(**fresh); !migrated) return migrated;
    }
    // Names and phones: for the shop's own account alone. The log takes the file's mode after it.
    constexpr auto owner_only =
        std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
    std::filesystem::permissions(making, owner_only, failed);
    if (failed) return error("io", "cannot protect " + making + ": " + failed.message());
    std::filesystem::rename(making, path, failed);
    if (failed) return error("io", "cannot make " + path + ": " + failed.message());
    return done();
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::string& path) {
    const bool memory = path == ":memory:";
    const std::string uri = memory ? shared_memory_uri() : path;
    if (!memory) {
        if (Status sound = check_before_open(path); !sound) return sound.error();
        std::error_code failed;
        if (!std::filesystem::exists(path, failed)) {
            if (Status made = make_file(path); !made) return with_advice(path, made.error());
        }
    }
    Result<std::unique_ptr<Connection>> connection = Connection::open(uri, Mode::writer);
    if (!connection) return with_advice(path, connection.error());
    if (!memory) {
        if (Status sound = check_after_open(**connection, path); !sound) return sound.error();
    }
    if (Status migrated = migrate(**connection); !migrated) {
        return with_advice(path, migrated.error());
    }
    return std::unique_ptr<Database>(new Database(uri, *std::move(connection)));
}

Database::Database(std::string uri, std::unique_ptr<Connection> connection)
    : uri_(std::move(uri)),
      connection_(std::move(connection)),
      tables_(std::make_unique<Tables>(*connection_)),
      next_checkpoint_bytes_(limits::checkpoint_wal_bytes) {}

Database::~Database() = default;

Result<std::unique_ptr<app::Reader>> Database::reader() const {
    return open_reader(uri_);
}

// --- transactions -----------------------------------------------------------------------------

Status Database::begin() {
    return connection_->begin();
}

Status Database::commit() {
    return connection_->commit();
}

void Database::rollback() {
    connection_->rollback();
}

Status Database::savepoint() {
    return connection_->savepoint();
}

Status Database::release() {
    return connection_->release();
}

void Database::rollback_to_savepoint() {
    connection_->rollback_to_savepoint();
}

Status Database::probe() {
    if (Status begun = begin(); !begun) return begun;
    if (Status touched = tables_->file.touch(); !touched) {
        rollback();
        return touched;
    }
    return commit();
}

void Database::checkpoint_if_due(bool idle) {
    const std::int64_t grown = connection_->wal_bytes();
    const bool due =
        grown >= next_checkpoint_bytes_ || (idle && grown >= limits::checkpoint_idle_bytes);
    if (!due) return;
    const Result<bool> whole = connection_->checkpoint();
    // A reader in the way, or a full disk: the log keeps everything, try again when it has grown.
    const bool finished = whole && *whole;
    next_checkpoint_bytes_ =
        finished ? limits::checkpoint_wal_bytes : grown + limits::checkpoint_idle_bytes;
}

// --- conversations ----------------------------------------------------------------------------

Result<std::int64_t> Database::append(const app::JournalRow& row) {
    return tables_->conversations.append(row);
}

Status Database::put_head(const app::Head& head) {
    return tables_->conversations.put_head(head);
}

Result<std::optional<app::Head>> Database::head(ConversationId id) {
    return tables_->conversations.head(id);
}

Result<std::vector<app::JournalRow>> Database::chain(
    std::int64_t row, std::uint64_t after_seq, std::size_t rows_max
) {
    return tables_->conversations.chain(row, after_seq, rows_max);
}

Result<std::vector<app::JournalRow>> Database::rows_after(std::int64_t row, std::size_t rows_max) {
    return tables_->conversations.rows_after(row, rows_max);
}

Result<std::int64_t> Database::heads_whole_to() {
    return tables_->conversations.heads_whole_to();
}

Status Database::put_heads_whole_to(std::int64_t row) {
    return tables_->conversations.put_heads_whole_to(row);
}

Result<std::optional<ConversationId>> Database::latest_of(
    CustomerId customer, std::uint32_t version_below
) {
    return tables_->conversations.latest_of(customer, version_below);
}

Result<std::vector<app::Wake>> Database::wakes() {
    return tables_->conversations.wakes();
}

Status Database::put_session(std::string_view hash, ConversationId id, UnixMillis at) {
    return tables_->conversations.put_session(hash, id, at);
}

Status Database::end_sessions(ConversationId id) {
    return tables_->conversations.end_sessions(id);
}

Result<std::optional<ConversationId>> Database::session(std::string_view hash) {
    return tables_->conversations.session(hash);
}

Result<bool> Database::use_nonce(std::string_view nonce, UnixMillis expires, UnixMillis now) {
    return tables_->conversations.use_nonce(nonce, expires, now);
}

// --- the shop ---------------------------------------------------------------------------------

Result<std::optional<app::OrderProof>> Database::order_proof(std::string_view no) {
    return tables_->shop.order_proof(no);
}

Result<std::optional<Customer>> Database::customer(CustomerId id) {
    return tables_->shop.customer(id);
}

Result<std::optional<Customer>> Database::customer_by_ref(std::string_view ref) {
    return tables_->shop.customer_by_ref(ref);
}

Result<std::optional<Order>> Database::order_by_no(std::string_view no) {
    return tables_->shop.order_by_no(no);
}

Result<std::optional<Order>> Database::order(OrderId id) {
    return tables_->shop.order(id);
}

Result<std::vector<Order>> Database::orders_of(CustomerId id, std::size_t max) {
    return tables_->shop.orders_of(id, max);
}

Result<Rma> Database::open_rma(const Rma& rma, std::string_view key) {
    return tables_->shop.open_rma(rma, key);
}

Result<Complaint> Database::open_complaint(const Complaint& c, std::string_view key) {
    return tables_->shop.open_complaint(c, key);
}

Result<std::vector<PointsEntry>> Database::points_of(CustomerId id) {
    return tables_->shop.points_of(id);
}

Result<int> Database::failures(std::string_view who, UnixMillis since) {
    return tables_->attempts.failures(who, since);
}

Status Database::add_failure(std::string_view who, UnixMillis at) {
    return tables_->attempts.add_failure(who, at);
}

// --- people's desk ----------------------------------------------------------------------------

Result<Ticket> Database::open_ticket(const Ticket& ticket, std::string_view key) {
    return tables_->tickets.open_ticket(ticket, key);
}

Status Database::put_ticket(const Ticket& ticket) {
    return tables_->tickets.put_ticket(ticket);
}

Status Database::add_ticket_event(const TicketEvent& event) {
    return tables_->tickets.add_ticket_event(event);
}

Result<std::optional<Ticket>> Database::ticket(TicketId id) {
    return tables_->tickets.ticket(id);
}

Result<std::vector<Ticket>> Database::live_tickets() {
    return tables_->tickets.live_tickets();
}

Result<std::vector<TicketEvent>> Database::ticket_events(TicketId id) {
    return tables_->tickets.ticket_events(id);
}

// --- for commands -----------------------------------------------------------------------------

Status Database::add_agent(const Agent& agent) {
    return tables_->agents.add(agent);
}

Status Database::put_agent(const Agent& agent) {
    return tables_->agents.put(agent);
}

Result<std::optional<Agent>> Database::agent_by_login(std::string_view login) {
    return tables_->agents.by_login(login);
}

Result<std::vector<Agent>> Database::agents() {
    return tables_->agents.everybody();
}

Result<std::vector<Customer>> Database::customers(std::size_t max) {
    return tables_->shop.customers(max);
}

Result<std::vector<Product>> Database::products(std::size_t max) {
    return tables_->shop.products(max);
}

Result<std::vector<Rma>> Database::rmas_of(OrderId id) {
    return tables_->shop.rmas_of(id);
}

Result<std::vector<Complaint>> Database::complaints_of(OrderId id) {
    return tables_->shop.complaints_of(id);
}

Status Database::move_rma(RmaId id, std::string_view status, std::string_view note, UnixMillis at) {
    return tables_->shop.add_rma_event(id, status, note, at);
}

Status Database::move_complaint(
    ComplaintId id, std::string_view status, std::string_view note, UnixMillis at
) {
    return tables_->shop.add_complaint_event(id, status, note, at);
}

Result<std::uint64_t> Database::add_points(const PointsEntry& entry, std::string_view key) {
    return tables_->shop.add_points(entry, key);
}

Result<std::optional<std::string>> Database::setting(std::string_view name) {
    return tables_->file.setting(name);
}

Status Database::put_setting(std::string_view name, std::string_view value) {
    return tables_->file.put_setting(name, value);
}

Result<bool> Database::empty() {
    return tables_->file.empty();
}

Result<std::uint64_t> Database::newest_id() {
    return tables_->file.newest_id();
}

std::unique_ptr<ImportSink> Database::import_sink(std::function<std::uint64_t()> next_id) {
    return std::make_unique<TablesSink>(*connection_, std::move(next_id));
}

Status Database::verify() {
    return tables_->file.verify();
}

Status Database::limit_pages(std::int64_t pages) {
    return connection_->run(("PRAGMA max_page_count=" + std::to_string(pages)).c_str());
}

}  // namespace clerk::store
