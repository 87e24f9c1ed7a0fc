// Does what a turn asked for, inside the turn's transaction, and says how it went. Every effect has
// a key, (conversation, turn, n): done twice it is done once. Engine thread only.
#pragma once

#include "app/actions.hpp"
#include "app/batch.hpp"
#include "app/ticket_book.hpp"
#include "model/conversation.hpp"
#include "model/effect.hpp"

#include <string>

namespace clerk::app {

class Effects {
public:
    Effects(Actions& actions, TicketBook& tickets) : actions_(actions), tickets_(tickets) {}

    // `address` is the peer's, for attempt limits; empty for stimuli that are not a shopper's.
    [[nodiscard]] EffectAnswer perform(
        const Effect& effect, const ConversationState& state, std::string_view address, Batch& batch
    );

private:
    EffectAnswer hand_off(const HandOff&, const ConversationState&, std::string_view key, Batch&);
    EffectAnswer report(const CallAction&, const ConversationState&, std::string_view key, Batch&);

    Actions& actions_;
    TicketBook& tickets_;
};

}  // namespace clerk::app
