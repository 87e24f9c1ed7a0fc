// Bulk loading of the shop's own records: rows that name each other by the shop's ids are joined
// with what is there and put, a row whole or not at all. The same key again replaces what it named,
// except points, whose ledger only grows. Called by `shopclerk import` and `demo`, on a folder that
// no server has open.
//
// Errors beside the store's own: "unknown" (a row names what is not there), "bad_row".
#pragma once

#include "base/result.hpp"
#include "model/import.hpp"
#include "model/shop.hpp"
#include "store/sqlite.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace clerk::store {

// Gives the id of each row that is new, never the same twice.
using NextId = std::function<std::uint64_t()>;

class ImportTables {
public:
    ImportTables(Connection& connection, NextId next_id);

    Result<CustomerId> put(const CustomerRow& row);
    Result<ProductId> put(const ProductRow& row);
    Result<OrderId> put(const OrderRow& row);
    Result<ItemId> put(const ItemRow& row);
    Result<ShipmentId> put(const ShipmentRow& row);

    Result<std::optional<CustomerId>> customer_id(std::string_view ref);
    Result<std::optional<Product>> product(std::string_view sku);
    // The ledger entry that a points row made; a row that took from several lots made several.
    Result<std::optional<PointsEntry>> points_by_key(std::string_view key);

private:
    struct OrderKey {
        OrderId id;
        std::string currency;
    };

    Status put_identity(CustomerId id, const char* kind, std::string_view value);
    Result<OrderKey> order_key(std::string_view no);

    template <class AnyId>
    AnyId fresh() {
        return AnyId{next_id_()};
    }

    NextId next_id_;
    Statement customer_;
    Statement customer_id_;
    Statement put_identity_;
    Statement drop_identity_;
    Statement put_product_;
    Statement product_;
    Statement put_order_;
    Statement order_key_;
    Statement put_item_;
    Statement put_shipment_;
    Statement drop_events_;
    Statement put_event_;
    Statement points_by_key_;
};

}  // namespace clerk::store
