// Everything that can come in from outside, as values: the one way into the engine. Sessions fill
// these from wire's structs; timers, reloads and shutdown use the same door.
#pragma once

#include "app/ports.hpp"
#include "base/ids.hpp"
#include "model/language.hpp"
#include "nlu/understanding.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace clerk::app {

// --- shoppers ---------------------------------------------------------------------------------

// What a shop's token said, after net checked it with access/.
struct SignInClaim {
    std::string subject;  // the shop's id of the customer
    std::string nonce;
    UnixMillis expires;
};

struct Hello {
    std::string session;  // as the client sent it; empty: none
    std::optional<SignInClaim> claim;
    ConversationId conversation;
    std::uint64_t last_seq = 0;
    std::optional<Lang> lang;
    std::string address;  // of the peer, for limits
    bool watch = true;    // false: an HTTP request that wants the welcome only
};

struct Send {
    std::string session;  // HTTP: the bearer token; empty on a socket that said hello
    ConversationId conversation;
    std::string client_id;
    std::string text;
    std::string choice;
    std::string address;               // HTTP: of the peer; a socket's came with its hello
    nlu::Understanding understanding;  // of text, by the content that `lexicon_hash` names
};

struct Pull {
    std::string session;
    ConversationId conversation;
    std::uint64_t after = 0;
    std::size_t max = 200;
    bool page = false;         // HTTP: answer as a page …
    std::int64_t wait_ms = 0;  // … and wait so long for the first event
};

struct Typing {
    ConversationId conversation;
    TicketId ticket;  // from the desk
    bool on = false;
};

struct SetLang {
    ConversationId conversation;
    Lang lang = Lang::zh;
};

// --- agents: every input carries who net's session belongs to ---------------------------------

struct DeskHello {
    AgentRef agent;
};

struct DeskOpen {
    TicketId ticket;
};

struct DeskClaim {
    TicketId ticket;
    std::uint32_t version = 0;
};

struct DeskReply {
    TicketId ticket;
    std::string client_id;
    std::string text;
    std::uint64_t expect_seq = 0;
};

struct DeskNote {
    TicketId ticket;
    std::string client_id;
    std::string text;
};

struct DeskRelease {
    TicketId ticket;
    bool resolve = false;
};

struct DeskPull {
    TicketId ticket;
    std::uint64_t after = 0;
    std::size_t max = 200;
};

// --- both -------------------------------------------------------------------------------------

struct Gone {};  // the connection ended

using Input = std::variant<
    Hello,
    Send,
    Pull,
    Typing,
    SetLang,
    DeskHello,
    DeskOpen,
    DeskClaim,
    DeskReply,
    DeskNote,
    DeskRelease,
    DeskPull,
    Gone>;

struct Envelope {
    SessionKey from;
    Input input;
};

}  // namespace clerk::app
