#include "fixture.hpp"
#include "store/file_store.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"

#include <sqlite3.h>

namespace clerk::store {
namespace {

Rma rma_for(const SmallShop& shop, std::string number, std::int64_t quantity) {
    return {
        .id = RmaId{std::hash<std::string>{}(number) >> 2},
        .number = std::move(number),
        .order = shop.received,
        .item = shop.fridge,
        .order_no = "2024061234",
        .item_name = {"冰箱", "Fridge"},
        .reason = "damaged",
        .status = "awaiting_parcel",
        .quantity = quantity,
        .refund = {329'900},
        .freight = "shop",
        .send_by = local_date(monday + days(7), {}),
        .clause = "quality_7_days",
        .at = monday};
}

TEST_CASE("a customer is found by our id and by the shop's") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    const auto li = want(database->customer(shop.li));
    REQUIRE(li);
    CHECK(li->name == "李明");
    CHECK(li->phone == "13800001234");
    CHECK(li->email == "li@example.com");
    CHECK(li->tier == "gold");
    CHECK(li == want(database->customer_by_ref("c-1")));
    CHECK(want(database->customer_by_ref("c-2"))->lang == Lang::en);
    CHECK(want(database->customer_by_ref("c-2"))->email.empty());
    CHECK_FALSE(want(database->customer_by_ref("C-1")));
    CHECK_FALSE(want(database->customer_by_ref("")));
    CHECK_FALSE(want(database->customer(CustomerId{})));
}

TEST_CASE("an order comes with its lines and parcels") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    const auto order = want(database->order_by_no("2024061234"));
    REQUIRE(order);
    CHECK(order->id == shop.received);
    CHECK(order->customer == shop.li);
    CHECK(order->received == local_date(monday - days(3), {}));
    CHECK_FALSE(order->eta);
    REQUIRE(order->items.size() == 1);
    CHECK(order->items[0].name == LocalText{"冰箱", "Fridge"});
    CHECK(order->items[0].quantity == 2);
    CHECK(order->items[0].returned == 0);
    CHECK(order->items[0].price == Money{329'900});
    REQUIRE(order->shipments.size() == 1);
    REQUIRE(order->shipments[0].events.size() == 2);
    CHECK(order->shipments[0].events[0].what.en == "Delivered");
    CHECK(order->shipments[0].events[1].place.empty());
    CHECK(order == want(database->order(shop.received)));
    CHECK_FALSE(want(database->order_by_no("2024061235")));
    CHECK_FALSE(want(database->order_by_no("%")));
}

TEST_CASE("order numbers match without regard to case") {
    const auto database = memory();
    fill(*database);
    const auto sink = database->import_sink([] { return std::uint64_t{900}; });
    want(sink->put(OrderRow{
        .no = "#W77a", .phone = "1234", .status = "paid", .placed = monday, .total = {1}}));
    CHECK(want(database->order_by_no("#w77A"))->no == "#W77a");
}

TEST_CASE("a customer's orders come newest first, so many and no more") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    const auto orders = want(database->orders_of(shop.li, 10));
    REQUIRE(orders.size() == 2);
    CHECK(orders[0].no == "2024070001");
    CHECK(orders[1].items.size() == 1);
    CHECK(want(database->orders_of(shop.li, 1)).size() == 1);
    CHECK(want(database->orders_of(shop.ann, 10)).empty());
    CHECK(want(database->orders_of(CustomerId{}, 10)).empty());
}

TEST_CASE("the parcel with the newest scan comes first") {
    const auto database = memory();
    fill(*database);
    std::uint64_t id = 500;
    const auto sink = database->import_sink([&] { return ++id; });
    want(sink->put(ShipmentRow{
        .order = "2024061234",
        .carrier = {"迅风", ""},
        .tracking = "SW2",
        .events = {{monday, "", {"已揽收", ""}}}}));
    want(sink->put(ShipmentRow{.order = "2024061234", .carrier = {"迅风", ""}, .tracking = "SW3"}));
    const auto order = want(database->order_by_no("2024061234"));
    REQUIRE(order->shipments.size() == 3);
    CHECK(order->shipments[0].tracking == "SW2");
    CHECK(order->shipments[2].tracking == "SW3");
}

TEST_CASE("a return is opened once a key, and no more is returned than was bought") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    const Rma first = want(database->open_rma(rma_for(shop, "RMA-1", 1), "7/1/1"));
    CHECK(first == rma_for(shop, "RMA-1", 1));

    // The retry of the same effect: the first one's number, whatever the second was to have.
    const Rma again = want(database->open_rma(rma_for(shop, "RMA-2", 1), "7/1/1"));
    CHECK(again == first);
    CHECK(want(database->order(shop.received))->items[0].returned == 1);

