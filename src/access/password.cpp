#include "access/password.hpp"

#include "base/limits.hpp"

#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <sodium.h>
#include <thread>
#include <utility>
#include <vector>

namespace clerk::access {
namespace {

// Of a password that nobody has: what an unknown login is compared with, at the same cost.
const char* const nobodys_hash =
    "$argon2id$v=19$m=65536,t=2,p=1$c2hvcGNsZXJrLW5vYm9keQ$"
    "Rt0LJDYp2zYzVqWKlUsz5Oo3bUdKYmyzPUCcHsQHA6A";

// No 0 O 1 l I: they are read aloud.
constexpr std::string_view readable = "23456789abcdefghijkmnpqrstuvwxyz";
static_assert(readable.size() == 32);

}  // namespace

Result<std::string> hash_password(std::string_view password) {
    if (password.size() < limits::password_bytes_min) {
        return error("too_short", "a password has at least 12 characters");
    }
    if (password.size() > limits::password_bytes_max) {
        return error("too_long", "a password has at most 256 bytes");
    }
    if (sodium_init() < 0) return error("memory", "no source of randomness for a salt");
    std::array<char, crypto_pwhash_STRBYTES> encoded{};
    const int failed = crypto_pwhash_str_alg(
        encoded.data(),
        password.data(),
        password.size(),
        crypto_pwhash_OPSLIMIT_INTERACTIVE,
        crypto_pwhash_MEMLIMIT_INTERACTIVE,
        crypto_pwhash_ALG_ARGON2ID13
    );
    if (failed != 0) return error("memory", "no memory for hashing a password");
    return std::string(encoded.data());
}

bool check_password(std::string_view encoded, std::string_view password) {
    const std::string hash(encoded.empty() ? std::string_view(nobodys_hash) : encoded);
    if (password.size() > limits::password_bytes_max) return false;
    const bool same = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    return same && !encoded.empty();
}

std::string random_password(Chance& chance) {
    std::string out;
    for (int group = 0; group < 4; ++group) {
        if (group > 0) out += '-';
        std::uint64_t bits = chance.bits();
        for (int i = 0; i < 5; ++i, bits >>= 5)
            out += readable[bits & 31];
    }
    return out;
}

struct PasswordPool::Parts {
    std::mutex mutex;
    std::condition_variable filled;
    std::deque<std::function<void()>> waiting;
    std::size_t queue_max = 0;
    bool stopping = false;
    std::vector<std::thread> threads;

    void work() {
        for (;;) {
            std::function<void()> job;
            {
                std::unique_lock lock(mutex);
                filled.wait(lock, [&] { return stopping || !waiting.empty(); });
                if (stopping) return;
                job = std::move(waiting.front());
                waiting.pop_front();
            }
            job();
        }
    }
};

PasswordPool::PasswordPool()
    : PasswordPool(limits::password_hashes_at_once_max, limits::password_queue_max) {}

PasswordPool::PasswordPool(int threads, std::size_t queue_max) : parts_(new Parts) {
    parts_->queue_max = queue_max;
    for (int i = 0; i < threads; ++i)
        parts_->threads.emplace_back([p = parts_.get()] { p->work(); });
}

PasswordPool::~PasswordPool() {
    {
        const std::lock_guard lock(parts_->mutex);
        parts_->stopping = true;
    }
    parts_->filled.notify_all();
    for (std::thread& thread : parts_->threads)
        thread.join();
}

bool PasswordPool::submit(std::function<void()> job) {
    {
        const std::lock_guard lock(parts_->mutex);
        if (parts_->stopping || parts_->waiting.size() >= parts_->queue_max) return false;
        parts_->waiting.push_back(std::move(job));
    }
    parts_->filled.notify_one();
    return true;
}

}  // namespace clerk::access
