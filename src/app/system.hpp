// The real ports of time and chance, and the source of ids. Tests bring their own.
#pragma once

#include "base/ids.hpp"
#include "base/time.hpp"

#include <cstdint>

namespace clerk::app {

class SystemClock final : public Clock {
public:
    [[nodiscard]] UnixMillis now() const override;
};

// The kernel's random numbers. Thread-safe.
class SystemChance final : public Chance {
public:
    [[nodiscard]] std::uint64_t bits() override;
};

// 42 bits of milliseconds since 2020, 6 of node, 16 of counter. Grows strictly, even when the clock
// steps back, and over a restart when told the newest id there is; engine thread only.
class IdSource {
public:
    IdSource(const Clock& clock, std::uint32_t node, std::uint64_t newest = 0);

    template <class AnyId>
    [[nodiscard]] AnyId next() {
        return AnyId{next_value()};
    }

private:
    [[nodiscard]] std::uint64_t next_value();

    const Clock& clock_;
    std::uint64_t node_;
    std::int64_t last_ms_ = 0;
    std::uint64_t counter_ = 0;
};

}  // namespace clerk::app
