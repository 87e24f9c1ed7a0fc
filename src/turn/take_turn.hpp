// The heart: one stimulus from outside, folded through understanding, ranking and flows into
// events, a new state and at most one effect to perform. Pure: the same arguments give the same
// outcome on any machine on any day. Called by the engine thread, by `shopclerk chat`, and by every
// test.
//
//   stimulus -> rank (what does it mean here?) -> flow ops, one by one -> events
//            -> an effect? the shell performs it and calls again with its EffectAnswer
//
// Everything that changes the state is an event, and is applied through apply() only. Where to read
// on: message.cpp (a shopper's words), errand.cpp and running.cpp (flows), identity.cpp,
// handoff.cpp, timers.cpp; working.hpp is what they all change things through.
#pragma once

#include "base/ids.hpp"
#include "base/time.hpp"
#include "model/conversation.hpp"
#include "model/effect.hpp"
#include "model/event.hpp"
#include "nlu/understanding.hpp"
#include "turn/script.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace clerk::turn {

// --- stimuli ----------------------------------------------------------------------------------

struct Begin {  // a new conversation
    ConversationId id;
    Lang lang = Lang::zh;
    std::string channel;
};

struct ShopperSays {
    std::string client_id;
    std::string choice;                // a tapped button's id; empty when typed
    std::string text;                  // typed words, or the button's label
    nlu::Understanding understanding;  // of text
    std::uint64_t content_hash = 0;
};

struct ShopperSignsIn {
    CustomerId customer;
    std::string name;
    std::string tier;
};

struct LangChosen {  // the widget's language was switched
    Lang lang = Lang::zh;
};

struct Woken {  // a timer fired; nothing happens (no event at all) unless `version` is the state's
    std::uint32_t version = 0;
};

struct AgentJoins {
    AgentId agent;
    std::string name;
};

struct AgentSays {
    AgentId agent;
    std::string name;
    std::string client_id;
    std::string text;
    std::uint64_t content_hash = 0;
};

struct AgentLeaves {  // back to the clerk; resolved: the matter is closed
    AgentId agent;
    std::string name;
    bool resolved = false;
};

struct Broken {                          // the turn threw: apologise and hand over
    std::string what;                    // for the log alone
    std::optional<ShopperSays> message;  // what the shopper had said: it stays said
};

// The answer to the effect of the same turn's previous round.
using Stimulus = std::variant<
    Begin,
    ShopperSays,
    ShopperSignsIn,
    LangChosen,
    Woken,
    AgentJoins,
    AgentSays,
    AgentLeaves,
    Broken,
    EffectAnswer>;

// --- outcome ----------------------------------------------------------------------------------

// What explains a turn to people: `chat --why`, `why`, `match`.
struct Meaning {
    std::string intent;
    std::string rule;
    int score = 0;
    NamedValues slots;
    std::vector<std::string> also;     // other clauses' intents, in order
    std::vector<std::string> clarify;  // what a clarification would offer
};

struct Outcome {
    ConversationState state;
    Events events;
    std::optional<Effect> effect;  // set: call again with its EffectAnswer, same `now` and script
};

// REQUIRES: an EffectAnswer only after an outcome with that effect. Throws only on bugs.
[[nodiscard]] Outcome take_turn(
    ConversationState state, const Stimulus& stimulus, const Script& script, UnixMillis now
);

// What a message means to a clerk with nothing else on their mind: the road `match` goes.
[[nodiscard]] Meaning meaning_of(
    const nlu::Understanding& understanding, const Script& script, UnixMillis now
);

// What the same would be inside this state; the ranking with every loser's reason.
struct Ranked {
    std::string intent;
    std::string rule;
    int score = 0;
    std::string reason;  // "won", "less specific", "vetoed by unless", "only in flow x", …
};

[[nodiscard]] std::vector<Ranked> explain(
    const nlu::Understanding& understanding, const ConversationState& state, const Script& script
);

// Lines for an agent: flow, collected slots, order, the last words said.
[[nodiscard]] std::string summary_of(const ConversationState& state, const Script& script);

}  // namespace clerk::turn
