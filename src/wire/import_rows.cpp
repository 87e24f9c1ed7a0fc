#include "wire/import_rows.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "model/money.hpp"
#include "wire/import_fields.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace clerk::wire {
namespace {

using std::string_view;

constexpr std::array<string_view, 6> kind_names{
    "customers", "products", "orders", "items", "shipments", "points"};

constexpr std::array<string_view, 7> customer_names{
    "ref", "name", "phone", "email", "tier", "lang", "since"};
constexpr std::array<string_view, 9> product_names{
    "sku",
    "name",
    "category",
    "price",
    "currency",
    "brand",
    "model",
    "durable",
    "no_reason_return"};
constexpr std::array<string_view, 9> order_names{
    "no", "phone", "status", "placed", "total", "currency", "customer", "eta", "received"};
constexpr std::array<string_view, 10> item_names{
    "order",
    "line",
    "sku",
    "quantity",
    "price",
    "returned",
    "name",
    "category",
    "durable",
    "no_reason_return"};
constexpr std::array<string_view, 4> shipment_names{"order", "carrier", "tracking", "events"};
constexpr std::array<string_view, 3> event_names{"at", "place", "what"};
constexpr std::array<string_view, 8> points_names{
    "id", "customer", "kind", "points", "at", "expires", "lot", "ref"};

constexpr std::int64_t quantity_max = 1'000'000;
constexpr std::int64_t points_max = 1'000'000'000;

CustomerRow customer(ImportFields& fields) {
    CustomerRow row;
    row.ref = fields.ref("ref");
    row.name = fields.text("name");
    row.phone = fields.optional_phone("phone");
    row.email = fields.optional_text("email");
    if (fields.has("tier")) row.tier = fields.one_of("tier", "tier");
    if (fields.has("lang")) {
        const auto lang = parse_lang(fields.text("lang"));
        if (!lang) fields.wrong("lang", "must be one of zh, zh-Hant, en");
        row.lang = lang.value_or(Lang::zh);
    }
    row.since = fields.optional_time("since");
    return row;
}

ProductRow product(ImportFields& fields) {
    ProductRow row;
    row.sku = fields.id("sku");
    row.name = fields.local_text("name");
    row.category = fields.id("category");
    row.price = fields.money("price", fields.currency());
    row.brand = fields.optional_text("brand");
    row.model = fields.optional_text("model");
    row.durable = fields.optional_flag("durable").value_or(true);
    row.no_reason_return = fields.optional_flag("no_reason_return").value_or(true);
    return row;
}

OrderRow order(ImportFields& fields) {
    OrderRow row;
    row.no = fields.id("no");
    row.customer = fields.optional_ref("customer");
    row.phone = fields.phone("phone");
    row.status = fields.one_of("status", "order_status");
    row.placed = fields.time("placed");
    row.total = fields.money("total", fields.currency());
    row.eta = fields.optional_date("eta");
    row.received = fields.optional_date("received");
    if (row.status == "received" && !row.received) {
        fields.wrong("received", "is missing: the order's status is received");
    }
    return row;
}

ItemRow item(ImportFields& fields) {
    ItemRow row;
    row.order = fields.id("order");
    row.line = fields.whole("line", 1, static_cast<std::int64_t>(limits::items_per_order_max));
    row.sku = fields.id("sku");
    row.name = fields.optional_local_text("name");
    if (fields.has("category")) row.category = fields.id("category");
    row.durable = fields.optional_flag("durable");
    row.no_reason_return = fields.optional_flag("no_reason_return");
    row.quantity = fields.optional_whole("quantity", 1, quantity_max, 1);
    row.returned = fields.optional_whole("returned", 0, row.quantity, 0);
    row.price = fields.amount("price");
    return row;
}

ShipmentRow shipment(ImportFields& fields, UtcOffset offset) {
    ShipmentRow row;
    row.order = fields.id("order");
    row.carrier = fields.local_text("carrier");
    row.tracking = fields.id("tracking");
    for (const JsonTree& node : fields.objects("events", limits::shipment_events_max)) {
        ImportFields event(node, offset);
        event.allow(event_names);
        const UnixMillis at = event.time("at");
        std::string place = event.optional_text("place");
        row.events.push_back({at, std::move(place), event.local_text("what")});
        fields.take_problem("events", event);
    }
    std::ranges::stable_sort(row.events, std::ranges::greater(), &ShipmentEvent::at);
    return row;
}

PointsRow points(ImportFields& fields) {
    PointsRow row;
    row.id = fields.id("id");
    row.customer = fields.ref("customer");
    row.kind = fields.one_of("kind", "points_kind");
    row.points = fields.whole("points", -points_max, points_max);
    row.at = fields.time("at");
    row.expires = fields.optional_date("expires");
    row.lot = fields.optional_id("lot");
    row.ref = fields.optional_text("ref");
    const bool gains = row.kind == "earn" || row.kind == "earn_pending";
    const bool ends_pending = row.kind == "earn_pending" && !row.lot.empty();
    const bool either = row.kind == "adjust" || ends_pending;
    if (row.points == 0) fields.wrong("points", "must not be 0");
    if (!either && (row.points > 0) != gains) {
        fields.wrong("points", gains ? "must be above 0" : "must be below 0");
    }
    if (row.points > 0 && !row.lot.empty()) fields.wrong("lot", "is of points lost, not gained");
    if (row.points < 0 && row.expires) fields.wrong("expires", "is of points gained, not lost");
    return row;
}

ImportRow read_as(ImportKind kind, ImportFields& fields, UtcOffset offset) {
    switch (kind) {
        case ImportKind::customers:
            return customer(fields);
        case ImportKind::products:
            return product(fields);
        case ImportKind::orders:
            return order(fields);
        case ImportKind::items:
            return item(fields);
        case ImportKind::shipments:
            return shipment(fields, offset);
        case ImportKind::points:
            return points(fields);
    }
    return CustomerRow{};
}

}  // namespace

string_view name_of(ImportKind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<ImportKind> import_kind(string_view name) {
    const auto at = std::ranges::find(kind_names, name);
    if (at == kind_names.end()) return std::nullopt;
    return static_cast<ImportKind>(at - kind_names.begin());
}

std::span<const string_view> import_fields(ImportKind kind) {
    switch (kind) {
        case ImportKind::customers:
            return customer_names;
        case ImportKind::products:
            return product_names;
        case ImportKind::orders:
            return order_names;
        case ImportKind::items:
            return item_names;
        case ImportKind::shipments:
            return shipment_names;
        case ImportKind::points:
            return points_names;
    }
    return {};
}

Result<ImportRow> read_import_row(ImportKind kind, string_view line, UtcOffset offset) {
    if (const auto at = utf8::first_invalid(line)) {
        return error("bad_row", "not UTF-8 at byte " + std::to_string(*at));
    }
    const Result<JsonTree> tree = JsonTree::read(line, limits::import_line_bytes_max);
    if (!tree) return tree.error();
    if (tree->kind != JsonTree::Kind::object) return error("bad_row", "a row is one JSON object");
    ImportFields fields(*tree, offset);
    fields.allow(import_fields(kind));
    ImportRow row = read_as(kind, fields, offset);
    if (!fields.good()) return error("bad_row", fields.problem());
    return row;
}

}  // namespace clerk::wire
