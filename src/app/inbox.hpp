// The one door into the engine: a bounded list behind a mutex. Network threads push and never wait;
// the engine takes everything that is there in one swap.
#pragma once

#include "app/inputs.hpp"
#include "base/time.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

namespace clerk::app {

class Inbox {
public:
    explicit Inbox(std::size_t capacity) : capacity_(capacity) {}

    // False when full or closed: the caller answers busy. `Gone` is always taken, or sessions would
    // leak; there is at most one a session, so that stays bounded too.
    [[nodiscard]] bool push(Envelope envelope);

    // Everything waiting, oldest first; waits at most `wait` for the first one, and then so long
    // for others to come with it. Empty: time is up, or somebody called wake() or close().
    [[nodiscard]] std::vector<Envelope> take(Millis wait, std::chrono::microseconds gather = {});

    // Whether nothing waits just now.
    [[nodiscard]] bool empty();

    void wake();
    void close();

private:
    std::mutex mutex_;
    std::condition_variable filled_;
    std::vector<Envelope> waiting_;
    std::size_t capacity_;
    bool woken_ = false;
    bool closed_ = false;
};

}  // namespace clerk::app
