#include "turn/identity.hpp"

#include "turn/errand.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

constexpr std::string_view proof_flow = "system/prove_order";
constexpr std::string_view digits_type = "phone_tail";
// Failed proofs have a ladder of their own: the number was no wrong answer to its question.
constexpr int proof_tries_max = 3;

// The order's number that the flow needs proven; null: none is given yet.
const std::string* order_of(const Frame& frame, const flow::Flow& flow) {
    const Value* value = find_value(frame.values, flow.needs.order_slot);
    return value ? value->get<std::string>() : nullptr;
}

Running ask_sign_in(Turn& turn) {
    turn.say(turn.system_text("sign_in"), turn.person_button());
    turn.emit(Awaits{AwaitSignIn{}});
    return Running::waits;
}

Running begin_proof(Turn& turn, std::string order_no) {
    const flow::Flow* flow = turn.script().flow(proof_flow);
    if (flow && push_flow(turn, *flow, {{"order_no", std::move(order_no)}}, "")) {
        return Running::goes_on;
    }
    fail_errand(turn, "unavailable", "action_failed");
    return Running::goes_on;
}

// The collect that asks for the slot; empty: none, the flow that started this one gave it.
std::string collect_step(const flow::Flow& flow, std::string_view slot) {
    for (const flow::Step& step : flow.steps) {
        const auto* collect = std::get_if<flow::Collect>(&step.action);
        if (collect && collect->slot == slot) return step.id;
    }
    return {};
}

// Nothing has been done with a number that is not proven, so going back to its question is safe.
Running ask_number_again(Turn& turn) {
    const flow::Flow& flow = *turn.flow();
    const std::string slot = flow.needs.order_slot;
    const std::string* order_no = order_of(*turn.frame(), flow);
    const NamedValues names{{"order_no", order_no ? *order_no : std::string()}};
    const std::string step = collect_step(flow, slot);
    if (step.empty()) {
        turn.lead(turn.system_text("not_proven", names));
        return end_frame(turn, "not_found", {});
    }
    const std::string refused = order_no ? *order_no : std::string();
    forget_slot(turn, slot);
    turn.emit(SlotSet{std::string(unproven_mark), refused, "set"});
    turn.emit(Tried{"prove:" + slot});
    if (tries_at(*turn.frame(), "prove:" + slot) < proof_tries_max) {
        turn.question_in(turn.system_text("not_proven_again", names));
        reach(turn, step);
    } else {
        turn.lead(turn.system_text("not_proven", names));
        reach(turn, flow::after_otherwise(flow, step).value_or(std::string(flow::hand_over)));
    }
    return Running::goes_on;
}

}  // namespace

std::optional<Running> hold_for_identity(Turn& turn, const flow::Flow& flow) {
    const Identity& identity = turn.state().identity;
    if (flow.needs.need == Need::signed_in && !identity.signed_in()) return ask_sign_in(turn);
    if (flow.needs.need != Need::order_owner) return std::nullopt;
    const std::string* order_no = order_of(*turn.frame(), flow);
    if (!order_no || identity.has_proven(*order_no)) return std::nullopt;
    if (!identity.signed_in()) return begin_proof(turn, *order_no);
    turn.call(std::string(owns_action), {{"order_no", *order_no}});
    return Running::waits;
}

bool is_proof(std::string_view over, const flow::Flow& below, std::string_view step) {
    if (over != proof_flow) return false;
    const flow::OpIndex at = below.step(step);
    return at == flow::no_op || !std::holds_alternative<flow::Start>(below.steps[at].action);
}

bool proves_order(const Turn& turn) {
    const std::vector<Frame>& stack = turn.state().stack;
    if (stack.size() < 2) return false;
    const Frame& below = stack[stack.size() - 2];
    const flow::Flow* flow = turn.script().flow(below.flow);
    return flow && is_proof(stack.back().flow, *flow, below.step);
}

Running proof_ended(Turn& turn, const std::string& failure) {
    if (failure.empty()) return Running::goes_on;
    if (failure == "not_found") return ask_number_again(turn);
    fail_errand(turn, failure, failure == "too_many" ? "too_many_proofs" : "action_failed");
    return Running::goes_on;
}

bool prove_again(Turn& turn, const nlu::Understanding& message) {
    const auto* question = std::get_if<AwaitSlot>(&turn.state().awaiting);
    const flow::Flow* flow = question ? turn.flow() : nullptr;
    const flow::Flow* proof = turn.script().flow(proof_flow);
    if (!flow || !proof || flow->needs.order_slot != question->slot) return false;
    const Value* refused = find_value(turn.frame()->values, unproven_mark);
    const flow::SlotSpec* digits = proof->first_slot_of(digits_type);
    if (!refused || !refused->is_set() || !digits) return false;
    const auto said = turn.script().lexicon->answer(digits_type, message, turn.here());
    if (!said || !said->is_set()) return false;
    const Value order_no = *refused;
    set_slot(turn, std::string(question->slot), order_no, "answer");
    return push_flow(turn, *proof, {{"order_no", order_no}, {digits->name, *said}}, "");
}

void note_proof(Turn& turn, const flow::Act& act, const std::string& failure) {
    if (act.action != prove_action) return;
    const Value* order_no = find_value(act.args, "order_no");
    const std::string* number = order_no ? order_no->get<std::string>() : nullptr;
    if (failure.empty() && number) turn.emit(OrderProven{*number});
    if (failure == "not_found") turn.emit(ProofFailed{});
}

void ownership_answered(Turn& turn, const EffectAnswer& answer) {
    if (!turn.frame() || !turn.flow()) return;
    const std::string* order_no = order_of(*turn.frame(), *turn.flow());
    if (!order_no) return;
    if (answer.failure.empty()) {
        turn.emit(OrderProven{*order_no});
    } else if (answer.failure == "not_found") {
        static_cast<void>(begin_proof(turn, *order_no));
    } else {
        fail_errand(turn, answer.failure, "action_failed");
    }
}

void shopper_signs_in(Turn& turn, const ShopperSignsIn& who) {
    const Identity& before = turn.state().identity;
    if (before.signed_in() && before.customer != who.customer) {
        end_everything(turn, "cancelled");
    }
    turn.emit(SignedIn{who.customer, who.name, who.tier});
    const std::string text = turn.system_text("signed_in", {{"name", who.name}});
    turn.notify(Notice::signed_in, text, who.name);
    if (turn.state().owner != Owner::bot) return;
    // Whoever has signed in need not prove what the store can tell.
    const bool proving = proves_order(turn);
    if (proving) turn.emit(FlowEnded{std::string(proof_flow), "cancelled"});
    const bool waited = std::holds_alternative<AwaitSignIn>(turn.state().awaiting);
    if (proving || waited) settle(turn);
}

}  // namespace clerk::turn
