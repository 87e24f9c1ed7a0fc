// What a chat in the terminal looks like: messages as a shopper gets them, and, for those who ask
// why, what led to them and where the conversation stands.
#pragma once

#include "content/talk.hpp"
#include "turn/script.hpp"

#include <iosfwd>
#include <string_view>

namespace clerk::cli {

class ChatShow {
public:
    // REQUIRES: `out` outlives it.
    explicit ChatShow(std::ostream& out) : out_(out) {}

    // With `why`: each event and effect in its place.
    void turn(const content::TurnRecord& record, bool why) const;
    // Every rule that fired on a message, with what became of it.
    void ranking(std::string_view text, const ConversationState& state, const turn::Script& script)
        const;
    // The running flow with its step, what is waited for, the flows below it, all slots.
    void state(const ConversationState& state) const;

private:
    void text(std::string_view text, std::string_view mark) const;
    void message(const Message& message) const;
    void effect(const content::Performed& performed) const;
    void event(const Event& event) const;

    std::ostream& out_;
};

}  // namespace clerk::cli