    CHECK(database->open_rma(rma_for(shop, "RMA-3", 2), "7/2/1").error().code == "unique");
    want(database->open_rma(rma_for(shop, "RMA-4", 1), "7/3/1"));
    CHECK(database->open_rma(rma_for(shop, "RMA-5", 1), "7/4/1").error().code == "unique");
    CHECK(want(database->rmas_of(shop.received)).size() == 2);
}

TEST_CASE("a cancelled return gives its item back") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    const Rma rma = want(database->open_rma(rma_for(shop, "RMA-1", 2), "7/1/1"));
    CHECK(want(database->order(shop.received))->items[0].returned == 2);
    must(database->move_rma(rma.id, "cancelled", "by the shopper", monday + hours(1)));
    CHECK(want(database->order(shop.received))->items[0].returned == 0);
    CHECK(want(database->rmas_of(shop.received))[0].status == "cancelled");
}

TEST_CASE("a return of nothing that was sold is refused") {
    const auto database = memory();
    SmallShop shop = fill(*database);
    shop.fridge = ItemId{4'711};
    CHECK(database->open_rma(rma_for(shop, "RMA-1", 1), "7/1/1").error().code == "constraint");
}

TEST_CASE("a complaint is recorded in full, once a key") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    const Complaint complaint{
        .id = ComplaintId{77},
        .number = "C-1",
        .conversation = ConversationId{7},
        .customer = shop.li,
        .order = shop.received,
        .text = std::string("送货太慢了！'; DROP TABLE complaint; --\n第二行"),
        .severity = "high",
        .status = "received",
        .promise = monday + hours(4),
        .at = monday};
    CHECK(want(database->open_complaint(complaint, "7/1/1")) == complaint);
    Complaint retry = complaint;
    retry.id = ComplaintId{78};
    retry.number = "C-2";
    CHECK(want(database->open_complaint(retry, "7/1/1")) == complaint);
    must(database->move_complaint(complaint.id, "acknowledged", "", monday));
    const auto kept = want(database->complaints_of(shop.received));
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].text == complaint.text);
    CHECK(kept[0].status == "acknowledged");

    Complaint guest = complaint;
    guest.id = ComplaintId{79};
    guest.number = "C-3";
    guest.customer = {};
    guest.order = {};
    CHECK(want(database->open_complaint(guest, "8/1/1")) == guest);
}

TEST_CASE("points are a ledger that only grows") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    PointsEntry earned{
        .customer = shop.li,
        .kind = "earn",
        .delta = 100,
        .expires = local_date(monday + days(30), {}),
        .at = monday,
        .ref = "2024061234"};
    const std::uint64_t lot = want(database->add_points(earned, "k-1"));
    want(database->add_points(
        {.customer = shop.li, .kind = "redeem", .delta = -40, .lot = lot, .at = monday}, "k-2"
    ));
    CHECK(database->add_points(earned, "k-1").error().code == "unique");
    earned.delta = 0;
    CHECK(database->add_points(earned, "k-3").error().code == "constraint");
    earned.delta = -1;
    earned.lot = 4'711;
    CHECK(database->add_points(earned, "k-4").error().code == "constraint");

    const auto entries = want(database->points_of(shop.li));
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].n == lot);
    CHECK(entries[0].lot == lot);
    CHECK(entries[1].lot == lot);
    CHECK_FALSE(entries[1].expires);
    CHECK(want(database->points_of(shop.ann)).empty());
    must(database->verify());
}

TEST_CASE("an overdrawn lot is found by verify") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    const auto lot = want(database->add_points(
        {.customer = shop.li, .kind = "earn", .delta = 10, .at = monday}, "k-1"
    ));
    want(database->add_points(
        {.customer = shop.li, .kind = "redeem", .delta = -11, .lot = lot, .at = monday}, "k-2"
    ));
    CHECK(database->verify().error().code == "corrupt");
}

TEST_CASE("a lot that two people take from is found by verify") {
    const auto database = memory();
    const SmallShop shop = fill(*database);
    const auto lot = want(database->add_points(
        {.customer = shop.li, .kind = "earn", .delta = 10, .at = monday}, "k-1"
    ));
    want(database->add_points(
        {.customer = shop.ann, .kind = "redeem", .delta = -1, .lot = lot, .at = monday}, "k-2"
    ));
    CHECK(database->verify().error().code == "corrupt");
}

TEST_CASE("verify takes as much work as there is to verify") {
    const auto work_of = [](std::int64_t lots) {  // in thousands of SQLite's steps
        const auto connection = want(Connection::open(":memory:", Mode::writer));
        must(migrate(*connection, migrations()));
        const std::string fill = "INSERT INTO customer VALUES (1, 'c', '', 'basic', 'zh', 0);"
                                 "WITH RECURSIVE count(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM"
                                 " count WHERE i < " + std::to_string(lots) + ")"
                                 " INSERT INTO points SELECT i, 1, 'earn', 9, NULL, NULL, 0, '', i"
                                 " FROM count;";
        must(connection->run(fill.c_str()));
        std::int64_t steps = 0;
        const auto count = [](void* at) {
            return ++*static_cast<std::int64_t*>(at), 0;
        };
        sqlite3_progress_handler(connection->handle(), 1'000, count, &steps);
        must(FileTables(*connection).verify());
        return steps;
    };
    const std::int64_t few = work_of(1'000);
    CHECK(few > 10);
    CHECK(work_of(4'000) < 6 * few);
}

}  // namespace
}  // namespace clerk::store
