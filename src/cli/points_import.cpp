#include "cli/points_import.hpp"

#include "retail/points.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace clerk::cli {
namespace {

std::string key_of(const std::string& id) {
    return "import:" + id;
}

using Takes = Result<std::vector<retail::Take>>;

Takes from_lot(std::span<const PointsEntry> entries, std::uint64_t lot, std::int64_t points) {
    for (const retail::Lot& held : retail::lots(entries)) {
        if (held.n != lot) continue;
        if (held.left >= points) return std::vector{retail::Take{lot, points}};
        return error("bad_row", "points: the lot has " + std::to_string(held.left) + " left");
    }
    return error("unknown", "lot: not this customer's");
}

Takes from_lapsed(std::span<const PointsEntry> entries, std::int64_t points, Date day) {
    std::vector<retail::Take> takes;
    for (retail::Take take : retail::expire(entries, day)) {
        take.points = std::min(take.points, points);
        points -= take.points;
        if (take.points > 0) takes.push_back(take);
    }
    if (points == 0) return takes;
    return error("bad_row", "points: not so many have expired by then");
}

// Which lots a loss takes from.
Takes takes_of(
    const PointsRow& row, std::span<const PointsEntry> entries, std::uint64_t lot, Date day
) {
    const std::int64_t points = -row.points;
    if (lot != 0) return from_lot(entries, lot, points);
    if (row.kind == "expire") return from_lapsed(entries, points, day);
    Takes takes = retail::spend(entries, points, day);
    if (!takes) return error("bad_row", "points: " + takes.error().message);
    return takes;
}

Result<std::uint64_t> lot_of(store::ImportSink& sink, const PointsRow& row) {
    if (row.lot.empty()) return std::uint64_t{0};
    const auto gained = sink.points_by_key(key_of(row.lot));
    if (!gained) return gained.error();
    if (!*gained) return error("unknown", "lot: no row " + row.lot);
    return (*gained)->n;
}

}  // namespace

Status put_points(
    store::Database& database, store::ImportSink& sink, const PointsRow& row, UtcOffset offset
) {
    const auto customer = sink.customer_id(row.customer);
    if (!customer) return customer.error();
    if (!*customer) return error("unknown", "customer: no customer " + row.customer);
    const std::string key = key_of(row.id);
    const auto before = sink.points_by_key(key);
    if (!before) return before.error();
    if (*before) {
        const PointsEntry& same = **before;
        if (same.customer == **customer && same.kind == row.kind && same.at == row.at)
            return done();
        return error("bad_row", "id: " + row.id + " was another movement before");
    }
    PointsEntry entry{
        .customer = **customer,
        .kind = row.kind,
        .delta = row.points,
        .expires = row.expires,
        .at = row.at,
        .ref = row.ref};
    if (row.points > 0) {
        const auto added = database.add_points(entry, key);
        return added ? done() : Status(added.error());
    }
    const auto entries = database.points_of(**customer);
    if (!entries) return entries.error();
    const auto lot = lot_of(sink, row);
    if (!lot) return lot.error();
    const Takes takes = takes_of(row, *entries, *lot, local_date(row.at, offset));
    if (!takes) return takes.error();
    for (std::size_t i = 0; i < takes->size(); ++i) {
        entry.delta = -(*takes)[i].points;
        entry.lot = (*takes)[i].lot;
        // The first bears the row's own key; a space is in no id.
        const std::string part = i == 0 ? key : key + " " + std::to_string(i + 1);
        if (const auto added = database.add_points(entry, part); !added) return added.error();
    }
    return done();
}

}  // namespace clerk::cli
