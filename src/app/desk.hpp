// What agents do: see the line, open a ticket, claim it (one wins), reply (never blind), note,
// release, resolve. An agent touches only tickets they hold; looking is open to every agent. Engine
// thread only, inside a batch.
#pragma once

#include "app/batch.hpp"
#include "app/conversations.hpp"
#include "app/hub.hpp"
#include "app/inputs.hpp"
#include "app/talk.hpp"
#include "app/ticket_book.hpp"

#include <functional>
#include <string>
#include <vector>

namespace clerk::app {

struct DeskParts {
    Store& store;
    const Codec& codec;
    Hub& hub;
    Conversations& conversations;
    Talk& talk;
    TicketBook& tickets;
};

class Desk {
public:
    explicit Desk(DeskParts parts) : parts_(parts) {}

    void hello(SessionKey from, const DeskHello& input, Batch& batch);
    void open(SessionKey from, const DeskOpen& input, Batch& batch);
    void claim(SessionKey from, const DeskClaim& input, Batch& batch);
    void reply(SessionKey from, const DeskReply& input, Batch& batch);
    void note(SessionKey from, const DeskNote& input, Batch& batch);
    void release(SessionKey from, const DeskRelease& input, Batch& batch);
    void pull(SessionKey from, const DeskPull& input, Batch& batch);
    void typing(SessionKey from, const Typing& input, Batch& batch);

    // The shopper has spoken: a ticket that waited for them is open again.
    void shopper_spoke(ConversationId id, Batch& batch);

    // At the batch's end: every desk is shown the tickets that changed, every waiting shopper their
    // place.
    void tell_changes(Batch& batch);

    // What was told did not leave: next time the whole line is told anew.
    void forget_told() { told_line_.clear(); }

private:
    // The agent behind a session and the live ticket they name; refuses and gives null when either
    // is not.
    struct Held {
        const AgentRef* agent = nullptr;
        const Ticket* ticket = nullptr;
    };

    Held held(SessionKey from, TicketId ticket, std::string_view client_id, Batch& batch);
    void refuse(SessionKey from, Code, std::string message, TicketId, std::string_view id, Batch&);
    CustomerView customer_of(const Conversation* conversation);

    DeskParts parts_;
    std::vector<TicketId> told_line_;  // as waiting shoppers were last told
};

}  // namespace clerk::app
