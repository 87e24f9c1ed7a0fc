#include "retail/complaints.hpp"

#include "retail/life.hpp"

#include <array>

namespace clerk::retail {
namespace {

using std::string_view;

constexpr std::array<string_view, 1> after_received{"acknowledged"};
constexpr std::array<string_view, 1> after_acknowledged{"investigating"};
constexpr std::array<string_view, 2> after_investigating{"proposed", "escalated"};
constexpr std::array<string_view, 2> after_proposed{"accepted", "refused"};
constexpr std::array<string_view, 1> after_accepted{"executed"};
constexpr std::array<string_view, 2> after_refused{"proposed", "escalated"};
constexpr std::array<string_view, 2> after_escalated{"proposed", "mediation"};
constexpr std::array<string_view, 1> after_mediation{"executed"};
constexpr std::array<string_view, 1> after_executed{"callback_due"};
constexpr std::array<string_view, 2> after_callback_due{"confirmed", "reopened"};
constexpr std::array<string_view, 1> after_confirmed{"closed"};
constexpr std::array<string_view, 1> after_closed{"reopened"};
constexpr std::array<string_view, 1> after_reopened{"investigating"};

constexpr std::array complaint_life{
    Station{"received", after_received},
    Station{"acknowledged", after_acknowledged},
    Station{"investigating", after_investigating},
    Station{"proposed", after_proposed},
    Station{"accepted", after_accepted},
    Station{"refused", after_refused},
    Station{"escalated", after_escalated},
    Station{"mediation", after_mediation},
    Station{"executed", after_executed},
    Station{"callback_due", after_callback_due},
    Station{"confirmed", after_confirmed},
    Station{"closed", after_closed},
    Station{"reopened", after_reopened},
};

}  // namespace

UnixMillis promise_for(
    string_view severity, const ComplaintPolicy& policy, const Desks& desks, UnixMillis now
) {
    int promised = policy.promise_high_hours;
    if (severity == "low") promised = policy.promise_low_hours;
    if (severity == "medium") promised = policy.promise_medium_hours;
    return desks.hours.after(now, hours(promised), desks.offset).value_or(now + hours(promised));
}

Status check(const ComplaintMove& move) {
    if (Status legal = check_move(complaint_life, move.from, move.to); !legal) return legal;
    if (move.to != "closed") return done();
    if (move.cause.empty()) return error("incomplete", "it cannot close without its cause");
    if (move.resolution.empty()) return error("incomplete", "it cannot close without a resolution");
    if (move.callback.empty()) {
        return error("incomplete", "it cannot close before the shopper was called back");
    }
    return done();
}

}  // namespace clerk::retail
