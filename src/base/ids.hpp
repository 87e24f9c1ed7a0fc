// Strong ids. An id is 64 bits: 42 of milliseconds since 2020, 6 of node, 16 of counter, so that
// ids sort by birth and two nodes never collide. On the wire an id is a decimal string (JavaScript
// loses integers above 2^53). 0 is "none" and never given out.
//
// Numbers that people read aloud (returns, tickets, complaints) are not ids: see PublicNumber.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace clerk {

template <class Tag>
struct Id {
    std::uint64_t value = 0;

    explicit operator bool() const { return value != 0; }

    friend auto operator<=>(const Id&, const Id&) = default;
};

using ConversationId = Id<struct ConversationTag>;
using CustomerId = Id<struct CustomerTag>;
using OrderId = Id<struct OrderTag>;
using ItemId = Id<struct ItemTag>;
using ShipmentId = Id<struct ShipmentTag>;
using ProductId = Id<struct ProductTag>;
using RmaId = Id<struct RmaTag>;
using ComplaintId = Id<struct ComplaintTag>;
using TicketId = Id<struct TicketTag>;
using AgentId = Id<struct AgentTag>;
using LotId = Id<struct LotTag>;

template <class Tag>
std::string to_string(Id<Tag> id) {
    return std::to_string(id.value);
}

// Decimal digits only, no sign, no leading zero, not 0; nothing else is an id.
template <class Tag>
std::optional<Id<Tag>> parse_id(std::string_view text) {
    if (text.empty() || text.size() > 20 || text.front() == '0') return std::nullopt;
    Id<Tag> id;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return id;
}

}  // namespace clerk

template <class Tag>
struct std::hash<clerk::Id<Tag>> {
    std::size_t operator()(clerk::Id<Tag> id) const noexcept {
        return static_cast<std::size_t>(id.value * 0x9E3779B97F4A7C15ULL >> 16);
    }
};
