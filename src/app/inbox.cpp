#include "app/inbox.hpp"

#include <chrono>
#include <thread>
#include <utility>

namespace clerk::app {

bool Inbox::push(Envelope envelope) {
    {
        const std::lock_guard lock(mutex_);
        const bool full = waiting_.size() >= capacity_;
        if (closed_ || (full && !std::holds_alternative<Gone>(envelope.input))) return false;
        waiting_.push_back(std::move(envelope));
        if (waiting_.size() > 1) return true;  // the engine has been told already
    }
    filled_.notify_one();
    return true;
}

std::vector<Envelope> Inbox::take(Millis wait, std::chrono::microseconds gather) {
    std::unique_lock lock(mutex_);
    const auto ready = [&] { return !waiting_.empty() || woken_ || closed_; };
    filled_.wait_for(lock, std::chrono::milliseconds(wait.value), ready);
    if (gather.count() > 0 && !waiting_.empty() && !closed_) {
        lock.unlock();
        std::this_thread::sleep_for(gather);
        lock.lock();
    }
    woken_ = false;
    std::vector<Envelope> taken;
    taken.swap(waiting_);
    return taken;
}

bool Inbox::empty() {
    const std::lock_guard lock(mutex_);
    return waiting_.empty();
}

void Inbox::wake() {
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    filled_.notify_one();
}

void Inbox::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    filled_.notify_one();
}

}  // namespace clerk::app
