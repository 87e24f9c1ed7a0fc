#include "retail/points.hpp"

#include <algorithm>
#include <string>

namespace clerk::retail {
namespace {

constexpr ClockTime last_minute{23, 59};

__extension__ using Wide = __int128;  // points × fen does not fit 64 bits

bool is_gain(const PointsEntry& entry) {
    return entry.lot == 0 || entry.lot == entry.n;
}

bool has_lapsed(const Lot& lot, Date today) {
    return lot.expires && *lot.expires < today;
}

bool can_be_spent(const Lot& lot, Date today) {
    return !lot.pending && lot.left > 0 && !has_lapsed(lot, today);
}

// Soonest expiring first, those that never expire last; the older of two first.
bool goes_sooner(const Lot& a, const Lot& b) {
    if (a.expires != b.expires) return a.expires && (!b.expires || *a.expires < *b.expires);
    return a.n < b.n;
}

std::vector<Lot> spendable(std::span<const PointsEntry> entries, Date today) {
    std::vector<Lot> usable = lots(entries);
    std::erase_if(usable, [&](const Lot& lot) { return !can_be_spent(lot, today); });
    std::ranges::stable_sort(usable, goes_sooner);
    return usable;
}

// Takes up to `points` from the lots in their order; returns what could not be taken.
std::int64_t take_from(std::span<const Lot> from, std::int64_t points, std::vector<Take>& takes) {
    for (const Lot& lot : from) {
        if (points == 0) break;
        const std::int64_t taken = std::min(points, lot.left);
        takes.push_back({lot.n, taken});
        points -= taken;
    }
    return points;
}

std::int64_t share(std::int64_t points, std::int64_t refunded, std::int64_t paid) {
    return static_cast<std::int64_t>(Wide{points} * refunded / paid);
}

Error broken(const PointsEntry& entry, const char* why) {
    return error("corrupt", "points entry " + std::to_string(entry.n) + ": " + why);
}

}  // namespace

std::vector<Lot> lots(std::span<const PointsEntry> entries) {
    std::vector<Lot> all;
    for (const PointsEntry& entry : entries) {
        if (is_gain(entry)) {
            const bool pending = entry.kind == "earn_pending";
            all.push_back({entry.n, entry.delta, entry.delta, entry.expires, pending});
            continue;
        }
        const auto lot = std::ranges::lower_bound(all, entry.lot, {}, &Lot::n);
        if (lot != all.end() && lot->n == entry.lot) lot->left += entry.delta;
    }
    return all;
}

PointsBalance balance(std::span<const PointsEntry> entries, Date today) {
    PointsBalance sum;
    for (const Lot& lot : lots(entries)) {
        if (lot.pending && !has_lapsed(lot, today)) sum.pending += lot.left;
    }
    for (const Lot& lot : spendable(entries, today)) {
        sum.balance += lot.left;
        if (!lot.expires) continue;
        if (!sum.expires) sum.expires = lot.expires;  // they come soonest first
        if (sum.expires == lot.expires) sum.expiring += lot.left;
    }
    return sum;
}

Result<std::vector<Take>> spend(
    std::span<const PointsEntry> entries, std::int64_t points, Date today
) {
    if (points <= 0) return error("bad_amount", "points are spent in whole numbers above 0");
    std::vector<Take> takes;
    const std::int64_t missing = take_from(spendable(entries, today), points, takes);
    if (missing == 0) return takes;
    return error(
        "overspend",
        std::to_string(points) + " points are wanted, " + std::to_string(points - missing)
            + " are there"
    );
}

std::vector<Take> expire(std::span<const PointsEntry> entries, Date today) {
    std::vector<Take> takes;
    for (const Lot& lot : lots(entries)) {
        if (lot.left > 0 && has_lapsed(lot, today)) takes.push_back({lot.n, lot.left});
    }
    return takes;
}

std::vector<PointsEntry> statement(
    std::span<const PointsEntry> entries, Date today, UtcOffset offset
) {
    std::vector<PointsEntry> told;
    for (const PointsEntry& entry : entries) {
        if (entry.kind != "earn_pending" || entry.delta >= 0) told.push_back(entry);
    }
    const std::vector<Lot> all = lots(entries);
    for (const Take& lapsed : expire(entries, today)) {
        const auto lot = std::ranges::find(all, lapsed.lot, &Lot::n);
        told.push_back({
            .n = lapsed.lot,
            .customer = entries.front().customer,
            .kind = "expire",
            .delta = -lapsed.points,
            .lot = lapsed.lot,
            .expires = {},
            .at = at_local(*lot->expires, last_minute, offset),
            .ref = {},
        });
    }
    std::ranges::stable_sort(told, {}, &PointsEntry::at);
    return told;
}

Result<Take> release(std::span<const PointsEntry> entries, std::uint64_t lot) {
    for (const Lot& held : lots(entries)) {
        if (held.n == lot && held.pending && held.left > 0) return Take{lot, held.left};
    }
    return error("unknown", "no pending points under " + std::to_string(lot));
}

Result<Clawback> claw_back(
    std::span<const PointsEntry> entries,
    std::uint64_t lot,
    std::int64_t refunded_minor,
    std::int64_t paid_minor,
    Date today
) {
    if (paid_minor <= 0 || refunded_minor < 0 || refunded_minor > paid_minor) {
        return error("bad_amount", "at most what was paid can be paid back");
    }
    const std::vector<Lot> all = lots(entries);
    const auto from = std::ranges::find(all, lot, &Lot::n);
    if (from == all.end()) return error("unknown", "no lot " + std::to_string(lot));

    std::int64_t due = share(from->gained, refunded_minor, paid_minor);
    const auto earned = std::ranges::find(entries, lot, &PointsEntry::n);
    for (const PointsEntry& entry : entries) {
        if (entry.kind == "clawback" && entry.ref == earned->ref) due += entry.delta;
    }
    Clawback back;
    due = std::max<std::int64_t>(due, 0);
    if (from->left > 0) due = take_from({&*from, 1}, due, back.takes);
    std::vector<Lot> others = spendable(entries, today);
    std::erase_if(others, [&](const Lot& other) { return other.n == lot; });
    back.owed = take_from(others, due, back.takes);
    return back;
}

Status check_ledger(std::span<const PointsEntry> entries) {
    std::vector<Lot> known;
    for (const PointsEntry& entry : entries) {
        if (entry.customer != entries.front().customer) return broken(entry, "another customer's");
        if (is_gain(entry)) {
            if (entry.delta <= 0) return broken(entry, "a lot of nothing");
            if (!known.empty() && entry.n <= known.back().n) return broken(entry, "out of order");
            known.push_back({entry.n, entry.delta, entry.delta, entry.expires, false});
            continue;
        }
        const auto lot = std::ranges::find(known, entry.lot, &Lot::n);
        if (lot == known.end()) return broken(entry, "takes from a lot that is not there");
        if (entry.delta >= 0) return broken(entry, "takes nothing");
        lot->left += entry.delta;
        if (lot->left < 0) return broken(entry, "takes more than the lot has");
    }
    return done();
}

}  // namespace clerk::retail
