// What shoppers' clients ask for: hello, send, pull, typing, lang. Who they are is settled here: a
// session's digest opens one conversation, a shop's token opens the customer's, and nothing else
// opens anything. A conversation of somebody else answers exactly like one that does not exist.
// Engine thread only, inside a batch.
#pragma once

#include "app/batch.hpp"
#include "app/conversations.hpp"
#include "app/head_writer.hpp"
#include "app/hub.hpp"
#include "app/inputs.hpp"
#include "app/system.hpp"
#include "app/talk.hpp"

#include <optional>
#include <string>
#include <unordered_map>

namespace clerk::app {

struct ShopperParts {
    Store& store;
    const Codec& codec;
    Hub& hub;
    Conversations& conversations;
    HeadWriter& heads;
    Talk& talk;
    TicketBook& tickets;
    IdSource& ids;
    Chance& chance;
};

class Shoppers {
public:
    explicit Shoppers(ShopperParts parts) : parts_(parts) {}

    void hello(SessionKey from, const Hello& input, Batch& batch);
    // The conversation in which something new was said; none for a retry or a refusal.
    ConversationId send(SessionKey from, Send& input, Batch& batch);
    void pull(SessionKey from, const Pull& input, Batch& batch);
    void typing(SessionKey from, const Typing& input, Batch& batch);
    void set_lang(SessionKey from, const SetLang& input, Batch& batch);
    void gone(SessionKey from);

private:
    // Which conversation a hello means, and the new secret if one was made.
    struct Opening {
        Conversation* conversation = nullptr;
        std::string secret;
    };

    Opening open_new(const Hello& input, Batch& batch);
    std::optional<Opening> resume(const Hello& input, Batch& batch);
    std::optional<Opening> sign_in(SessionKey from, const Hello& input, Batch& batch);
    Conversation* latest_of(CustomerId customer);
    std::string renew_session(ConversationId id, Batch& batch);
    Conversation* authorised(SessionKey from, std::string_view session, ConversationId named);
    ConversationId say(SessionKey from, Conversation&, Send& input, Batch& batch);

    ShopperParts parts_;
    std::unordered_map<std::uint64_t, std::string> addresses_;  // of sockets, by session id
};

}  // namespace clerk::app
