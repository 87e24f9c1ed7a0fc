#include "turn/apply.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

// Events are facts, and a journal may be older than the program: an event that speaks of the top
// frame when there is none is ignored rather than a crash.
template <class Change>
void at_top(ConversationState& state, Change change) {
    if (!state.stack.empty()) change(state.stack.back());
}

void count_try(Frame& frame, const std::string& step) {
    const auto at = std::ranges::find(frame.tries, step, &std::pair<std::string, int>::first);
    if (at != frame.tries.end()) {
        ++at->second;
    } else {
        frame.tries.emplace_back(step, 1);
    }
}

// The opener says most about an errand, so the oldest but it makes room.
void hear(Frame& frame, const std::string& text) {
    if (frame.heard.size() >= limits::early_messages_kept_max) {
        frame.heard.erase(frame.heard.begin() + 1);
    }
    frame.heard.push_back(text);
}

void keep(std::vector<KeptSlot>& kept, const KeptSlot& slot) {
    std::erase_if(kept, [&](const KeptSlot& old) {
        return old.name == slot.name && old.type == slot.type;
    });
    if (kept.size() >= limits::slots_per_flow_max) kept.erase(kept.begin());
    kept.push_back(slot);
}

void hear_last(ConversationState& state, const std::string& text) {
    std::vector<std::string>& earlier = state.earlier_words;
    if (!state.last_words.empty()) {
        if (earlier.size() >= earlier_words_max) earlier.erase(earlier.begin());
        earlier.push_back(std::move(state.last_words));
    }
    state.last_words = utf8::prefix(text, limits::last_words_bytes_max);
}

void said(ConversationState& state, const Said& event) {
    state.last_seq = event.seq;
    if (event.message.from == From::bot) state.last_reply = event.message;
    if (event.message.from != From::shopper) return;
    state.nudges = 0;
    hear_last(state, event.message.text);
}

// Another person at the same screen inherits nothing.
void signed_in(ConversationState& state, const SignedIn& event) {
    if (state.identity.signed_in() && state.identity.customer != event.customer) {
        state.identity.proven_orders.clear();
        state.kept.clear();
        state.last_reply = {};
        state.last_words.clear();
        state.earlier_words.clear();
    }
    state.identity.customer = event.customer;
    state.identity.name = event.name;
    state.identity.tier = event.tier;
}

void prove(Identity& identity, const std::string& order_no) {
    if (!identity.has_proven(order_no)) identity.proven_orders.push_back(order_no);
}

// What was said inside a digression comes before what waits for the errand below it.
void queue(std::vector<QueuedIntent>& queued, const QueuedIntent& intent) {
    if (queued.size() >= limits::clauses_per_message_max) return;
    const auto at = std::ranges::find_if(queued, [&](const QueuedIntent& other) {
        return other.depth < intent.depth;
    });
    queued.insert(at, intent);
}

// The errand that begins at `frame`, up to the next one, comes to the top.
void bring_up(std::vector<Frame>& stack, std::size_t frame) {
    if (frame >= stack.size()) return;
    const auto first = stack.begin() + static_cast<std::ptrdiff_t>(frame);
    const auto next = std::find_if(first + 1, stack.end(), [](const Frame& other) {
        return !other.intent.empty();
    });
    std::rotate(first, next, stack.end());
}

struct Fold {
    ConversationState& state;

    void operator()(const Opened& e) const {
        state = ConversationState{};
        state.id = e.conversation;
        state.lang = e.lang;
        state.channel = e.channel;
    }

    void operator()(const Said& e) const { said(state, e); }

    void operator()(const Understood&) const { state.not_understood = 0; }

    void operator()(const NotUnderstood&) const { ++state.not_understood; }

    void operator()(const FlowStarted& e) const {
        state.stack.push_back(e.frame);
        if (!e.frame.intent.empty()) state.last_errand = e.frame.intent;
    }

    void operator()(const FlowEnded&) const {
        if (!state.stack.empty()) state.stack.pop_back();
    }

    void operator()(const StepReached& e) const {
        at_top(state, [&](Frame& frame) { frame.step = e.step; });
    }

    void operator()(const SlotSet& e) const {
        at_top(state, [&](Frame& frame) { set_value(frame.values, e.name, e.value); });
    }

    void operator()(const SlotCleared& e) const {
        at_top(state, [&](Frame& frame) { erase_value(frame.values, e.name); });
    }

    void operator()(const SlotKept& e) const { keep(state.kept, e.slot); }

    void operator()(const Tried& e) const {
        at_top(state, [&](Frame& frame) { count_try(frame, e.step); });
    }

    void operator()(const Heard& e) const {
        for (auto frame = state.stack.rbegin(); frame != state.stack.rend(); ++frame) {
            hear(*frame, e.text);
            if (!frame->intent.empty()) break;  // said to the whole errand, and to no other
        }
    }

    void operator()(const WordsTaken& e) const {
        at_top(state, [&](Frame& frame) {
            if (e.index < frame.heard.size()) frame.heard[e.index] = e.left;
        });
    }

    void operator()(const Awaits& e) const { await(e.awaiting, e.mark); }

    void operator()(const IntentQueued& e) const { queue(state.queued, e.intent); }

    void operator()(const IntentUnqueued&) const {
        if (!state.queued.empty()) state.queued.erase(state.queued.begin());
    }

    void operator()(const ActionRequested& e) const {
        await(AwaitAction{e.n, e.action, e.turn, e.tries}, 0);
    }

    void operator()(const ActionAnswered&) const { await(Idle{}, 0); }

    void operator()(const OrderProven& e) const { prove(state.identity, e.order_no); }

    void operator()(const ProofFailed&) const { ++state.proof_failures; }

    void operator()(const SignedIn& e) const { signed_in(state, e); }

    void operator()(const LangSet& e) const { state.lang = e.lang; }

    void operator()(const OwnerSet& e) const {
        state.owner = e.owner;
        state.agent = e.agent;
        ++state.fence;
    }

    void operator()(const TicketLinked& e) const {
        state.ticket = e.ticket;
        state.ticket_number = e.number;
    }

    void operator()(const WakeSet& e) const { state.wake_at = e.at; }

    void operator()(const Nudged&) const { ++state.nudges; }

    void operator()(const TurnEnded& e) const {
        ++state.turns;
        ++state.version;
        state.last_at = e.at;
    }

    void operator()(const Resumed& e) const { bring_up(state.stack, e.frame); }

    void operator()(const Raised& e) const { state.priority = e.priority; }

    void await(const Awaiting& what, std::uint32_t mark) const {
        state.awaiting = what;
        state.asked = mark;
    }
};

}  // namespace

void apply(ConversationState& state, const Event& event) {
    std::visit(Fold{state}, event);
}

ConversationState replay(std::span<const Event> events) {
    ConversationState state;
    for (const Event& event : events)
        apply(state, event);
    return state;
}

}  // namespace clerk::turn
