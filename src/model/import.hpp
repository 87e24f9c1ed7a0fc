// Rows of an import as values: what a shop hands over of its own records (docs/IMPORT.md), after
// their form was checked and before they are joined with what the store holds. wire/ reads them,
// store/ writes them. They name each other by the shop's own ids (ref, sku, order number), never by
// ours.
#pragma once

#include "base/time.hpp"
#include "model/language.hpp"
#include "model/shop.hpp"
#include "model/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace clerk {

struct CustomerRow {
    std::string ref;
    std::string name;
    std::string phone;
    std::string email;
    std::string tier = "basic";
    Lang lang = Lang::zh;
    UnixMillis since;

    friend bool operator==(const CustomerRow&, const CustomerRow&) = default;
};

struct ProductRow {
    std::string sku;
    LocalText name;
    std::string brand;
    std::string model;
    std::string category;
    bool durable = true;
    bool no_reason_return = true;
    Money price;

    friend bool operator==(const ProductRow&, const ProductRow&) = default;
};

struct OrderRow {
    std::string no;
    std::string customer;  // ref; empty: a guest's
    std::string phone;
    std::string status;
    UnixMillis placed;
    Money total;
    std::optional<Date> eta;
    std::optional<Date> received;

    friend bool operator==(const OrderRow&, const OrderRow&) = default;
};

// What is unset is taken from the product.
struct ItemRow {
    std::string order;
    std::int64_t line = 0;
    std::string sku;
    std::optional<LocalText> name;
    std::optional<std::string> category;
    std::optional<bool> durable;
    std::optional<bool> no_reason_return;
    std::int64_t quantity = 1;
    std::int64_t returned = 0;
    std::string price;  // digits with a point, as written: the currency is the order's

    friend bool operator==(const ItemRow&, const ItemRow&) = default;
};

struct ShipmentRow {
    std::string order;
    LocalText carrier;
    std::string tracking;
    std::vector<ShipmentEvent> events;  // newest first

    friend bool operator==(const ShipmentRow&, const ShipmentRow&) = default;
};

struct PointsRow {
    std::string id;
    std::string customer;
    std::string kind;
    std::int64_t points = 0;
    UnixMillis at;
    std::optional<Date> expires;
    std::string lot;  // id of the gaining row; empty: soonest expiring first
    std::string ref;

    friend bool operator==(const PointsRow&, const PointsRow&) = default;
};

using ImportRow = std::variant<CustomerRow, ProductRow, OrderRow, ItemRow, ShipmentRow, PointsRow>;

// In the order in which they must be read.
enum class ImportKind : unsigned char { customers, products, orders, items, shipments, points };

}  // namespace clerk
