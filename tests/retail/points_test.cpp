#include "retail/points.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <rapidcheck.h>
#include <string>

namespace clerk::retail {
namespace {

constexpr Date today{20'000};
constexpr CustomerId li{1};

/// A ledger as the store would keep it: numbers count up, takes are written as entries.
struct Ledger {
    std::vector<PointsEntry> entries;

    std::uint64_t gain(
        std::string kind, std::int64_t points, std::optional<Date> expires, std::string ref = ""
    ) {
        const std::uint64_t n = entries.size() + 1;
        entries.push_back(
            {.n = n,
             .customer = li,
             .kind = std::move(kind),
             .delta = points,
             .lot = n,
             .expires = expires,
             .ref = std::move(ref)}
        );
        return n;
    }

    void write(
        const std::string& kind, const std::vector<Take>& takes, const std::string& ref = ""
    ) {
        for (const Take& take : takes) {
            entries.push_back(
                {.n = entries.size() + 1,
                 .customer = li,
                 .kind = kind,
                 .delta = -take.points,
                 .lot = take.lot,
                 .expires = std::nullopt,
                 .ref = ref}
            );
        }
    }

    [[nodiscard]] PointsBalance now() const { return balance(entries, today); }
};

std::int64_t sum(const std::vector<Take>& takes) {
    return std::accumulate(takes.begin(), takes.end(), std::int64_t{0}, [](auto n, const Take& t) {
        return n + t.points;
    });
}

TEST_CASE("a ledger without entries is a balance of nothing") {
    CHECK(Ledger{}.now() == PointsBalance{});
    CHECK(spend({}, 1, today).error().code == "overspend");
    CHECK(check_ledger({}).ok());
}

TEST_CASE("what expires next is said with its day") {
    Ledger ledger;
    ledger.gain("earn", 100, today + 30);
    ledger.gain("earn", 40, today + 10);
    ledger.gain("earn", 5, today + 10);
    ledger.gain("earn", 7, std::nullopt);
    ledger.gain("earn_pending", 300, today + 5);
    CHECK(ledger.now() == PointsBalance{152, 300, 45, today + 10});
}

TEST_CASE("the last day of a lot is a day on which it can be spent") {
    Ledger ledger;
    ledger.gain("earn", 10, today);
    CHECK(balance(ledger.entries, today).balance == 10);
    CHECK(balance(ledger.entries, today + 1).balance == 0);
    CHECK_FALSE(balance(ledger.entries, today + 1).expires);
    CHECK(expire(ledger.entries, today).empty());
    CHECK(expire(ledger.entries, today + 1) == std::vector<Take>{{1, 10}});
}

TEST_CASE("pending points that have lapsed are pending no more") {
    Ledger ledger;
    ledger.gain("earn_pending", 50, today + -1);
    ledger.gain("earn_pending", 70, today);
    CHECK(ledger.now().pending == 70);
    CHECK(sum(expire(ledger.entries, today)) == 50);
}

TEST_CASE("a statement tells what has lapsed, on its last day, though nobody wrote it down") {
    constexpr UtcOffset beijing{480};
    Ledger ledger;
    const auto old = ledger.gain("earn", 300, today + -2);
    ledger.gain("earn", 100, today);
    const auto pending = ledger.gain("earn_pending", 50, std::nullopt);
    ledger.write("redeem", {{old, 120}});
    ledger.write("earn_pending", {{pending, 50}});  // the end of the pending lot
    ledger.gain("earn", 50, std::nullopt);
    for (PointsEntry& entry : ledger.entries)
        entry.at = at_local(today + -9, {10, static_cast<int>(entry.n)}, beijing);
    ledger.entries.back().at = at_local(today, {9, 0}, beijing);

    const auto told = statement(ledger.entries, today, beijing);
    std::vector<std::pair<std::string, std::int64_t>> movements;
    for (const PointsEntry& entry : told)
        movements.emplace_back(entry.kind, entry.delta);
    CHECK(
        movements
        == decltype(movements
        ){{"earn", 300},
          {"earn", 100},
          {"earn_pending", 50},
          {"redeem", -120},
          {"expire", -180},
          {"earn", 50}}
    );
    CHECK(local_date(told[4].at, beijing) == today + -2);
    CHECK(statement({}, today, beijing).empty());

    ledger.write("expire", expire(ledger.entries, today));  // written down: told once, as written
    CHECK(statement(ledger.entries, today, beijing).size() == told.size());
}

TEST_CASE("spending takes what expires soonest, and what never expires last") {
    Ledger ledger;
    const auto forever = ledger.gain("earn", 10, std::nullopt);
    const auto late = ledger.gain("earn", 10, today + 90);
    const auto soon = ledger.gain("earn", 10, today + 1);
    ledger.gain("earn", 10, today + -1);
    ledger.gain("earn_pending", 10, today + 1);
    CHECK(
        *spend(ledger.entries, 25, today) == std::vector<Take>{{soon, 10}, {late, 10}, {forever, 5}}
    );
}

TEST_CASE("an overspend is refused whole, and so is nothing or less") {
    Ledger ledger;
    ledger.gain("earn", 10, today + 1);
    CHECK(spend(ledger.entries, 11, today).error().code == "overspend");
    CHECK(
        spend(ledger.entries, 11, today).error().message.find("10 are there") != std::string::npos
    );
    CHECK(spend(ledger.entries, 0, today).error().code == "bad_amount");
    CHECK(spend(ledger.entries, -1, today).error().code == "bad_amount");
    CHECK(spend(ledger.entries, 10, today).ok());
}

TEST_CASE("pending points are released once, as a whole") {
    Ledger ledger;
    const auto pending = ledger.gain("earn_pending", 80, std::nullopt);
    const auto earned = ledger.gain("earn", 5, std::nullopt);
    CHECK(*release(ledger.entries, pending) == Take{pending, 80});
    CHECK(release(ledger.entries, earned).error().code == "unknown");
    CHECK(release(ledger.entries, 99).error().code == "unknown");
    ledger.write("earn_pending", {{pending, 80}});
    ledger.gain("earn", 80, today + 365);
    CHECK(release(ledger.entries, pending).error().code == "unknown");
    CHECK(ledger.now() == PointsBalance{85, 0, 80, today + 365});
}

TEST_CASE("a clawback takes its share, from its own lot first") {
    Ledger ledger;
    const auto other = ledger.gain("earn", 50, today + 1, "order-1");
    const auto lot = ledger.gain("earn", 100, today + 90, "order-2");
    const Clawback half = *claw_back(ledger.entries, lot, 5'000, 10'000, today);
    CHECK(half == Clawback{{{lot, 50}}, 0});
    ledger.write("clawback", half.takes, "order-2");
    // A second refund of the same order: only what is due beyond the first.
    const Clawback more = *claw_back(ledger.entries, lot, 7'500, 10'000, today);
    CHECK(more == Clawback{{{lot, 25}}, 0});
    ledger.write("clawback", more.takes, "order-2");
    CHECK(claw_back(ledger.entries, lot, 7'500, 10'000, today)->takes.empty());

    ledger.write("redeem", {{lot, 25}});
    const Clawback rest = *claw_back(ledger.entries, lot, 10'000, 10'000, today);
    CHECK(rest == Clawback{{{other, 25}}, 0});
    ledger.write("clawback", rest.takes, "order-2");
    CHECK(claw_back(ledger.entries, lot, 10'000, 10'000, today)->takes.empty());
}

TEST_CASE("what was spent already is owed, and said so") {
    Ledger ledger;
    const auto lot = ledger.gain("earn", 100, std::nullopt, "order-1");
    ledger.write("redeem", *spend(ledger.entries, 90, today));
    CHECK(*claw_back(ledger.entries, lot, 1, 1, today) == Clawback{{{lot, 10}}, 90});
    CHECK(claw_back(ledger.entries, 77, 1, 1, today).error().code == "unknown");
    CHECK(claw_back(ledger.entries, lot, 2, 1, today).error().code == "bad_amount");
    CHECK(claw_back(ledger.entries, lot, 0, 0, today).error().code == "bad_amount");
    CHECK(claw_back(ledger.entries, lot, -1, 1, today).error().code == "bad_amount");
}

TEST_CASE("shares of large sums do not overflow") {
    Ledger ledger;
    const std::int64_t many = 1'000'000'000;
    const auto lot = ledger.gain("earn", many, std::nullopt);
    const std::int64_t paid = 1'000'000'000'000;
    CHECK(sum(claw_back(ledger.entries, lot, paid - 1, paid, today)->takes) == many - 1);
}

TEST_CASE("a ledger that is none is found out") {
    Ledger good;
    good.gain("earn", 10, std::nullopt);
    good.write("redeem", {{1, 4}});
    CHECK(check_ledger(good.entries).ok());

    const auto broken = [&](auto damage) {
        std::vector<PointsEntry> entries = good.entries;
        damage(entries);
        const Status status = check_ledger(entries);
        return !status.ok() && status.error().code == "corrupt";
    };
    CHECK(broken([](auto& e) { e[1].delta = -11; }));
    CHECK(broken([](auto& e) { e[1].delta = 4; }));
    CHECK(broken([](auto& e) { e[1].lot = 9; }));
    CHECK(broken([](auto& e) { e[1].customer = CustomerId{2}; }));
    CHECK(broken([](auto& e) { e[0].delta = 0; }));
    CHECK(broken([](auto& e) { std::swap(e[0], e[1]); }));
    CHECK(broken([](auto& e) { e[1] = e[0]; }));
}

// --- properties -------------------------------------------------------------------------------

/// A ledger after a random history, made by nothing but the module's own functions.
Ledger history() {
    Ledger ledger;
    const int steps = *rc::gen::inRange(0, 40);
    for (int i = 0; i < steps; ++i) {
        const auto points = *rc::gen::inRange<std::int64_t>(1, 500);
        const auto in_days = *rc::gen::inRange(-20, 60);
        switch (*rc::gen::inRange(0, 6)) {
            case 0:
                ledger.gain("earn", points, today + in_days);
                break;
            case 1:
                ledger.gain("earn", points, std::nullopt, "o" + std::to_string(i));
                break;
            case 2:
                ledger.gain("earn_pending", points, std::nullopt);
                break;
            case 3:
                if (const auto takes = spend(ledger.entries, points, today))
                    ledger.write("redeem", *takes);
                break;
            case 4:
                ledger.write("expire", expire(ledger.entries, today));
                break;
            default: {
                if (ledger.entries.empty()) break;
                const auto lot = *rc::gen::inRange<std::uint64_t>(1, ledger.entries.size() + 1);
                const auto back = claw_back(ledger.entries, lot, points, 500, today);
                const std::string ref = ledger.entries[lot - 1].ref;
                if (back) ledger.write("clawback", back->takes, ref);
            }
        }
    }
    return ledger;
}

TEST_CASE("after any history nothing is below zero and every sum comes out") {
    CHECK(rc::check([] {
        const Ledger ledger = history();
        RC_ASSERT(check_ledger(ledger.entries).ok());
        std::int64_t all = 0;
        for (const PointsEntry& entry : ledger.entries)
            all += entry.delta;
        std::int64_t left = 0;
        std::int64_t lapsed = 0;
        for (const Lot& lot : lots(ledger.entries)) {
            RC_ASSERT(lot.left >= 0);
            RC_ASSERT(lot.left <= lot.gained);
            left += lot.left;
            if (!lot.pending && lot.expires && *lot.expires < today) lapsed += lot.left;
        }
        RC_ASSERT(left == all);
        const PointsBalance sum_now = ledger.now();
        RC_ASSERT(sum_now.balance + sum_now.pending + lapsed == all);
        RC_ASSERT(sum_now.expiring <= sum_now.balance);
        RC_ASSERT(sum_now.expires.has_value() == (sum_now.expiring > 0));
    }));
}

TEST_CASE("the balance is exactly what can be spent") {
    CHECK(rc::check([] {
        Ledger ledger = history();
        const std::int64_t all = ledger.now().balance;
        RC_ASSERT(!spend(ledger.entries, all + 1, today).ok());
        RC_PRE(all > 0);
        const auto wanted = *rc::gen::inRange<std::int64_t>(1, all + 1);
        const auto takes = spend(ledger.entries, wanted, today);
        RC_ASSERT(takes.ok());
        RC_ASSERT(sum(*takes) == wanted);
        ledger.write("redeem", *takes);
        RC_ASSERT(ledger.now().balance == all - wanted);
        RC_ASSERT(check_ledger(ledger.entries).ok());
    }));
}

TEST_CASE("spending never takes a lot while a sooner one has points") {
    CHECK(rc::check([] {
        const Ledger ledger = history();
        const std::int64_t all = ledger.now().balance;
        RC_PRE(all > 0);
        const auto takes =
            *spend(ledger.entries, *rc::gen::inRange<std::int64_t>(1, all + 1), today);
        const std::vector<Lot> known = lots(ledger.entries);
        const auto lot_of = [&](std::uint64_t n) {
            return *std::ranges::find(known, n, &Lot::n);
        };
        for (std::size_t i = 0; i + 1 < takes.size(); ++i) {
            const Lot first = lot_of(takes[i].lot);
            const Lot second = lot_of(takes[i + 1].lot);
            RC_ASSERT(takes[i].points == first.left);  // emptied before the next is touched
            if (second.expires) RC_ASSERT(first.expires && *first.expires <= *second.expires);
        }
    }));
}

TEST_CASE("expiring twice takes nothing more") {
    CHECK(rc::check([] {
        Ledger ledger = history();
        const std::int64_t before = ledger.now().balance;
        ledger.write("expire", expire(ledger.entries, today));
        RC_ASSERT(expire(ledger.entries, today).empty());
        RC_ASSERT(ledger.now().balance == before);
    }));
}

}  // namespace
}  // namespace clerk::retail
