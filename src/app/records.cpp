#include "app/records.hpp"

#include "base/limits.hpp"
#include "retail/points.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace clerk::app {
namespace {

using Fields = std::vector<NamedValue>;

void add_if_set(Fields& fields, const char* name, const std::optional<Date>& date) {
    if (date) fields.emplace_back(name, *date);
}

Value shipment_event_record(const ShipmentEvent& event) {
    Fields fields{{"at", event.at}};
    if (!event.place.empty()) fields.emplace_back("place", event.place);
    fields.emplace_back("what", event.what);
    return make_record("shipment_event", std::move(fields));
}

Value item_records(const std::vector<Item>& items) {
    std::vector<Value> records;
    for (const Item& item : items)
        records.push_back(item_record(item, records.size() + 1));
    return make_list(std::move(records));
}

Value order_record_of(const Order& order, std::size_t events_max);

Value points_entry_record(const PointsEntry& entry) {
    return make_record(
        "points_entry",
        {{"at", entry.at}, {"delta", entry.delta}, {"kind", Choice{"points_kind", entry.kind}}}
    );
}

}  // namespace

Value item_record(const Item& item, std::size_t no) {
    return make_record(
        "item",
        {{"no", static_cast<std::int64_t>(no)},
         {"name", item.name},
         {"quantity", item.quantity},
         {"returnable", std::max<std::int64_t>(item.quantity - item.returned, 0)},
         {"price", item.price},
         {"category", item.category}}
    );
}

Value order_record(const Order& order) {
    return order_record_of(order, limits::value_list_max);
}

Value order_summary_record(const Order& order) {
    return order_record_of(order, 1);
}

namespace {

Value order_record_of(const Order& order, std::size_t events_max) {
    Fields fields{
        {"no", order.no},
        {"status", Choice{"order_status", order.status}},
        {"placed", order.placed},
        {"total", order.total},
        {"items", item_records(order.items)}};
    std::vector<Value> events;
    if (!order.shipments.empty()) {
        const Shipment& latest = order.shipments.front();
        fields.emplace_back("carrier", latest.carrier);
        fields.emplace_back("tracking", latest.tracking);
        for (const ShipmentEvent& event : latest.events) {
            if (events.size() == events_max) break;
            events.push_back(shipment_event_record(event));
        }
    }
    fields.emplace_back("events", make_list(std::move(events)));
    if (!order.received) add_if_set(fields, "eta", order.eta);
    add_if_set(fields, "received", order.received);
    return make_record("order", std::move(fields));
}

}  // namespace

Value ruling_record(const retail::Ruling& ruling, const retail::ReturnsPolicy& policy) {
    const retail::Clause* clause = retail::find_clause(policy, ruling.code);
    Fields fields{
        {"allowed", ruling.allowed},
        {"code", Choice{"ruling_code", ruling.code}},
        {"clause", clause ? clause->name : LocalText{}},
        {"explanation", clause ? clause->text : LocalText{}},
        {"freight", Choice{"freight", ruling.freight}}};
    add_if_set(fields, "deadline", ruling.deadline);
    if (ruling.refund) fields.emplace_back("refund", *ruling.refund);
    return make_record("ruling", std::move(fields));
}

Value rma_record(const Rma& rma) {
    return make_record(
        "rma",
        {{"number", rma.number},
         {"status", Choice{"rma_status", rma.status}},
         {"item", rma.item_name},
         {"refund", rma.refund},
         {"freight", Choice{"freight", rma.freight}},
         {"send_by", rma.send_by}}
    );
}

Value complaint_record(const Complaint& complaint) {
    return make_record(
        "complaint",
        {{"number", complaint.number},
         {"promise", complaint.promise},
         {"severity", Choice{"severity", complaint.severity}}}
    );
}

Value points_record(
    std::span<const PointsEntry> entries, Date today, UtcOffset offset, std::size_t shown_max
) {
    const retail::PointsBalance sum = retail::balance(entries, today);
    Fields fields{{"balance", sum.balance}, {"pending", sum.pending}, {"expiring", sum.expiring}};
    add_if_set(fields, "expires", sum.expires);
    const std::size_t most = std::min(shown_max, limits::value_list_max);
    const std::vector<PointsEntry> told = retail::statement(entries, today, offset);
    std::vector<Value> newest;
    for (auto entry = told.rbegin(); entry != told.rend() && newest.size() < most; ++entry)
        newest.push_back(points_entry_record(*entry));
    fields.emplace_back("entries", make_list(std::move(newest)));
    return make_record("points", std::move(fields));
}

}  // namespace clerk::app
