// What the shop's policy says to a return: the ruling that the clerk and the agent both give, with
// the clause they can name. And the life of a return once it is open.
//
// This module is the shop's rules as pure functions and state machines over model/shop values:
// returns, complaints (complaints.hpp), the points ledger (points.hpp). Policies are data that
// content/ reads from config/policies; what is stored is store/'s business, what is said is the
// flows'. Called by app/actions on the engine thread and by commands; no I/O, no clock: today is an
// argument.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/shop.hpp"
#include "retail/policy.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace clerk::retail {

// The ids of the catalog's ruling_code; a clause of the same id explains each.
//   no_reason_window  granted: within the days after sign-off, the shopper pays the way back
//   quality_window    granted: a fault, in time for money back, the shop pays
//   seller_fault      granted: wrong, incomplete or misdescribed, the shop pays
//   excluded_kind     refused: this kind does not come back without a reason
//   window_over       refused: too late without a reason
//   too_late_repair   refused: a fault, too late for money back; exchange or repair is a person's
//   matter not_received, cancelled, already_returned   refused: there is nothing to send back
//   unknown           refused by the clerk: a person decides
struct Ruling {
    bool allowed = false;
    std::string code;
    std::string freight = "shopper";  // enum freight: who pays the way back
    std::optional<Date> deadline;     // last day of the window that decides, when one does
    std::int64_t quantity = 0;        // how many come back, when allowed …
    std::optional<Money> refund;      // … and what for

    friend bool operator==(const Ruling&, const Ruling&) = default;
};

// `reason` is an id of return_reason; any other is "unknown". All that is left of the item comes
// back.
[[nodiscard]] Ruling rule(
    const Order& order,
    const Item& item,
    std::string_view reason,
    const ReturnsPolicy& policy,
    Date today
);

// The clauses a policy must bring, one a code.
[[nodiscard]] std::span<const std::string_view> ruling_codes();

// nullptr when the policy has none of that id.
[[nodiscard]] const Clause* find_clause(const ReturnsPolicy& policy, std::string_view id);

// --- the life of a return ---------------------------------------------------------------------

struct RmaMove {
    std::string_view from;  // ids of rma_status
    std::string_view to;
    std::string_view reason;  // why it is rejected …
    std::string_view clause;  // … and by which clause
};

// "illegal" names the moves that are legal; "incomplete": a rejection without reason and clause.
[[nodiscard]] Status check(const RmaMove& move);

}  // namespace clerk::retail
