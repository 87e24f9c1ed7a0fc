// The life of a complaint: one clear process in which nothing is forgotten. It cannot close without
// its cause, what was done about it, and what the shopper said when called back.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/hours.hpp"
#include "retail/policy.hpp"

#include <string_view>

namespace clerk::retail {

// When people are at their desks, and by which clock.
struct Desks {
    OpenHours hours;
    UtcOffset offset;
};

// By when a person answers, by how grave it is; an unknown severity counts as the gravest. Only the
// hours in which people are there count; by the clock where they never are.
[[nodiscard]] UnixMillis promise_for(
    std::string_view severity, const ComplaintPolicy& policy, const Desks& desks, UnixMillis now
);

struct ComplaintMove {
    std::string_view from;
    std::string_view to;
    std::string_view cause;  // all three before it closes
    std::string_view resolution;
    std::string_view callback;  // the outcome of the call-back
};

// "illegal" names the moves that are legal; "incomplete" names what is missing before it may close.
[[nodiscard]] Status check(const ComplaintMove& move);

}  // namespace clerk::retail
