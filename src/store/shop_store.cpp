#include "store/shop_store.hpp"

#include "base/limits.hpp"
#include "store/rows.hpp"

#include <algorithm>
#include <utility>

namespace clerk::store {
namespace {

#define CUSTOMER_COLUMNS                                                             \
    "SELECT id, ref, name,"                                                          \
    " (SELECT value FROM identity WHERE customer = customer.id AND kind = 'phone')," \
    " (SELECT value FROM identity WHERE customer = customer.id AND kind = 'email')," \
    " tier, lang, since FROM customer"
constexpr const char* customer_sql = CUSTOMER_COLUMNS " WHERE id = ?1";
constexpr const char* customer_by_ref_sql = CUSTOMER_COLUMNS " WHERE ref = ?1";
constexpr const char* customers_sql = CUSTOMER_COLUMNS " ORDER BY id LIMIT ?1";

constexpr const char* products_sql = PRODUCT_COLUMNS " ORDER BY id LIMIT ?1";

#define ORDER_COLUMNS                                                                \
    "SELECT id, no, customer, phone, status, placed, total, currency, eta, received" \
    " FROM shop_order"
constexpr const char* order_proof_sql = "SELECT no, customer, phone FROM shop_order WHERE no = ?1";
constexpr const char* order_by_no_sql = ORDER_COLUMNS " WHERE no = ?1";
constexpr const char* order_sql = ORDER_COLUMNS " WHERE id = ?1";
constexpr const char* orders_of_sql =
    ORDER_COLUMNS " WHERE customer = ?1 ORDER BY placed DESC, id DESC LIMIT ?2";

// A refused or cancelled return gives the item back; every other one has it.
#define RETURNED                                                    \
    "returned_before + (SELECT coalesce(sum(quantity), 0) FROM rma" \
    " WHERE rma.item = item.id AND status NOT IN ('rejected', 'cancelled'))"
constexpr const char* items_of_sql =
    "SELECT id, sku, name_zh, name_en, category, durable, no_reason_return, quantity, " RETURNED
    ", price FROM item WHERE shop_order = ?1 ORDER BY line LIMIT ?2";
constexpr const char* returnable_sql = "SELECT quantity - (" RETURNED ") FROM item WHERE id = ?1";

constexpr const char* shipments_of_sql =
    "SELECT id, carrier_zh, carrier_en, tracking FROM shipment WHERE shop_order = ?1 ORDER BY id";
constexpr const char* events_of_sql = SHIPMENT_EVENTS_SQL " LIMIT ?2";

constexpr const char* open_rma_sql =
    "INSERT INTO rma(id, number, key, shop_order, item, reason, status, quantity, refund, currency,"
    " freight, send_by, clause, at)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
#define RMA_COLUMNS                                                                          \
    "SELECT rma.id, number, rma.shop_order, item, no, name_zh, name_en, reason, rma.status," \
    " rma.quantity, refund, rma.currency, freight, send_by, clause, at"                      \
    " FROM rma JOIN shop_order ON shop_order.id = rma.shop_order JOIN item ON item.id = rma.item"
constexpr const char* rma_by_key_sql = RMA_COLUMNS " WHERE key = ?1";
constexpr const char* rmas_of_sql = RMA_COLUMNS " WHERE rma.shop_order = ?1 ORDER BY at, rma.id";
constexpr const char* rma_event_sql =
    "INSERT INTO rma_event(rma, at, status, note) VALUES (?1, ?2, ?3, ?4)";
constexpr const char* rma_status_sql = "UPDATE rma SET status = ?2 WHERE id = ?1";

constexpr const char* open_complaint_sql =
    "INSERT INTO complaint(id, number, key, conversation, customer, shop_order, text, severity,"
    " status, promise, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
#define COMPLAINT_COLUMNS                                                                        \
    "SELECT id, number, conversation, customer, shop_order, text, severity, status, promise, at" \
    " FROM complaint"
constexpr const char* complaint_by_key_sql = COMPLAINT_COLUMNS " WHERE key = ?1";
constexpr const char* complaints_of_sql =
    COMPLAINT_COLUMNS " WHERE shop_order = ?1 ORDER BY at, id";
constexpr const char* complaint_event_sql =
    "INSERT INTO complaint_event(complaint, at, status, note) VALUES (?1, ?2, ?3, ?4)";
constexpr const char* complaint_status_sql = "UPDATE complaint SET status = ?2 WHERE id = ?1";

constexpr const char* points_of_sql = POINTS_COLUMNS " WHERE customer = ?1 ORDER BY n";
constexpr const char* add_points_sql =
    "INSERT INTO points(customer, kind, delta, lot, expires, at, ref, key)"
    " VALUES (?1, ?2, ?3, nullif(?4, 0), ?5, ?6, ?7, ?8)";

constexpr const char* tell_sql =
    "INSERT INTO outbox(key, kind, subject, at) VALUES (?1, ?2, ?3, ?4)";

Customer customer_of(Columns row) {
    return {
        .id = row.id<CustomerId>(),
        .ref = row.text(),
        .name = row.text(),
        .phone = row.text(),
        .email = row.text(),
        .tier = row.text(),
        .lang = row.lang(),
        .since = row.time()};
}

Order order_of(Columns row) {
    return {
        .id = row.id<OrderId>(),
        .no = row.text(),
        .customer = row.id<CustomerId>(),
        .phone = row.text(),
        .status = row.text(),
        .placed = row.time(),
        .total = row.money(),
        .eta = row.optional_date(),
        .received = row.optional_date(),
        .items = {},
        .shipments = {}};
}

Rma rma_of(Columns row) {
    return {
        .id = row.id<RmaId>(),
        .number = row.text(),
        .order = row.id<OrderId>(),
        .item = row.id<ItemId>(),
        .order_no = row.text(),
        .item_name = row.local_text(),
        .reason = row.text(),
        .status = row.text(),
        .quantity = row.number(),
        .refund = row.money(),
        .freight = row.text(),
        .send_by = row.date(),
        .clause = row.text(),
        .at = row.time()};
}

Complaint complaint_of(Columns row) {
    return {
        .id = row.id<ComplaintId>(),
        .number = row.text(),
        .conversation = row.id<ConversationId>(),
        .customer = row.id<CustomerId>(),
        .order = row.id<OrderId>(),
        .text = row.text(),
        .severity = row.text(),
        .status = row.text(),
        .promise = row.time(),
        .at = row.time()};
}

UnixMillis newest_scan(const Shipment& shipment) {
    return shipment.events.empty() ? UnixMillis{} : shipment.events.front().at;
}

}  // namespace

ShopTables::ShopTables(Connection& connection)
    : connection_(&connection),
      customer_(connection, customer_sql),
      customer_by_ref_(connection, customer_by_ref_sql),
      customers_(connection, customers_sql),
      products_(connection, products_sql),
      order_proof_(connection, order_proof_sql),
      order_by_no_(connection, order_by_no_sql),
      order_(connection, order_sql),
      orders_of_(connection, orders_of_sql),
      items_of_(connection, items_of_sql),
      shipments_of_(connection, shipments_of_sql),
      events_of_(connection, events_of_sql),
      returnable_(connection, returnable_sql),
      open_rma_(connection, open_rma_sql),
      rma_by_key_(connection, rma_by_key_sql),
      rmas_of_(connection, rmas_of_sql),
      rma_event_(connection, rma_event_sql),
      rma_status_(connection, rma_status_sql),
      open_complaint_(connection, open_complaint_sql),
      complaint_by_key_(connection, complaint_by_key_sql),
      complaints_of_(connection, complaints_of_sql),
      complaint_event_(connection, complaint_event_sql),
      complaint_status_(connection, complaint_status_sql),
      points_of_(connection, points_of_sql),
      add_points_(connection, add_points_sql),
      tell_(connection, tell_sql) {}

// --- customers and orders ---------------------------------------------------------------------

Result<std::optional<Customer>> ShopTables::customer(CustomerId id) {
    Query query(customer_, id);
    return one(query, customer_of);
}

Result<std::optional<Customer>> ShopTables::customer_by_ref(std::string_view ref) {
    Query query(customer_by_ref_, ref);
    return one(query, customer_of);
}

Result<std::vector<Customer>> ShopTables::customers(std::size_t max) {
    Query query(customers_, max);
    return all(query, customer_of);
}

Result<std::vector<Product>> ShopTables::products(std::size_t max) {
    Query query(products_, max);
    return all(query, product_of);
}

Result<std::optional<app::OrderProof>> ShopTables::order_proof(std::string_view no) {
    Query query(order_proof_, no);
    return one(query, [](Columns row) {
        return app::OrderProof{
            .no = row.text(), .customer = row.id<CustomerId>(), .phone = row.text()};
    });
}

Result<std::optional<Order>> ShopTables::order_by_no(std::string_view no) {
    Query query(order_by_no_, no);
    return read_order(query);
}

Result<std::optional<Order>> ShopTables::order(OrderId id) {
    Query query(order_, id);
    return read_order(query);
}

Result<std::vector<Order>> ShopTables::orders_of(CustomerId id, std::size_t max) {
    const std::size_t most = std::min(max, limits::orders_per_customer_read_max);
    Query query(orders_of_, id, most);
    Result<std::vector<Order>> orders = all(query, order_of);
    if (!orders) return orders;
    for (Order& order : *orders) {
        if (Status filled = fill(order); !filled) return filled.error();
    }
    return orders;
}

Result<std::optional<Order>> ShopTables::read_order(Query& query) {
    Result<std::optional<Order>> order = one(query, order_of);
    if (!order || !*order) return order;
    if (Status filled = fill(**order); !filled) return filled.error();
    return order;
}

Status ShopTables::fill(Order& order) {
    Result<std::vector<Item>> items = items_of(order);
    if (!items) return items.error();
    order.items = *std::move(items);
    Result<std::vector<Shipment>> shipments = shipments_of(order.id);
    if (!shipments) return shipments.error();
    order.shipments = *std::move(shipments);
    return done();
}

Result<std::vector<Item>> ShopTables::items_of(const Order& order) {
    Query query(items_of_, order.id, limits::items_per_order_max);
    return all(query, [&](Columns row) {
        return Item{
            .id = row.id<ItemId>(),
            .sku = row.text(),
            .name = row.local_text(),
            .category = row.text(),
            .durable = row.flag(),
            .no_reason_return = row.flag(),
            .quantity = row.number(),
            .returned = row.number(),
            .price = {row.number(), order.total.currency}};
    });
}

Result<std::vector<Shipment>> ShopTables::shipments_of(OrderId id) {
    Query query(shipments_of_, id);
    Result<std::vector<Shipment>> shipments = all(query, [](Columns row) {
        return Shipment{row.id<ShipmentId>(), row.local_text(), row.text(), {}};
    });
    if (!shipments) return shipments;
    for (Shipment& shipment : *shipments) {
        Result<std::vector<ShipmentEvent>> events = events_of(shipment.id);
        if (!events) return events.error();
        shipment.events = *std::move(events);
    }
    std::ranges::stable_sort(*shipments, std::ranges::greater(), newest_scan);
    return shipments;
}

Result<std::vector<ShipmentEvent>> ShopTables::events_of(ShipmentId id) {
    Query query(events_of_, id, limits::shipment_events_max);
    return all(query, shipment_event_of);
}

// --- returns ----------------------------------------------------------------------------------

Result<std::optional<Rma>> ShopTables::rma_by_key(std::string_view key) {
    Query query(rma_by_key_, key);
    return one(query, rma_of);
}

Result<std::vector<Rma>> ShopTables::rmas_of(OrderId id) {
    Query query(rmas_of_, id);
    return all(query, rma_of);
}

Result<Rma> ShopTables::open_rma(const Rma& rma, std::string_view key) {
    Result<std::optional<Rma>> before = rma_by_key(key);
    if (!before) return before.error();
    if (*before) return **std::move(before);
    {
        Query query(returnable_, rma.item);
        const auto left = one(query, [](Columns row) { return row.number(); });
        if (!left) return left.error();
        if (!*left) return error("constraint", "a return of an item that is not there");
        if (**left < rma.quantity) return error("unique", "the item is already being returned");
    }
    Query query(
        open_rma_,
        rma.id,
        rma.number,
        key,
        rma.order,
        rma.item,
        rma.reason,
        rma.status,
        rma.quantity,
        rma.refund.minor,
        rma.refund.currency,
        rma.freight,
        rma.send_by,
        rma.clause,
        rma.at
    );
    if (Status opened = query.run(); !opened) return opened.error();
    if (Status noted = Query(rma_event_, rma.id, rma.at, rma.status, "").run(); !noted) {
        return noted.error();
    }
    if (Status told = tell(key, "rma.opened", rma.number, rma.at); !told) return told.error();
    return rma;
}

Status ShopTables::add_rma_event(
    RmaId id, std::string_view status, std::string_view note, UnixMillis at
) {
    if (Status noted = Query(rma_event_, id, at, status, note).run(); !noted) return noted;
    return Query(rma_status_, id, status).run();
}

// --- complaints -------------------------------------------------------------------------------

Result<std::optional<Complaint>> ShopTables::complaint_by_key(std::string_view key) {
    Query query(complaint_by_key_, key);
    return one(query, complaint_of);
}

Result<std::vector<Complaint>> ShopTables::complaints_of(OrderId id) {
    Query query(complaints_of_, id);
    return all(query, complaint_of);
}

Result<Complaint> ShopTables::open_complaint(const Complaint& c, std::string_view key) {
    Result<std::optional<Complaint>> before = complaint_by_key(key);
    if (!before) return before.error();
    if (*before) return **std::move(before);
    Query query(
        open_complaint_,
        c.id,
        c.number,
        key,
        c.conversation,
        c.customer,
        c.order,
        c.text,
        c.severity,
        c.status,
        c.promise,
        c.at
    );
    if (Status opened = query.run(); !opened) return opened.error();
    if (Status noted = Query(complaint_event_, c.id, c.at, c.status, "").run(); !noted) {
        return noted.error();
    }
    if (Status told = tell(key, "complaint.opened", c.number, c.at); !told) return told.error();
    return c;
}

Status ShopTables::add_complaint_event(
    ComplaintId id, std::string_view status, std::string_view note, UnixMillis at
) {
    if (Status noted = Query(complaint_event_, id, at, status, note).run(); !noted) return noted;
    return Query(complaint_status_, id, status).run();
}

// --- points -----------------------------------------------------------------------------------

Result<std::vector<PointsEntry>> ShopTables::points_of(CustomerId id) {
    Query query(points_of_, id);
    return all(query, points_entry_of);
}

Result<std::uint64_t> ShopTables::add_points(const PointsEntry& entry, std::string_view key) {
    Query query(
        add_points_,
        entry.customer,
        entry.kind,
        entry.delta,
        entry.lot,
        entry.expires,
        entry.at,
        entry.ref,
        key
    );
    if (Status added = query.run(); !added) return added.error();
    return static_cast<std::uint64_t>(connection_->last_row());
}

Status ShopTables::tell(
    std::string_view key, const char* kind, std::string_view number, UnixMillis at
) {
    return Query(tell_, key, kind, number, at).run();
}

}  // namespace clerk::store
