// The working set of one round of a turn: the state as it stands and the events that brought it
// there. Every part of turn/ takes a Turn& and speaks, asks and changes things through it alone;
// emit() is the one door to the state. Lives on the stack of take_turn(), on one thread.
//
// What is said comes in pieces ("back to your return" + the question): lead() and before_question()
// collect the pieces, the next message carries them, so that the shopper reads one bubble.
#pragma once

#include "flow/advance.hpp"
#include "nlu/lexicon.hpp"
#include "turn/take_turn.hpp"
#include "turn/words.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::turn {

// What an errand has been told: answers to its questions, and words.
struct Told {
    std::vector<KeptSlot> slots;
    std::vector<std::string> heard;
};

class Turn {
public:
    Turn(ConversationState state, const Script& script, UnixMillis now);
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    [[nodiscard]] const ConversationState& state() const { return state_; }

    [[nodiscard]] const Script& script() const { return script_; }

    [[nodiscard]] UnixMillis now() const { return now_; }

    [[nodiscard]] nlu::Here here() const { return {now_, script_.settings.offset}; }

    [[nodiscard]] const flow::Wording& wording() const { return wording_; }

    [[nodiscard]] flow::AdvanceContext context() const;

    // The running frame and its flow; null when nothing runs, or content no longer has the flow.
    // A frame's address holds until the next emit.
    [[nodiscard]] const Frame* frame() const;
    [[nodiscard]] const flow::Flow* flow() const;

    void emit(Event event);

    // More events than a turn may have, short of what breaking it off takes.
    [[nodiscard]] bool overrun() const;

    // --- words

    [[nodiscard]] std::string render(const flow::MessageText& text) const;
    [[nodiscard]] std::string render(const flow::MessageText& text, const NamedValues& names) const;
    [[nodiscard]] std::string system_text(std::string_view name, const NamedValues& names = {})
        const;
    [[nodiscard]] std::string title_of(std::string_view flow) const;
    [[nodiscard]] std::string show(const Value& value) const;

    // The message of this round, which outlives it: its normal form is known.
    void hear(const nlu::Understanding& message) { message_ = &message; }

    // What the shopper has said in this turn; empty: nothing, in this round.
    [[nodiscard]] std::string said() const { return message_ ? message_->original : ""; }

    // The normal form of what was said; several questions look into the same words in one round.
    [[nodiscard]] const nlu::NormalText& normal_of(const std::string& words) const;

    // --- speaking

    // In front of whatever is said next in this turn, or on its own when nothing is.
    void lead(std::string text);
    // In front of the next question; forgotten when something else is said first.
    void before_question(std::string text);

    // The next question is put in these words, not in its flow's.
    void question_in(std::string text) { question_words_ = std::move(text); }

    void say(Message message);
    void say(std::string text, std::vector<Button> buttons = {});
    void notify(Notice notice, std::string text, std::string name);
    // Says the question, its options as buttons, and waits.
    void ask(std::string text, const std::vector<Option>& options, Awaiting awaiting);

    [[nodiscard]] Button intent_button(std::string_view intent) const;
    [[nodiscard]] std::vector<Button> main_buttons() const;
    // "A person", to offer one; empty when the script has no such intent.
    [[nodiscard]] std::vector<Button> person_button() const;

    // --- effects

    // The number of this round's effect; they count from 1 through the turn.
    void number_effects_from(std::uint32_t n) { next_effect_ = n; }

    void call(std::string action, NamedValues args);
    // The same once more, under the key it had.
    void call_again(const AwaitAction& before, NamedValues args);
    void hand_off(HandOff what);

    [[nodiscard]] bool waits_for_effect() const { return effect_.has_value(); }

    // --- this round's memory

    // Slots that must not be filled from what was said earlier: their earlier value was just
    // refused, or the shopper takes it back.
    void ask_afresh(std::string_view slot) { afresh_.emplace(slot); }

    [[nodiscard]] bool asks_afresh(std::string_view slot) const { return afresh_.contains(slot); }

    // An errand has ended in this round and no other has begun: what lies below it is interrupted,
    // and must not simply go on.
    [[nodiscard]] bool errand_over() const { return errand_over_; }

    // The errand on top is meant to go on.
    void goes_on() { errand_over_ = false; }

    // What the errand had been told that was called off in this round: another that the same
    // message begins need not ask for it again.
    void leave(Told told) { left_ = std::move(told); }

    [[nodiscard]] const std::optional<Told>& left() const { return left_; }

    // Says what is left to say.
    void flush();
    [[nodiscard]] Outcome finish() &&;

private:
    void request(Effect effect, std::string action);
    [[nodiscard]] std::string with_leads(std::string text);

    ConversationState state_;
    const Script& script_;
    UnixMillis now_;
    ScriptWording wording_;
    Builtins builtins_;
    Events events_;
    std::optional<Effect> effect_;
    std::uint32_t next_effect_ = 1;
    std::vector<std::string> leads_;
    std::vector<std::string> question_leads_;
    std::optional<std::string> question_words_;
    std::set<std::string, std::less<>> afresh_;
    const nlu::Understanding* message_ = nullptr;
    mutable std::map<std::string, nlu::NormalText> normal_;  // what else was asked for
    bool errand_over_ = false;
    std::optional<Told> left_;
};

// Effects that no flow asks for.
constexpr std::string_view hand_off_action = "hand_off";
constexpr std::string_view owns_action = "identity.owns";
constexpr std::string_view prove_action = "identity.prove";

}  // namespace clerk::turn
