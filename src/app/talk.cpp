#include "app/talk.hpp"

#include "base/limits.hpp"
#include "model/catalog.hpp"
#include "telemetry/log.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace clerk::app {
namespace {

// What the shopper said in this turn, for the desk's lists.
std::string_view shoppers_words(const Events& events) {
    for (const Event& event : events) {
        const Said* said = std::get_if<Said>(&event);
        if (said && said->message.from == From::shopper) return said->message.text;
    }
    return {};
}

turn::Broken broken_by(const turn::Stimulus& stimulus, std::string what) {
    turn::Broken broken{std::move(what), std::nullopt};
    if (const auto* message = std::get_if<turn::ShopperSays>(&stimulus)) broken.message = *message;
    return broken;
}

// An action that only reads leaves nothing to roll back.
bool may_write(const Effect& effect) {
    const auto* call = std::get_if<CallAction>(&effect);
    const ActionSpec* spec = call ? find_action_spec(call->action) : nullptr;
    return !spec || spec->writes;
}

bool anything_of(const Events& events, auto holds) {
    return std::ranges::any_of(events, holds);
}

}  // namespace

void Talk::take(
    Conversation& conversation,
    turn::Stimulus stimulus,
    std::string_view address,
    std::optional<SessionKey> speaker,
    Batch& batch
) {
    if (conversation.state.id) batch.touch(conversation.state.id);
    const Owner owner_before = conversation.state.owner;
    const CustomerId customer_before = conversation.state.identity.customer;
    Taken taken = rounds(conversation, stimulus, address, batch);
    const ConversationId id = taken.state.id;
    EncodedRow row = parts_.codec.encode_row(id, taken.events);
    if (row.first_seq > row.last_seq) {
        // A silent turn stands where the talk has come to: walks by seq go on past it.
        row.first_seq = taken.state.last_seq + 1;
        row.last_seq = taken.state.last_seq;
    }
    const JournalRow journaled{
        .prev = conversation.last_row,
        .conversation = id,
        .first_seq = row.first_seq,
        .last_seq = row.last_seq,
        .at = batch.now,
        .body = std::move(row.body),
    };
    conversation.last_row = must(parts_.store.append(journaled));
    conversation.state = std::move(taken.state);
    note_receipts(conversation, taken.events);
    const ConversationState& state = conversation.state;
    parts_.behind.row_written(id, conversation.last_row, state.identity.customer);
    // By their heads sessions find conversations, and customers theirs.
    const bool begun = journaled.prev == 0;
    if (begun || state.identity.customer != customer_before) batch.heads.insert(id);
    parts_.timers.set({id, state.wake_at, state.version});
    parts_.tickets.note_words(id, state.last_seq, shoppers_words(taken.events));
    parts_.metrics.count(telemetry::Counter::turns);
    if (anything_of(taken.events, [](const Event& e) {
            return std::holds_alternative<NotUnderstood>(e);
        })) {
        parts_.metrics.count(telemetry::Counter::not_understood);
    }
    if (state.owner == Owner::queue && owner_before != Owner::queue) {
        parts_.metrics.count(telemetry::Counter::hand_offs);
    }
    publish(conversation, journaled, speaker, batch);
    // Those in the line are told with everybody else at the end of the batch (Desk::tell_changes).
    if (state.owner != owner_before && state.owner != Owner::queue) {
        tell_status(id, state.owner, batch);
    }
}

// What the outcome asks for, and what the turn makes of the answers, until it asks no more.
template <class Before>
Talk::Taken Talk::carried_out(
    turn::Outcome out, std::string_view address, Batch& batch, const Before& before
) {
    Events events = std::move(out.events);
    for (std::size_t round = 0; out.effect; ++round) {
        if (round == limits::effect_rounds_max) throw std::length_error("effect rounds");
        before(*out.effect);
        EffectAnswer answer = parts_.effects.perform(*out.effect, out.state, address, batch);
        const turn::Script& script = batch.content->script;
        out = turn::take_turn(std::move(out.state), std::move(answer), script, batch.now);
        std::ranges::move(out.events, std::back_inserter(events));
    }
    return {std::move(out.state), std::move(events)};
}

