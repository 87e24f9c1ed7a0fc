// Timers of conversations, at most one each, soonest first. Those of a batch whose commit failed go
// back to what they were: the store knows no others.
//
// A timer that moves away, as the silence after each message does, is not filed anew: it is found
// at its old place when that comes up, and filed where it now belongs. Engine thread only.
#pragma once

#include "app/ports.hpp"

#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace clerk::app {

class Timers {
public:
    void begin() { before_.clear(); }

    void rollback();

    // Replaces the conversation's timer; `at` 0 removes it.
    void set(Wake wake);
    [[nodiscard]] std::vector<Wake> due(UnixMillis now);
    [[nodiscard]] std::optional<UnixMillis> next();

private:
    struct Timer {
        UnixMillis at;     // 0: none
        UnixMillis filed;  // where it stands in order_; never after `at`
        std::uint32_t version = 0;
    };

    void put(const Wake& wake);
    void settle_first();

    std::set<std::pair<UnixMillis, ConversationId>> order_;
    std::unordered_map<ConversationId, Timer> timers_;
    std::vector<Wake> before_;  // of what changed in this batch, in order
};

}  // namespace clerk::app
