// The points ledger: append-only movements from which every figure is derived anew. What is gained
// is a lot; what is lost names the lots it takes from, those that expire soonest first. Nothing
// ever goes below zero and nothing is quietly cut down: a spending that is too large is refused, a
// clawback says what is owed.
//
// Functions that change the ledger return the takes to be written, they write nothing.
//   earn          a lot that can be spent          earn_pending  a lot that cannot yet: until it is
//   released redeem, expire, clawback   take from a lot     adjust        a lot (+) or a take (-),
//   with actor and reason
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/shop.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace clerk::retail {

struct Lot {
    std::uint64_t n = 0;  // the entry that gained it
    std::int64_t gained = 0;
    std::int64_t left = 0;
    std::optional<Date> expires;  // the last day; nullopt: never
    bool pending = false;

    friend bool operator==(const Lot&, const Lot&) = default;
};

struct Take {
    std::uint64_t lot = 0;
    std::int64_t points = 0;  // > 0

    friend bool operator==(const Take&, const Take&) = default;
};

struct PointsBalance {
    std::int64_t balance = 0;  // can be spent today
    std::int64_t pending = 0;
    std::int64_t expiring = 0;  // of all lots that go on the next day on which any goes
    std::optional<Date> expires;

    friend bool operator==(const PointsBalance&, const PointsBalance&) = default;
};

// All lots of one customer's entries, in order of gain, those used up included.
[[nodiscard]] std::vector<Lot> lots(std::span<const PointsEntry> entries);

[[nodiscard]] PointsBalance balance(std::span<const PointsEntry> entries, Date today);

// "overspend": there are not so many points; "bad_amount": not above 0.
[[nodiscard]] Result<std::vector<Take>> spend(
    std::span<const PointsEntry> entries, std::int64_t points, Date today
);

// What is left of lots whose last day is over.
[[nodiscard]] std::vector<Take> expire(std::span<const PointsEntry> entries, Date today);

// The movements as a shopper is told them, oldest first: those written down, and what has lapsed
// without anybody having written it yet, at the end of its last day. The end of a pending lot is
// the book's other half of its release and is left out.
[[nodiscard]] std::vector<PointsEntry> statement(
    std::span<const PointsEntry> entries, Date today, UtcOffset offset
);

// A pending lot becomes one that can be spent: the take that ends it; the earning is for the caller
// to write. "unknown" when no pending lot of that number is left.
[[nodiscard]] Result<Take> release(std::span<const PointsEntry> entries, std::uint64_t lot);

struct Clawback {
    std::vector<Take> takes;
    std::int64_t owed = 0;  // was spent already: for a person to settle

    friend bool operator==(const Clawback&, const Clawback&) = default;
};

// Of the lot that an order gave, the share of what was paid for it that has been paid back so far:
// rounded down, less what clawbacks of the same `ref` took before; from the lot itself first, then
// from others. `owed` is what could not be taken now, earlier calls' included. "unknown": no such
// lot; "bad_amount" unless 0 <= refunded_minor <= paid_minor and paid_minor > 0.
[[nodiscard]] Result<Clawback> claw_back(
    std::span<const PointsEntry> entries,
    std::uint64_t lot,
    std::int64_t refunded_minor,
    std::int64_t paid_minor,
    Date today
);

// Whether the entries, in their order, are a ledger: each take from a lot of the same customer that
// was there and had so much. "corrupt" names the first that is not.
[[nodiscard]] Status check_ledger(std::span<const PointsEntry> entries);

}  // namespace clerk::retail
