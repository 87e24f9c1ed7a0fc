#include "sim/faulty_store.hpp"

namespace clerk::sim {

std::optional<Error> Faults::before(bool writes) {
    if (full_ && writes) {
        ++struck_;
        return error("full", "the disk is full");
    }
    if (!armed_ || countdown_-- > 0) return std::nullopt;
    armed_ = false;
    ++struck_;
    if (what_ == What::crash_before) throw Crash{};
    crash_after_ = what_ == What::crash_after;
    if (crash_after_) return std::nullopt;
    return error("io", "the disk said no");
}

std::optional<Error> Faults::before_commit() {
    if (commits_ <= 0) return before(true);
    --commits_;
    return error("io", "the disk said no");
}

std::optional<Error> Faults::before_live_tickets() {
    if (live_tickets_ <= 0) return before(false);
    --live_tickets_;
    return error("io", "the disk said no");
}

void Faults::after() {
    if (!crash_after_) return;
    crash_after_ = false;
    throw Crash{};
}

template <class Call>
auto FaultyStore::reads(Call call) -> decltype(call()) {
    if (auto refused = faults_.before(false)) return *refused;
    auto result = call();
    faults_.after();
    return result;
}

template <class Call>
auto FaultyStore::writes(Call call) -> decltype(call()) {
    if (auto refused = faults_.before(true)) return *refused;
    auto result = call();
    faults_.after();
    return result;
}

// --- transactions -----------------------------------------------------------------------------

Status FaultyStore::begin() {
    return writes([&] { return inner_.begin(); });
}

Status FaultyStore::commit() {
    if (auto refused = faults_.before_commit()) {
        inner_.rollback();  // as the port promises
        return *refused;
    }
    Status result = inner_.commit();
    faults_.after();
    return result;
}

void FaultyStore::rollback() {
    inner_.rollback();
}

Status FaultyStore::savepoint() {
    return writes([&] { return inner_.savepoint(); });
}

Status FaultyStore::release() {
    return writes([&] { return inner_.release(); });
}

void FaultyStore::rollback_to_savepoint() {
    inner_.rollback_to_savepoint();
}

Status FaultyStore::probe() {
    return writes([&] { return inner_.probe(); });
}

void FaultyStore::checkpoint_if_due(bool idle) {
    inner_.checkpoint_if_due(idle);
}

// --- conversations ----------------------------------------------------------------------------

Result<std::int64_t> FaultyStore::append(const app::JournalRow& row) {
    return writes([&] { return inner_.append(row); });
}

Status FaultyStore::put_head(const app::Head& head) {
    return writes([&] { return inner_.put_head(head); });
}

Result<std::optional<app::Head>> FaultyStore::head(ConversationId id) {
    return reads([&] { return inner_.head(id); });
}

Result<std::vector<app::JournalRow>> FaultyStore::chain(
    std::int64_t row, std::uint64_t after_seq, std::size_t rows_max
) {
    return reads([&] { return inner_.chain(row, after_seq, rows_max); });
}

Result<std::vector<app::JournalRow>> FaultyStore::rows_after(
    std::int64_t row, std::size_t rows_max
) {
    return reads([&] { return inner_.rows_after(row, rows_max); });
}

Result<std::int64_t> FaultyStore::heads_whole_to() {
    return reads([&] { return inner_.heads_whole_to(); });
}

Status FaultyStore::put_heads_whole_to(std::int64_t row) {
    return writes([&] { return inner_.put_heads_whole_to(row); });
}

Result<std::optional<ConversationId>> FaultyStore::latest_of(
    CustomerId customer, std::uint32_t version_below
) {
    return reads([&] { return inner_.latest_of(customer, version_below); });
}

Result<std::vector<app::Wake>> FaultyStore::wakes() {
    return reads([&] { return inner_.wakes(); });
}

Status FaultyStore::put_session(std::string_view hash, ConversationId id, UnixMillis at) {
    return writes([&] { return inner_.put_session(hash, id, at); });
}

Status FaultyStore::end_sessions(ConversationId id) {
    return writes([&] { return inner_.end_sessions(id); });
}

Result<std::optional<ConversationId>> FaultyStore::session(std::string_view hash) {
    return reads([&] { return inner_.session(hash); });
}

Result<bool> FaultyStore::use_nonce(std::string_view nonce, UnixMillis expires, UnixMillis now) {
    return writes([&] { return inner_.use_nonce(nonce, expires, now); });
}

// --- the shop ---------------------------------------------------------------------------------

Result<std::optional<app::OrderProof>> FaultyStore::order_proof(std::string_view no) {
    return reads([&] { return inner_.order_proof(no); });
}

Result<std::optional<Customer>> FaultyStore::customer(CustomerId id) {
    return reads([&] { return inner_.customer(id); });
}

Result<std::optional<Customer>> FaultyStore::customer_by_ref(std::string_view ref) {
    return reads([&] { return inner_.customer_by_ref(ref); });
}

Result<std::optional<Order>> FaultyStore::order_by_no(std::string_view no) {
    return reads([&] { return inner_.order_by_no(no); });
}

Result<std::optional<Order>> FaultyStore::order(OrderId id) {
    return reads([&] { return inner_.order(id); });
}

Result<std::vector<Order>> FaultyStore::orders_of(CustomerId id, std::size_t max) {
    return reads([&] { return inner_.orders_of(id, max); });
}

Result<Rma> FaultyStore::open_rma(const Rma& rma, std::string_view key) {
    return writes([&] { return inner_.open_rma(rma, key); });
}

Result<Complaint> FaultyStore::open_complaint(const Complaint& c, std::string_view key) {
    return writes([&] { return inner_.open_complaint(c, key); });
}

Result<std::vector<PointsEntry>> FaultyStore::points_of(CustomerId id) {
    return reads([&] { return inner_.points_of(id); });
}

Result<int> FaultyStore::failures(std::string_view who, UnixMillis since) {
    return reads([&] { return inner_.failures(who, since); });
}

Status FaultyStore::add_failure(std::string_view who, UnixMillis at) {
    return writes([&] { return inner_.add_failure(who, at); });
}

// --- people's desk ----------------------------------------------------------------------------

Result<Ticket> FaultyStore::open_ticket(const Ticket& ticket, std::string_view key) {
    return writes([&] { return inner_.open_ticket(ticket, key); });
}

Status FaultyStore::put_ticket(const Ticket& ticket) {
    return writes([&] { return inner_.put_ticket(ticket); });
}

Status FaultyStore::add_ticket_event(const TicketEvent& event) {
    return writes([&] { return inner_.add_ticket_event(event); });
}

Result<std::optional<Ticket>> FaultyStore::ticket(TicketId id) {
    return reads([&] { return inner_.ticket(id); });
}

Result<std::vector<Ticket>> FaultyStore::live_tickets() {
    if (auto refused = faults_.before_live_tickets()) return *refused;
    auto result = inner_.live_tickets();
    faults_.after();
    return result;
}

Result<std::vector<TicketEvent>> FaultyStore::ticket_events(TicketId id) {
    return reads([&] { return inner_.ticket_events(id); });
}

}  // namespace clerk::sim
