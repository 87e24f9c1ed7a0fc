// The shop's records as rows: customers, orders with their lines and parcels, returns, complaints,
// points. What the conversations' actions need; bulk loading is import_store.hpp.
#pragma once

#include "app/ports.hpp"
#include "base/result.hpp"
#include "model/shop.hpp"
#include "store/sqlite.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace clerk::store {

class ShopTables {
public:
    explicit ShopTables(Connection& connection);

    Result<std::optional<Customer>> customer(CustomerId id);
    Result<std::optional<Customer>> customer_by_ref(std::string_view ref);
    Result<std::vector<Customer>> customers(std::size_t max);  // in order of birth
    Result<std::vector<Product>> products(std::size_t max);
    Result<std::optional<app::OrderProof>> order_proof(std::string_view no);
    Result<std::optional<Order>> order_by_no(std::string_view no);  // without regard to case
    Result<std::optional<Order>> order(OrderId id);
    Result<std::vector<Order>> orders_of(CustomerId id, std::size_t max);  // newest first

    Result<Rma> open_rma(const Rma& rma, std::string_view key);
    Result<std::vector<Rma>> rmas_of(OrderId id);  // oldest first
    Status add_rma_event(RmaId id, std::string_view status, std::string_view note, UnixMillis at);

    Result<Complaint> open_complaint(const Complaint& complaint, std::string_view key);
    Result<std::vector<Complaint>> complaints_of(OrderId id);  // oldest first
    Status add_complaint_event(
        ComplaintId id, std::string_view status, std::string_view note, UnixMillis at
    );

    Result<std::vector<PointsEntry>> points_of(CustomerId id);
    // `entry.n` is given by the store and returned; a lot of its own has `entry.lot` 0. "unique"
    // when the key has made an entry before.
    Result<std::uint64_t> add_points(const PointsEntry& entry, std::string_view key);

private:
    Result<std::optional<Order>> read_order(Query& query);
    Status fill(Order& order);
    Result<std::vector<Item>> items_of(const Order& order);
    Result<std::vector<Shipment>> shipments_of(OrderId id);
    Result<std::vector<ShipmentEvent>> events_of(ShipmentId id);
    Result<std::optional<Rma>> rma_by_key(std::string_view key);
    Result<std::optional<Complaint>> complaint_by_key(std::string_view key);
    Status tell(std::string_view key, const char* kind, std::string_view number, UnixMillis at);

    Connection* connection_;
    Statement customer_;
    Statement customer_by_ref_;
    Statement customers_;
    Statement products_;
    Statement order_proof_;
    Statement order_by_no_;
    Statement order_;
    Statement orders_of_;
    Statement items_of_;
    Statement shipments_of_;
    Statement events_of_;
    Statement returnable_;
    Statement open_rma_;
    Statement rma_by_key_;
    Statement rmas_of_;
    Statement rma_event_;
    Statement rma_status_;
    Statement open_complaint_;
    Statement complaint_by_key_;
    Statement complaints_of_;
    Statement complaint_event_;
    Statement complaint_status_;
    Statement points_of_;
    Statement add_points_;
    Statement tell_;
};

}  // namespace clerk::store
