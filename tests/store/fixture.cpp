#include "fixture.hpp"

#include <cstdlib>

namespace clerk::store {

TempFolder::TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "clerk-store-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
}

TempFolder::~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::function<std::uint64_t()> counting_ids() {
    return [n = std::uint64_t{0}]() mutable {
        return ++n;
    };
}

SmallShop fill(Database& database) {
    must(database.begin());
    const auto sink = database.import_sink(counting_ids());
    SmallShop shop;
    shop.li = want(sink->put(CustomerRow{
        .ref = "c-1",
        .name = "李明",
        .phone = "13800001234",
        .email = "li@example.com",
        .tier = "gold",
        .since = monday - days(400)}));
    shop.ann = want(sink->put(CustomerRow{
        .ref = "c-2", .name = "Ann", .phone = "13900005678", .lang = Lang::en, .since = monday}));
    want(sink->put(ProductRow{
        .sku = "FR-450", .name = {"冰箱", "Fridge"}, .category = "fridge", .price = {329'900}}));
    shop.received = want(sink->put(OrderRow{
        .no = "2024061234",
        .customer = "c-1",
        .phone = "13800001234",
        .status = "received",
        .placed = monday - days(10),
        .total = {659'800},
        .received = local_date(monday - days(3), UtcOffset{})}));
    shop.shipped = want(sink->put(OrderRow{
        .no = "2024070001",
        .customer = "c-1",
        .phone = "13700009999",
        .status = "shipped",
        .placed = monday - days(1),
        .total = {9'900},
        .eta = local_date(monday + days(2), {})}));
    shop.fridge = want(sink->put(ItemRow{
        .order = "2024061234", .line = 1, .sku = "FR-450", .quantity = 2, .price = "3299.00"}));
    want(sink->put(ShipmentRow{
        .order = "2024061234",
        .carrier = {"迅风", "Swiftwind"},
        .tracking = "SW1",
        .events = {
            {monday - days(3), "杭州", {"已签收", "Delivered"}},
            {monday - days(4), "", {"已揽收", "Picked up"}}}}));
    must(database.commit());
    return shop;
}

}  // namespace clerk::store
