#include "model/catalog.hpp"

#include <algorithm>
#include <array>

namespace clerk {
namespace {

using std::string_view;

// --- records ----------------------------------------------------------------------------------

constexpr std::array order_fields{
    FieldSpec{"no", "order_no", "the number the shopper knows it by"},
    FieldSpec{"status", "choice:order_status", "where it is in its life"},
    FieldSpec{"placed", "date_time", "when it was placed"},
    FieldSpec{"total", "money", "what was paid, shipping included"},
    FieldSpec{"items", "list:item", "what was bought"},
    FieldSpec{"carrier", "text", "the courier of the latest parcel", true},
    FieldSpec{"tracking", "text", "the latest parcel's tracking number", true},
    FieldSpec{"events", "list:shipment_event", "the latest parcel's timeline, newest first"},
    FieldSpec{"eta", "date", "expected delivery day; unset once received", true},
    FieldSpec{"received", "date", "day of sign-off", true},
};

constexpr std::array item_fields{
    FieldSpec{"no", "count", "position within the order, from 1"},
    FieldSpec{"name", "text", "the product's name"},
    FieldSpec{"quantity", "count", "how many were bought"},
    FieldSpec{"returnable", "count", "how many are not yet returned or being returned"},
    FieldSpec{"price", "money", "price of one"},
    FieldSpec{"category", "text", "the product's category id"},
};

constexpr std::array shipment_event_fields{
    FieldSpec{"at", "date_time", "when it was scanned"},
    FieldSpec{"place", "text", "where", true},
    FieldSpec{"what", "text", "what the courier reported"},
};

constexpr std::array ruling_fields{
    FieldSpec{"allowed", "bool", "whether the return is granted"},
    FieldSpec{"code", "choice:ruling_code", "why, as a fixed code"},
    FieldSpec{"clause", "text", "the policy's clause that decides, by name"},
    FieldSpec{"explanation", "text", "the clause in the shopper's words"},
    FieldSpec{"freight", "choice:freight", "who pays the way back"},
    FieldSpec{"deadline", "date", "last day of the window, when one applies", true},
    FieldSpec{"refund", "money", "what would be paid back, when allowed", true},
};

constexpr std::array rma_fields{
    FieldSpec{"number", "text", "the return's number, unguessable"},
    FieldSpec{"status", "choice:rma_status", "where it is in its life"},
    FieldSpec{"item", "text", "the product's name"},
    FieldSpec{"refund", "money", "what will be paid back"},
    FieldSpec{"freight", "choice:freight", "who pays the way back"},
    FieldSpec{"send_by", "date", "last day to hand the parcel in"},
};

constexpr std::array complaint_fields{
    FieldSpec{"number", "text", "the complaint's number, unguessable"},
    FieldSpec{"promise", "date_time", "by when a person answers"},
    FieldSpec{"severity", "choice:severity", "how grave"},
};

constexpr std::array points_fields{
    FieldSpec{"balance", "count", "points that can be spent now"},
    FieldSpec{"pending", "count", "points earned, released when the return window closes"},
    FieldSpec{"expiring", "count", "points of the lot that expires next; 0 if none"},
    FieldSpec{"expires", "date", "when that lot expires", true},
    FieldSpec{"entries", "list:points_entry", "last movements, newest first"},
};

constexpr std::array points_entry_fields{
    FieldSpec{"at", "date_time", "when"},
    FieldSpec{"delta", "count", "points gained (+) or lost (-)"},
    FieldSpec{"kind", "choice:points_kind", "why"},
};

constexpr std::array ticket_fields{
    FieldSpec{"number", "text", "the ticket's number, unguessable"},
    FieldSpec{"position", "count", "place in the queue, from 1", true},
};

constexpr std::array shopper_fields{
    FieldSpec{"name", "text", "how to address them", true},
    FieldSpec{"signed_in", "bool", "whether the shop vouched for them"},
    FieldSpec{"tier", "choice:tier", "membership level, when signed in", true},
};

constexpr std::array records{
    RecordSpec{"order", "no", order_fields},
    RecordSpec{"item", "name", item_fields},
    RecordSpec{"shipment_event", "what", shipment_event_fields},
    RecordSpec{"ruling", "clause", ruling_fields},
    RecordSpec{"rma", "number", rma_fields},
    RecordSpec{"complaint", "number", complaint_fields},
    RecordSpec{"points", "balance", points_fields},
    RecordSpec{"points_entry", "kind", points_entry_fields},
    RecordSpec{"ticket", "number", ticket_fields},
    RecordSpec{"shopper", "name", shopper_fields},
};

// --- enumerations -----------------------------------------------------------------------------

constexpr std::array<string_view, 8> order_status_ids{
    "placed",
    "paid",
    "packing",
    "shipped",
    "out_for_delivery",
    "received",
    "cancelled",
    "returned"};
constexpr std::array<string_view, 6> return_reason_ids{
    "no_reason", "damaged", "defective", "wrong_item", "not_as_described", "missing_parts"};
constexpr std::array<string_view, 10> ruling_code_ids{
    "no_reason_window",
    "quality_window",
    "not_received",
    "cancelled",
    "window_over",
    "excluded_kind",
    "already_returned",
    "too_late_repair",
    "seller_fault",
    "unknown"};
constexpr std::array<string_view, 2> freight_ids{"shopper", "shop"};
constexpr std::array<string_view, 18> rma_status_ids{
    "draft",
    "requested",
    "auto_approved",
    "in_review",
    "approved",
    "awaiting_parcel",
    "in_transit",
    "received",
    "inspected",
    "accepted",
    "partial",
    "disputed",
    "refund_due",
    "refunded",
    "exchange_shipped",
    "done",
    "rejected",
    "cancelled"};
constexpr std::array<string_view, 3> severity_ids{"low", "medium", "high"};
constexpr std::array<string_view, 6> points_kind_ids{
    "earn", "redeem", "expire", "clawback", "adjust", "earn_pending"};
constexpr std::array<string_view, 4> tier_ids{"basic", "silver", "gold", "platinum"};
constexpr std::array<string_view, 6> ticket_category_ids{
    "general", "order", "return", "complaint", "points", "service"};
constexpr std::array<string_view, 4> priority_ids{"low", "normal", "high", "urgent"};

constexpr std::array enums{
    EnumSpec{"order_status", order_status_ids},
    EnumSpec{"return_reason", return_reason_ids},
    EnumSpec{"ruling_code", ruling_code_ids},
    EnumSpec{"freight", freight_ids},
    EnumSpec{"rma_status", rma_status_ids},
    EnumSpec{"severity", severity_ids},
    EnumSpec{"points_kind", points_kind_ids},
    EnumSpec{"tier", tier_ids},
    EnumSpec{"ticket_category", ticket_category_ids},
    EnumSpec{"priority", priority_ids},
};

// --- actions ----------------------------------------------------------------------------------

constexpr std::array order_no_arg{FieldSpec{"order_no", "order_no", "the order's number"}};
constexpr std::array list_args{
    FieldSpec{"open", "yes_no", "only those that are still on their way", true}};
constexpr std::array prove_args{
    FieldSpec{"order_no", "order_no", "the order's number"},
    FieldSpec{"digits", "phone_tail", "last four digits of the order's phone"},
};
constexpr std::array return_args{
    FieldSpec{"order", "record:order", "the order"},
    FieldSpec{"item", "record:item", "which of its items"},
    FieldSpec{"reason", "choice:return_reason", "why"},
};
constexpr std::array complaint_args{
    FieldSpec{"text", "free_text", "the complaint in the shopper's words"},
    FieldSpec{"severity", "choice:severity", "how grave"},
    FieldSpec{"order", "record:order", "the order it is about", true},
};
constexpr std::array ticket_args{
    FieldSpec{"category", "choice:ticket_category", "which desk it is for"},
    FieldSpec{"priority", "choice:priority", "how urgent; normal if left out", true},
    FieldSpec{"subject", "free_text", "one line for the agent", true},
};

constexpr std::array<string_view, 1> not_found{"not_found"};
constexpr std::array<string_view, 3> prove_failures{"not_found", "too_soon", "too_many"};
constexpr std::array<string_view, 2> open_failures{"refused", "already_open"};

constexpr std::array actions{
    ActionSpec{
        "identity.prove",
        "proves an order by its number and its phone's last four digits; wrong number and wrong "
        "digits answer alike",
        prove_args,
        "",
        prove_failures,
        true},
    ActionSpec{
        "identity.owns",
        "whether the signed-in shopper placed the order; the turn asks it before anything else",
        order_no_arg,
        "",
        not_found,
        false,
        Need::signed_in},
    ActionSpec{
        "order.find",
        "one order by its number",
        order_no_arg,
        "record:order",
        not_found,
        false,
        Need::order_owner},
    ActionSpec{
        "order.latest",
        "the signed-in shopper's latest order",
        {},
        "record:order",
        not_found,
        false,
        Need::signed_in},
    ActionSpec{
        "order.list",
        "the signed-in shopper's last orders, newest first",
        list_args,
        "list:order",
        {},
        false,
        Need::signed_in},
    ActionSpec{
        "returns.rule",
        "what the shop's policy says to this return",
        return_args,
        "record:ruling",
        not_found,
        false,
        Need::order_owner},
    ActionSpec{
        "returns.open",
        "opens the return that returns.rule allows",
        return_args,
        "record:rma",
        open_failures,
        true,
        Need::order_owner},
    ActionSpec{
        "complaint.open",
        "records a complaint in full",
        complaint_args,
        "record:complaint",
        {},
        true},
    ActionSpec{
        "points.balance",
        "balance, next expiry and last movements",
        {},
        "record:points",
        {},
        false,
        Need::signed_in},
    ActionSpec{
        "ticket.open",
        "opens a ticket for the desk while the clerk goes on",
        ticket_args,
        "record:ticket",
        {},
        true},
};

template <class Specs>
auto find(const Specs& specs, string_view name) -> decltype(&specs.front()) {
    const auto at = std::ranges::find(specs, name, [](const auto& spec) { return spec.name; });
    return at == specs.end() ? nullptr : &*at;
}

}  // namespace

std::span<const RecordSpec> record_specs() {
    return records;
}

std::span<const EnumSpec> enum_specs() {
    return enums;
}

std::span<const ActionSpec> action_specs() {
    return actions;
}

const RecordSpec* find_record_spec(string_view name) {
    return find(records, name);
}

const FieldSpec* find_field_spec(const RecordSpec& record, string_view name) {
    const auto at = std::ranges::find(record.fields, name, &FieldSpec::name);
    return at == record.fields.end() ? nullptr : &*at;
}

const EnumSpec* find_enum_spec(string_view name) {
    return find(enums, name);
}

const ActionSpec* find_action_spec(string_view name) {
    return find(actions, name);
}

}  // namespace clerk
