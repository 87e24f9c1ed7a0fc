// A conversation made anew from its turns, as the journal keeps them, and held to the state that
// its head keeps, at the turn that the head has come to: what the whole design rests on, looked at
// in a real file.
#pragma once

#include "model/event.hpp"
#include "store/records.hpp"

#include <functional>

namespace clerk::cli {

// Told of each turn: the state before it, and its events.
using SeeTurn = std::function<void(const ConversationState& before, const Events& turn)>;

// "corrupt": a turn cannot be read, the chain is broken, or the turns make another state. Other
// errors: the file cannot be read on.
Status refold(store::Records& records, const store::Chat& chat, const SeeTurn& see = {});

}  // namespace clerk::cli
