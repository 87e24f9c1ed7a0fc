#include "cli/demo_plan.hpp"

#include "cli/demo_words.hpp"
#include "model/money.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace clerk::cli {
namespace {

using std::string_view;

struct Sample {
    string_view name;
    string_view tier;
    Lang lang;
};

constexpr Sample samples[demo_samples] = {
    {"李明", "gold", Lang::zh},
    {"Emma Clarke", "platinum", Lang::en},
    {"王芳", "silver", Lang::zh},
    {"陈志远", "basic", Lang::zh},
    {"林佩珊", "gold", Lang::zh_hant},
    {"James Whitfield", "basic", Lang::en}};

// An order that a sample shopper surely has: placed so many days ago, of this kind of goods.
struct SampleOrder {
    std::size_t customer;
    int placed_days_ago;
    Fate fate;
    string_view category;
};

constexpr SampleOrder sample_orders[] = {
    {0, 5, Fate::delivered, "fridge"},  // within the seven days
    {0, 2, Fate::on_its_way, "tv"},
    {1, 6, Fate::delivered, "washer"},
    {1, 1, Fate::on_its_way, "computer"},
    {2, 3, Fate::on_its_way, "rice_cooker"},
    {2, 30, Fate::delivered, "vacuum"},  // the window is over
    {3, 4, Fate::cancelled, "range_hood"},
    {3, 6, Fate::delivered, "software"},  // does not come back without a reason
    {4, 6, Fate::delivered, "air_conditioner"},
    {4, 40, Fate::returned, "kettle"},
    {5, 25, Fate::delivered, "water_heater"},  // a fault now is a matter for repair
    {5, 0, Fate::unpaid, "fan"}};

constexpr int oldest_order_days = 400;
constexpr std::int64_t phone_first = 19'900'000'000;  // 199 0000 0000 and up

class Planner {
public:
    explicit Planner(const DemoOptions& options)
        : options_(options),
          random_(options.seed),
          today_(local_date(options.now, options.offset)) {}

    DemoPlan plan() {
        add_products();
        for (std::size_t i = 0; i < options_.customers; ++i)
            add_customer(i);
        for (const SampleOrder& sample : sample_orders) {
            if (sample.customer < options_.customers) add_sample_order(sample);
        }
        while (plan_.orders.size() < options_.orders && !plan_.customers.empty())
            add_order();
        std::ranges::stable_sort(plan_.orders, {}, [](const DemoOrder& o) { return o.row.placed; });
        return std::move(plan_);
    }

private:
    // --- products -----------------------------------------------------------------------------

    void add_products() {
        for (const DemoCategory& kind : demo_categories()) {
            for (const TwoNames& brand : demo_brands()) {
                for (const TwoNames& variant : kind.variants)
                    add_product(kind, brand, variant);
            }
        }
    }

    void add_product(const DemoCategory& kind, const TwoNames& brand, const TwoNames& variant) {
        ProductRow row;
        const std::string number = std::to_string(100 + plan_.products.size());
        row.model = std::string(kind.code) + "-" + number;
        row.sku = row.model;
        row.name = {
            std::string(brand.zh) + std::string(variant.zh),
            std::string(brand.en) + " " + std::string(variant.en)};
        row.brand = brand.zh;
        row.category = kind.id;
        row.durable = kind.durable;
        row.no_reason_return = kind.id != "software" && kind.id != "consumable";
        const std::int64_t yuan = random_.between(kind.low_yuan, kind.high_yuan);
        row.price = Money{(yuan - yuan % 10 + 9) * 100};
        plan_.products.push_back(std::move(row));
    }

    // --- customers ----------------------------------------------------------------------------

