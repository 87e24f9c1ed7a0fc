// The heart of flow/: what happens next in an errand. A flow, compiled, is content's nested steps
// laid out as one list of ops with jumps: "where are we" is one step id, and running is one loop.
//
//   expr.hpp     the condition language: parse, check, evaluate
//   text.hpp     what is said: templates, their check, values in their forms
//   advance.hpp  runs one op of a frame and returns what it comes to, as data
//   graph.hpp    what follows what: unreachable steps, silent loops
//   facts.hpp    what is surely set at a step
//   cards.hpp    records as cards
//
// content/ writes flows and checks them at load, turn/ runs them, on any thread: everything here is
// a value or a pure function. Nothing here knows words (nlu), does an action, reads a clock or
// keeps anything between two calls.
//
// Step ids survive edits: the label where there is one, else kind and slot or action
// ("collect:order_no"), made unique by "#2" where a flow repeats itself.
#pragma once

#include "base/time.hpp"
#include "flow/expr.hpp"
#include "flow/text.hpp"
#include "model/catalog.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace clerk::flow {

using OpIndex = std::uint32_t;
constexpr OpIndex no_op = 0xFFFFFFFF;

struct CardSpec {
    std::string kind;  // order, return, points
    Path of;
};

struct Say {
    MessageText text;
    std::optional<CardSpec> card;
    std::vector<std::string> buttons;  // intent ids
};

// Ask until the slot holds a valid value. Skipped when it does already.
struct Collect {
    std::string slot;
    TypeName type;
    MessageText ask;
    std::vector<MessageText> again;  // tries 2, 3, …
    std::optional<Path> from;        // choose among a list's elements
    MessageText label;               // of an element (`it`); empty: the record's title
    ExprPtr where;                   // on the new value, under the slot's name; null: any
    MessageText wrong;               // said when `where` refuses
    bool optional = false;           // "skip" leaves it unset
    bool unasked = false;            // of a list: words may name an element, else the first is
                                     // taken; of free text: words that tell when are the answer
    bool has_other = false;          // an extra choice that is no value …
    MessageText other;               // … and its label
    OpIndex otherwise = no_op;       // ladder used up, empty list or `other`; no_op: hand over
};

// Yes goes on; no goes to `otherwise`, or asks what to change when there is none.
struct Confirm {
    MessageText text;
    OpIndex otherwise = no_op;
    MessageText why = {};  // answer to "why?"
};

struct ChooseOption {
    std::string id;
    Text label;
    std::string type;  // name of the lexicon's choice type that holds this Choose's phrases
    ExprPtr condition;
    OpIndex then = no_op;
};

struct Choose {
    MessageText text;
    std::vector<MessageText> again;
    std::string type;  // the choice type compiled for this step: "choose:<flow>:<step>"
    std::vector<ChooseOption> options;
    OpIndex otherwise = no_op;
};

// A named argument: a path taken as it is, or a text with placeholders, or a choice's id.
struct Arg {
    std::string name;
    std::variant<Path, Template, Value> value;
};

struct Branch {
    std::string failure;
    OpIndex then = no_op;
};

struct Call {
    std::string action;
    std::vector<Arg> args;
    std::string as;  // empty: the result is dropped
    std::vector<Branch> failures;
};

struct Start {
    std::string flow;
    std::vector<Arg> args;
    std::string as;
    std::vector<Branch> failures;  // of the flow's `fails`
};

struct If {  // falls through when true
    ExprPtr condition;
    OpIndex otherwise = no_op;
};

struct Jump {  // `goto`, the end of a branch, a `label`
    OpIndex to = no_op;
};

struct Retry {  // clears the slot and all set after it, and asks again
    std::string slot;
    OpIndex to = no_op;  // its collect, or the call that made its `from`
};

struct Set {
    std::vector<Arg> values;
};

struct HandOffStep {
    std::string category = "general";
    std::string priority = "normal";
    MessageText text;  // said first; empty: the system's
};

struct End {
    std::string failure;  // empty: done
};

using Action = std::
    variant<Say, Collect, Confirm, Choose, Call, Start, If, Jump, Retry, Set, HandOffStep, End>;

struct Step {
    std::string id;
    Action action;
    int line = 0;
};

struct SlotSpec {
    std::string name;
    TypeName type;
    bool keep = false;
    MessageText why;      // answer to "why do you ask?"
    MessageText invalid;  // what to say of an unusable answer; empty: the type's
};

struct Silence {
    Millis nudge{};  // 0: the system's
    Millis close{};
};

struct Needs {
    Need need = Need::none;
    std::string order_slot;  // for order_owner
};

struct Flow {
    std::string id;
    Text title;
    Needs needs;
    std::vector<std::string> takes;  // slots a starter fills
    std::vector<std::string> gives;
    std::vector<std::string> fails;
    std::vector<SlotSpec> slots;
    Silence silence;
    std::vector<Step> steps;
    std::uint64_t hash = 0;
    std::string file;

    [[nodiscard]] const SlotSpec* slot(std::string_view name) const;
    [[nodiscard]] const SlotSpec* first_slot_of(std::string_view type) const;
    [[nodiscard]] OpIndex step(std::string_view id) const;  // no_op: none
};

}  // namespace clerk::flow
