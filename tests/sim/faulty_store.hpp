// A store that fails when it is told to: the real one behind it, and a Strike before or after one
// of its calls. An error is what SQLite would have said; a Crash is the process gone at that very
// moment, with whatever the file holds by then.
#pragma once

#include "app/ports.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace clerk::sim {

// Not a std::exception: nothing in the program may catch it.
struct Crash {};

// The plan of the next failures, and which calls were struck so far.
class Faults {
public:
    enum class What : unsigned char { refuse, crash_before, crash_after };

    // The n-th call from now on, 0 being the next one.
    void strike(std::uint64_t n, What what) {
        countdown_ = n;
        what_ = what;
        armed_ = true;
    }

    // The next so many calls of one kind.
    void refuse_commits(int n) { commits_ = n; }

    void refuse_live_tickets(int n) { live_tickets_ = n; }

    // Every write is refused until told otherwise: a full disk.
    void disk_full(bool full) { full_ = full; }

    void calm() {
        armed_ = false;
        full_ = false;
    }

    [[nodiscard]] std::uint64_t struck() const { return struck_; }

    // --- asked by the store, once a call ---
    [[nodiscard]] std::optional<Error> before(bool writes);
    [[nodiscard]] std::optional<Error> before_commit();
    [[nodiscard]] std::optional<Error> before_live_tickets();
    void after();

private:
    int commits_ = 0;
    int live_tickets_ = 0;
    bool armed_ = false;
    bool full_ = false;
    bool crash_after_ = false;
    What what_{};
    std::uint64_t countdown_ = 0;
    std::uint64_t struck_ = 0;
};

class FaultyStore : public app::Store {
public:
    FaultyStore(app::Store& inner, Faults& faults) : inner_(inner), faults_(faults) {}

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

private:
    template <class Call>
    auto reads(Call call) -> decltype(call());
    template <class Call>
    auto writes(Call call) -> decltype(call());

    app::Store& inner_;
    Faults& faults_;
};

}  // namespace clerk::sim
