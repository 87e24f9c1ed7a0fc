#include "app/actions.hpp"

#include "app/numbers.hpp"
#include "base/limits.hpp"
#include "model/catalog.hpp"
#include "retail/returns.hpp"
#include "store/database.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <memory>
#include <set>
#include <string>

namespace clerk::app {
namespace {

constexpr UnixMillis now{1'719'799'200'000};  // 2024-07-01 10:00 in China
constexpr Date today{19'905};

struct FixedClock final : Clock {
    [[nodiscard]] UnixMillis now() const override { return app::now; }
};

struct CountingChance final : Chance {
    std::uint64_t n = 0;

    [[nodiscard]] std::uint64_t bits() override { return ++n * 0x9E3779B97F4A7C15ULL; }
};

void must(const Status& status) {
    if (!status) FAIL(status.error().message);
}

template <class T>
T want(Result<T> result) {
    if (!result) FAIL(result.error().code + ": " + result.error().message);
    return *std::move(result);
}

content::Snapshot snapshot() {
    content::Snapshot content;
    for (const std::string_view code : retail::ruling_codes()) {
        content.policies.returns.clauses.push_back(
            {std::string(code), {"第25条", "art. 25"}, {"说明", "text"}}
        );
    }
    return content;
}

/// Li Ming (c-1) has a fridge and a cable received three days ago (2024061234) and a cancelled
/// order (2024061235); Wang (c-2) has one of his own (2024069999); a guest has W77a.
struct Shop {
    FixedClock clock;
    CountingChance chance;
    std::unique_ptr<store::Database> database = want(store::Database::open(":memory:"));
    IdSource ids{clock, 0};
    Actions actions{*database, ids, chance};
    content::Snapshot content = snapshot();
    ConversationState state;
    UnixMillis at = now;
    std::string address = "203.0.113.7";
    std::uint32_t turn = 0;
    CustomerId li;

    Shop() {
        state.id = ConversationId{77};
        const auto sink = database->import_sink([this] { return ids.next<ItemId>().value; });
        li = want(sink->put(CustomerRow{.ref = "c-1", .name = "李明", .phone = "13800001234"}));
        want(sink->put(CustomerRow{.ref = "c-2", .name = "王芳", .phone = "13900005678"}));
        order("2024061234", "c-1", "received", days(10));
        order("2024061235", "c-1", "cancelled", days(5));
        order("2024069999", "c-2", "received", days(10));
        order("W77a", "", "shipped", days(1));
        item("2024061234", 1, "冰箱", 2, "3299.00");
        item("2024061234", 2, "线", 1, "9.90");
        item("2024061235", 1, "电视", 1, "1999");
        item("2024069999", 1, "洗衣机", 1, "2000");
        want(sink->put(ShipmentRow{
            .order = "2024061234",
            .carrier = {"迅风", "Swiftwind"},
            .tracking = "SW1",
            .events = {
                {now - days(3), "杭州", {"已签收", "Delivered"}},
                {now - days(4), "", {"已揽收", "Picked up"}}}}));
    }

    void order(const char* no, const char* customer, const char* status, Millis age) {
        const auto sink = database->import_sink([this] { return ids.next<OrderId>().value; });
        std::optional<Date> received;
        if (std::string_view(status) == "received") received = today + -3;
        want(sink->put(OrderRow{
            .no = no,
            .customer = customer,
            .phone = "13800001234",
            .status = status,
            .placed = now - age,
            .total = {1'000},
            .eta = today + 2,
            .received = received}));
    }

    void item(const char* order, int line, const char* name, int quantity, const char* price) {
        const auto sink = database->import_sink([this] { return ids.next<ItemId>().value; });
        want(sink->put(ItemRow{
            .order = order,
            .line = line,
            .sku = "S",
            .name = LocalText{name, ""},
            .category = "fridge",
            .durable = {},
            .no_reason_return = {},
            .quantity = quantity,
            .price = price}));
    }

    EffectAnswer call(const char* action, NamedValues args, std::string key = "") {
        if (key.empty()) key = "77/" + std::to_string(++turn) + "/1";
        return actions.perform(
            {.n = 3, .action = action, .args = std::move(args)},
            {.state = state, .content = content, .now = at, .key = key, .address = address}
        );
    }

    EffectAnswer prove(const char* no, const char* digits) {
        return call("identity.prove", {{"order_no", no}, {"digits", digits}});
    }

    /// The arguments of a return, as a flow passes them: records it was given before.
    NamedValues return_of(const char* no, int item, const char* reason) {
        return {
            {"order", make_record("order", {{"no", no}})},
            {"item", make_record("item", {{"no", item}})},
            {"reason", Choice{"return_reason", reason}}};
    }

    void sign_in() {
        state.identity.customer = li;
        state.identity.name = "李明";
    }
};

std::string failure(const EffectAnswer& answer) {
    return answer.failure;
}

// --- the catalog ------------------------------------------------------------------------------

TEST_CASE("every action of the catalog is performed, and only those") {
    for (const ActionSpec& spec : action_specs()) {
        INFO(spec.name);
        CHECK(Actions::performs(spec.name) == (spec.name != "ticket.open"));
    }
    CHECK_FALSE(Actions::performs("order.delete"));
    Shop shop;
    const EffectAnswer answer = shop.call("order.delete", {});
    CHECK(failure(answer) == "unavailable");
    CHECK(answer.n == 3);
}

bool fits(std::string_view type, const Value& value);

/// Exactly the catalog's fields, none beside them, those that are not optional all there.
void check_record(const Value& value, std::string_view type) {
    const Record* record = value.record();
    REQUIRE(record != nullptr);
    CHECK(record->type == type);
    const RecordSpec* spec = find_record_spec(type);
    REQUIRE(spec != nullptr);
    for (const auto& [name, held] : record->fields) {
        INFO(type << "." << name);
        const FieldSpec* field = find_field_spec(*spec, name);
        REQUIRE(field != nullptr);
        CHECK(fits(field->type, held));
    }
    for (const FieldSpec& field : spec->fields) {
        INFO(type << "." << field.name);
        CHECK((field.optional || record->field(field.name).is_set()));
    }
}

bool fits(std::string_view type, const Value& value) {
    if (type.starts_with("list:")) {
        if (value.list() == nullptr) return false;
        for (const Value& element : value.list()->items)
            check_record(element, type.substr(5));
        return true;
    }
    if (type.starts_with("record:")) {
        check_record(value, type.substr(7));
        return true;
    }
    if (type.starts_with("choice:")) {
        const Choice* choice = value.get<Choice>();
        const EnumSpec* spec = find_enum_spec(type.substr(7));
        return choice && spec && choice->type == spec->name
               && std::ranges::find(spec->ids, choice->id) != spec->ids.end();
    }
    if (type == "text") return value.get<std::string>() || value.get<LocalText>();
    if (type == "order_no") return value.get<std::string>() != nullptr;
    if (type == "count") return value.get<std::int64_t>() != nullptr;
    if (type == "bool") return value.get<bool>() != nullptr;
    if (type == "money") return value.get<Money>() != nullptr;
    if (type == "date") return value.get<Date>() != nullptr;
    if (type == "date_time") return value.get<UnixMillis>() != nullptr;
    return false;
}

TEST_CASE("every result has the type and the fields that the catalog promises") {
    Shop shop;
    shop.sign_in();
    must(
        shop.database
                ->add_points(
                    {.customer = shop.li,
                     .kind = "earn",
                     .delta = 10,
                     .expires = today + 3,
                     .at = now},
                    "k"
                )
                .ok()
            ? done()
            : Status(error("io", "points"))
    );
    const NamedValues complaint{{"text", "太慢"}, {"severity", Choice{"severity", "low"}}};
    const std::vector<std::pair<const char*, NamedValues>> calls{
        {"order.find", {{"order_no", "2024061234"}}},
        {"order.latest", {}},
        {"order.list", {}},
        {"returns.rule", shop.return_of("2024061234", 1, "no_reason")},
        {"returns.open", shop.return_of("2024061234", 1, "no_reason")},
        {"complaint.open", complaint},
        {"points.balance", {}}};
    for (const auto& [action, args] : calls) {
        INFO(action);
        const EffectAnswer answer = shop.call(action, args);
        REQUIRE(failure(answer).empty());
        CHECK(fits(find_action_spec(action)->result, answer.value));
    }
}

// --- who may see what -------------------------------------------------------------------------

TEST_CASE("nobody's order is anybody's to see") {
    Shop shop;
    for (const char* no : {"2024061234", "2024069999", "W77a", "0000000000", ""}) {
        CHECK(failure(shop.call("order.find", {{"order_no", no}})) == "not_found");
        CHECK(failure(shop.call("identity.owns", {{"order_no", no}})) == "not_found");
        CHECK(failure(shop.call("returns.rule", shop.return_of(no, 1, "damaged"))) == "not_found");
        CHECK(failure(shop.call("returns.open", shop.return_of(no, 1, "damaged"))) == "refused");
    }
    CHECK(failure(shop.call("order.latest", {})) == "not_found");
    CHECK(shop.call("order.list", {}).value.list()->items.empty());
    CHECK(failure(shop.call("points.balance", {})) == "unavailable");
}

TEST_CASE("signed in, one's own orders and no others") {
    Shop shop;
    shop.sign_in();
    CHECK(failure(shop.call("order.find", {{"order_no", "2024061234"}})).empty());
    CHECK(failure(shop.call("identity.owns", {{"order_no", "2024061234"}})).empty());
    CHECK(failure(shop.call("order.find", {{"order_no", "2024069999"}})) == "not_found");
    CHECK(failure(shop.call("identity.owns", {{"order_no", "2024069999"}})) == "not_found");
    CHECK(failure(shop.call("order.find", {{"order_no", "W77a"}})) == "not_found");
    CHECK(
        failure(shop.call("returns.open", shop.return_of("2024069999", 1, "damaged"))) == "refused"
    );
    const EffectAnswer latest = shop.call("order.latest", {});
    CHECK(latest.value.record()->field("no") == Value("2024061235"));
    CHECK(shop.call("order.list", {}).value.list()->items.size() == 2);
}

TEST_CASE("the orders that are still on their way, and no others, when only they are asked for") {
    Shop shop;
    shop.sign_in();
    CHECK(shop.call("order.list", {{"open", true}}).value.list()->items.empty());
    for (const char* status : {"placed", "paid", "packing", "shipped", "out_for_delivery"})
        shop.order((std::string("20240700") + status).c_str(), "c-1", status, hours(1));
    for (const char* status : {"received", "cancelled", "returned"})
        shop.order((std::string("20240800") + status).c_str(), "c-1", status, hours(1));
    const EffectAnswer open = shop.call("order.list", {{"open", true}});
    REQUIRE(open.value.list()->items.size() == 5);
    for (const Value& order : open.value.list()->items)
        CHECK(order.record()->field("no").get<std::string>()->starts_with("20240700"));
    CHECK(shop.call("order.list", {{"open", false}}).value.list()->items.size() == 10);
}

TEST_CASE("a proven order, in any case of letters, and no other") {
    Shop shop;
    shop.state.identity.proven_orders = {"w77A"};
    const EffectAnswer found = shop.call("order.find", {{"order_no", "W77A"}});
    CHECK(found.value.record()->field("no") == Value("W77a"));
    CHECK(failure(shop.call("order.find", {{"order_no", "2024061234"}})) == "not_found");
    CHECK(failure(shop.call("identity.owns", {{"order_no", "W77a"}})) == "not_found");
}

TEST_CASE("a forged record opens nothing") {
    Shop shop;
    shop.sign_in();
    NamedValues args = shop.return_of("2024061234", 9, "no_reason");
    CHECK(failure(shop.call("returns.rule", args)) == "not_found");
    args = shop.return_of("2024061234", 0, "no_reason");
    CHECK(failure(shop.call("returns.rule", args)) == "not_found");
    args = {{"order", Value("2024061234")}, {"item", Value(1)}};
    CHECK(failure(shop.call("returns.rule", args)) == "not_found");
    CHECK(failure(shop.call("returns.open", {})) == "refused");
}

// --- proving ----------------------------------------------------------------------------------

TEST_CASE("the number and the last four digits prove an order") {
    Shop shop;
    const EffectAnswer answer = shop.prove("2024061234", "1234");
    CHECK(answer.failure.empty());
    CHECK_FALSE(answer.value.is_set());
    CHECK(failure(shop.prove("w77A", "1234")).empty());
}

TEST_CASE("wrong digits, a wrong number and half digits are answered and counted alike") {
    Shop shop;
    const auto counted = [&](const std::string& no) {
        return want(shop.database->failures("order:" + no, {}));
    };
    const auto proves = [&](const char* no, const char* digits) {
        shop.at = shop.at + minutes(1);  // each failure makes the next try wait
        return failure(shop.prove(no, digits));
    };
    CHECK(proves("2024061234", "9999") == "not_found");
    CHECK(proves("2024000000", "1234") == "not_found");
    CHECK(proves("2024061234", "234") == "not_found");
    CHECK(proves("2024061234", "00001234") == "not_found");
    CHECK(proves("2024061234", "") == "not_found");
    CHECK(proves("2024000000", "xxxx") == "not_found");
    CHECK(counted("2024061234") == 4);
    CHECK(counted("2024000000") == 2);
    CHECK(want(shop.database->failures("conversation:77", {})) == 6);
}

TEST_CASE("five failures an order, its real digits included, then nobody for a day") {
    for (const char* no : {"2024061234", "2024000000"}) {
        Shop shop;
        for (int i = 0; i < limits::proof_failures_per_order_max; ++i) {
            shop.at = now + minutes(i);
            CHECK(failure(shop.prove(no, "9999")) == "not_found");
        }
        CHECK(failure(shop.prove(no, "1234")) == "too_many");
        shop.state.id = ConversationId{78};
        shop.address = "198.51.100.1";
        CHECK(failure(shop.prove(no, "1234")) == "too_many");
        shop.at = now + days(1) - Millis{1};
        CHECK(failure(shop.prove(no, "1234")) == "too_many");
        shop.at = now + days(1) + Millis{1};
        CHECK(failure(shop.prove(no, "9999")) == "not_found");
    }
}

TEST_CASE("after the second failure each try waits longer, the right digits too") {
    for (const char* no : {"2024061234", "2024000000"}) {
        Shop shop;
        const auto prove_at = [&](std::int64_t ms, const char* digits) {
            shop.at = now + Millis{ms};
            return failure(shop.prove(no, digits));
        };
        CHECK(prove_at(0, "9999") == "not_found");
        CHECK(prove_at(0, "9998") == "not_found");
        CHECK(prove_at(1'999, "1234") == "too_soon");
        CHECK(prove_at(2'001, "9997") == "not_found");
        CHECK(prove_at(6'000, "1234") == "too_soon");
        // From elsewhere no sooner: the order waits, too.
        shop.state.id = ConversationId{78};
        CHECK(prove_at(6'000, "1234") == "too_soon");
        CHECK(prove_at(6'002, "9996") == "not_found");
        // What came too soon is no failure more.
        CHECK(want(shop.database->failures(std::string("order:") + no, {})) == 4);
    }
}

TEST_CASE("ten failures a conversation, whatever the orders") {
    Shop shop;
    for (int i = 0; i < limits::proof_failures_per_conversation_max; ++i) {
        shop.at = now + minutes(2 * i);
        shop.address = "203.0.113." + std::to_string(i);
        const std::string no = "30000000" + std::to_string(10 + i);
        CHECK(failure(shop.prove(no.c_str(), "9999")) == "not_found");
    }
    CHECK(failure(shop.prove("2024061234", "1234")) == "too_many");
    shop.state.id = ConversationId{78};
    shop.address = "198.51.100.1";
    CHECK(failure(shop.prove("2024061234", "1234")).empty());
    shop.state.proof_failures = limits::proof_failures_per_conversation_max;
    CHECK(failure(shop.prove("2024061234", "1234")) == "too_many");
}

TEST_CASE("thirty failures an hour from an address, one network of IPv6 being one") {
    Shop shop;
    for (int i = 0; i < limits::proof_failures_per_address_hour_max; ++i) {
        shop.state.id = ConversationId{static_cast<std::uint64_t>(100 + i)};
        shop.address = "2001:db8:1:2:" + std::to_string(i) + "::7";
        const std::string no = "30000000" + std::to_string(10 + i);
        CHECK(failure(shop.prove(no.c_str(), "9999")) == "not_found");
    }
    shop.state.id = ConversationId{99};
    CHECK(failure(shop.prove("2024061234", "1234")) == "too_many");
    shop.address = "2001:db8:1:3::7";
    CHECK(failure(shop.prove("2024061234", "1234")).empty());
    shop.address = "2001:db8:1:2::1";
    CHECK(failure(shop.prove("2024061234", "1234")) == "too_many");
    shop.at = now + hours(1) - Millis{1};
    CHECK(failure(shop.prove("2024061234", "1234")) == "too_many");
    shop.at = now + hours(1) + Millis{1};
    CHECK(failure(shop.prove("2024061234", "1234")).empty());
}

// --- returns ----------------------------------------------------------------------------------

TEST_CASE("a return is opened by the ruling, once, with a number nobody guesses") {
    Shop shop;
    shop.sign_in();
    const NamedValues args = shop.return_of("2024061234", 1, "damaged");
    const EffectAnswer opened = shop.call("returns.open", args, "77/1/1");
    REQUIRE(failure(opened).empty());
    const Record& rma = *opened.value.record();
    CHECK(rma.field("refund") == Value(Money{659'800}));
    CHECK(rma.field("freight") == Value(Choice{"freight", "shop"}));
    CHECK(rma.field("send_by") == Value(today + 7));
    CHECK(rma.field("item") == Value(LocalText{"冰箱", ""}));
    CHECK(
        rma.field("number").get<std::string>()->size() == std::string("RMA-7F3K-9QWX-2M4D").size()
    );

    // The same effect again gives the same return; another one finds it open.
    CHECK(shop.call("returns.open", args, "77/1/1").value == opened.value);
    CHECK(failure(shop.call("returns.open", args, "77/2/1")) == "already_open");
    CHECK(
        want(shop.database->rmas_of(want(shop.database->order_by_no("2024061234"))->id)).size() == 1
    );
    CHECK(failure(shop.call("returns.open", shop.return_of("2024061234", 2, "damaged"))).empty());
}

TEST_CASE("what the policy refuses is not opened, whatever the flow thinks") {
    Shop shop;
    shop.sign_in();
    CHECK(
        failure(shop.call("returns.open", shop.return_of("2024061235", 1, "damaged"))) == "refused"
    );
    CHECK(failure(shop.call("returns.open", shop.return_of("2024061234", 1, "mood"))) == "refused");
    shop.at = now + days(30);
    CHECK(
        failure(shop.call("returns.open", shop.return_of("2024061234", 1, "no_reason")))
        == "refused"
    );
    const EffectAnswer ruling =
        shop.call("returns.rule", shop.return_of("2024061234", 1, "no_reason"));
    CHECK(ruling.value.record()->field("code") == Value(Choice{"ruling_code", "window_over"}));
    CHECK(ruling.value.record()->field("clause") == Value(LocalText{"第25条", "art. 25"}));
    CHECK_FALSE(ruling.value.record()->field("refund").is_set());
}

TEST_CASE("the day of a ruling is the shop's day, not UTC's") {
    Shop shop;
    shop.sign_in();
    // The window of an order signed off on 28 June ends with 5 July in China: 16:00 UTC.
    shop.at = at_local(today + 4, {23, 59}, UtcOffset{480});
    CHECK(
        shop.call("returns.rule", shop.return_of("2024061234", 1, "no_reason"))
            .value.record()
            ->field("allowed")
        == Value(true)
    );
    shop.at = at_local(today + 5, {0, 0}, UtcOffset{480});
    CHECK(
        shop.call("returns.rule", shop.return_of("2024061234", 1, "no_reason"))
            .value.record()
            ->field("allowed")
        == Value(false)
    );
}

// --- complaints -------------------------------------------------------------------------------

TEST_CASE("a complaint is recorded in full, about an order only if it is the shopper's") {
    Shop shop;
    shop.sign_in();
    const auto complain = [&](const char* no, const char* key) {
        NamedValues args{{"text", "送货太慢"}, {"severity", Choice{"severity", "high"}}};
        args.emplace_back("order", make_record("order", {{"no", no}}));
        return shop.call("complaint.open", args, key);
    };
    const EffectAnswer mine = complain("2024061234", "77/1/1");
    CHECK(mine.value.record()->field("promise") == Value(now + hours(4)));
    CHECK(complain("2024061234", "77/1/1").value == mine.value);
    const EffectAnswer theirs = complain("2024069999", "77/2/1");
    CHECK(failure(theirs).empty());
    const auto order = want(shop.database->order_by_no("2024061234"));
    const auto kept = want(shop.database->complaints_of(order->id));
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].text == "送货太慢");
    CHECK(kept[0].customer == shop.li);
    CHECK(want(shop.database->complaints_of(want(shop.database->order_by_no("2024069999"))->id))
              .empty());
}

// --- points -----------------------------------------------------------------------------------

TEST_CASE("points: balance, next expiry, last movements newest first") {
    Shop shop;
    shop.sign_in();
    shop.content.policies.points.shown_entries = 2;
    const auto lot = want(shop.database->add_points(
        {.customer = shop.li,
         .kind = "earn",
         .delta = 100,
         .expires = today + 9,
         .at = now - days(9)},
        "a"
    ));
    want(shop.database->add_points(
        {.customer = shop.li, .kind = "earn", .delta = 7, .at = now - days(8)}, "b"
    ));
    want(shop.database->add_points(
        {.customer = shop.li, .kind = "redeem", .delta = -30, .lot = lot, .at = now - days(7)}, "c"
    ));
    const EffectAnswer answer = shop.call("points.balance", {});
    const Record& points = *answer.value.record();
    CHECK(points.field("balance") == Value(77));
    CHECK(points.field("expiring") == Value(70));
    CHECK(points.field("expires") == Value(today + 9));
    const auto& entries = points.field("entries").list()->items;
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].record()->field("delta") == Value(-30));
    CHECK(entries[1].record()->field("delta") == Value(7));
}

TEST_CASE("public numbers are of an alphabet that can be read aloud, and all different") {
    CountingChance chance;
    std::set<std::string> seen;
    for (int i = 0; i < 1'000; ++i)
        seen.insert(public_number("RMA", chance));
    CHECK(seen.size() == 1'000);
    for (const std::string& number : seen) {
        CHECK(number.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ-") == std::string::npos);
        CHECK(number.starts_with("RMA-"));
    }
}

TEST_CASE("a public number is sixty bits of chance, and nothing that can be counted on") {
    struct Given final : Chance {
        explicit Given(std::uint64_t bits) : given(bits) {}

        std::uint64_t given;

        [[nodiscard]] std::uint64_t bits() override { return given; }
    };

    std::set<std::string> seen;
    for (int bit = 0; bit < 60; ++bit) {
        Given chance(std::uint64_t{1} << bit);
        seen.insert(public_number("RMA", chance));
        CHECK(public_number("RMA", chance) == public_number("RMA", chance));
    }
    CHECK(seen.size() == 60);
}

}  // namespace
}  // namespace clerk::app
