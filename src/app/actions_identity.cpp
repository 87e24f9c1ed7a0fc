// identity.prove and identity.owns: the only two ways in which an order becomes somebody's to see.
// A wrong number and wrong digits cannot be told apart, neither by the answer, nor by what is
// counted, nor by the work.

#include "access/tokens.hpp"
#include "app/actions.hpp"
#include "app/arguments.hpp"
#include "base/limits.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace clerk::app {
namespace {

using std::string_view;

constexpr std::size_t digits_asked = 4;

// What a failure is counted under, and how often since when it may happen.
struct Counter {
    std::string who;
    UnixMillis since;
    int max = 0;
    bool delays = false;  // each failure makes the next try wait longer
};

// Of an IPv6 address the first half: a household has all of the second.
string_view network_of(string_view address) {
    if (address.find(':') == string_view::npos) return address;
    std::size_t end = 0;
    for (int groups = 0; groups < 4 && end != string_view::npos; ++groups) {
        end = address.find(':', end == 0 ? 0 : end + 1);
        if (end != string_view::npos && address.substr(end).starts_with("::")) break;
    }
    return address.substr(0, end);
}

std::string lower_case(string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

std::array<Counter, 3> counters(string_view order_no, const ActionContext& context) {
    const UnixMillis now = context.now;
    return {
        Counter{
            "order:" + lower_case(order_no),
            now - Millis{limits::proof_order_window_ms},
            limits::proof_failures_per_order_max,
            true},
        Counter{
            "conversation:" + to_string(context.state.id),
            UnixMillis{},
            limits::proof_failures_per_conversation_max,
            true},
        Counter{
            "address:" + std::string(network_of(context.address)),
            now - Millis{limits::proof_address_window_ms},
            limits::proof_failures_per_address_hour_max}};
}

// Fits neither the digits nor their number of any phone.
constexpr string_view no_phone = "xxxx";

string_view tail_of(const std::optional<OrderProof>& order) {
    if (!order || order->phone.size() < digits_asked) return no_phone;
    return string_view(order->phone).substr(order->phone.size() - digits_asked);
}

}  // namespace

Result<Actions::Try> Actions::may_try(string_view order_no, const ActionContext& context) {
    bool many = context.state.proof_failures >= limits::proof_failures_per_conversation_max;
    bool soon = false;
    for (const Counter& counter : counters(order_no, context)) {
        const Result<int> failures = store_.failures(counter.who, counter.since);
        if (!failures) return failures.error();
        many = many || *failures >= counter.max;
        const std::int64_t delay = counter.delays ? limits::proof_delay_ms(*failures) : 0;
        const Result<int> just_now = store_.failures(counter.who, context.now - Millis{delay});
        if (!just_now) return just_now.error();
        soon = soon || (delay > 0 && *just_now > 0);
    }
    return many ? Try::too_many : soon ? Try::too_soon : Try::now;
}

Status Actions::note_failure(string_view order_no, const ActionContext& context) {
    for (const Counter& counter : counters(order_no, context)) {
        if (Status noted = store_.add_failure(counter.who, context.now); !noted) return noted;
    }
    return done();
}

Actions::Outcome Actions::prove(const NamedValues& args, const ActionContext& context) {
    const string_view order_no = text_arg(args, "order_no");
    const string_view digits = text_arg(args, "digits");
    const Result<Try> allowed = may_try(order_no, context);
    if (!allowed) return error("unavailable", allowed.error().message);
    if (*allowed == Try::too_many) {
        return error("too_many", "too many failed proofs: a person must help");
    }
    if (*allowed == Try::too_soon) return error("too_soon", "too soon after the last failed proof");
    const Result<std::optional<OrderProof>> order = store_.order_proof(order_no);
    if (!order) return error("unavailable", order.error().message);
    const bool fits = digits.size() == digits_asked && access::same_secret(tail_of(*order), digits);
    if (fits && *order) return Value{};
    if (Status noted = note_failure(order_no, context); !noted) {
        return error("unavailable", noted.error().message);
    }
    return error("not_found", "no such order, or not these digits");
}

Actions::Outcome Actions::owns(const NamedValues& args, const ActionContext& context) {
    const Result<std::optional<OrderProof>> order = store_.order_proof(text_arg(args, "order_no"));
    if (!order) return error("unavailable", order.error().message);
    const CustomerId shopper = context.state.identity.customer;
    if (shopper && *order && (*order)->customer == shopper) return Value{};
    return error("not_found", "no such order, or not yours");
}

}  // namespace clerk::app
