// What all connections of all network threads share: the clerk behind them, settings, pages,
// agents' sessions and the rates of addresses. Everything in it is thread-safe. Lives as long as
// the server.
#pragma once

#include "access/agent_sessions.hpp"
#include "access/limiter.hpp"
#include "access/password.hpp"
#include "access/sign_in_guard.hpp"
#include "app/inputs.hpp"
#include "net/caps.hpp"
#include "net/clerk.hpp"
#include "net/options.hpp"
#include "net/reply.hpp"
#include "net/static_files.hpp"
#include "telemetry/metrics.hpp"

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace clerk::net {

// Milliseconds of a clock that never goes back: for timeouts and rates.
[[nodiscard]] std::int64_t steady_ms();

class SharedBuckets {
public:
    SharedBuckets(access::Rate rate, std::size_t keys_max, bool count_loopback = true)
        : buckets_(rate, keys_max), count_loopback_(count_loopback) {}

    [[nodiscard]] Millis take(std::string_view key, std::int64_t now_ms) {
        if (!count_loopback_ && is_loopback(key)) return {};
        const std::lock_guard lock(mutex_);
        return buckets_.take(key, now_ms);
    }

private:
    std::mutex mutex_;
    access::KeyedBuckets buckets_;
    bool count_loopback_;  // matters only where keys are addresses
};

class Site {
public:
    Site(
        Options site_options,
        StaticFiles pages,
        const app::Codec& site_codec,
        const Clock& site_clock,
        Chance& chance,
        telemetry::Metrics& site_metrics
    );

    // To the clerk, counted; false: say busy.
    [[nodiscard]] bool submit(app::Envelope envelope);
    [[nodiscard]] nlu::Understanding understand(std::string_view text);
    // The claim of a shop's token. Why it was refused goes to the log, not to whoever sent it.
    [[nodiscard]] std::optional<app::SignInClaim> claim_of(std::string_view token) const;
    // A refusal as a frame, counted.
    [[nodiscard]] std::string refusal(const app::Nack& nack);
    [[nodiscard]] bool ready() const;
    // An exception ended here.
    void contain(std::string_view where, std::string_view what);

    const Options options;
    const StaticFiles files;
    const app::Codec& codec;
    const Clock& clock;
    telemetry::Metrics& metrics;
    Clerk* clerk = nullptr;  // set once, before the threads start
    Caps caps;
    access::AgentSessions agents;
    access::SignInGuard sign_in_guard;
    SharedBuckets openings;  // new conversations, by address
    SharedBuckets requests;  // HTTP requests, by address
    SharedBuckets messages;  // said over HTTP, by session
    std::atomic<bool> draining{false};
    std::atomic<std::int64_t> sockets{0};       // WebSockets that are open
    access::PasswordPool* passwords = nullptr;  // like the clerk
};

}  // namespace clerk::net
