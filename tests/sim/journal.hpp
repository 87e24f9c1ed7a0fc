// What the clients of a run wrote down: each message before it went out, each answer once it was
// there. It is all that a client knows, and it is what the checker holds the shop's file against.
#pragma once

#include "base/ids.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace clerk::sim {

enum class Kind : unsigned char {
    conversation,  // the client was welcomed to it for the first time
    send,          // a shopper's message goes out
    ack,           // … and was acknowledged
    shown,         // an event came in; `frame` holds its bytes
    claim,         // an agent asks for a ticket
    won,           // … and was told that they have it
    reply,         // an agent's words go out; `seq`: the last they had seen
    reply_ack,
    note,  // an agent's note goes out
    note_ack,
    wrong,  // the client itself saw what must not be: `text` says what
};

struct Entry {
    Kind kind{};
    std::string client;
    ConversationId conversation;
    std::string id;  // the client's own
    std::string text;
    std::string choice;
    std::uint64_t seq = 0;
    std::int64_t at = 0;
    TicketId ticket;
    std::string frame;
};

using Journal = std::vector<Entry>;

}  // namespace clerk::sim
