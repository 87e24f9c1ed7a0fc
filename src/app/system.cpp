#include "app/system.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <sys/random.h>
#include <system_error>

namespace clerk::app {
namespace {

constexpr std::int64_t epoch_2020_ms = 1'577'836'800'000;
constexpr std::uint64_t counter_max = 0xFFFF;
constexpr int millis_shift = 22;
constexpr int node_shift = 16;

}  // namespace

UnixMillis SystemClock::now() const {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

std::uint64_t SystemChance::bits() {
    std::uint64_t out = 0;
    // Eight bytes are never cut short once the pool is seeded (getrandom(2)).
    while (::getrandom(&out, sizeof out, 0) != static_cast<ssize_t>(sizeof out)) {
        if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "getrandom");
    }
    return out;
}

IdSource::IdSource(const Clock& clock, std::uint32_t node, std::uint64_t newest)
    : clock_(clock),
      node_(node & 0x3F),
      last_ms_(static_cast<std::int64_t>(newest >> millis_shift)),
      counter_(newest & counter_max) {}

std::uint64_t IdSource::next_value() {
    const std::int64_t now_ms = clock_.now().value - epoch_2020_ms;
    if (now_ms > last_ms_) {
        last_ms_ = now_ms;
        counter_ = 0;
    } else if (++counter_ > counter_max) {
        ++last_ms_;  // more than 65,536 in one millisecond borrow from the next
        counter_ = 0;
    }
    return static_cast<std::uint64_t>(last_ms_) << millis_shift | node_ << node_shift | counter_;
}

}  // namespace clerk::app
