#include "cli/demo_points.hpp"

#include "retail/points.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace clerk::cli {
namespace {

constexpr int window_days = 7;

enum class Turn : unsigned char { gift, pay, claw_back, release, redeem };

struct Happening {
    UnixMillis at;
    Turn what = Turn::pay;
    std::size_t order = 0;
};

class History {
public:
    History(
        const std::vector<const DemoOrder*>& orders, const DemoOptions& options, DemoRandom& random
    )
        : orders_(orders), options_(options), random_(random), lots_(orders.size(), 0) {}

    std::vector<PointsEntry> tell(bool sample) {
        std::vector<Happening> all;
        for (std::size_t i = 0; i < orders_.size(); ++i)
            add_order(all, i);
        if (sample || random_.chance_of(20)) {
            all.push_back({options_.now - days(random_.between(60, 300)), Turn::gift, 0});
        }
        std::ranges::stable_sort(all, {}, &Happening::at);
        for (const Happening& happening : all) {
            if (happening.at > options_.now) break;
            expire_until(happening.at);
            happen(happening);
        }
        expire_until(options_.now);
        return std::move(entries_);
    }

private:
    void add_order(std::vector<Happening>& all, std::size_t i) {
        const DemoOrder& order = *orders_[i];
        if (order.paid.value == 0) return;
        all.push_back({order.paid, Turn::pay, i});
        if (order.delivered.value == 0) return;
        if (order.row.status == "returned") {
            all.push_back({order.delivered + days(5), Turn::claw_back, i});
            return;
        }
        const UnixMillis released = order.delivered + days(window_days + 1);
        all.push_back({released, Turn::release, i});
        if (random_.chance_of(25)) {
            all.push_back({released + days(random_.between(1, 60)), Turn::redeem, i});
        }
    }

    void happen(const Happening& h) {
        switch (h.what) {
            case Turn::gift:
                return gift(h.at);
            case Turn::pay:
                return pay(h);
            case Turn::release:
                return release(h);
            case Turn::claw_back:
                return claw_back(h);
            case Turn::redeem:
                return redeem(h);
        }
    }

    // A birthday's points do not last: this is the lot that is about to go.
    void gift(UnixMillis at) {
        const Date last = today() + static_cast<std::int32_t>(random_.between(3, 25));
        gain("adjust", random_.between(2, 10) * 100, last, at, "birthday");
    }

    void pay(const Happening& h) {
        const std::int64_t yuan = orders_[h.order]->row.total.minor / 100;
        lots_[h.order] = gain("earn_pending", yuan, std::nullopt, h.at, no(h));
    }

    void release(const Happening& h) {
        const auto take = retail::release(entries_, lots_[h.order]);
        if (!take) return;
        lose("earn_pending", {*take}, h.at, no(h));
        gain("earn", take->points, end_of_month_next_year(h.at), h.at, no(h));
    }

    void claw_back(const Happening& h) {
        const auto back = retail::claw_back(entries_, lots_[h.order], 1, 1, day(h.at));
        if (back) lose("clawback", back->takes, h.at, no(h));
    }

    void redeem(const Happening& h) {
        const std::int64_t balance = retail::balance(entries_, day(h.at)).balance;
        const std::int64_t points = balance * random_.between(10, 60) / 100 / 100 * 100;
        const auto takes = retail::spend(entries_, points, day(h.at));
        if (takes) lose("redeem", *takes, h.at, "coupon");
    }

    void expire_until(UnixMillis at) {
        const auto takes = retail::expire(entries_, day(at));
        lose("expire", takes, at, "");
    }

    std::uint64_t gain(
        const char* kind,
        std::int64_t points,
        std::optional<Date> expires,
        UnixMillis at,
        std::string ref
    ) {
        const std::uint64_t n = entries_.size() + 1;
        PointsEntry entry;
        entry.n = n;
        entry.kind = kind;
        entry.delta = points;
        entry.lot = n;
        entry.expires = expires;
        entry.at = at;
        entry.ref = std::move(ref);
        entries_.push_back(std::move(entry));
        return n;
    }

    void lose(
        const char* kind,
        const std::vector<retail::Take>& takes,
        UnixMillis at,
        const std::string& ref
    ) {
        for (const retail::Take& take : takes) {
            PointsEntry entry;
            entry.n = entries_.size() + 1;
            entry.kind = kind;
            entry.delta = -take.points;
            entry.lot = take.lot;
            entry.at = at;
            entry.ref = ref;
            entries_.push_back(std::move(entry));
        }
    }

    [[nodiscard]] const std::string& no(const Happening& h) const {
        return orders_[h.order]->row.no;
    }

    [[nodiscard]] Date day(UnixMillis at) const { return local_date(at, options_.offset); }

    [[nodiscard]] Date today() const { return day(options_.now); }

    [[nodiscard]] Date end_of_month_next_year(UnixMillis at) const {
        CivilDate next = civil(day(at));
        next.year += 1 + next.month / 12;
        next.month = next.month % 12 + 1;
        next.day = 1;
        return *date_of(next) + -1;
    }

    const std::vector<const DemoOrder*>& orders_;
    const DemoOptions& options_;
    DemoRandom& random_;
    std::vector<std::uint64_t> lots_;  // by order
    std::vector<PointsEntry> entries_;
};

}  // namespace

std::vector<PointsEntry> demo_points(
    const std::vector<const DemoOrder*>& orders,
    bool sample,
    const DemoOptions& options,
    DemoRandom& random
) {
    return History(orders, options, random).tell(sample);
}

}  // namespace clerk::cli
