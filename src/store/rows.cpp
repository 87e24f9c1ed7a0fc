#include "store/rows.hpp"

namespace clerk::store {

Product product_of(Columns row) {
    return {
        .id = row.id<ProductId>(),
        .sku = row.text(),
        .name = row.local_text(),
        .brand = row.text(),
        .model = row.text(),
        .category = row.text(),
        .durable = row.flag(),
        .no_reason_return = row.flag(),
        .price = row.money()};
}

PointsEntry points_entry_of(Columns row) {
    return {
        .n = static_cast<std::uint64_t>(row.number()),
        .customer = row.id<CustomerId>(),
        .kind = row.text(),
        .delta = row.number(),
        .lot = static_cast<std::uint64_t>(row.number()),
        .expires = row.optional_date(),
        .at = row.time(),
        .ref = row.text()};
}

ShipmentEvent shipment_event_of(Columns row) {
    return {.at = row.time(), .place = row.text(), .what = row.local_text()};
}

}  // namespace clerk::store
