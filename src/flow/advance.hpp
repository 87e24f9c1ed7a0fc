// Running a flow: one op of the top frame at a time, with what comes of it returned as data.
//
// The turn calls step_once() in a loop (at most limits::steps_per_turn_max times a turn), turns
// each result into events, applies them, and calls again, until a question is open, an action must
// be done or the frame has ended:
//
//     StepResult r = step_once(flow, frame, context);
//     // GoOn, Speak, Assign      -> say or set it, then frame.step = r.next
//     // Refused                  -> clear the slot, say why, count a try, run the same step again
//     // AskSlot/Confirm/Choose   -> say it and wait; frame.step stays
//     // Act, EnterFlow           -> do it; frame.step stays until the answer is there
//     // RetrySlot                -> clear, count a try, frame.step = r.next
//     // HandOffRequested, Ended  -> the frame is over
//
// When the answer comes in a later turn, after_success(), after_otherwise(), after_failure() and
// after_choice() say where the frame goes. Nothing here changes the frame, knows words (nlu), does
// an action or keeps anything between two calls; every thread may call it.
//
// Places are step ids. Two ids stand in no flow and are understood everywhere here: `past_end` and
// `hand_over`, so that "where to" always has an answer and the loop no special cases.
#pragma once

#include "base/time.hpp"
#include "flow/flow.hpp"
#include "flow/scope.hpp"
#include "flow/text.hpp"
#include "flow/wording.hpp"
#include "model/conversation.hpp"
#include "model/language.hpp"
#include "model/message.hpp"
#include "model/value.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace clerk::flow {

inline constexpr std::string_view past_end = "$end";         // behind the last op: Ended, done
inline constexpr std::string_view hand_over = "$hand_over";  // nobody said what else to do
inline constexpr std::string_view option_other = "$other";   // ids of options that are no value
inline constexpr std::string_view option_skip = "$skip";

// All that a step may depend on besides the frame. `builtins` knows shopper, now, lang, channel and
// failure; the frame's own names are laid over it here.
struct AdvanceContext {
    const ValueScope& builtins;
    const Wording& wording;
    Lang lang = Lang::zh;
    UnixMillis now;
    UtcOffset offset;
};

// --- what one step comes to -------------------------------------------------------------------

struct GoOn {  // nothing to show for it: a condition, a jump, a slot that is already set
    friend bool operator==(const GoOn&, const GoOn&) = default;
};

struct Speak {
    Message message;  // from the bot, with text, card and buttons ("intent:<id>")

    friend bool operator==(const Speak&, const Speak&) = default;
};

// The slot is unset and this is the question, on the rung that frame.tries says. Before asking, the
// turn looks whether a kept slot or an earlier message holds an answer. Options: of `from:` ("1",
// "2", …), of a choice type (its ids), "yes" and "no"; then `other` and `skip`, whose values are
// unset.
struct AskSlot {
    std::string slot;
    TypeName type;
    std::string text;
    std::vector<Option> options;
    bool first = true;  // no try has been counted yet
    bool optional = false;
    bool unasked = false;  // as the step says (flow::Collect), and no try has been counted yet

    friend bool operator==(const AskSlot&, const AskSlot&) = default;
};

// A value that came from the opener, another flow or an earlier answer does not do here: clear the
// slot, say `text` unless empty, count a try when `counts`, and run the step again.
struct Refused {
    std::string slot;
    std::string text;
    bool counts = true;

    friend bool operator==(const Refused&, const Refused&) = default;
};

struct AskConfirm {
    std::string text;
    std::vector<Option> options;       // "yes" and "no", with the values true and false
    bool asks_what_to_change = false;  // "no" has no branch of its own

    friend bool operator==(const AskConfirm&, const AskConfirm&) = default;
};

struct AskChoose {
    std::string type;  // the lexicon's choice type that reads free answers
    std::string text;
    std::vector<Option> options;  // values are Choice{type, id}
    bool first = true;

    friend bool operator==(const AskChoose&, const AskChoose&) = default;
};

struct Act {
    std::string action;
    NamedValues args;  // only what is set
    std::string as;    // empty: the result is dropped

    friend bool operator==(const Act&, const Act&) = default;
};

