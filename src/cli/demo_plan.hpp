// The demo shop before it is stored: who buys what when, and how far it has come by now. Everything
// follows from the seed and the hour; nothing here knows a database.
#pragma once

#include "base/time.hpp"
#include "cli/demo_random.hpp"
#include "model/import.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace clerk::cli {

struct DemoOptions {
    std::uint64_t seed = 1;
    std::size_t customers = 2'000;
    std::size_t orders = 10'000;
    UnixMillis now;
    UtcOffset offset;
};

// What an order is to become, when its fate is not left to the dice.
enum class Fate : unsigned char { by_chance, unpaid, cancelled, delivered, returned, on_its_way };

struct DemoOrder {
    std::size_t customer = 0;  // place in DemoPlan::customers
    OrderRow row;
    std::vector<ItemRow> items;
    std::optional<ShipmentRow> shipment;
    UnixMillis paid;       // 0: never was
    UnixMillis delivered;  // 0: not yet
};

struct DemoPlan {
    std::vector<CustomerRow> customers;
    std::vector<ProductRow> products;
    std::vector<DemoOrder> orders;  // in order of placing
};

// The first of the customers are the sample shoppers that the demo tells of, each with orders of
// certain kinds: see the table in the source.
constexpr std::size_t demo_samples = 6;

[[nodiscard]] DemoPlan plan_demo(const DemoOptions& options);

}  // namespace clerk::cli
