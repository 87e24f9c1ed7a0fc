// Agents' passwords: argon2id at libsodium's INTERACTIVE cost, about 75 ms and 64 MiB each. Never
// on the engine or a network thread: PasswordPool is where it is done, a few at once behind a short
// queue.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace clerk::access {

// The encoded hash to store, with its salt and cost in it. Errors: "too_short" (12 bytes at least),
// "too_long", "memory".
[[nodiscard]] Result<std::string> hash_password(std::string_view password);

// An empty `encoded` (no such agent) costs as much time as a wrong password, and is false.
[[nodiscard]] bool check_password(std::string_view encoded, std::string_view password);

// 20 characters that are easy to read out, about 98 bits.
[[nodiscard]] std::string random_password(Chance& chance);

// Threads for slow work on secrets. Jobs run in order of arrival; a job must not throw.
class PasswordPool {
public:
    PasswordPool();
    PasswordPool(int threads, std::size_t queue_max);
    ~PasswordPool();  // waits for the running jobs, drops the waiting ones
    PasswordPool(const PasswordPool&) = delete;
    PasswordPool& operator=(const PasswordPool&) = delete;

    // False when the queue is full: the caller says "busy".
    [[nodiscard]] bool submit(std::function<void()> job);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace clerk::access
