// What a turn asks the shell to do. The shell does it inside the turn's transaction under the key
// (conversation, turn, n) and feeds the answer back as the next stimulus.
#pragma once

#include "model/value.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace clerk {

// An action of the catalog. `args` holds only what is set.
struct CallAction {
    std::uint32_t n = 0;
    std::string action;
    NamedValues args;
    std::optional<std::uint32_t> turn;  // a retry of that turn's n-th effect, under its key

    friend bool operator==(const CallAction&, const CallAction&) = default;
};

// Put the conversation in the people's queue. Answered with a record:ticket that carries, beside
// the catalog's fields, `id`: the TicketId's value as a count, 0 if there is none.
struct HandOff {
    std::uint32_t n = 0;
    std::string category;  // enum ticket_category
    std::string priority;  // enum priority
    std::string subject;   // one line
    std::string summary;   // what is known: flow, slots, last words; many lines

    friend bool operator==(const HandOff&, const HandOff&) = default;
};

using Effect = std::variant<CallAction, HandOff>;

// The shell's answer to an effect: a value, or a failure by name. "unavailable" is the failure
// every action may have without declaring it.
struct EffectAnswer {
    std::uint32_t n = 0;
    Value value;
    std::string failure;  // empty: it worked

    friend bool operator==(const EffectAnswer&, const EffectAnswer&) = default;
};

}  // namespace clerk
