#include "app/timers.hpp"

#include "base/limits.hpp"

namespace clerk::app {

void Timers::rollback() {
    for (auto wake = before_.rbegin(); wake != before_.rend(); ++wake)
        put(*wake);
    before_.clear();
}

void Timers::set(Wake wake) {
    const auto old = timers_.find(wake.conversation);
    const Timer before = old == timers_.end() ? Timer{} : old->second;
    before_.push_back({wake.conversation, before.at, before.version});
    put(wake);
}

void Timers::put(const Wake& wake) {
    const auto old = timers_.find(wake.conversation);
    if (old == timers_.end()) {
        if (wake.at.value == 0) return;
        timers_.emplace(wake.conversation, Timer{wake.at, wake.at, wake.version});
        order_.emplace(wake.at, wake.conversation);
        return;
    }
    Timer& timer = old->second;
    timer.at = wake.at;
    timer.version = wake.version;
    if (wake.at.value == 0 || timer.filed <= wake.at) return;
    order_.erase({timer.filed, wake.conversation});
    order_.emplace(wake.at, wake.conversation);
    timer.filed = wake.at;
}

// Until the first of the order stands where it belongs.
void Timers::settle_first() {
    while (!order_.empty()) {
        const auto [filed, conversation] = *order_.begin();
        const auto found = timers_.find(conversation);
        Timer& timer = found->second;
        if (timer.at == filed) return;
        order_.erase(order_.begin());
        if (timer.at.value == 0) {
            timers_.erase(found);
        } else {
            timer.filed = timer.at;
            order_.emplace(timer.at, conversation);
        }
    }
}

std::vector<Wake> Timers::due(UnixMillis now) {
    std::vector<Wake> out;
    while (out.size() < limits::batch_max) {
        const auto first = next();
        if (!first || *first > now) break;
        const ConversationId conversation = order_.begin()->second;
        const Timer& timer = timers_.at(conversation);
        out.push_back({conversation, timer.at, timer.version});
        set({.conversation = conversation});
    }
    return out;
}

std::optional<UnixMillis> Timers::next() {
    settle_first();
    if (order_.empty()) return std::nullopt;
    return order_.begin()->first;
}

}  // namespace clerk::app
