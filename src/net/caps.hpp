// How many connections there are, in all and from one address. Thread-safe.
//
// An IPv6 address counts as its /64, since whoever has one of those has all of it. Those who are
// over a cap are told so, unless too many are just being told.
#pragma once

#include "base/limits.hpp"

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace clerk::net {

// Whether a countable address is this very machine's.
[[nodiscard]] bool is_loopback(std::string_view address);

enum class Admission : unsigned char {
    welcome,
    too_many_here,    // 429
    too_many_in_all,  // 503
    hang_up,          // without a word
};

class Caps {
public:
    Caps(std::size_t total_max, std::size_t per_address_max, bool count_loopback = true)
        : total_max_(total_max),
          per_address_max_(per_address_max),
          count_loopback_(count_loopback) {}

    // All but hang_up must be followed by leave(), with what enter() said.
    [[nodiscard]] Admission enter(const std::string& address);
    void leave(const std::string& address, Admission entered_as);

    [[nodiscard]] std::size_t total() const;

private:
    [[nodiscard]] Admission turn_away(Admission reason);

    std::size_t total_max_;
    std::size_t per_address_max_;
    bool count_loopback_;
    mutable std::mutex mutex_;
    std::size_t total_ = 0;
    std::size_t turned_away_ = 0;
    std::unordered_map<std::string, std::size_t> by_address_;
};

}  // namespace clerk::net