    void add_customer(std::size_t n) {
        CustomerRow row;
        row.ref = "c-" + std::to_string(10'001 + n);
        row.phone =
            std::to_string(phone_first + (static_cast<std::int64_t>(n) * 4'999 + 1'357) % 10'000);
        row.since = options_.now - days(random_.between(oldest_order_days, 2'500));
        if (n < demo_samples) {
            row.name = samples[n].name;
            row.tier = samples[n].tier;
            row.lang = samples[n].lang;
        } else if (random_.chance_of(12)) {
            row.name = std::string(random_.one_of(demo_english_first_names())) + " "
                       + std::string(random_.one_of(demo_english_last_names()));
            row.lang = Lang::en;
        } else {
            row.name = std::string(random_.one_of(demo_surnames()))
                       + std::string(random_.one_of(demo_given_names()));
            row.lang = random_.chance_of(5) ? Lang::zh_hant : Lang::zh;
        }
        if (n >= demo_samples) row.tier = tier();
        if (random_.chance_of(40)) row.email = row.ref + "@example.com";
        plan_.customers.push_back(std::move(row));
    }

    std::string tier() {
        const std::int64_t dice = random_.between(1, 100);
        if (dice <= 70) return "basic";
        if (dice <= 90) return "silver";
        return dice <= 98 ? "gold" : "platinum";
    }

    // --- orders -------------------------------------------------------------------------------

    void add_sample_order(const SampleOrder& sample) {
        const UnixMillis placed = options_.now - days(sample.placed_days_ago) - hours(2);
        DemoOrder order = begin_order(sample.customer, placed);
        order.items.push_back(item_of(product_in(sample.category), 1, 1));
        finish_order(std::move(order), sample.fate);
    }

    void add_order() {
        const auto last = static_cast<std::int64_t>(plan_.customers.size()) - 1;
        const auto customer = static_cast<std::size_t>(random_.between(0, last));
        // One in eight is of this week: orders on their way are what people ask about.
        const std::int64_t oldest_h = (random_.chance_of(12) ? 6 : oldest_order_days) * 24;
        UnixMillis placed = options_.now - minutes(random_.between(10, oldest_h * 60));
        // A sample shopper's newer orders are those of the table.
        if (customer < demo_samples) placed = options_.now - days(random_.between(60, 390));
        DemoOrder order = begin_order(customer, placed);
        const std::int64_t lines = random_.chance_of(70) ? 1 : random_.between(2, 4);
        for (std::int64_t line = 1; line <= lines; ++line) {
            const std::int64_t quantity = random_.chance_of(88) ? 1 : random_.between(2, 3);
            order.items.push_back(
                item_of(random_.one_of<ProductRow>(plan_.products), line, quantity)
            );
        }
        finish_order(std::move(order), Fate::by_chance);
    }

    const ProductRow& product_in(string_view category) {
        std::vector<const ProductRow*> fitting;
        for (const ProductRow& product : plan_.products) {
            if (product.category == category) fitting.push_back(&product);
        }
        return *random_.one_of<const ProductRow*>(fitting);
    }

    DemoOrder begin_order(std::size_t customer, UnixMillis placed) {
        DemoOrder order;
        order.customer = customer;
        order.row.no = fresh_order_no(placed);
        order.row.customer = plan_.customers[customer].ref;
        order.row.phone = plan_.customers[customer].phone;
        order.row.placed = placed;
        return order;
    }

    // Year, month, day and six digits that nobody counts up.
    std::string fresh_order_no(UnixMillis placed) {
        std::string day = iso_date(local_date(placed, options_.offset));
        std::erase(day, '-');
        while (true) {
            std::string no = day.substr(2) + std::to_string(random_.between(100'000, 999'999));
            if (numbers_.insert(no).second) return no;
        }
    }

    static ItemRow item_of(const ProductRow& product, std::int64_t line, std::int64_t quantity) {
        ItemRow row;
        row.line = line;
        row.sku = product.sku;
        row.quantity = quantity;
        row.price = plain_amount(product.price);
        return row;
    }

    void finish_order(DemoOrder order, Fate fate) {
        std::int64_t total = 0;
        for (ItemRow& item : order.items) {
            item.order = order.row.no;
            total += parse_money(item.price, "CNY")->minor * item.quantity;
        }
        order.row.total = Money{total};
        if (fate == Fate::by_chance) fate = fate_by_chance(order.row.placed);
        if (fate == Fate::unpaid) {
            order.row.status = "placed";
        } else if (fate == Fate::cancelled) {
            order.row.status = "cancelled";
        } else {
            order.paid = order.row.placed + minutes(random_.between(1, 30));
            send(order, fate);
        }
        plan_.orders.push_back(std::move(order));
    }

    Fate fate_by_chance(UnixMillis placed) {
        const bool fresh = options_.now - placed < hours(20);
        if (fresh && random_.chance_of(25)) return Fate::unpaid;
        if (random_.chance_of(6)) return Fate::cancelled;
        const bool old = options_.now - placed > days(25);
        return old && random_.chance_of(4) ? Fate::returned : Fate::on_its_way;
    }

    // --- parcels ------------------------------------------------------------------------------

    struct Stage {
        UnixMillis at;
        const char* status;  // of the order, from then on
        string_view place;
        LocalText what;  // empty: no scan
    };

    // Couriers ring between eight in the morning and six in the evening.
    UnixMillis daytime(UnixMillis at) {
        const int hour = local_clock(at, options_.offset).hour;
        if (hour >= 8 && hour < 18) return at;
        const Date day = local_date(at, options_.offset) + (hour < 8 ? 0 : 1);
        return at_local(day, {8, 0}, options_.offset) + minutes(random_.between(0, 300));
    }

    // Every stage of an order's way; the order has come as far as the clock has.
    std::vector<Stage> way_of(const DemoOrder& order, Fate fate) {
        const TwoNames& from = demo_cities().front();
        const TwoNames& to = random_.one_of(demo_cities().subspan(1));
        // One in twenty is late, and somebody will ask why.
        const std::int64_t pace_h =
            fate == Fate::delivered ? 14 : random_.between(12, random_.chance_of(5) ? 60 : 24);
        const auto at = [&](std::int64_t steps, std::int64_t jitter) {
            return order.paid + hours(pace_h * steps) + minutes(random_.between(0, jitter));
        };
        const auto hub = [](const TwoNames& city) {
            return LocalText{
                "已到达" + std::string(city.zh) + "分拨中心",
                "Arrived at the " + std::string(city.en) + " hub"};
        };
        // A scan's place has one name; it is the reader's.
        const bool english = plan_.customers[order.customer].lang == Lang::en;
        const string_view here = english ? from.en : from.zh;
        const string_view there = english ? to.en : to.zh;
        const UnixMillis out = daytime(at(4, 60));
        const LocalText leaves{
            "已发往" + std::string(to.zh), "On its way to " + std::string(to.en)};
        return {
            {order.paid, "paid", {}, {}},
            {at(1, 30) - hours(6), "packing", {}, {}},
            {at(1, 60), "shipped", here, {"已揽收", "Picked up by the courier"}},
            {at(1, 60) + hours(3), "shipped", here, hub(from)},
            {at(2, 60) - hours(4), "shipped", here, leaves},
            {at(3, 60), "shipped", there, hub(to)},
            {out, "out_for_delivery", there, {"快递员正在派送", "Out for delivery"}},
            {out + minutes(random_.between(60, 280)),
             "received",
             there,
             {"已签收，签收人：本人", "Delivered, signed for by the recipient"}}};
    }

    void send(DemoOrder& order, Fate fate) {
        order.row.status = "placed";
        std::vector<Stage> way = way_of(order, fate);
        std::ranges::stable_sort(way, {}, &Stage::at);
        const UnixMillis arrives = way.back().at;
        if (fate == Fate::on_its_way && recent_sample(order)) stop_before_door(way);
        order.row.eta = local_date(arrives, options_.offset);
        if (order.paid > options_.now) order.paid = {};
        for (const Stage& stage : way) {
            if (stage.at > options_.now) break;
            order.row.status = stage.status;
            if (stage.what.zh.empty()) continue;
            ShipmentRow& parcel = parcel_of(order);
            parcel.events.insert(
                parcel.events.begin(), {stage.at, std::string(stage.place), stage.what}
            );
        }
        if (order.row.status != "received") {
            order.row.eta = std::max(*order.row.eta, today_);
            return;
        }
        order.delivered = arrives;
        order.row.received = local_date(arrives, options_.offset);
        if (fate == Fate::returned) order.row.status = "returned";
    }

    // A sample shopper's order is on its way whatever the pace was.
    bool recent_sample(const DemoOrder& order) const {
        return order.customer < demo_samples && options_.now - order.row.placed < days(6);
    }

    static void stop_before_door(std::vector<Stage>& way) { way.pop_back(); }

    ShipmentRow& parcel_of(DemoOrder& order) {
        if (order.shipment) return *order.shipment;
        const TwoNames& carrier = random_.one_of(demo_carriers());
        ShipmentRow parcel;
        parcel.order = order.row.no;
        parcel.carrier = {std::string(carrier.zh), std::string(carrier.en)};
        parcel.tracking = std::string(carrier.en.substr(0, 2))
                          + std::to_string(random_.between(100'000'000'000, 999'999'999'999));
        std::ranges::transform(parcel.tracking, parcel.tracking.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        });
        return order.shipment.emplace(std::move(parcel));
    }

    const DemoOptions& options_;
    DemoRandom random_;
    Date today_;
    DemoPlan plan_;
    std::unordered_set<std::string> numbers_;
};

}  // namespace

DemoPlan plan_demo(const DemoOptions& options) {
    return Planner(options).plan();
}

}  // namespace clerk::cli
