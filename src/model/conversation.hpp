// The state of one conversation: everything the next turn depends on, and nothing else. It changes
// only through turn/apply(state, event), so a replay of its events rebuilds it exactly.
#pragma once

#include "base/ids.hpp"
#include "base/time.hpp"
#include "model/language.hpp"
#include "model/message.hpp"
#include "model/value.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace clerk {

// Who may speak for the shop now. The fencing token grows with every change of owner: a reply that
// carries an older one is dropped.
enum class Owner : unsigned char { bot, queue, agent };

// What is *proven* about the shopper, never what they merely say.
struct Identity {
    CustomerId customer;                     // none until the shop vouched for them
    std::string name;                        // as the shop's token gave it
    std::string tier;                        // an id of the enum "tier"; empty: unknown
    std::vector<std::string> proven_orders;  // by number + digits of the phone

    [[nodiscard]] bool signed_in() const { return static_cast<bool>(customer); }

    [[nodiscard]] bool has_proven(std::string_view order_no) const;  // in any case of letters

    friend bool operator==(const Identity&, const Identity&) = default;
};

// One running flow. Ops are found again by step id, so a frame survives an edit of its flow.
struct Frame {
    std::string flow;
    std::uint64_t flow_hash = 0;
    std::string step;     // id of the op to run or the question that is open
    std::string intent;   // what started it; empty when another flow did
    std::string give_to;  // the parent's name for what this flow gives; empty: nothing wanted
    NamedValues values;   // slots and results, in order of setting
    std::vector<std::pair<std::string, int>> tries;  // invalid answers so far, by step id
    std::vector<std::string> heard;                  // its messages, for slots given early

    friend bool operator==(const Frame&, const Frame&) = default;
};

// What the top frame waits for. Options are kept as they were shown, so that "2" means what the
// shopper saw even if content has changed since.
struct Option {
    std::string id;
    std::string label;
    Value value;

    friend bool operator==(const Option&, const Option&) = default;
};

struct Idle {
    friend bool operator==(const Idle&, const Idle&) = default;
};

struct AwaitSlot {
    std::string slot;
    std::string type;             // a TypeName
    std::vector<Option> options;  // of `from:` or a choice type; empty: none

    friend bool operator==(const AwaitSlot&, const AwaitSlot&) = default;
};

struct AwaitConfirm {
    friend bool operator==(const AwaitConfirm&, const AwaitConfirm&) = default;
};

struct AwaitChoose {
    std::vector<Option> options;

    friend bool operator==(const AwaitChoose&, const AwaitChoose&) = default;
};

// "Did you mean …?" between intents; each option's id is an intent, or "none".
struct AwaitClarify {
    std::vector<Option> options;
    std::string text;  // the message that was unclear

    friend bool operator==(const AwaitClarify&, const AwaitClarify&) = default;
};

// "Shall we go on with …?" after a digression; each option's id is the interrupted errand's intent,
// or "none".
struct AwaitResume {
    std::vector<Option> options;

    friend bool operator==(const AwaitResume&, const AwaitResume&) = default;
};

struct AwaitSignIn {
    friend bool operator==(const AwaitSignIn&, const AwaitSignIn&) = default;
};

// An action is under way: inside a turn, or until it is tried again under the same key.
struct AwaitAction {
    std::uint32_t n = 0;  // the n-th effect …
    std::string action;
    std::uint32_t turn = 0;   // … of this turn: what its key is made of
    std::uint32_t tries = 1;  // how often it has been asked for

    friend bool operator==(const AwaitAction&, const AwaitAction&) = default;
};

using Awaiting = std::variant<
    Idle,
    AwaitSlot,
    AwaitConfirm,
    AwaitChoose,
    AwaitClarify,
    AwaitSignIn,
    AwaitAction,
    AwaitResume>;

// A slot marked `keep`, shared by name and type over the conversation while it is fresh.
struct KeptSlot {
    std::string name;
    std::string type;
    Value value;
    UnixMillis at;

    friend bool operator==(const KeptSlot&, const KeptSlot&) = default;
};

// An intent of the same message that waits for its turn ("… 顺便查下积分").
struct QueuedIntent {
    std::string intent;
    std::string text;  // its clause
    NamedValues slots;
    std::uint32_t depth = 0;  // how many errands lay interrupted when it was said

    friend bool operator==(const QueuedIntent&, const QueuedIntent&) = default;
};

// The shopper's messages before their last that are kept for whoever takes the chat over.
inline constexpr std::size_t earlier_words_max = 3;

struct ConversationState {
    ConversationId id;
    Lang lang = Lang::zh;
    std::string channel;
    Owner owner = Owner::bot;
    std::uint32_t fence = 0;  // the fencing token
    AgentId agent;            // REQUIRES: set exactly while owner == agent
    TicketId ticket;          // the open ticket, if any
    std::string ticket_number;
    Identity identity;
    std::vector<Frame> stack;  // bottom first; the last one runs
    Awaiting awaiting;
    std::uint32_t asked = 0;  // the open question's mark, which its buttons carry; 0: no buttons
    std::vector<QueuedIntent> queued;
    std::vector<KeptSlot> kept;
    int not_understood = 0;  // in a row
    Message last_reply;      // for "say that again"
    std::string last_words;  // the shopper's, cut to limits::last_words_bytes_max
    // What they said before it, oldest first, each cut alike: at most
    // earlier_words_max.
    std::vector<std::string> earlier_words;
    std::uint64_t last_seq = 0;  // of the newest message
    std::uint32_t turns = 0;
    std::uint32_t version = 0;  // grows with every turn; timers carry the one they expect
    UnixMillis last_at;
    UnixMillis wake_at;  // 0: no timer
    int nudges = 0;      // silence nudges since the shopper last spoke
    int proof_failures = 0;
    std::string priority;     // that what was said gives any ticket, at least; empty: none
    std::string last_errand;  // the intent of the newest errand, for "and another order?"

    friend bool operator==(const ConversationState&, const ConversationState&) = default;
};

}  // namespace clerk
