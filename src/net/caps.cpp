#include "net/caps.hpp"

namespace clerk::net {

bool is_loopback(std::string_view address) {
    return address.starts_with("127.") || address == "::/64";
}

Admission Caps::enter(const std::string& address) {
    const std::lock_guard lock(mutex_);
    if (total_ >= total_max_) return turn_away(Admission::too_many_in_all);
    const auto at = by_address_.find(address);
    const std::size_t here = at == by_address_.end() ? 0 : at->second;
    const bool counts = count_loopback_ || !is_loopback(address);
    if (counts && here >= per_address_max_) return turn_away(Admission::too_many_here);
    ++by_address_[address];  // an entry an address that is in: never more than total_max_
    ++total_;
    return Admission::welcome;
}

Admission Caps::turn_away(Admission reason) {
    if (turned_away_ >= limits::turned_away_at_once_max) return Admission::hang_up;
    ++turned_away_;
    return reason;
}

void Caps::leave(const std::string& address, Admission entered_as) {
    const std::lock_guard lock(mutex_);
    if (entered_as != Admission::welcome) {
        if (entered_as != Admission::hang_up) --turned_away_;
        return;
    }
    const auto at = by_address_.find(address);
    if (at == by_address_.end()) return;
    --total_;
    if (--at->second == 0) by_address_.erase(at);
}

std::size_t Caps::total() const {
    const std::lock_guard lock(mutex_);
    return total_;
}

}  // namespace clerk::net
