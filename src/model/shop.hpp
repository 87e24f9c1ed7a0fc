// The shop's own records as the store keeps them: customers, orders and what hangs on them,
// products, points. Enumerations are the ids of model/catalog (order_status, …), kept as strings
// where only content and the store care, as enums where rules decide.
#pragma once

#include "base/ids.hpp"
#include "base/time.hpp"
#include "model/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clerk {

struct Customer {
    CustomerId id;
    std::string ref;  // the shop's own id for them: a token's `sub`
    std::string name;
    std::string phone;  // digits only, country code dropped for +86
    std::string email;
    std::string tier = "basic";  // enum tier
    Lang lang = Lang::zh;
    UnixMillis since;

    friend bool operator==(const Customer&, const Customer&) = default;
};

struct Product {
    ProductId id;
    std::string sku;
    LocalText name;
    std::string brand;
    std::string model;
    std::string category;  // "air_conditioner", "fridge", …
    bool durable = true;   // art. 23: the seller bears the proof for six months
    bool no_reason_return = true;
    Money price;

    friend bool operator==(const Product&, const Product&) = default;
};

struct Item {
    ItemId id;
    std::string sku;
    LocalText name;
    std::string category;
    bool durable = true;
    bool no_reason_return = true;
    std::int64_t quantity = 1;
    std::int64_t returned = 0;  // returned or being returned
    Money price;                // of one, as paid

    friend bool operator==(const Item&, const Item&) = default;
};

struct ShipmentEvent {
    UnixMillis at;
    std::string place;
    LocalText what;

    friend bool operator==(const ShipmentEvent&, const ShipmentEvent&) = default;
};

struct Shipment {
    ShipmentId id;
    LocalText carrier;
    std::string tracking;
    std::vector<ShipmentEvent> events;  // newest first

    friend bool operator==(const Shipment&, const Shipment&) = default;
};

struct Order {
    OrderId id;
    std::string no;  // what the shopper knows it by
    CustomerId customer;
    std::string phone;   // of the delivery; its last four digits prove the order
    std::string status;  // enum order_status
    UnixMillis placed;
    Money total;
    std::optional<Date> eta;
    std::optional<Date> received;  // day of sign-off, in the shop's time zone
    std::vector<Item> items;
    std::vector<Shipment> shipments;  // latest first

    friend bool operator==(const Order&, const Order&) = default;
};

struct Rma {
    RmaId id;
    std::string number;  // shown to people, unguessable
    OrderId order;
    ItemId item;
    std::string order_no;
    LocalText item_name;
    std::string reason;  // enum return_reason
    std::string status;  // enum rma_status
    std::int64_t quantity = 1;
    Money refund;
    std::string freight;  // enum freight
    Date send_by;
    std::string clause;  // id of the policy's clause that granted it
    UnixMillis at;

    friend bool operator==(const Rma&, const Rma&) = default;
};

struct Complaint {
    ComplaintId id;
    std::string number;
    ConversationId conversation;
    CustomerId customer;  // none for a guest
    OrderId order;        // none: about no order
    std::string text;
    std::string severity;  // enum severity
    std::string status;    // received, acknowledged, … (RETAIL.md's machine)
    UnixMillis promise;    // by when a person answers
    UnixMillis at;

    friend bool operator==(const Complaint&, const Complaint&) = default;
};

// One movement of the append-only ledger. A lot is what one earning gave; spending and expiry name
// the lot they take from, so every balance can be derived anew.
struct PointsEntry {
    std::uint64_t n = 0;
    CustomerId customer;
    std::string kind;  // enum points_kind
    std::int64_t delta = 0;
    std::uint64_t lot = 0;        // the entry that earned; its own n for an earning
    std::optional<Date> expires;  // of an earning
    UnixMillis at;
    std::string ref;  // order or reason

    friend bool operator==(const PointsEntry&, const PointsEntry&) = default;
};

struct Agent {
    AgentId id;
    std::string login;
    std::string name;           // shown to shoppers
    std::string password_hash;  // argon2id, encoded
    bool disabled = false;

    friend bool operator==(const Agent&, const Agent&) = default;
};

}  // namespace clerk
