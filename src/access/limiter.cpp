#include "access/limiter.hpp"

#include <algorithm>
#include <cmath>

namespace clerk::access {
namespace {

// A full table is swept at most this often, so that a flood of new keys costs no scan each.
constexpr std::int64_t sweep_every_ms = 1'000;

float refilled(float spent, const Rate& rate, std::int64_t passed_ms) {
    const double gained = rate.per_second * static_cast<double>(passed_ms) / 1000.0;
    return static_cast<float>(std::max(0.0, spent - gained));
}

}  // namespace

Millis TokenBucket::take(const Rate& rate, std::int64_t now_ms) {
    const std::int64_t passed = std::max<std::int64_t>(0, now_ms - at_ms_);
    spent_ = refilled(spent_, rate, passed);
    at_ms_ = std::max(at_ms_, now_ms);
    const double missing = spent_ + 1.0 - rate.burst;
    if (missing <= 0) {
        spent_ += 1;
        return {0};
    }
    return {std::max<std::int64_t>(1, std::llround(std::ceil(missing / rate.per_second * 1000)))};
}

bool TokenBucket::full(const Rate& rate, std::int64_t now_ms) const {
    return refilled(spent_, rate, std::max<std::int64_t>(0, now_ms - at_ms_)) <= 0;
}

Millis KeyedBuckets::take(std::string_view key, std::int64_t now_ms) {
    const auto known = buckets_.find(std::string(key));
    if (known != buckets_.end()) return known->second.take(rate_, now_ms);
    if (buckets_.size() >= keys_max_) forget_full(now_ms);
    if (buckets_.size() >= keys_max_) return {sweep_every_ms};
    return buckets_[std::string(key)].take(rate_, now_ms);
}

void KeyedBuckets::forget_full(std::int64_t now_ms) {
    if (now_ms - swept_at_ms_ < sweep_every_ms && swept_at_ms_ != 0) return;
    swept_at_ms_ = now_ms;
    std::erase_if(buckets_, [&](const auto& entry) { return entry.second.full(rate_, now_ms); });
}

Millis FailureCounter::locked_for(std::string_view key, std::int64_t now_ms) {
    const auto at = windows_.find(std::string(key));
    if (at == windows_.end()) {
        if (windows_.size() >= keys_max_) forget_past(now_ms);
        return {windows_.size() >= keys_max_ ? sweep_every_ms : 0};
    }
    const std::int64_t left = at->second.since_ms + window_.value - now_ms;
    if (left <= 0) {
        windows_.erase(at);
        return {0};
    }
    return {at->second.failures >= failures_max_ ? left : 0};
}

void FailureCounter::add(std::string_view key, std::int64_t now_ms) {
    const auto at = windows_.find(std::string(key));
    if (at == windows_.end()) {
        if (windows_.size() >= keys_max_) forget_past(now_ms);
        if (windows_.size() < keys_max_) windows_[std::string(key)] = {1, now_ms};
        return;
    }
    if (now_ms >= at->second.since_ms + window_.value) at->second = {0, now_ms};
    ++at->second.failures;
}

void FailureCounter::forget(std::string_view key) {
    windows_.erase(std::string(key));
}

void FailureCounter::forget_past(std::int64_t now_ms) {
    std::erase_if(windows_, [&](const auto& entry) {
        return now_ms >= entry.second.since_ms + window_.value;
    });
}

}  // namespace clerk::access
