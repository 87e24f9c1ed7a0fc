// What the client ids of one conversation were answered with: a retry gets the same.
//
// Ids are kept as 128 bits of hash in a flat sorted list, 40 bytes a message. By chance two ids
// never share them; whoever makes two that do can only confuse his own conversation, and another
// text under a known id is refused anyway.
#pragma once

#include "base/time.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace clerk::app {

struct Receipt {
    std::uint64_t content_hash = 0;
    std::uint64_t seq = 0;
    UnixMillis at;
};

class Receipts {
public:
    // Null when the id was never seen. The pointer holds until the next note().
    [[nodiscard]] const Receipt* find(std::string_view client_id) const;
    void note(std::string_view client_id, const Receipt& receipt);

    [[nodiscard]] std::size_t size() const { return entries_.size(); }

    void shrink() { entries_.shrink_to_fit(); }

private:
    using Key = std::array<std::uint64_t, 2>;

    struct Entry {
        Key key{};
        Receipt receipt;
    };

    [[nodiscard]] static Key key_of(std::string_view client_id);

    std::vector<Entry> entries_;  // by key
};

}  // namespace clerk::app
