// A store that reads the shop's tables but keeps no conversation: a turn costs what it costs
// without storage. Beside the real store it says what durability costs.
#pragma once

#include "app/ports.hpp"

#include <utility>

namespace bench {

using namespace clerk;

class ForgetfulStore final : public app::Store {
public:
    explicit ForgetfulStore(app::Store& shop) : shop_(shop) {}

    // --- what holds reads together; nothing is written, so nothing is synced
    Status begin() override { return shop_.begin(); }

    Status commit() override { return shop_.commit(); }

    void rollback() override { shop_.rollback(); }

    Status savepoint() override { return shop_.savepoint(); }

    Status release() override { return shop_.release(); }

    void rollback_to_savepoint() override { shop_.rollback_to_savepoint(); }

    Status probe() override { return done(); }

    void checkpoint_if_due(bool) override {}

    // --- forgotten
    Result<std::int64_t> append(const app::JournalRow&) override { return ++rows_; }

    Status put_head(const app::Head&) override { return done(); }

    Result<std::optional<app::Head>> head(ConversationId) override {
        return std::optional<app::Head>();
    }

    Result<std::vector<app::JournalRow>> chain(std::int64_t, std::uint64_t, std::size_t) override {
        return std::vector<app::JournalRow>();
    }

    Result<std::vector<app::JournalRow>> rows_after(std::int64_t, std::size_t) override {
        return std::vector<app::JournalRow>();
    }

    Result<std::int64_t> heads_whole_to() override { return 0; }

    Status put_heads_whole_to(std::int64_t) override { return done(); }

    Result<std::optional<ConversationId>> latest_of(CustomerId, std::uint32_t) override {
        return std::optional<ConversationId>();
    }

    Result<std::vector<app::Wake>> wakes() override { return std::vector<app::Wake>(); }

    Status put_session(std::string_view, ConversationId, UnixMillis) override { return done(); }

    Status end_sessions(ConversationId) override { return done(); }

    Result<std::optional<ConversationId>> session(std::string_view) override {
        return std::optional<ConversationId>();
    }

    Result<bool> use_nonce(std::string_view, UnixMillis, UnixMillis) override { return true; }

    // --- the shop's own
    Result<std::optional<app::OrderProof>> order_proof(std::string_view no) override {
        return shop_.order_proof(no);
    }

    Result<std::optional<Customer>> customer(CustomerId id) override { return shop_.customer(id); }

    Result<std::optional<Customer>> customer_by_ref(std::string_view ref) override {
        return shop_.customer_by_ref(ref);
    }

    Result<std::optional<Order>> order_by_no(std::string_view no) override {
        return shop_.order_by_no(no);
    }

    Result<std::optional<Order>> order(OrderId id) override { return shop_.order(id); }

    Result<std::vector<Order>> orders_of(CustomerId id, std::size_t max) override {
        return shop_.orders_of(id, max);
    }

    Result<Rma> open_rma(const Rma& rma, std::string_view key) override {
        return shop_.open_rma(rma, key);
    }

    Result<Complaint> open_complaint(const Complaint& c, std::string_view key) override {
        return shop_.open_complaint(c, key);
    }

    Result<std::vector<PointsEntry>> points_of(CustomerId id) override {
        return shop_.points_of(id);
    }

    Result<int> failures(std::string_view who, UnixMillis since) override {
        return shop_.failures(who, since);
    }

    Status add_failure(std::string_view who, UnixMillis at) override {
        return shop_.add_failure(who, at);
    }

    Result<Ticket> open_ticket(const Ticket& ticket, std::string_view key) override {
        return shop_.open_ticket(ticket, key);
    }

    Status put_ticket(const Ticket& ticket) override { return shop_.put_ticket(ticket); }

    Status add_ticket_event(const TicketEvent& e) override { return shop_.add_ticket_event(e); }

    Result<std::optional<Ticket>> ticket(TicketId id) override { return shop_.ticket(id); }

    Result<std::vector<Ticket>> live_tickets() override { return shop_.live_tickets(); }

    Result<std::vector<TicketEvent>> ticket_events(TicketId id) override {
        return shop_.ticket_events(id);
    }

private:
    app::Store& shop_;
    std::int64_t rows_ = 0;
};

}  // namespace bench
