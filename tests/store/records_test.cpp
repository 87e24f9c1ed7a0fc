// The shop's file read from end to end: one moment of it, and nothing of a file that is not one.
#include "store/records.hpp"

#include "fixture.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

namespace clerk::store {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> order_numbers(Records& records, CustomerId of = {}) {
    std::vector<std::string> numbers;
    must(records.orders(of, [&](const OrderRow& row) {
        numbers.push_back(row.no);
        return done();
    }));
    return numbers;
}

void set_layout(const std::string& path, std::int64_t number) {
    const auto connection = want(Connection::open(path, Mode::writer));
    must(connection->run(("PRAGMA user_version=" + std::to_string(number)).c_str()));
}

TEST_CASE("what is not this program's file is not read, and not made") {
    const TempFolder folder;
    const std::string path = folder.file("shop.db");
    CHECK(Records::open(path).error().code == "missing");
    CHECK_FALSE(fs::exists(path));
    want(Database::open(path));
    const std::int64_t known = migrations().back().number;
    set_layout(path, known + 1);
    CHECK(Records::open(path).error().code == "newer");
    set_layout(path, known - 1);
    CHECK(Records::open(path).error().code == "older");
    set_layout(path, known);
    CHECK(Records::open(path));
    std::ofstream(folder.file("notes.txt")) << std::string(8'192, 'x');
    CHECK(Records::open(folder.file("notes.txt")).error().code == "corrupt");
    const std::string other = folder.file("other.db");
    must(want(Connection::open(other, Mode::writer))->run("CREATE TABLE note(text)"));
    CHECK(Records::open(other).error().code == "foreign");
}

TEST_CASE("the reading is of the moment it began, whatever is written meanwhile") {
    const TempFolder folder;
    const auto database = want(Database::open(folder.file("shop.db")));
    fill(*database);
    const auto before = want(Records::open(folder.file("shop.db")));
    must(database->begin());
    const OrderRow later{
        .no = "2024080001", .customer = "c-2", .phone = "13900005678", .status = "paid"};
    want(database->import_sink([] { return std::uint64_t{900}; })->put(later));
    must(database->commit());
    const std::vector<std::string> first = {"2024061234", "2024070001"};
    CHECK(order_numbers(*before) == first);
    const auto after = want(Records::open(folder.file("shop.db")));
    CHECK(order_numbers(*after) == std::vector<std::string>{first[0], first[1], later.no});
}

TEST_CASE("one customer's rows are theirs alone, scans and all") {
    const TempFolder folder;
    const auto database = want(Database::open(folder.file("shop.db")));
    const SmallShop shop = fill(*database);
    const auto records = want(Records::open(folder.file("shop.db")));
    CHECK(want(records->customer("c-1")) == shop.li);
    CHECK_FALSE(want(records->customer("c-3")));
    CHECK(want(records->ref_of(shop.ann)) == "c-2");
    CHECK(want(records->ref_of(CustomerId{99})).empty());
    CHECK(order_numbers(*records, shop.ann).empty());
    CHECK(order_numbers(*records, shop.li).size() == 2);
    std::vector<ShipmentRow> shipments;
    must(records->shipments(shop.li, [&](const ShipmentRow& row) {
        shipments.push_back(row);
        return done();
    }));
    REQUIRE(shipments.size() == 1);
    CHECK(shipments[0].order == "2024061234");
    const std::vector<ShipmentEvent> scans = {
        {monday - days(3), "杭州", {"已签收", "Delivered"}},
        {monday - days(4), "", {"已揽收", "Picked up"}}};
    CHECK(shipments[0].events == scans);
}

TEST_CASE("who takes the rows can end the reading") {
    const TempFolder folder;
    const auto database = want(Database::open(folder.file("shop.db")));
    fill(*database);
    const auto records = want(Records::open(folder.file("shop.db")));
    int taken = 0;
    const Status read = records->orders({}, [&](const OrderRow&) {
        ++taken;
        return Status(error("full", "no room"));
    });
    CHECK(read.error().code == "full");
    CHECK(taken == 1);
}

TEST_CASE("a backup is one consistent copy for its owner alone, and never overwrites") {
    const TempFolder folder;
    const auto database = want(Database::open(folder.file("shop.db")));
    fill(*database);
    const auto records = want(Records::open(folder.file("shop.db")));
    const std::string copied = folder.file("copy.db");
    std::ofstream(copied + ".making") << "left by one that was killed";
    must(records->backup(copied));
    CHECK_FALSE(fs::exists(copied + ".making"));
    const auto owner_only = fs::perms::owner_read | fs::perms::owner_write;
    CHECK((fs::status(copied).permissions() & fs::perms::all) == owner_only);
    CHECK(records->backup(copied).error().code == "exists");
    const auto copy = want(Database::open(copied));
    CHECK(want(copy->order_by_no("2024061234")));
    must(copy->verify());
    CHECK(records->backup(folder.file("nowhere/copy.db")).error().code == "io");
}

}  // namespace
}  // namespace clerk::store
