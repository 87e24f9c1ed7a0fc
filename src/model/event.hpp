// What happened, as facts. A turn yields events; `apply` folds each into the state; the journal
// keeps them for ever. Said events are public and carry a dense seq; all others are the clerk's own
// book.
//
// Only ever add alternatives and fields: old journals must stay readable.
#pragma once

#include "base/ids.hpp"
#include "base/time.hpp"
#include "model/conversation.hpp"
#include "model/language.hpp"
#include "model/message.hpp"
#include "model/value.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace clerk {

struct Opened {  // the conversation began
    ConversationId conversation;
    Lang lang = Lang::zh;
    std::string channel;

    friend bool operator==(const Opened&, const Opened&) = default;
};

struct Said {
    std::uint64_t seq = 0;
    UnixMillis at;
    Message message;
    std::uint64_t content_hash = 0;  // shopper and agent messages: what the id stands for

    friend bool operator==(const Said&, const Said&) = default;
};

struct Understood {                    // what was made of the shopper's message
    std::vector<std::string> intents;  // the winners, clause by clause
    std::string rule;                  // the first winner's rule: "intents/return_item.yaml:14"

    friend bool operator==(const Understood&, const Understood&) = default;
};

struct NotUnderstood {
    friend bool operator==(const NotUnderstood&, const NotUnderstood&) = default;
};

struct FlowStarted {
    Frame frame;

    friend bool operator==(const FlowStarted&, const FlowStarted&) = default;
};

struct FlowEnded {  // the top frame is gone
    std::string flow;
    std::string outcome;  // "done", "cancelled", "failed:<name>", "handed_off", "changed"

    friend bool operator==(const FlowEnded&, const FlowEnded&) = default;
};

struct StepReached {  // of the top frame
    std::string step;

    friend bool operator==(const StepReached&, const StepReached&) = default;
};

struct SlotSet {  // of the top frame
    std::string name;
    Value value;
    std::string source;  // "answer", "opener", "earlier", "kept", "only", "action", "set", "given"

    friend bool operator==(const SlotSet&, const SlotSet&) = default;
};

struct SlotCleared {
    std::string name;

    friend bool operator==(const SlotCleared&, const SlotCleared&) = default;
};

struct SlotKept {
    KeptSlot slot;

    friend bool operator==(const SlotKept&, const SlotKept&) = default;
};

struct Tried {  // an answer was not valid, at this step of the top frame
    std::string step;

    friend bool operator==(const Tried&, const Tried&) = default;
};

struct Heard {  // remembered for slots given early
    std::string text;

    friend bool operator==(const Heard&, const Heard&) = default;
};

struct WordsTaken {  // a value was found in what the top frame had heard; nobody finds it twice
    std::uint32_t index = 0;  // into Frame::heard
    std::string left;         // the text without those words

    friend bool operator==(const WordsTaken&, const WordsTaken&) = default;
};

struct Awaits {
    Awaiting awaiting;
    std::uint32_t mark = 0;  // that its buttons carry

    friend bool operator==(const Awaits&, const Awaits&) = default;
};

struct IntentQueued {
    QueuedIntent intent;

    friend bool operator==(const IntentQueued&, const IntentQueued&) = default;
};

struct IntentUnqueued {  // the first of the queue was begun, or dropped
    friend bool operator==(const IntentUnqueued&, const IntentUnqueued&) = default;
};

struct ActionRequested {
    std::uint32_t n = 0;
    std::string action;
    std::uint32_t turn = 0;   // with n its key's: a later turn's retry keeps them
    std::uint32_t tries = 1;  // this one included

    friend bool operator==(const ActionRequested&, const ActionRequested&) = default;
};

struct ActionAnswered {
    std::uint32_t n = 0;
    std::string action;
    std::string failure;  // empty: it worked

    friend bool operator==(const ActionAnswered&, const ActionAnswered&) = default;
};

struct OrderProven {
    std::string order_no;

    friend bool operator==(const OrderProven&, const OrderProven&) = default;
};

struct ProofFailed {
    friend bool operator==(const ProofFailed&, const ProofFailed&) = default;
};

struct SignedIn {
    CustomerId customer;
    std::string name;
    std::string tier;

    friend bool operator==(const SignedIn&, const SignedIn&) = default;
};

struct LangSet {
    Lang lang = Lang::zh;

    friend bool operator==(const LangSet&, const LangSet&) = default;
};

struct OwnerSet {  // the fencing token grows by one
    Owner owner = Owner::bot;
    AgentId agent;

    friend bool operator==(const OwnerSet&, const OwnerSet&) = default;
};

struct TicketLinked {  // ticket none: unlinked
    TicketId ticket;
    std::string number;

    friend bool operator==(const TicketLinked&, const TicketLinked&) = default;
};

struct WakeSet {
    UnixMillis at;  // 0: no timer

    friend bool operator==(const WakeSet&, const WakeSet&) = default;
};

struct Nudged {
    friend bool operator==(const Nudged&, const Nudged&) = default;
};

struct Resumed {              // an interrupted errand is on top again
    std::uint32_t frame = 0;  // index of its first frame; the errands above it are below it now

    friend bool operator==(const Resumed&, const Resumed&) = default;
};

struct Raised {  // words that call for a person sooner: an insult, danger
    std::string priority;

    friend bool operator==(const Raised&, const Raised&) = default;
};

struct TurnEnded {  // the last event of every turn
    UnixMillis at;

    friend bool operator==(const TurnEnded&, const TurnEnded&) = default;
};

using Event = std::variant<
    Opened,
    Said,
    Understood,
    NotUnderstood,
    FlowStarted,
    FlowEnded,
    StepReached,
    SlotSet,
    SlotCleared,
    SlotKept,
    Tried,
    Heard,
    WordsTaken,
    Awaits,
    IntentQueued,
    IntentUnqueued,
    ActionRequested,
    ActionAnswered,
    OrderProven,
    ProofFailed,
    SignedIn,
    LangSet,
    OwnerSet,
    TicketLinked,
    WakeSet,
    Nudged,
    TurnEnded,
    Resumed,
    Raised>;

using Events = std::vector<Event>;

}  // namespace clerk
