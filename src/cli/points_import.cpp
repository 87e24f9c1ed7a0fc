#include "cli/points_import.hpp"

#include "retail/points.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace clerk::cli {
namespace {

// Of a row's n-th entry: the first bears the row's own id; a space is in no id. Movements that an
// export of ours tells of have the key they were made under.
std::string key_of(const std::string& id, std::size_t n = 0) {
    constexpr std::string_view made_here = "clerk:";
    const bool ours = id.starts_with(made_here);
    const std::string first = ours ? id.substr(made_here.size()) : "import:" + id;
    return first + (n == 0 ? "" : " " + std::to_string(n + 1));
}

// What an earlier import made of the row with this id.
Result<std::vector<PointsEntry>> made_by(store::ImportSink& sink, const std::string& id) {
    std::vector<PointsEntry> made;
    while (true) {
        auto entry = sink.points_by_key(key_of(id, made.size()));
        if (!entry) return entry.error();
        if (!*entry) return made;
        made.push_back(**std::move(entry));
    }
}

bool is_of(const std::vector<PointsEntry>& made, const PointsRow& row, CustomerId customer) {
    std::int64_t points = 0;
    for (const PointsEntry& entry : made)
        points += entry.delta;
    const PointsEntry& first = made.front();
    return first.customer == customer && first.kind == row.kind && first.at == row.at
           && first.expires == row.expires && points == row.points;
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
    if (!*gained)
        return error(
            "unknown", "lot: there is no row " + row.lot + "; it must stand before this one"
        );
    return (*gained)->n;
}

}  // namespace

Status put_points(
    store::Database& database, store::ImportSink& sink, const PointsRow& row, UtcOffset offset
) {
    const auto customer = sink.customer_id(row.customer);
    if (!customer) return customer.error();
    if (!*customer)
        return error(
            "unknown", "customer: there is no customer " + row.customer + "; import it first"
        );
    const auto before = made_by(sink, row.id);
    if (!before) return before.error();
    if (!before->empty()) {
        if (is_of(*before, row, **customer)) return done();
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
        const auto added = database.add_points(entry, key_of(row.id));
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
        if (const auto added = database.add_points(entry, key_of(row.id, i)); !added)
            return added.error();
    }
    return done();
}

}  // namespace clerk::cli
