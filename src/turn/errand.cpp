#include "turn/errand.hpp"

#include "base/limits.hpp"
#include "turn/carry.hpp"
#include "turn/handoff.hpp"
#include "turn/resume.hpp"
#include "turn/running.hpp"
#include "turn/subject.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

const KeptSlot* kept(const Turn& turn, const flow::SlotSpec& spec) {
    for (const KeptSlot& slot : turn.state().kept) {
        if (slot.name == spec.name && slot.type == spec.type) return &slot;
    }
    return nullptr;
}

// The first frame of the errand that the frame belongs to.
std::uint32_t root_of(const ConversationState& state, std::size_t frame) {
    while (frame > 0 && state.stack[frame].intent.empty())
        --frame;
    return static_cast<std::uint32_t>(frame);
}

// Index of the flow's frame; nullopt: it is not under way.
std::optional<std::size_t> frame_of(const ConversationState& state, std::string_view flow) {
    const auto at = std::ranges::find(state.stack, flow, &Frame::flow);
    if (at == state.stack.end()) return std::nullopt;
    return static_cast<std::size_t>(at - state.stack.begin());
}

void end_frame(Turn& turn, std::string_view outcome) {
    turn.emit(FlowEnded{turn.frame()->flow, std::string(outcome)});
}

void hear(Turn& turn, const std::string& words) {
    const bool blank = words.find_first_not_of(" \t\n") == std::string::npos;
    if (!blank) turn.emit(Heard{words});
}

// The opener may say what a condition asks for before any question is reached ("if: order_no is not
// set"), so what it tells beyond doubt is taken at once.
void take_heard(Turn& turn) {
    const flow::Flow& flow = *turn.flow();
    for (const flow::SlotSpec& slot : flow.slots) {
        const Value* held = find_value(turn.frame()->values, slot.name);
        const bool only = std::ranges::count(flow.slots, slot.type, &flow::SlotSpec::type) == 1;
        if ((held && held->is_set()) || !only || !is_collected(flow, slot.name)) continue;
        flow::AskSlot question;
        question.slot = slot.name;
        question.type = slot.type;
        const auto found = find_heard(turn, question);
        if (!found) continue;
        turn.emit(WordsTaken{found->heard, found->left});
        set_slot(turn, slot.name, found->value, "opener");
    }
}

// Nothing kept from the errands before serves this one.
void begin_anew(Turn& turn) {
    turn.emit(SlotSet{std::string(another_mark), true, "opener"});
    for (const flow::SlotSpec& slot : turn.flow()->slots) {
        if (slot.keep) forget_slot(turn, slot.name);
    }
}

// What the opener tells is the text that the flow asks for first; nobody need tell it twice.
void take_story(Turn& turn, const Opening& opening) {
    const flow::Flow& flow = *turn.flow();
    const auto* first =
        flow.steps.empty() ? nullptr : std::get_if<flow::Collect>(&flow.steps.front().action);
    if (opening.story.empty() || !first || first->type != "free_text") return;
    const Value* held = find_value(turn.frame()->values, first->slot);
    if (held && held->is_set()) return;
    set_slot(turn, first->slot, Value(opening.story), "opener");
    turn.before_question(turn.system_text("noted"));
}

void open_with(Turn& turn, const Opening& opening, std::string_view source) {
    if (opening.anew) begin_anew(turn);
    for (const auto& [name, value] : opening.slots) {
        if (turn.flow()->slot(name)) set_slot(turn, name, value, source);
    }
    hear(turn, opening.heard);
    take_heard(turn);
    take_story(turn, opening);
}

// Whether the words tell, beyond doubt, what the frame's flow has yet to ask for.
bool tells_unset(const Turn& turn, const Frame& frame, const std::string& words) {
    const flow::Flow* flow = turn.script().flow(frame.flow);
    return flow && std::ranges::any_of(flow->slots, [&](const flow::SlotSpec& slot) {
               const Value* held = find_value(frame.values, slot.name);
               return !(held && held->is_set()) && is_collected(*flow, slot.name)
                      && tells_value(turn, slot.type, words);
           });
}

Opening opening_of(const QueuedIntent& queued) {
    return {queued.slots, queued.text};
}

// The next thing of an earlier message; what was said before a digression waits until it is over.
// False: nothing waits.
bool begin_queued(Turn& turn) {
    if (turn.state().queued.empty()) return false;
    const QueuedIntent next = turn.state().queued.front();
    if (next.depth < errands_under_way(turn.state())) return false;
    turn.emit(IntentUnqueued{});
    const Intent* intent = turn.script().intent(next.intent);
    if (!intent || !turn.script().flow(intent->starts)) return true;  // content has changed
    turn.lead(turn.system_text("next_errand", {{"title", turn.title_of(intent->starts)}}));
    begin_errand(turn, *intent, opening_of(next));
    return true;
}

}  // namespace

void set_slot(Turn& turn, std::string_view slot, const Value& value, std::string_view source) {
    turn.emit(SlotSet{std::string(slot), value, std::string(source)});
    const flow::SlotSpec* spec = turn.flow() ? turn.flow()->slot(slot) : nullptr;
    if (!spec) return;
    talk_of(turn, spec->type, value);
    if (spec->keep) turn.emit(SlotKept{{spec->name, spec->type, value, turn.now()}});
}