struct EnterFlow {
    std::string flow;
    NamedValues args;  // for its `takes`; only what is set
    std::string as;

    friend bool operator==(const EnterFlow&, const EnterFlow&) = default;
};

struct Assign {
    NamedValues values;  // an unset value clears its name
    std::string source;  // SlotSet's: "set", or "only" for the one element of a `from:`

    friend bool operator==(const Assign&, const Assign&) = default;
};

struct RetrySlot {
    std::string slot;
    std::vector<std::string> clears;  // the slot and all that is set from there on
    std::string counts_for;           // the step of its collect: count a try there

    friend bool operator==(const RetrySlot&, const RetrySlot&) = default;
};

struct HandOffRequested {
    std::string category = "general";
    std::string priority = "normal";
    std::string text;  // said first; empty: the system's

    friend bool operator==(const HandOffRequested&, const HandOffRequested&) = default;
};

struct Ended {
    std::string failure;  // empty: done
    Value gives;          // what `as` of the starter receives; unset unless done

    friend bool operator==(const Ended&, const Ended&) = default;
};

struct StepLost {  // frame.step is no step of this flow: content has changed under the frame
    friend bool operator==(const StepLost&, const StepLost&) = default;
};

struct StepResult {
    std::variant<
        GoOn,
        Speak,
        AskSlot,
        Refused,
        AskConfirm,
        AskChoose,
        Act,
        EnterFlow,
        Assign,
        RetrySlot,
        HandOffRequested,
        Ended,
        StepLost>
        what;
    // Where the frame goes once this is done; after a question or an action: when it succeeds.
    // Refused: the same step. Empty after AskChoose (see after_choice) and when the frame is over.
    std::string next;

    friend bool operator==(const StepResult&, const StepResult&) = default;
};

[[nodiscard]] StepResult step_once(
    const Flow& flow, const Frame& frame, const AdvanceContext& with
);

// --- where answers lead -----------------------------------------------------------------------

// The step a new frame begins with.
[[nodiscard]] std::string first_step(const Flow& flow);
// The op that follows `step`, whatever it was; past_end behind the last one.
[[nodiscard]] std::string after_success(const Flow& flow, std::string_view step);
// A collect or choose whose ladder is used up, `other`, a "no": the else branch, or hand_over. A
// confirm without one answers with nullopt: ask what to change.
[[nodiscard]] std::optional<std::string> after_otherwise(const Flow& flow, std::string_view step);
// A call or start that failed; nullopt: this flow has no branch for it, the system's flow has.
[[nodiscard]] std::optional<std::string> after_failure(
    const Flow& flow, std::string_view step, std::string_view failure
);
// A choose answered with this option; nullopt: no such option.
[[nodiscard]] std::optional<std::string> after_choice(
    const Flow& flow, std::string_view step, std::string_view option
);

// --- answers and corrections ------------------------------------------------------------------

// May the value go into the slot that `step` (a collect) asks for? nullopt: yes; else what to say
// (`wrong`, or "" when the value is simply none of its list).
[[nodiscard]] std::optional<std::string> refusal(
    const Flow& flow,
    const Frame& frame,
    std::string_view step,
    const Value& value,
    const AdvanceContext& with
);

// What the shopper's "no, the other order" does to the frame: forget these names (results that hung
// on the old value, not later answers) and run on from `to`, which is the step the frame is at when
// the slot's collect has not been passed. The new value is set by the caller, after the clearing;
// later answers that no longer fit are Refused when their collect comes by again.
struct Correction {
    std::vector<std::string> clears;
    std::string to;

    friend bool operator==(const Correction&, const Correction&) = default;
};

// How started flows are found by their id; nullptr: there is none.
using FindFlow = std::function<const Flow*(std::string_view)>;

// Whether the flow, or one that it may start, calls anything that writes.
[[nodiscard]] bool may_write(std::string_view flow, const FindFlow& find_flow);

// nullopt: not this slot, or something was already written on the strength of it. Without
// `find_flow` every flow that was started since is held to have written.
[[nodiscard]] std::optional<Correction> correction(
    const Flow& flow, const Frame& frame, std::string_view slot, const FindFlow& find_flow = {}
);

}  // namespace clerk::flow
