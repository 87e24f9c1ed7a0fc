// How often: a token bucket for one sender, and keyed counters for many. Pure: `now` is an
// argument, in milliseconds of any steady clock. Keyed tables are bounded; what they do when full
// is said below.
#pragma once

#include "base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace clerk::access {

struct Rate {
    double burst = 0;       // at most so many at once
    double per_second = 0;  // REQUIRES: > 0
};

// Begins full.
class TokenBucket {
public:
    TokenBucket() = default;

    // Takes one, or says how long to wait for it (always > 0 then). A clock that goes back gives
    // nothing.
    [[nodiscard]] Millis take(const Rate& rate, std::int64_t now_ms);
    // As full as it can be: forgetting it changes nothing.
    [[nodiscard]] bool full(const Rate& rate, std::int64_t now_ms) const;

private:
    float spent_ = 0;  // how far below the burst
    std::int64_t at_ms_ = 0;
};

// A bucket a key. When the table is full and no key can be forgotten, strangers wait: nothing that
// is known is forgotten to make room for them.
class KeyedBuckets {
public:
    KeyedBuckets(Rate rate, std::size_t keys_max) : rate_(rate), keys_max_(keys_max) {}

    // {0}: go on. Else wait so long.
    [[nodiscard]] Millis take(std::string_view key, std::int64_t now_ms);

    [[nodiscard]] std::size_t size() const { return buckets_.size(); }

private:
    void forget_full(std::int64_t now_ms);

    Rate rate_;
    std::size_t keys_max_;
    std::unordered_map<std::string, TokenBucket> buckets_;
    std::int64_t swept_at_ms_ = 0;
};

// Failures a key within a window that begins with the first of them.
class FailureCounter {
public:
    FailureCounter(int failures_max, Millis window, std::size_t keys_max)
        : failures_max_(failures_max), window_(window), keys_max_(keys_max) {}

    // {0}: may try. Else locked for so long. A full table locks strangers out too.
    [[nodiscard]] Millis locked_for(std::string_view key, std::int64_t now_ms);
    void add(std::string_view key, std::int64_t now_ms);
    void forget(std::string_view key);

private:
    struct Window {
        int failures = 0;
        std::int64_t since_ms = 0;
    };

    void forget_past(std::int64_t now_ms);

    int failures_max_;
    Millis window_;
    std::size_t keys_max_;
    std::unordered_map<std::string, Window> windows_;
};

}  // namespace clerk::access
