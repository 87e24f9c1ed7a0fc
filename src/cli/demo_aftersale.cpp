#include "cli/demo_aftersale.hpp"

#include "app/numbers.hpp"
#include "cli/demo_words.hpp"
#include "model/money.hpp"
#include "retail/complaints.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace clerk::cli {
namespace {

using std::string_view;

// Ways that retail/ allows; a test walks them.
constexpr std::array<string_view, 8> return_way{
    "awaiting_parcel",
    "in_transit",
    "received",
    "inspected",
    "accepted",
    "refund_due",
    "refunded",
    "done"};

constexpr std::array<string_view, 9> complaint_way{
    "received",
    "acknowledged",
    "investigating",
    "proposed",
    "accepted",
    "executed",
    "callback_due",
    "confirmed",
    "closed"};

struct Cause {
    string_view reason;
    string_view clause;
    string_view freight;
};

constexpr std::array causes{
    Cause{"no_reason", "no_reason_window", "shopper"},
    Cause{"damaged", "quality_window", "shop"},
    Cause{"defective", "quality_window", "shop"},
    Cause{"wrong_item", "seller_fault", "shop"},
    Cause{"not_as_described", "seller_fault", "shop"}};

// As far along the way as time allows, a day or two a step.
std::vector<DemoStep> walk(
    std::span<const string_view> way, UnixMillis begun, UnixMillis now, DemoRandom& random
) {
    std::vector<DemoStep> steps;
    UnixMillis at = begun;
    for (const string_view status : way) {
        if (at > now) break;
        steps.push_back({status, at});
        at = at + minutes(random.between(8 * 60, 40 * 60));
    }
    return steps;
}

DemoReturn return_of(
    const DemoOrder& order, std::size_t line, const DemoOptions& options, DemoRandom& random
) {
    const ItemRow& item = order.items[line];
    const Cause& cause = random.one_of<Cause>(causes);
    const UnixMillis opened = order.delivered + minutes(random.between(60, 5 * 24 * 60));
    DemoReturn made;
    made.line = line;
    made.rma.number = app::public_number("RMA", random);
    made.rma.order_no = order.row.no;
    made.rma.reason = cause.reason;
    made.rma.freight = cause.freight;
    made.rma.clause = cause.clause;
    made.rma.quantity = item.quantity;
    made.rma.refund = Money{parse_money(item.price, "CNY")->minor * item.quantity};
    made.rma.send_by = local_date(opened, options.offset) + 7;
    made.rma.at = opened;
    // A returned order's parcels have all come back and been paid; its whole way lies in the past.
    const bool over = order.row.status == "returned";
    const UnixMillis until = over ? opened + days(365) : options.now;
    made.steps = walk(return_way, opened, until, random);
    if (over) {
        for (DemoStep& step : made.steps)
            step.at = std::min(step.at, options.now);
    }
    if (!made.steps.empty()) made.rma.status = made.steps.front().status;
    return made;
}

}  // namespace

std::vector<DemoReturn> demo_returns(
    const DemoOrder& order, const DemoOptions& options, DemoRandom& random
) {
    std::vector<DemoReturn> made;
    if (order.delivered.value == 0) return made;
    if (order.row.status == "returned") {
        for (std::size_t line = 0; line < order.items.size(); ++line) {
            made.push_back(return_of(order, line, options, random));
        }
        return made;
    }
    // The sample shoppers' deliveries stay whole: they are there to be returned.
    const bool lately = options.now - order.delivered < days(14);
    if (order.customer < demo_samples || !random.chance_of(lately ? 12 : 3)) return made;
    made.push_back(return_of(order, 0, options, random));
    if (made.front().steps.empty()) made.clear();  // would begin tomorrow
    return made;
}

std::vector<DemoComplaint> demo_complaints(
    const DemoOrder& order, Lang lang, const DemoOptions& options, DemoRandom& random
) {
    std::vector<DemoComplaint> made;
    const bool lately = options.now - order.delivered < days(14);
    const bool wanted = order.customer == demo_samples - 1 || random.chance_of(lately ? 10 : 2);
    if (order.delivered.value == 0 || !wanted) return made;
    const DemoGrievance& grievance = random.one_of(demo_grievances());
    const UnixMillis at = order.delivered + minutes(random.between(30, 10 * 24 * 60));
    DemoComplaint one;
    one.steps = walk(complaint_way, at, options.now, random);
    if (one.steps.empty()) return made;
    one.complaint.number = app::public_number("C", random);
    one.complaint.text = lang == Lang::en ? grievance.en : grievance.zh;
    one.complaint.severity = grievance.severity;
    one.complaint.status = one.steps.front().status;
    one.complaint.promise = retail::promise_for(grievance.severity, {}, {}, at);
    one.complaint.at = at;
    made.push_back(std::move(one));
    return made;
}

}  // namespace clerk::cli
