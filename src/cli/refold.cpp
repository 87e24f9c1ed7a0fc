#include "cli/refold.hpp"

#include "turn/apply.hpp"
#include "wire/codec.hpp"

#include <string>

namespace clerk::cli {

Status refold(store::Records& records, const store::Chat& chat, const SeeTurn& see) {
    const auto turns = records.turns(chat);
    if (!turns) return turns.error();
    const wire::JsonCodec codec;
    const auto kept = codec.decode_state(chat.head.state);
    if (!kept) return error("corrupt", "its state cannot be read: " + kept.error().message);
    ConversationState state;
    bool met = false;
    for (const app::JournalRow& turn : *turns) {
        const auto events = codec.decode_row(turn.body);
        if (!events) {
            const std::string row = std::to_string(turn.n);
            return error("corrupt", "turn " + row + " cannot be read: " + events.error().message);
        }
        if (see) see(state, *events);
        for (const Event& event : *events)
            turn::apply(state, event);
        if (turn.n != chat.head.last_row) continue;
        // For agents' eyes alone: a program before this one kept none.
        state.earlier_words = kept->earlier_words;
        met = met || *kept == state;
    }
    if (met) return done();
    return error("corrupt", "its turns do not make the state that is kept of it");
}

}  // namespace clerk::cli
