#include "app/actions.hpp"

#include "app/arguments.hpp"
#include "app/numbers.hpp"
#include "app/records.hpp"
#include "base/limits.hpp"
#include "retail/complaints.hpp"
#include "retail/returns.hpp"

#include <algorithm>
#include <utility>

namespace clerk::app {
namespace {

using std::string_view;

Error not_found() {
    return error("not_found", "no such thing, or not yours");
}

// A failure of the store, whichever, is to the flow that the action cannot be had now.
Error unavailable(const Error& why) {
    return error("unavailable", why.message);
}

Date today(const ActionContext& context) {
    return local_date(context.now, context.content.script.settings.offset);
}

// Neither in the shopper's hands nor done with: it can still be changed, moved or called off.
bool is_open(const Order& order) {
    return order.status != "received" && order.status != "cancelled" && order.status != "returned";
}

bool may_see(const OrderProof& order, const Identity& who) {
    if (who.signed_in() && order.customer == who.customer) return true;
    return who.has_proven(order.no);
}

}  // namespace

// Every action of the catalog but ticket.open; a test holds the two equal.
const Actions::Named Actions::table[] = {
    {"identity.prove", &Actions::prove},
    {"identity.owns", &Actions::owns},
    {"order.find", &Actions::find_order},
    {"order.latest", &Actions::latest_order},
    {"order.list", &Actions::list_orders},
    {"returns.rule", &Actions::rule_return},
    {"returns.open", &Actions::open_return},
    {"complaint.open", &Actions::open_complaint},
    {"points.balance", &Actions::points_balance},
};

const Actions::Named* Actions::find(string_view action) {
    const auto at = std::ranges::find(table, action, &Named::name);
    return at == std::end(table) ? nullptr : at;
}

bool Actions::performs(string_view action) {
    return find(action) != nullptr;
}

EffectAnswer Actions::perform(const CallAction& call, const ActionContext& context) {
    const Named* named = find(call.action);
    if (named == nullptr) return {.n = call.n, .value = {}, .failure = "unavailable"};
    Outcome outcome = (this->*named->perform)(call.args, context);
    if (!outcome) return {.n = call.n, .value = {}, .failure = outcome.error().code};
    return {.n = call.n, .value = *std::move(outcome), .failure = {}};
}

// --- orders -----------------------------------------------------------------------------------

Result<Order> Actions::visible_order(string_view no, const ActionContext& context) {
    const Result<std::optional<OrderProof>> proof = store_.order_proof(no);
    if (!proof) return unavailable(proof.error());
    if (!*proof || !may_see(**proof, context.state.identity)) return not_found();
    Result<std::optional<Order>> order = store_.order_by_no(no);
    if (!order) return unavailable(order.error());
    if (!*order) return not_found();
    return **std::move(order);
}

Actions::Outcome Actions::find_order(const NamedValues& args, const ActionContext& context) {
    const Result<Order> order = visible_order(text_arg(args, "order_no"), context);
    if (!order) return order.error();
    return order_record(*order);
}

Actions::Outcome Actions::latest_order(const NamedValues&, const ActionContext& context) {
    if (!context.state.identity.signed_in()) return not_found();
    const auto orders = store_.orders_of(context.state.identity.customer, 1);
    if (!orders) return unavailable(orders.error());
    if (orders->empty()) return not_found();
    return order_record(orders->front());
}

Actions::Outcome Actions::list_orders(const NamedValues& args, const ActionContext& context) {
    std::vector<Value> records;
    if (!context.state.identity.signed_in()) return make_list(std::move(records));
    const auto orders =
        store_.orders_of(context.state.identity.customer, limits::orders_listed_max);
    if (!orders) return unavailable(orders.error());
    const bool only_open = flag_arg(args, "open");
    for (const Order& order : *orders) {
        if (!only_open || is_open(order)) records.push_back(order_summary_record(order));
    }
    return make_list(std::move(records));
}

// --- returns ----------------------------------------------------------------------------------

struct Actions::ReturnCase {
    Order order;
    Item item;
    std::string reason;
    retail::Ruling ruling;
};

Result<Actions::ReturnCase> Actions::return_case(
    const NamedValues& args, const ActionContext& context
) {
    Result<Order> order = visible_order(record_text(args, "order", "no"), context);
    if (!order) return order.error();
    const std::int64_t no = record_count(args, "item", "no");
    if (no < 1 || static_cast<std::size_t>(no) > order->items.size()) return not_found();
    ReturnCase found{
        .order = *std::move(order),
        .item = {},
        .reason = std::string(choice_arg(args, "reason")),
        .ruling = {}};
    found.item = found.order.items[static_cast<std::size_t>(no) - 1];
    found.ruling = retail::rule(
        found.order, found.item, found.reason, context.content.policies.returns, today(context)
    );
    return found;
}

Actions::Outcome Actions::rule_return(const NamedValues& args, const ActionContext& context) {
    const Result<ReturnCase> found = return_case(args, context);
    if (!found) return found.error();
    return ruling_record(found->ruling, context.content.policies.returns);
}

Actions::Outcome Actions::open_return(const NamedValues& args, const ActionContext& context) {
    const Result<ReturnCase> found = return_case(args, context);
    if (!found) {
        return found.error().code == "not_found" ? error("refused", found.error().message)
                                                 : found.error();
    }
    const retail::Ruling& ruling = found->ruling;
    // What is returned already may be so by this very effect: the store knows its key.
    const bool maybe_ours = ruling.code == "already_returned";
    if (!ruling.allowed && !maybe_ours) return error("refused", ruling.code);
    const Rma wanted{
        .id = ids_.next<RmaId>(),
        .number = public_number("RMA", chance_),
        .order = found->order.id,
        .item = found->item.id,
        .order_no = found->order.no,
        .item_name = found->item.name,
        .reason = found->reason,
        .status = "awaiting_parcel",
        .quantity = std::max<std::int64_t>(ruling.quantity, 1),
        .refund = ruling.refund.value_or(Money{0, found->item.price.currency}),
        .freight = ruling.freight,
        .send_by = today(context) + context.content.policies.returns.send_back_days,
        .clause = ruling.code,
        .at = context.now};
    const Result<Rma> opened = store_.open_rma(wanted, context.key);
    if (opened) return rma_record(*opened);
    if (opened.error().code == "unique") return error("already_open", opened.error().message);
    return unavailable(opened.error());
}

// --- complaints and points --------------------------------------------------------------------

Actions::Outcome Actions::open_complaint(const NamedValues& args, const ActionContext& context) {
    OrderId about;
    if (const string_view no = record_text(args, "order", "no"); !no.empty()) {
        const Result<Order> order = visible_order(no, context);
        // Not theirs: the complaint is recorded all the same, about no order.
        if (!order && order.error().code != "not_found") return order.error();
        if (order) about = order->id;
    }
    const std::string severity(choice_arg(args, "severity"));
    const turn::Settings& settings = context.content.script.settings;
    const retail::Desks desks{settings.people, settings.offset};
    const Complaint wanted{
        .id = ids_.next<ComplaintId>(),
        .number = public_number("C", chance_),
        .conversation = context.state.id,
        .customer = context.state.identity.customer,
        .order = about,
        .text = std::string(text_arg(args, "text")),
        .severity = severity,
        .status = "received",
        .promise =
            retail::promise_for(severity, context.content.policies.complaints, desks, context.now),
        .at = context.now};
    const Result<Complaint> opened = store_.open_complaint(wanted, context.key);
    if (!opened) return unavailable(opened.error());
    return complaint_record(*opened);
}

Actions::Outcome Actions::points_balance(const NamedValues&, const ActionContext& context) {
    if (!context.state.identity.signed_in()) return error("unavailable", "nobody is signed in");
    const auto entries = store_.points_of(context.state.identity.customer);
    if (!entries) return unavailable(entries.error());
    const int shown = std::max(context.content.policies.points.shown_entries, 0);
    const UtcOffset offset = context.content.script.settings.offset;
    return points_record(*entries, today(context), offset, static_cast<std::size_t>(shown));
}

}  // namespace clerk::app