void forget_slot(Turn& turn, std::string_view slot) {
    turn.emit(SlotCleared{std::string(slot)});
    turn.ask_afresh(slot);
    const flow::SlotSpec* spec = turn.flow() ? turn.flow()->slot(slot) : nullptr;
    const KeptSlot* old = spec ? kept(turn, *spec) : nullptr;
    if (!old || !old->value.is_set()) return;
    turn.emit(SlotKept{{spec->name, spec->type, Value(), turn.now()}});
}

bool push_flow(
    Turn& turn, const flow::Flow& flow, const NamedValues& given, std::string_view give_to
) {
    if (turn.state().stack.size() >= limits::flow_stack_max) return false;
    Frame frame;
    frame.flow = flow.id;
    frame.flow_hash = flow.hash;
    frame.step = flow::first_step(flow);
    frame.give_to = give_to;
    if (turn.frame()) frame.heard = turn.frame()->heard;  // the errand's words are the part's, too
    turn.emit(FlowStarted{std::move(frame)});
    for (const auto& [name, value] : given)
        turn.emit(SlotSet{name, value, "given"});
    return true;
}

void raise_errand(Turn& turn, std::string_view flow) {
    close_offer(turn);
    turn.goes_on();
    const ConversationState& state = turn.state();
    const std::uint32_t root = root_of(state, *frame_of(state, flow));
    if (root == root_of(state, state.stack.size() - 1)) return;
    turn.emit(Resumed{root});
    turn.lead(turn.system_text("resume", {{"title", errand_title(turn)}}));
}

void drop_parts(Turn& turn, std::string_view flow) {
    while (turn.frame()->flow != flow)
        end_frame(turn, "cancelled");
}

namespace {

// Parts that the errand has started go on, unless what is said now overtakes them.
void go_back_to(Turn& turn, std::string_view flow, const Opening& opening) {
    raise_errand(turn, flow);
    const Frame& frame = turn.state().stack[*frame_of(turn.state(), flow)];
    const bool overtaken = !opening.slots.empty() || tells_unset(turn, frame, opening.heard);
    if (!overtaken && turn.frame()->flow != flow) return hear(turn, opening.heard);
    drop_parts(turn, flow);
    open_with(turn, opening, "earlier");
}

}  // namespace

void begin_errand(Turn& turn, const Intent& intent, const Opening& opening) {
    const flow::Flow& flow = *turn.script().flow(intent.starts);
    close_offer(turn);
    if (frame_of(turn.state(), flow.id)) return go_back_to(turn, flow.id, opening);
    // A digression too many takes the place of the one before it.
    if (turn.state().stack.size() >= limits::flow_stack_max) {
        turn.lead(turn.system_text("cancelled", {{"title", errand_title(turn)}}));
        end_errand(turn, "cancelled");
    }
    Frame frame;
    frame.flow = flow.id;
    frame.flow_hash = flow.hash;
    frame.step = flow::first_step(flow);
    frame.intent = intent.id;
    const std::optional<Told> told = turn.left() || !opening.same ? turn.left() : told_so_far(turn);
    turn.emit(FlowStarted{std::move(frame)});
    if (told) hand_on(turn, *told, opening);
    open_with(turn, opening, "opener");
}

void end_errand(Turn& turn, std::string_view outcome) {
    bool ended = false;
    while (turn.frame() && !ended) {
        ended = !turn.frame()->intent.empty();
        end_frame(turn, outcome);
    }
}

void end_everything(Turn& turn, std::string_view outcome) {
    while (turn.frame())
        end_frame(turn, outcome);
    while (!turn.state().queued.empty())
        turn.emit(IntentUnqueued{});
    if (turn.state().awaiting != Awaiting(Idle{})) turn.emit(Awaits{Idle{}});
}

std::string errand_intent(const Turn& turn) {
    const std::vector<Frame>& stack = turn.state().stack;
    const auto root = std::find_if(stack.rbegin(), stack.rend(), [](const Frame& frame) {
        return !frame.intent.empty();
    });
    return root == stack.rend() ? std::string() : root->intent;
}

std::string errand_title(const Turn& turn) {
    const Intent* intent = turn.script().intent(errand_intent(turn));
    if (intent && !intent->starts.empty()) return turn.title_of(intent->starts);
    return turn.frame() ? turn.title_of(turn.frame()->flow) : std::string();
}

void fail_errand(Turn& turn, std::string_view failure, std::string_view text) {
    turn.say(turn.system_text(text), turn.person_button());
    end_errand(turn, "failed:" + std::string(failure));
}

void settle(Turn& turn) {
    for (std::size_t steps = 0; !turn.waits_for_effect(); ++steps) {
        if (steps >= limits::steps_per_turn_max || turn.overrun()) return break_down(turn);
        if (turn.frame() && (turn.errand_over() || offers_resume(turn.state()))) {
            if (!begin_queued(turn)) return offer_resume(turn);
        } else if (turn.frame()) {
            if (run_step(turn) == Running::waits) return;
        } else if (!begin_queued(turn)) {
            if (turn.state().awaiting != Awaiting(Idle{})) turn.emit(Awaits{Idle{}});
            return;
        }
    }
}

}  // namespace clerk::turn
