// Takes a turn in a conversation and lets everybody who listens know: the rounds of take_turn and
// its effects, the journal row, the receipts, the timers, the deliveries. Engine thread only,
// inside a batch.
#pragma once

#include "app/batch.hpp"
#include "app/behind.hpp"
#include "app/conversations.hpp"
#include "app/effects.hpp"
#include "app/hub.hpp"
#include "app/ports.hpp"
#include "app/timers.hpp"
#include "telemetry/metrics.hpp"
#include "turn/take_turn.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::app {

struct TalkParts {
    Store& store;
    const Codec& codec;
    Hub& hub;
    Conversations& conversations;
    Effects& effects;
    TicketBook& tickets;
    Timers& timers;
    Behind& behind;
    telemetry::Metrics& metrics;
};

class Talk {
public:
    explicit Talk(TalkParts parts) : parts_(parts) {}

    // One whole turn. `speaker` is not sent its own message again: the ack stands for it. Throws
    // BatchFailed when the store refuses; a bug in the turn ends in an apology instead.
    void take(
        Conversation& conversation,
        turn::Stimulus stimulus,
        std::string_view address,
        std::optional<SessionKey> speaker,
        Batch& batch
    );

    // The stored frames with seq > after, oldest first, at most `max`.
    [[nodiscard]] std::vector<std::string> events_after(
        const Conversation& conversation, std::uint64_t after, std::size_t max
    );

    // Who has it, and the place in the line, to everybody who watches.
    void tell_status(ConversationId id, Owner owner, Batch& batch);

private:
    struct Taken {
        ConversationState state;
        Events events;
    };

    Taken rounds(
        const Conversation&, const turn::Stimulus&, std::string_view address, Batch& batch
    );
    template <class Before>  // called with each effect
    Taken carried_out(
        turn::Outcome out, std::string_view address, Batch& batch, const Before& before
    );
    Taken apologise(const Conversation&, const turn::Stimulus&, std::string what, Batch& batch);
    void publish(
        const Conversation&, const JournalRow&, std::optional<SessionKey> speaker, Batch& batch
    );
    void answer_polls(const Conversation& conversation, Batch& batch);

    TalkParts parts_;
};

// One page for a long-poll.
[[nodiscard]] std::string events_page(
    Talk& talk,
    const Codec& codec,
    const TicketBook& tickets,
    const Conversation& conversation,
    std::uint64_t after,
    std::size_t max
);

}  // namespace clerk::app
