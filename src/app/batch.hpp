// One batch: what everybody who handles an input shares until COMMIT. Deliveries collect here and
// leave only after the commit; conversations that changed are noted here, so that they can be
// forgotten if the commit fails.
#pragma once

#include "app/ports.hpp"
#include "base/result.hpp"
#include "content/snapshot.hpp"

#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace clerk::app {

// The batch cannot go on: a store refused. Caught by the engine alone, which rolls back and refuses
// all.
class BatchFailed : public std::runtime_error {
public:
    explicit BatchFailed(const Error& error)
        : std::runtime_error(error.code + ": " + error.message) {}
};

// The value, or the end of the batch: a store that fails in the middle has nothing to say to one
// shopper.
template <class T>
T must(Result<T> result) {
    if (!result) throw BatchFailed(result.error());
    return std::move(result).value();
}

inline void must(const Status& status) {
    if (!status) throw BatchFailed(status.error());
}

struct Batch {
    content::SnapshotPtr content;
    UnixMillis now;  // of the turn at hand
    std::vector<Delivery> deliveries;
    std::vector<ConversationId> touched;  // some more than once
    std::set<ConversationId> heads;       // that must be written with this batch
    std::set<TicketId> changed_tickets;
    std::vector<Wake> fired;            // timers and …
    std::vector<SessionKey> polls_due;  // … long-polls taken off their lists, should the batch fail

    void touch(ConversationId id) { touched.push_back(id); }

    void send(SessionKey to, std::string frame) {
        send(to, std::make_shared<const std::string>(std::move(frame)));
    }

    void send(SessionKey to, std::shared_ptr<const std::string> frame) {
        deliveries.push_back({.to = to, .frame = std::move(frame)});
    }

    void refuse(SessionKey to, const Codec& codec, const Nack& nack) {
        deliveries.push_back(
            {.to = to,
             .frame = std::make_shared<const std::string>(codec.nack(nack)),
             .code = nack.code,
             .is_nack = true}
        );
    }

    void close(SessionKey to, int status) {
        deliveries.push_back({.to = to, .frame = nullptr, .close = status});
    }
};

}  // namespace clerk::app