// The turn's writes stand in a savepoint from the first effect that may write on, so that a turn
// that throws leaves nothing behind but its apology.
Talk::Taken Talk::rounds(
    const Conversation& conversation,
    const turn::Stimulus& stimulus,
    std::string_view address,
    Batch& batch
) {
    bool saved = false;
    const auto save_before = [&](const Effect& effect) {
        if (saved || !may_write(effect)) return;
        must(parts_.store.savepoint());
        saved = true;
    };
    try {
        const turn::Script& script = batch.content->script;
        turn::Outcome out = turn::take_turn(conversation.state, stimulus, script, batch.now);
        Taken taken = carried_out(std::move(out), address, batch, save_before);
        if (saved) must(parts_.store.release());
        return taken;
    } catch (const BatchFailed&) {
        throw;
    } catch (const std::exception& bug) {
        if (saved) parts_.store.rollback_to_savepoint();
        return apologise(conversation, stimulus, bug.what(), batch);
    }
}

Talk::Taken Talk::apologise(
    const Conversation& conversation, const turn::Stimulus& stimulus, std::string what, Batch& batch
) {
    parts_.metrics.count(telemetry::Counter::turns_failed);
    telemetry::log(
        telemetry::Level::error,
        "turn_failed",
        {{"conversation", to_string(conversation.state.id)}, {"what", what}}
    );
    must(parts_.tickets.reload());  // a rolled back effect may have opened one
    const turn::Stimulus broken = broken_by(stimulus, std::move(what));
    const turn::Script& script = batch.content->script;
    turn::Outcome out = turn::take_turn(conversation.state, broken, script, batch.now);
    return carried_out(std::move(out), {}, batch, [](const Effect&) {});
}

void Talk::publish(
    const Conversation& conversation,
    const JournalRow& row,
    std::optional<SessionKey> speaker,
    Batch& batch
) {
    if (row.first_seq > row.last_seq) return;
    const ConversationId id = conversation.state.id;
    const auto watchers = parts_.hub.watchers(id);
    const Ticket* ticket = parts_.tickets.of_conversation(id);
    const auto desks =
        ticket ? parts_.hub.desks_for(ticket->agent, ticket->id) : std::vector<SessionKey>{};
    bool first = true;
    for (const PublicEvent& event : parts_.codec.public_events(row.body)) {
        const auto frame = std::make_shared<const std::string>(event.json);
        for (const SessionKey key : watchers) {
            if (!(first && speaker == key)) batch.send(key, frame);
        }
        if (!desks.empty()) {
            const auto shown =
                std::make_shared<const std::string>(parts_.codec.desk_event(event.json, ticket->id)
                );
            for (const SessionKey key : desks) {
                if (!(first && speaker == key)) batch.send(key, shown);
            }
        }
        first = false;
    }
    answer_polls(conversation, batch);
}

void Talk::answer_polls(const Conversation& conversation, Batch& batch) {
    for (const LongPoll& poll : parts_.hub.waiting_on(conversation.state.id)) {
        batch.send(
            poll.from,
            events_page(*this, parts_.codec, parts_.tickets, conversation, poll.after, poll.max)
        );
    }
}

std::vector<std::string> Talk::events_after(
    const Conversation& conversation, std::uint64_t after, std::size_t max
) {
    if (conversation.state.last_seq <= after) return {};
    const std::vector<JournalRow> rows =
        must(parts_.store.chain(conversation.last_row, after, limits::rows_per_conversation_max));
    std::vector<std::string> out;
    for (auto row = rows.rbegin(); row != rows.rend() && out.size() < max; ++row) {
        for (const PublicEvent& event : parts_.codec.public_events(row->body)) {
            if (event.seq > after && out.size() < max) out.emplace_back(event.json);
        }
    }
    return out;
}

void Talk::tell_status(ConversationId id, Owner owner, Batch& batch) {
    const auto watchers = parts_.hub.watchers(id);
    if (watchers.empty()) return;
    const Ticket* ticket = parts_.tickets.of_conversation(id);
    const std::size_t position = ticket ? parts_.tickets.position(ticket->id) : 0;
    const auto frame = std::make_shared<const std::string>(parts_.codec.status(owner, position));
    for (const SessionKey key : watchers)
        batch.send(key, frame);
}

std::string events_page(
    Talk& talk,
    const Codec& codec,
    const TicketBook& tickets,
    const Conversation& conversation,
    std::uint64_t after,
    std::size_t max
) {
    const Ticket* ticket = tickets.of_conversation(conversation.state.id);
    return codec.events_page(
        talk.events_after(conversation, after, max),
        conversation.state.last_seq,
        conversation.state.owner,
        ticket ? tickets.position(ticket->id) : 0
    );
}

}  // namespace clerk::app
