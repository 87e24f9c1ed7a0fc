#include "app/receipts.hpp"

#include "base/hash.hpp"

#include <algorithm>

namespace clerk::app {

Receipts::Key Receipts::key_of(std::string_view client_id) {
    constexpr std::uint64_t other_seed = 0x9E3779B97F4A7C15ULL;
    return {fnv1a(client_id), fnv1a(client_id, other_seed)};
}

const Receipt* Receipts::find(std::string_view client_id) const {
    const Key key = key_of(client_id);
    const auto at = std::ranges::lower_bound(entries_, key, {}, &Entry::key);
    return at != entries_.end() && at->key == key ? &at->receipt : nullptr;
}

void Receipts::note(std::string_view client_id, const Receipt& receipt) {
    const Key key = key_of(client_id);
    const auto at = std::ranges::lower_bound(entries_, key, {}, &Entry::key);
    if (at != entries_.end() && at->key == key) {
        at->receipt = receipt;
    } else {
        entries_.insert(at, {key, receipt});
    }
}

}  // namespace clerk::app
