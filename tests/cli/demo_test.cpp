#include "cli/demo_aftersale.hpp"
#include "cli/demo_plan.hpp"
#include "cli/demo_points.hpp"
#include "cli/demo_shop.hpp"
#include "model/money.hpp"
#include "retail/complaints.hpp"
#include "retail/points.hpp"
#include "retail/returns.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace clerk::cli {
namespace {

DemoOptions small(std::uint64_t seed = 1) {
    DemoOptions options;
    options.seed = seed;
    options.customers = 200;
    options.orders = 1'500;
    options.now = at_local(*date_of({2024, 7, 1}), {10, 0}, options.offset);
    return options;
}

TEST_CASE("the same seed and day make the same shop, another seed another") {
    const DemoPlan one = plan_demo(small());
    const DemoPlan same = plan_demo(small());
    CHECK(one.customers == same.customers);
    CHECK(one.products == same.products);
    REQUIRE(one.orders.size() == 1'500);
    CHECK(one.orders.back().row == same.orders.back().row);
    CHECK(one.orders.front().items == same.orders.front().items);
    CHECK_FALSE(plan_demo(small(2)).orders.back().row == one.orders.back().row);
}

TEST_CASE("there are orders in every state, none of them from tomorrow") {
    const DemoOptions options = small();
    const DemoPlan plan = plan_demo(options);
    std::map<std::string, int> states;
    std::set<std::string> numbers;
    for (const DemoOrder& order : plan.orders) {
        ++states[order.row.status];
        CHECK(numbers.insert(order.row.no).second);
        CHECK(order.row.no.size() == 12);
        CHECK(order.row.placed <= options.now);
        CHECK(order.paid <= options.now);
        CHECK(order.delivered <= options.now);
        const bool came = order.row.status == "received" || order.row.status == "returned";
        CHECK(order.row.received.has_value() == came);
        std::int64_t total = 0;
        for (const ItemRow& item : order.items) {
            CHECK(item.order == order.row.no);
            total += parse_money(item.price, "CNY")->minor * item.quantity;
        }
        CHECK(order.row.total == Money{total});
    }
    for (const char* state :
         {"placed",
          "paid",
          "packing",
          "shipped",
          "out_for_delivery",
          "received",
          "cancelled",
          "returned"}) {
        INFO(state);
        CHECK(states[state] > 0);
    }
    CHECK(states.size() == 8);
}

TEST_CASE("a parcel's timeline runs backwards from its newest scan, in both languages") {
    for (const DemoOrder& order : plan_demo(small()).orders) {
        if (!order.shipment) continue;
        const auto& events = order.shipment->events;
        REQUIRE_FALSE(events.empty());
        CHECK(std::ranges::is_sorted(events, std::ranges::greater(), &ShipmentEvent::at));
        for (const ShipmentEvent& event : events) {
            CHECK_FALSE(event.what.zh.empty());
            CHECK_FALSE(event.what.en.empty());
        }
        CHECK(events.back().at >= order.paid);
    }
}

TEST_CASE("a scan's place is called as the parcel's reader calls it") {
    const DemoPlan plan = plan_demo(small());
    std::size_t english = 0;
    for (const DemoOrder& order : plan.orders) {
        const bool reads_english = plan.customers[order.customer].lang == Lang::en;
        if (!order.shipment) continue;
        for (const ShipmentEvent& event : order.shipment->events) {
            const bool ascii = event.place.front() >= 'A' && event.place.front() <= 'Z';
            CHECK(ascii == reads_english);
            english += ascii ? 1 : 0;
        }
    }
    CHECK(english > 0);
}

TEST_CASE("the sample shoppers have what they are told of for") {
    const DemoOptions options = small();
    const DemoPlan plan = plan_demo(options);
    std::set<std::string> first_shopper;
    bool returnable = false;
    const Date today = local_date(options.now, options.offset);
    for (const DemoOrder& order : plan.orders) {
        if (order.customer != 0) continue;
        first_shopper.insert(order.row.status);
        returnable |= order.row.received && today - *order.row.received < 7;
    }
    CHECK(first_shopper.contains("received"));
    CHECK(returnable);
    CHECK((first_shopper.contains("shipped") || first_shopper.contains("out_for_delivery")));
    std::set<std::string> phones;
    for (const CustomerRow& customer : plan.customers)
        CHECK(phones.insert(customer.phone).second);
}

TEST_CASE("points are ledgers: nothing below zero, for whatever history") {
    const DemoOptions options = small();
    const DemoPlan plan = plan_demo(options);
    std::vector<std::vector<const DemoOrder*>> orders(plan.customers.size());
    for (const DemoOrder& order : plan.orders)
        orders[order.customer].push_back(&order);
    DemoRandom random(7);
    std::size_t expiring = 0;
    for (std::size_t i = 0; i < orders.size(); ++i) {
        const auto entries = demo_points(orders[i], i < demo_samples, options, random);
        CHECK(retail::check_ledger(entries).ok());
        CHECK(std::ranges::is_sorted(entries, {}, &PointsEntry::at));
        const auto sum = retail::balance(entries, local_date(options.now, options.offset));
        CHECK(sum.balance >= 0);
        if (sum.expires && *sum.expires - local_date(options.now, options.offset) < 30) ++expiring;
    }
    CHECK(expiring > 10);
}

TEST_CASE("past returns and complaints have gone legal ways, not beyond today") {
    const DemoOptions options = small();
    DemoRandom random(7);
    std::size_t returns = 0;
    std::size_t complaints = 0;
    for (const DemoOrder& order : plan_demo(options).orders) {
        for (const DemoReturn& made : demo_returns(order, options, random)) {
            ++returns;
            CHECK(made.rma.quantity == order.items[made.line].quantity);
            CHECK(made.rma.status == made.steps.front().status);
            for (std::size_t i = 0; i < made.steps.size(); ++i) {
                CHECK(made.steps[i].at <= options.now);
                if (i == 0) continue;
                const retail::RmaMove move{made.steps[i - 1].status, made.steps[i].status, {}, {}};
                CHECK(retail::check(move).ok());
            }
        }
        for (const DemoComplaint& made : demo_complaints(order, Lang::zh, options, random)) {
            ++complaints;
            for (std::size_t i = 1; i < made.steps.size(); ++i) {
                const retail::ComplaintMove move{
                    made.steps[i - 1].status,
                    made.steps[i].status,
                    "cause",
                    "what was done",
                    "content"};
                CHECK(retail::check(move).ok());
            }
        }
    }
    CHECK(returns > 20);
    CHECK(complaints > 10);
}

TEST_CASE("the shop is written whole, and the file is sound") {
    const DemoOptions options = small();
    const DemoPlan plan = plan_demo(options);
    const auto database = store::Database::open(":memory:");
    REQUIRE(database);
    std::uint64_t id = 0;
    const DemoCounts counts = write_demo(**database, plan, options, [&] { return ++id; }, {});
    CHECK(counts.orders == 1'500);
    CHECK(counts.points_entries > 1'500);
    CHECK((*database)->verify().ok());
    for (const DemoOrder& order : plan.orders) {
        const auto stored = (*database)->order_by_no(order.row.no);
        REQUIRE(stored);
        REQUIRE(stored->has_value());
        CHECK((*stored)->items.size() == order.items.size());
        CHECK((*stored)->status == order.row.status);
        if (order.row.status != "returned") continue;
        for (const Item& item : (*stored)->items)
            CHECK(item.returned == item.quantity);
    }
}

}  // namespace
}  // namespace clerk::cli
