// Rows that more than one table class reads: the columns of a SELECT and the value they make stand
// together, because their order is one fact.
#pragma once

#include "model/shop.hpp"
#include "store/sqlite.hpp"

#define PRODUCT_COLUMNS                                                                           \
    "SELECT id, sku, name_zh, name_en, brand, model, category, durable, no_reason_return, price," \
    " currency FROM product"

#define POINTS_COLUMNS \
    "SELECT n, customer, kind, delta, coalesce(lot, n), expires, at, ref FROM points"

// Of one shipment (?1), the newest first.
#define SHIPMENT_EVENTS_SQL \
    "SELECT at, place, what_zh, what_en FROM shipment_event WHERE shipment = ?1 ORDER BY n"

namespace clerk::store {

[[nodiscard]] Product product_of(Columns row);
[[nodiscard]] PointsEntry points_entry_of(Columns row);
[[nodiscard]] ShipmentEvent shipment_event_of(Columns row);

}  // namespace clerk::store
