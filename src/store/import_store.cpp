#include "store/import_store.hpp"

#include "base/limits.hpp"
#include "model/money.hpp"
#include "store/rows.hpp"

#include <utility>

namespace clerk::store {
namespace {

// An upsert keeps the id that the key had.
constexpr const char* customer_sql =
    "INSERT INTO customer(id, ref, name, tier, lang, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT(ref) DO UPDATE SET name = ?3, tier = ?4, lang = ?5, since = ?6 RETURNING id";
constexpr const char* customer_id_sql = "SELECT id FROM customer WHERE ref = ?1";
constexpr const char* put_identity_sql =
    "INSERT INTO identity(customer, kind, value) VALUES (?1, ?2, ?3)"
    " ON CONFLICT(customer, kind) DO UPDATE SET value = ?3";
constexpr const char* drop_identity_sql = "DELETE FROM identity WHERE customer = ?1 AND kind = ?2";

constexpr const char* put_product_sql =
    "INSERT INTO product(id, sku, name_zh, name_en, brand, model, category, durable,"
    " no_reason_return, price, currency)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    " ON CONFLICT(sku) DO UPDATE SET name_zh = ?3, name_en = ?4, brand = ?5, model = ?6,"
    " category = ?7, durable = ?8, no_reason_return = ?9, price = ?10, currency = ?11 RETURNING id";
constexpr const char* product_sql = PRODUCT_COLUMNS " WHERE sku = ?1";

constexpr const char* put_order_sql =
    "INSERT INTO shop_order(id, no, customer, phone, status, placed, total, currency, eta, "
    "received)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
    " ON CONFLICT(no) DO UPDATE SET customer = ?3, phone = ?4, status = ?5, placed = ?6,"
    " total = ?7, currency = ?8, eta = ?9, received = ?10 RETURNING id";
constexpr const char* order_key_sql = "SELECT id, currency FROM shop_order WHERE no = ?1";

constexpr const char* put_item_sql =
    "INSERT INTO item(id, shop_order, line, sku, name_zh, name_en, category, durable,"
    " no_reason_return, quantity, returned_before, price)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
    " ON CONFLICT(shop_order, line) DO UPDATE SET sku = ?4, name_zh = ?5, name_en = ?6,"
    " category = ?7, durable = ?8, no_reason_return = ?9, quantity = ?10, returned_before = ?11,"
    " price = ?12 RETURNING id";

constexpr const char* put_shipment_sql =
    "INSERT INTO shipment(id, shop_order, carrier_zh, carrier_en, tracking)"
    " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT(shop_order, tracking)"
    " DO UPDATE SET carrier_zh = ?3, carrier_en = ?4 RETURNING id";
constexpr const char* drop_events_sql = "DELETE FROM shipment_event WHERE shipment = ?1";
constexpr const char* put_event_sql =
    "INSERT INTO shipment_event(shipment, n, at, place, what_zh, what_en)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

constexpr const char* points_by_key_sql = POINTS_COLUMNS " WHERE key = ?1";

template <class AnyId>
AnyId id_of(Columns row) {
    return row.id<AnyId>();
}

// The id an upsert gives back.
template <class AnyId>
Result<AnyId> upsert(Query& query) {
    const Result<std::optional<AnyId>> id = one(query, id_of<AnyId>);
    if (!id) return id.error();
    if (!*id) return error("io", "a written row did not come back");
    return **id;
}

// The field that names what is not there, and what would mend it.
Error unknown(std::string_view field, std::string_view what, std::string_view fix) {
    std::string text(field);
    text.append(": there is no ").append(what).append("; ").append(fix);
    return error("unknown", std::move(text));
}

}  // namespace

ImportTables::ImportTables(Connection& connection, NextId next_id)
    : next_id_(std::move(next_id)),
      customer_(connection, customer_sql),
      customer_id_(connection, customer_id_sql),
      put_identity_(connection, put_identity_sql),
      drop_identity_(connection, drop_identity_sql),
      put_product_(connection, put_product_sql),
      product_(connection, product_sql),
      put_order_(connection, put_order_sql),
      order_key_(connection, order_key_sql),
      put_item_(connection, put_item_sql),
      put_shipment_(connection, put_shipment_sql),
      drop_events_(connection, drop_events_sql),
      put_event_(connection, put_event_sql),
      points_by_key_(connection, points_by_key_sql) {}

Result<CustomerId> ImportTables::put(const CustomerRow& row) {
    Query query(customer_, fresh<CustomerId>(), row.ref, row.name, row.tier, row.lang, row.since);
    const Result<CustomerId> id = upsert<CustomerId>(query);
    if (!id) return id;
    if (Status put = put_identity(*id, "phone", row.phone); !put) return put.error();
    if (Status put = put_identity(*id, "email", row.email); !put) return put.error();
    return id;
}

Status ImportTables::put_identity(CustomerId id, const char* kind, std::string_view value) {
    if (value.empty()) return Query(drop_identity_, id, kind).run();
    return Query(put_identity_, id, kind, value).run();
}

Result<ProductId> ImportTables::put(const ProductRow& row) {
    Query query(
        put_product_,
        fresh<ProductId>(),
        row.sku,
        row.name.zh,
        row.name.en,
        row.brand,
        row.model,
        row.category,
        row.durable,
        row.no_reason_return,
        row.price.minor,
        row.price.currency
    );
    return upsert<ProductId>(query);
}

Result<OrderId> ImportTables::put(const OrderRow& row) {
    CustomerId customer;
    if (!row.customer.empty()) {
        const Result<std::optional<CustomerId>> found = customer_id(row.customer);
        if (!found) return found.error();
        if (!*found) {
            return unknown(
                "customer",
                "customer " + row.customer,
                "import it first, or leave the field out for a guest's order"
            );
        }
        customer = **found;
    }
    Query query(
        put_order_,
        fresh<OrderId>(),
        row.no,
        customer,
        row.phone,
        row.status,
        row.placed,
        row.total.minor,
        row.total.currency,
        row.eta,
        row.received
    );
    return upsert<OrderId>(query);
}

Result<ItemId> ImportTables::put(const ItemRow& row) {
    const Result<OrderKey> order = order_key(row.order);
    if (!order) return order.error();
    Result<std::optional<Product>> known = product(row.sku);
    if (!known) return known.error();
    if (!*known && (!row.name || !row.category)) {
        return unknown(
            "sku", "product " + row.sku, "import it first, or give the line a name and a category"
        );
    }
    const Product kind = (*known).value_or(Product{});
    const std::optional<Money> price = parse_money(row.price, order->currency);
    if (!price) {
        return error(
            "bad_row",
            "price: must be an amount of " + order->currency + " such as 1299.50, not negative"
        );
    }
    const LocalText name = row.name.value_or(kind.name);
    const std::string category = row.category.value_or(kind.category);
    Query query(
        put_item_,
        fresh<ItemId>(),
        order->id,
        row.line,
        row.sku,
        name.zh,
        name.en,
        category,
        row.durable.value_or(kind.durable),
        row.no_reason_return.value_or(kind.no_reason_return),
        row.quantity,
        row.returned,
        price->minor
    );
    return upsert<ItemId>(query);
}

Result<ShipmentId> ImportTables::put(const ShipmentRow& row) {
    const Result<OrderKey> order = order_key(row.order);
    if (!order) return order.error();
    Result<ShipmentId> id = [&] {
        Query query(
            put_shipment_,
            fresh<ShipmentId>(),
            order->id,
            row.carrier.zh,
            row.carrier.en,
            row.tracking
        );
        return upsert<ShipmentId>(query);
    }();
    if (!id) return id;
    if (Status dropped = Query(drop_events_, *id).run(); !dropped) return dropped.error();
    std::int64_t n = 0;
    for (const ShipmentEvent& e : row.events) {
        Query query(put_event_, *id, n++, e.at, e.place, e.what.zh, e.what.en);
        if (Status put = query.run(); !put) return put.error();
    }
    return id;
}

Result<std::optional<CustomerId>> ImportTables::customer_id(std::string_view ref) {
    Query query(customer_id_, ref);
    return one(query, id_of<CustomerId>);
}

Result<std::optional<Product>> ImportTables::product(std::string_view sku) {
    Query query(product_, sku);
    return one(query, product_of);
}

Result<std::optional<PointsEntry>> ImportTables::points_by_key(std::string_view key) {
    Query query(points_by_key_, key);
    return one(query, points_entry_of);
}

Result<ImportTables::OrderKey> ImportTables::order_key(std::string_view no) {
    Query query(order_key_, no);
    Result<std::optional<OrderKey>> found = one(query, [](Columns row) {
        const auto id = row.id<OrderId>();
        return OrderKey{id, row.text()};
    });
    if (!found) return found.error();
    if (!*found) return unknown("order", "order " + std::string(no), "import it first");
    return **std::move(found);
}

}  // namespace clerk::store
