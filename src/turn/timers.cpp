#include "turn/timers.hpp"

#include "turn/errand.hpp"
#include "turn/resume.hpp"
#include "turn/running.hpp"

#include <algorithm>

namespace clerk::turn {
namespace {

// One nudge, and the closing words.
constexpr int nudges_when_closed = 2;
// After the nudge the shopper has at least this long.
constexpr Millis patience_min = minutes(1);
// What nobody answered is asked for again after this long.
constexpr Millis repeat_after = seconds(10);

flow::Silence silence_of(const Turn& turn) {
    const Settings& settings = turn.script().settings;
    flow::Silence silence = turn.flow() ? turn.flow()->silence : flow::Silence{};
    if (silence.nudge == Millis{}) silence.nudge = settings.nudge_after;
    if (silence.close == Millis{}) silence.close = settings.close_after;
    return silence;
}

bool waits_for_shopper(const ConversationState& state) {
    return state.owner == Owner::bot && !std::holds_alternative<Idle>(state.awaiting);
}

UnixMillis due(const Turn& turn) {
    if (!waits_for_shopper(turn.state())) return {};
    if (is_repeated_later(turn.state())) return turn.now() + repeat_after;
    if (turn.state().nudges >= nudges_when_closed) return {};
    const flow::Silence silence = silence_of(turn);
    const bool nudged = turn.state().nudges > 0;
    const bool nudges = silence.nudge > Millis{} && !nudged;
    if (nudges) return turn.now() + silence.nudge;
    if (silence.close == Millis{}) return {};
    if (!nudged) return turn.now() + silence.close;
    return turn.now() + std::max(patience_min, Millis{silence.close.value - silence.nudge.value});
}

// The errands stay as they are, offered to whoever comes back.
void put_away(Turn& turn) {
    if (!turn.frame()) {
        end_everything(turn, "silence");
        return turn.say(turn.system_text("closed_silence"));
    }
    while (turn.state().nudges < nudges_when_closed)
        turn.emit(Nudged{});
    offer_resume(turn, turn.system_text("closed_silence"));
}

}  // namespace

void set_timer(Turn& turn) {
    const UnixMillis at = due(turn);
    if (at != turn.state().wake_at) turn.emit(WakeSet{at});
}

bool is_late(const ConversationState& state, const Woken& timer) {
    return timer.version != state.version || state.wake_at == UnixMillis{};
}

void wake(Turn& turn) {
    const ConversationState& state = turn.state();
    if (!waits_for_shopper(state)) return;
    if (is_repeated_later(state)) return repeat_call(turn);
    const bool nudges = silence_of(turn).nudge > Millis{} && state.nudges == 0;
    if (!nudges) return put_away(turn);
    turn.emit(Nudged{});
    if (turn.frame() && !std::holds_alternative<AwaitClarify>(state.awaiting)) {
        turn.lead(turn.system_text("nudge"));
        settle(turn);
    } else {
        turn.say(turn.system_text("nudge"));
    }
}

}  // namespace clerk::turn
