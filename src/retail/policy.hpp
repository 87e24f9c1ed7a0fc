// The shop's rules as data, read from config/policies by content/ and applied by the rulings here.
// Each clause has a name that the clerk and the agent can cite.
#pragma once

#include "model/value.hpp"

#include <string>
#include <vector>

namespace clerk::retail {

struct Clause {
    std::string id;  // "distance_7_days"
    LocalText name;  // "消保法第25条 · 七日无理由退货"
    LocalText text;  // said to the shopper
};

struct ReturnsPolicy {
    std::string effective;        // ISO date; shown with the clause
    std::string region;           // "CN"
    int no_reason_days = 7;       // from the day after sign-off
    int quality_return_days = 7;  // quality fault: return
    int quality_exchange_days = 15;
    int proof_on_seller_days = 180;  // durable goods: the seller proves there was no defect
    int send_back_days = 7;          // to hand the parcel in
    std::vector<std::string> excluded_categories;  // no return without a reason
    std::vector<Clause> clauses;                   // by id; see returns.hpp for which are needed
};

struct ComplaintPolicy {
    int promise_low_hours = 48;  // by when a person answers, by severity
    int promise_medium_hours = 24;
    int promise_high_hours = 4;
};

struct PointsPolicy {
    int shown_entries = 5;  // last movements told
};

struct Policies {
    ReturnsPolicy returns;
    ComplaintPolicy complaints;
    PointsPolicy points;
};

}  // namespace clerk::retail
