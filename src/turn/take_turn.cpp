#include "turn/take_turn.hpp"

#include "base/overloaded.hpp"
#include "turn/errand.hpp"
#include "turn/handoff.hpp"
#include "turn/identity.hpp"
#include "turn/message.hpp"
#include "turn/running.hpp"
#include "turn/timers.hpp"
#include "turn/working.hpp"

namespace clerk::turn {
namespace {

void begin(Turn& turn, const Begin& stimulus) {
    turn.emit(Opened{stimulus.id, stimulus.lang, stimulus.channel});
    turn.say(turn.system_text("greeting"), turn.main_buttons());
}

void choose_language(Turn& turn, const LangChosen& chosen) {
    if (chosen.lang != turn.state().lang) turn.emit(LangSet{chosen.lang});
}

// A turn of ours threw and was rolled back: this one takes its place.
void recover(Turn& turn, const Broken& broken) {
    if (broken.message) record(turn, *broken.message);
    if (turn.state().owner == Owner::bot) break_down(turn);
}

// The answer to the effect of the turn's last round; the next effect counts on from it.
void go_on(Turn& turn, const EffectAnswer& answer) {
    const auto* pending = std::get_if<AwaitAction>(&turn.state().awaiting);
    if (!pending || pending->n != answer.n) return;
    const AwaitAction asked = *pending;
    const std::string& action = asked.action;
    turn.number_effects_from(answer.n + 1);
    turn.emit(ActionAnswered{answer.n, action, answer.failure});
    if (action == hand_off_action) {
        handed_over(turn, answer);
    } else if (action == owns_action) {
        ownership_answered(turn, answer);
        settle(turn);
    } else {
        call_answered(turn, answer, asked);
        if (!is_repeated_later(turn.state())) settle(turn);
    }
}

void respond(Turn& turn, const Stimulus& stimulus) {
    std::visit(
        overloaded{
            [&](const Begin& s) { begin(turn, s); },
            [&](const ShopperSays& s) { shopper_says(turn, s); },
            [&](const ShopperSignsIn& s) { shopper_signs_in(turn, s); },
            [&](const LangChosen& s) { choose_language(turn, s); },
            [&](const Woken&) { wake(turn); },
            [&](const AgentJoins& s) { agent_joins(turn, s); },
            [&](const AgentSays& s) { agent_says(turn, s); },
            [&](const AgentLeaves& s) { agent_leaves(turn, s); },
            [&](const Broken& s) { recover(turn, s); },
            [&](const EffectAnswer& s) { go_on(turn, s); },
        },
        stimulus
    );
}

}  // namespace

Outcome take_turn(
    ConversationState state, const Stimulus& stimulus, const Script& script, UnixMillis now
) {
    const auto* timer = std::get_if<Woken>(&stimulus);
    if (timer && is_late(state, *timer)) return {std::move(state), {}, std::nullopt};
    Turn turn(std::move(state), script, now);
    respond(turn, stimulus);
    turn.flush();
    if (!turn.waits_for_effect()) {
        set_timer(turn);
        turn.emit(TurnEnded{now});
    }
    return std::move(turn).finish();
}

}  // namespace clerk::turn
