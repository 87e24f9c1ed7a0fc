#include "app/shoppers.hpp"

#include "access/tokens.hpp"
#include "base/limits.hpp"
#include "model/message.hpp"

#include <algorithm>
#include <utility>

namespace clerk::app {
namespace {

Nack not_found() {
    return {.code = Code::not_found, .message = "no such conversation"};
}

Nack unauthorized() {
    return {.code = Code::unauthorized, .message = "the session or token is not valid (any more)"};
}

// The turns that nobody begins by saying something still find room.
bool is_full(const Conversation& conversation) {
    return conversation.state.turns >= limits::turns_per_conversation_max;
}

}  // namespace

// --- hello ------------------------------------------------------------------------------------

void Shoppers::hello(SessionKey from, const Hello& input, Batch& batch) {
    std::optional<Opening> opening;
    if (input.claim) {
        opening = sign_in(from, input, batch);
        if (!opening) return batch.refuse(from, parts_.codec, unauthorized());
    } else if (!input.session.empty()) {
        opening = resume(input, batch);
        if (!opening) return batch.refuse(from, parts_.codec, not_found());
    } else if (input.conversation) {
        return batch.refuse(from, parts_.codec, not_found());
    } else {
        opening = open_new(input, batch);
    }
    Conversation& conversation = *opening->conversation;
    if (input.lang && *input.lang != conversation.state.lang) {
        parts_.talk.take(conversation, turn::LangChosen{*input.lang}, {}, std::nullopt, batch);
    }
    const ConversationState& state = conversation.state;
    batch.send(
        from,
        parts_.codec.welcome({
            .conversation = state.id,
            .seq = state.last_seq,
            .session = opening->secret,
            .lang = state.lang,
            .signed_in = state.identity.signed_in(),
            .owner = state.owner,
        })
    );
    if (!input.watch) return;
    addresses_[from.id] = input.address;
    if (const auto crowded = parts_.hub.watch(from, state.id)) batch.close(*crowded, 1013);
    const auto missed =
        parts_.talk.events_after(conversation, input.last_seq, limits::pull_events_max);
    for (const std::string& event : missed)
        batch.send(from, event);
    if (state.owner == Owner::queue) parts_.talk.tell_status(state.id, state.owner, batch);
}

Shoppers::Opening Shoppers::open_new(const Hello& input, Batch& batch) {
    ConversationId id;
    do {  // an id may exist already when the clock was set back over a restart
        id = parts_.ids.next<ConversationId>();
    } while (must(parts_.store.head(id)));
    Conversation& conversation = parts_.conversations.create(id);
    batch.touch(id);
    const turn::Begin begin{id, input.lang.value_or(Lang::zh), input.watch ? "web" : "http"};
    parts_.talk.take(conversation, begin, input.address, std::nullopt, batch);
    return {&conversation, renew_session(id, batch)};
}

std::optional<Shoppers::Opening> Shoppers::resume(const Hello& input, Batch&) {
    const auto id = must(parts_.store.session(access::digest(input.session)));
    if (!id || (input.conversation && input.conversation != *id)) return std::nullopt;
    Conversation* conversation = must(parts_.conversations.find(*id));
    if (!conversation) return std::nullopt;
    return Opening{conversation, {}};
}

// A token opens the customer's latest conversation, or signs in the one whose session came with it,
// unless that one is another customer's already. A full one is nobody's latest any more: what
// follows it is the next one that the customer opens.
std::optional<Shoppers::Opening> Shoppers::sign_in(
    SessionKey from, const Hello& input, Batch& batch
) {
    const SignInClaim& claim = *input.claim;
    if (!must(parts_.store.use_nonce(claim.nonce, claim.expires, batch.now))) return std::nullopt;
    const auto customer = must(parts_.store.customer_by_ref(claim.subject));
    if (!customer) return std::nullopt;
    Conversation* conversation = nullptr;
    bool wants_latest = input.session.empty();
    if (!wants_latest) {
        const auto resumed = resume(input, batch);
        if (!resumed) return std::nullopt;
        const CustomerId holder = resumed->conversation->state.identity.customer;
        const bool anothers = holder && holder != customer->id;
        wants_latest = !anothers && is_full(*resumed->conversation);
        if (!anothers && !wants_latest) conversation = resumed->conversation;
    }
    if (wants_latest) conversation = latest_of(customer->id);
    if (!conversation) conversation = open_new(input, batch).conversation;
    const ConversationId id = conversation->state.id;
    for (const SessionKey watcher :
         std::vector<SessionKey>(parts_.hub.watchers(id).begin(), parts_.hub.watchers(id).end())) {
        if (watcher == from) continue;
        parts_.hub.leave(watcher);  // it had come in by the session that ends now
        batch.close(watcher, 1008);
    }
    if (conversation->state.identity.customer != customer->id) {
        const turn::ShopperSignsIn signs{customer->id, customer->name, customer->tier};
        parts_.talk.take(*conversation, signs, input.address, std::nullopt, batch);
    }
    return Opening{conversation, renew_session(id, batch)};
}

// Null: there is none with room.
Conversation* Shoppers::latest_of(CustomerId customer) {
    parts_.heads.write_of(customer);
    constexpr auto full = static_cast<std::uint32_t>(limits::turns_per_conversation_max);
    const auto latest = must(parts_.store.latest_of(customer, full));
    return latest ? must(parts_.conversations.find(*latest)) : nullptr;
}

std::string Shoppers::renew_session(ConversationId id, Batch& batch) {
    std::string secret = access::new_secret(parts_.chance);
    must(parts_.store.end_sessions(id));
    must(parts_.store.put_session(access::digest(secret), id, batch.now));
    return secret;
}

// --- everything after hello -------------------------------------------------------------------

// A socket speaks for the conversation it watches, a request for the one its session opens. Null:
// nothing that this caller may know of.
Conversation* Shoppers::authorised(
    SessionKey from, std::string_view session, ConversationId named
) {
    ConversationId id = parts_.hub.conversation_of(from);
    if (!session.empty()) {
        const auto opened = must(parts_.store.session(access::digest(session)));
        id = opened.value_or(ConversationId{});
        if (named && named != id) id = {};
    }
    return id ? must(parts_.conversations.find(id)) : nullptr;
}

ConversationId Shoppers::send(SessionKey from, Send& input, Batch& batch) {
    const auto refuse = [&](Nack nack) {
        nack.client_id = input.client_id;
        batch.refuse(from, parts_.codec, nack);
        return ConversationId{};
    };
    Conversation* conversation = authorised(from, input.session, input.conversation);
    if (!conversation) return refuse(not_found());
    if (const Receipt* first = conversation->receipts.find(input.client_id)) {
        if (first->content_hash != content_hash(input.text, input.choice)) {
            return refuse(
                {.code = Code::id_reused, .message = "this id was used for another message"}
            );
        }
        batch.send(from, parts_.codec.ack(input.client_id, first->seq, first->at));
        return {};
    }
    if (is_full(*conversation)) {
        return refuse(
            {.code = Code::conversation_full,
             .message = "this conversation is full: say hello anew"}
        );
    }
    return say(from, *conversation, input, batch);
}

ConversationId Shoppers::say(
    SessionKey from, Conversation& conversation, Send& input, Batch& batch
) {
    const nlu::Lexicon& lexicon = *batch.content->script.lexicon;
    turn::ShopperSays says{
        .client_id = input.client_id,
        .choice = input.choice,
        .text = input.text,
        // Taken, not copied: should the batch fail and be tried again, it is understood anew.
        .understanding = input.understanding.lexicon_hash == lexicon.hash()
                             ? std::exchange(input.understanding, {})
                             : lexicon.understand(input.text),
        .content_hash = content_hash(input.text, input.choice),
    };
    const auto address = addresses_.find(from.id);
    const std::string_view peer =
        !input.address.empty() || address == addresses_.end() ? input.address : address->second;
    // The ack goes out before what the turn says; its place is kept here and filled once seq is
    // known.
    const std::size_t place = batch.deliveries.size();
    batch.deliveries.push_back({.to = from});
    parts_.talk.take(conversation, std::move(says), peer, from, batch);
    const Receipt* receipt = conversation.receipts.find(input.client_id);
    if (!receipt) throw std::logic_error("a message was taken without being said");
    batch.deliveries[place].frame = std::make_shared<const std::string>(
        parts_.codec.ack(input.client_id, receipt->seq, receipt->at)
    );
    return conversation.state.id;
}

void Shoppers::pull(SessionKey from, const Pull& input, Batch& batch) {
    Conversation* conversation = authorised(from, input.session, input.conversation);
    if (!conversation) return batch.refuse(from, parts_.codec, not_found());
    const std::size_t max = std::clamp<std::size_t>(input.max, 1, limits::pull_events_max);
    if (!input.page) {
        const auto events = parts_.talk.events_after(*conversation, input.after, max);
        for (const std::string& event : events)
            batch.send(from, event);
        return;
    }
    const ConversationId id = conversation->state.id;
    if (input.wait_ms > 0 && conversation->state.last_seq <= input.after) {
        const auto wait = std::min(input.wait_ms, limits::long_poll_wait_ms_max);
        const bool room = parts_.hub.wait({from, id, input.after, max, batch.now + Millis{wait}});
        if (room) return;
    }
    batch.send(
        from,
        events_page(parts_.talk, parts_.codec, parts_.tickets, *conversation, input.after, max)
    );
}

void Shoppers::typing(SessionKey from, const Typing& input, Batch& batch) {
    const ConversationId id = parts_.hub.conversation_of(from);
    const Ticket* ticket = parts_.tickets.of_conversation(id);
    if (!ticket || !ticket->agent) return;
    const auto frame =
        std::make_shared<const std::string>(parts_.codec.typing(input.on, From::shopper, ticket->id)
        );
    for (const SessionKey desk : parts_.hub.desks_for(ticket->agent, ticket->id)) {
        batch.send(desk, frame);
    }
}

void Shoppers::set_lang(SessionKey from, const SetLang& input, Batch& batch) {
    Conversation* conversation = authorised(from, {}, {});
    if (!conversation || conversation->state.lang == input.lang) return;
    parts_.talk.take(*conversation, turn::LangChosen{input.lang}, {}, std::nullopt, batch);
}

void Shoppers::gone(SessionKey from) {
    addresses_.erase(from.id);
}

}  // namespace clerk::app
