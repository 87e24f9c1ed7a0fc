#include "retail/returns.hpp"

#include "retail/life.hpp"

#include <algorithm>
#include <array>

namespace clerk::retail {
namespace {

using std::string_view;

constexpr std::array<string_view, 10> codes{
    "no_reason_window",
    "quality_window",
    "seller_fault",
    "excluded_kind",
    "window_over",
    "too_late_repair",
    "not_received",
    "cancelled",
    "already_returned",
    "unknown"};

enum class Cause : unsigned char { no_reason, quality, seller, other };

Cause cause_of(string_view reason) {
    if (reason == "no_reason") return Cause::no_reason;
    if (reason == "damaged" || reason == "defective") return Cause::quality;
    if (reason == "wrong_item" || reason == "not_as_described" || reason == "missing_parts") {
        return Cause::seller;
    }
    return Cause::other;
}

Ruling refused(string_view code, Cause cause, std::optional<Date> deadline = std::nullopt) {
    return {
        .allowed = false,
        .code = std::string(code),
        .freight = cause == Cause::no_reason ? "shopper" : "shop",
        .deadline = deadline,
        .quantity = 0,
        .refund = std::nullopt};
}

Ruling granted(string_view code, Cause cause, const Item& item, Date deadline) {
    const std::int64_t quantity = item.quantity - item.returned;
    return {
        .allowed = true,
        .code = std::string(code),
        .freight = cause == Cause::no_reason ? "shopper" : "shop",
        .deadline = deadline,
        .quantity = quantity,
        .refund = Money{item.price.minor * quantity, item.price.currency}};
}

bool excluded(const Item& item, const ReturnsPolicy& policy) {
    const auto& kinds = policy.excluded_categories;
    return !item.no_reason_return || std::ranges::find(kinds, item.category) != kinds.end();
}

// What speaks against any return, whatever the reason: its code, or nothing.
string_view nothing_to_return(const Order& order, const Item& item) {
    if (order.status == "cancelled") return "cancelled";
    if (order.status == "returned" || item.returned >= item.quantity) return "already_returned";
    if (order.status != "received") return "not_received";
    return {};
}

// A fault shows late: money back first, exchange for some days more, and of durable goods the
// seller must prove for months that there was no defect. Both of the latter a person arranges.
Ruling rule_quality(const Item& item, const ReturnsPolicy& policy, Date received, Date today) {
    const Date return_until = received + policy.quality_return_days;
    if (today <= return_until) return granted("quality_window", Cause::quality, item, return_until);
    const Date exchange_until = received + policy.quality_exchange_days;
    const Date proof_until = received + policy.proof_on_seller_days;
    std::optional<Date> open_until;
    if (item.durable && today <= proof_until) open_until = proof_until;
    if (today <= exchange_until) open_until = exchange_until;
    return refused("too_late_repair", Cause::quality, open_until);
}

Ruling rule_no_reason(const Item& item, const ReturnsPolicy& policy, Date received, Date today) {
    if (excluded(item, policy)) return refused("excluded_kind", Cause::no_reason);
    const Date until = received + policy.no_reason_days;
    if (today > until) return refused("window_over", Cause::no_reason, until);
    return granted("no_reason_window", Cause::no_reason, item, until);
}

// The law sets no window for the seller's own mistake; after the time in which one would have
// noticed, a person looks at it.
Ruling rule_seller_fault(const Item& item, const ReturnsPolicy& policy, Date received, Date today) {
    const Date until = received + policy.quality_exchange_days;
    if (today > until) return refused("unknown", Cause::seller);
    return granted("seller_fault", Cause::seller, item, until);
}

// --- the life of a return ---------------------------------------------------------------------

constexpr std::array<string_view, 2> after_draft{"requested", "cancelled"};
constexpr std::array<string_view, 3> after_requested{"auto_approved", "in_review", "cancelled"};
constexpr std::array<string_view, 2> after_auto_approved{"awaiting_parcel", "cancelled"};
constexpr std::array<string_view, 3> after_in_review{"approved", "rejected", "cancelled"};
constexpr std::array<string_view, 2> after_approved{"awaiting_parcel", "cancelled"};
constexpr std::array<string_view, 2> after_awaiting_parcel{"in_transit", "cancelled"};
constexpr std::array<string_view, 1> after_in_transit{"received"};
constexpr std::array<string_view, 1> after_received{"inspected"};
constexpr std::array<string_view, 3> after_inspected{"accepted", "partial", "disputed"};
constexpr std::array<string_view, 2> after_accepted{"refund_due", "exchange_shipped"};
constexpr std::array<string_view, 1> after_partial{"refund_due"};
constexpr std::array<string_view, 3> after_disputed{"accepted", "partial", "rejected"};
constexpr std::array<string_view, 1> after_refund_due{"refunded"};
constexpr std::array<string_view, 1> after_paid{"done"};

constexpr std::array rma_life{
    Station{"draft", after_draft},
    Station{"requested", after_requested},
    Station{"auto_approved", after_auto_approved},
    Station{"in_review", after_in_review},
    Station{"approved", after_approved},
    Station{"awaiting_parcel", after_awaiting_parcel},
    Station{"in_transit", after_in_transit},
    Station{"received", after_received},
    Station{"inspected", after_inspected},
    Station{"accepted", after_accepted},
    Station{"partial", after_partial},
    Station{"disputed", after_disputed},
    Station{"refund_due", after_refund_due},
    Station{"refunded", after_paid},
    Station{"exchange_shipped", after_paid},
    Station{"done", {}},
    Station{"rejected", {}},
    Station{"cancelled", {}},
};

}  // namespace

Ruling rule(
    const Order& order,
    const Item& item,
    string_view reason,
    const ReturnsPolicy& policy,
    Date today
) {
    const Cause cause = cause_of(reason);
    if (const string_view code = nothing_to_return(order, item); !code.empty()) {
        return refused(code, cause);
    }
    if (!order.received || cause == Cause::other) return refused("unknown", cause);
    switch (cause) {
        case Cause::no_reason:
            return rule_no_reason(item, policy, *order.received, today);
        case Cause::quality:
            return rule_quality(item, policy, *order.received, today);
        case Cause::seller:
            return rule_seller_fault(item, policy, *order.received, today);
        case Cause::other:
            break;
    }
    return refused("unknown", cause);
}

std::span<const string_view> ruling_codes() {
    return codes;
}

const Clause* find_clause(const ReturnsPolicy& policy, string_view id) {
    const auto at = std::ranges::find(policy.clauses, id, &Clause::id);
    return at == policy.clauses.end() ? nullptr : &*at;
}

Status check(const RmaMove& move) {
    if (Status legal = check_move(rma_life, move.from, move.to); !legal) return legal;
    if (move.to == "rejected" && (move.reason.empty() || move.clause.empty())) {
        return error("incomplete", "a rejection names its reason and the clause it rests on");
    }
    return done();
}

}  // namespace clerk::retail
