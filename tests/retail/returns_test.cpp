#include "retail/returns.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::retail {
namespace {

constexpr Date signed_off{19'900};

Item fridge() {
    return {
        .id = ItemId{1},
        .sku = "FR",
        .name = {"冰箱", "Fridge"},
        .category = "fridge",
        .quantity = 2,
        .price = {329'900}};
}

Order received() {
    return {
        .id = OrderId{1},
        .no = "2024061234",
        .status = "received",
        .received = signed_off,
        .items = {fridge()}};
}

ReturnsPolicy policy() {
    ReturnsPolicy rules;
    rules.excluded_categories = {"custom", "software"};
    for (const std::string_view code : ruling_codes()) {
        rules.clauses.push_back({std::string(code), {"条款", "clause"}, {"说明", "text"}});
    }
    return rules;
}

Ruling rule_on(std::string_view reason, int days_after) {
    return rule(received(), fridge(), reason, policy(), signed_off + days_after);
}

TEST_CASE("without a reason: seven days from the day after sign-off") {
    // The day of sign-off does not count: signed off on day 0, the last day is day 7.
    CHECK(rule_on("no_reason", 0).allowed);
    CHECK(rule_on("no_reason", 1).allowed);
    const Ruling last = rule_on("no_reason", 7);
    CHECK(last.allowed);
    CHECK(last.code == "no_reason_window");
    CHECK(last.freight == "shopper");
    CHECK(last.deadline == signed_off + 7);
    CHECK(last.quantity == 2);
    CHECK(last.refund == Money{659'800});

    const Ruling late = rule_on("no_reason", 8);
    CHECK_FALSE(late.allowed);
    CHECK(late.code == "window_over");
    CHECK(late.deadline == signed_off + 7);
    CHECK_FALSE(late.refund);
    CHECK(late.quantity == 0);
}

TEST_CASE("a fault: money back for seven days, then a person arranges exchange or repair") {
    for (const char* reason : {"damaged", "defective"}) {
        const Ruling in_time = rule_on(reason, 7);
        CHECK(in_time.allowed);
        CHECK(in_time.code == "quality_window");
        CHECK(in_time.freight == "shop");
        CHECK(rule_on(reason, 8).code == "too_late_repair");
        CHECK(rule_on(reason, 8).deadline == signed_off + 15);
        CHECK(rule_on(reason, 15).deadline == signed_off + 15);
        CHECK(rule_on(reason, 16).deadline == signed_off + 180);
        CHECK(rule_on(reason, 180).deadline == signed_off + 180);
        CHECK_FALSE(rule_on(reason, 181).deadline);
        CHECK(rule_on(reason, 181).code == "too_late_repair");
        CHECK(rule_on(reason, 181).freight == "shop");
    }
}

TEST_CASE("what is not durable has no months of proof") {
    Item cable = fridge();
    cable.durable = false;
    const Ruling ruling = rule(received(), cable, "defective", policy(), signed_off + 16);
    CHECK(ruling.code == "too_late_repair");
    CHECK_FALSE(ruling.deadline);
}

TEST_CASE("the seller's own mistake is the seller's cost") {
    for (const char* reason : {"wrong_item", "not_as_described", "missing_parts"}) {
        const Ruling ruling = rule_on(reason, 15);
        CHECK(ruling.allowed);
        CHECK(ruling.code == "seller_fault");
        CHECK(ruling.freight == "shop");
        CHECK(rule_on(reason, 16).code == "unknown");
        CHECK_FALSE(rule_on(reason, 16).allowed);
    }
}

TEST_CASE("excluded kinds come back only for a fault") {
    Item engraved = fridge();
    engraved.category = "custom";
    Item opened = fridge();
    opened.no_reason_return = false;
    for (const Item& item : {engraved, opened}) {
        const Ruling ruling = rule(received(), item, "no_reason", policy(), signed_off + 1);
        CHECK_FALSE(ruling.allowed);
        CHECK(ruling.code == "excluded_kind");
        CHECK_FALSE(ruling.deadline);
        CHECK(rule(received(), item, "defective", policy(), signed_off + 1).allowed);
        CHECK(rule(received(), item, "wrong_item", policy(), signed_off + 1).allowed);
    }
}

TEST_CASE("nothing to send back: by the order's state, whatever the reason") {
    for (const char* reason : {"no_reason", "damaged", "wrong_item", "nonsense"}) {
        for (const char* status : {"placed", "paid", "packing", "shipped", "out_for_delivery"}) {
            Order order = received();
            order.status = status;
            order.received.reset();
            CHECK(rule(order, fridge(), reason, policy(), signed_off).code == "not_received");
        }
        Order order = received();
        order.status = "cancelled";
        CHECK(rule(order, fridge(), reason, policy(), signed_off).code == "cancelled");
        order.status = "returned";
        CHECK(rule(order, fridge(), reason, policy(), signed_off).code == "already_returned");
        Item gone = fridge();
        gone.returned = 2;
        CHECK(rule(received(), gone, reason, policy(), signed_off).code == "already_returned");
    }
}

TEST_CASE("what is left of an item comes back, and no more is paid than was") {
    Item half = fridge();
    half.returned = 1;
    const Ruling ruling = rule(received(), half, "no_reason", policy(), signed_off);
    CHECK(ruling.quantity == 1);
    CHECK(ruling.refund == Money{329'900});
}

TEST_CASE("what the policy does not know, a person decides") {
    CHECK(rule_on("", 1).code == "unknown");
    CHECK(rule_on("too_loud", 1).code == "unknown");
    Order undated = received();
    undated.received.reset();
    CHECK(rule(undated, fridge(), "no_reason", policy(), signed_off).code == "unknown");
}

TEST_CASE("a shop's own windows are the ones that count") {
    ReturnsPolicy generous = policy();
    generous.no_reason_days = 30;
    CHECK(rule(received(), fridge(), "no_reason", generous, signed_off + 30).allowed);
    CHECK_FALSE(rule(received(), fridge(), "no_reason", generous, signed_off + 31).allowed);
}

TEST_CASE("every ruling has a clause to cite, and only codes that are known") {
    const auto codes = ruling_codes();
    const ReturnsPolicy rules = policy();
    for (const std::string_view code : codes)
        CHECK(find_clause(rules, code) != nullptr);
    CHECK(find_clause(rules, "nobody") == nullptr);
    for (const char* reason : {"no_reason", "damaged", "wrong_item", "?"}) {
        for (int day = -2; day < 200; ++day) {
            const Ruling ruling = rule_on(reason, day);
            CHECK(std::ranges::find(codes, ruling.code) != codes.end());
            CHECK(ruling.allowed == ruling.refund.has_value());
        }
    }
}

// --- the life of a return ---------------------------------------------------------------------

constexpr std::array<std::string_view, 18> statuses{
    "draft",
    "requested",
    "auto_approved",
    "in_review",
    "approved",
    "awaiting_parcel",
    "in_transit",
    "received",
    "inspected",
    "accepted",
    "partial",
    "disputed",
    "refund_due",
    "refunded",
    "exchange_shipped",
    "done",
    "rejected",
    "cancelled"};

TEST_CASE("a return's life: the way of most of them") {
    constexpr std::array<std::string_view, 10> way{
        "draft",
        "requested",
        "auto_approved",
        "awaiting_parcel",
        "in_transit",
        "received",
        "inspected",
        "accepted",
        "refund_due",
        "refunded"};
    for (std::size_t i = 0; i + 1 < way.size(); ++i) {
        CHECK(check(RmaMove{way[i], way[i + 1], {}, {}}).ok());
        CHECK(check(RmaMove{way[i + 1], way[i], {}, {}}).error().code == "illegal");
    }
    CHECK(check(RmaMove{"refunded", "done", {}, {}}).ok());
}

TEST_CASE("a refused move names those that are legal") {
    const Status refused = check(RmaMove{"in_review", "refunded", {}, {}});
    CHECK(refused.error().code == "illegal");
    CHECK(refused.error().message.find("approved, rejected, cancelled") != std::string::npos);
    CHECK(
        check(RmaMove{"done", "draft", {}, {}}).error().message.find("the end") != std::string::npos
    );
    CHECK(
        check(RmaMove{"lost", "done", {}, {}}).error().message.find("no state") != std::string::npos
    );
}

TEST_CASE("a rejection names its reason and its clause") {
    CHECK(check(RmaMove{"in_review", "rejected", "used", "window_over"}).ok());
    CHECK(check(RmaMove{"in_review", "rejected", "used", ""}).error().code == "incomplete");
    CHECK(check(RmaMove{"in_review", "rejected", "", "window_over"}).error().code == "incomplete");
}

TEST_CASE("every state of a return is reached from draft, and every life can end") {
    std::vector<std::string_view> reached{"draft"};
    for (std::size_t i = 0; i < reached.size(); ++i) {
        for (const std::string_view to : statuses) {
            const bool legal = check(RmaMove{reached[i], to, "r", "c"}).ok();
            if (legal && std::ranges::find(reached, to) == reached.end()) reached.push_back(to);
        }
    }
    CHECK(reached.size() == statuses.size());
    for (const std::string_view status : statuses) {
        const bool moves = std::ranges::any_of(statuses, [&](std::string_view to) {
            return check(RmaMove{status, to, "r", "c"}).ok();
        });
        const bool over = status == "done" || status == "rejected" || status == "cancelled";
        CHECK(moves != over);
    }
}

}  // namespace
}  // namespace clerk::retail
