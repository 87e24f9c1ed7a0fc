#include "wire/import_rows.hpp"

#include "base/limits.hpp"
#include "wire/json_tree.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace clerk::wire {
namespace {

constexpr UtcOffset china{480};

template <class Row>
Row row(ImportKind kind, std::string_view line) {
    const Result<ImportRow> read = read_import_row(kind, line, china);
    if (!read) FAIL(read.error().message);
    return std::get<Row>(*read);
}

std::string refusal(ImportKind kind, std::string_view line) {
    const Result<ImportRow> read = read_import_row(kind, line, china);
    return read ? "accepted" : read.error().message;
}

/// A line with one member put in place of another of the same name.
std::string with(std::string line, const std::string& from, const std::string& to) {
    const std::size_t at = line.find(from);
    REQUIRE(at != std::string::npos);
    return line.replace(at, from.size(), to);
}

const std::string order_line =
    R"({"no": "2024061234", "phone": "+86 138-0000-1234", "status": "paid",)"
    R"( "placed": "2024-06-20 20:15", "total": 3299.5})";

TEST_CASE("a customer, with what is missing filled in") {
    const auto plain = row<CustomerRow>(ImportKind::customers, R"({"ref": "c-1", "name": "李明"})");
    CHECK(plain == CustomerRow{.ref = "c-1", .name = "李明"});
    const auto full = row<CustomerRow>(
        ImportKind::customers,
        R"({"ref":"c-2","name":"Ann","phone":"(0086)139 0000 5678","email":null,"tier":"platinum",)"
        R"("lang":"zh-Hant","since":"2020-01-01T00:00:00Z"})"
    );
    CHECK(full.phone == "13900005678");
    CHECK(full.email.empty());
    CHECK(full.tier == "platinum");
    CHECK(full.lang == Lang::zh_hant);
    CHECK(full.since == UnixMillis{1'577'836'800'000});
}

TEST_CASE("a person's account may be called so in any script") {
    const auto named = [](const std::string& ref) {
        return refusal(ImportKind::customers, R"({"ref":")" + ref + R"(","name":"x"})");
    };
    for (const char* good : {"c-1", "小明2号", "Zoë_42", "#W1", "user@example.com"})
        CHECK(named(good) == "accepted");
    for (const char* bad : {"two words", "全角\u3000空格", "\\u202eevil", "a\\nb", "no\u00A0break"})
        CHECK(named(bad) == "ref: may have no spaces and no control characters");
    CHECK(named("") == "ref: must have 1 to 64 bytes");
    CHECK(named(std::string(22, '\xE5') + "x").starts_with("not UTF-8"));
    std::string long_name;
    for (int i = 0; i < 22; ++i)
        long_name += "号";
    CHECK(named(long_name) == "ref: must have 1 to 64 bytes");
    const auto order = row<OrderRow>(
        ImportKind::orders, with(order_line, "3299.5", "3299.5, \"customer\": \"小明2号\"")
    );
    CHECK(order.customer == "小明2号");
}

TEST_CASE("an order's times are of the zone given, its amounts without a double") {
    const auto read = row<OrderRow>(ImportKind::orders, order_line);
    CHECK(read.phone == "13800001234");
    CHECK(iso_time(read.placed) == "2024-06-20T12:15:00.000Z");
    CHECK(read.total == Money{329'950});
    CHECK_FALSE(read.eta);
    const auto written = row<OrderRow>(ImportKind::orders, with(order_line, "3299.5", "\"0.07\""));
    CHECK(written.total == Money{7});
    const auto yen = row<OrderRow>(
        ImportKind::orders, with(order_line, "3299.5", "3299, \"currency\": \"JPY\"")
    );
    CHECK(yen.total == Money{3'299, "JPY"});
}

TEST_CASE("a line of an order knows what it leaves to the product") {
    const auto bare = row<ItemRow>(
        ImportKind::items, R"({"order": "1", "line": 64, "sku": "FR", "price": "19.99"})"
    );
    CHECK_FALSE(bare.name);
    CHECK_FALSE(bare.category);
    CHECK_FALSE(bare.durable);
    CHECK(bare.quantity == 1);
    const auto full = row<ItemRow>(
        ImportKind::items,
        R"({"order":"1","line":1,"sku":"FR","price":5,"quantity":3,"returned":3,)"
        R"("name":{"en":"Fridge"},)"
        R"("category":"fridge","durable":false,"no_reason_return":false})"
    );
    CHECK(full.name == LocalText{"", "Fridge"});
    CHECK(full.durable == false);
    CHECK(full.returned == 3);
}

TEST_CASE("a parcel's events are put newest first") {
    const auto parcel = row<ShipmentRow>(
        ImportKind::shipments,
        R"({"order":"1","carrier":"顺丰","tracking":"SF1","events":[)"
        R"({"at":"2024-06-21 08:00","what":"已揽收"},)"
        R"({"at":"2024-06-22 08:00","place":"杭州","what":{"zh":"已签收","en":"Delivered"}}]})"
    );
    CHECK(parcel.carrier == LocalText{"顺丰", "顺丰"});
    REQUIRE(parcel.events.size() == 2);
    CHECK(parcel.events[0].what.en == "Delivered");
    CHECK(parcel.events[1].place.empty());
}

TEST_CASE("points gained and lost") {
    const std::string earn =
        R"({"id":"p","customer":"c","kind":"earn","points":5,"at":"2024-06-25 12:00"})";
    CHECK(row<PointsRow>(ImportKind::points, earn).points == 5);
    CHECK(refusal(ImportKind::points, with(earn, ":5", ":-5")) == "points: must be above 0");
    CHECK(refusal(ImportKind::points, with(earn, ":5", ":0")) == "points: must not be 0");
    CHECK(
        refusal(ImportKind::points, with(earn, ":5", ":1.5")).starts_with("points: must be a whole")
    );
    CHECK(refusal(ImportKind::points, with(earn, ":5", ":5,\"lot\":\"q\"")).starts_with("lot:"));
    const std::string spent = with(with(earn, "earn", "redeem"), ":5", ":-5");
    CHECK(row<PointsRow>(ImportKind::points, spent).points == -5);
    CHECK(refusal(ImportKind::points, with(spent, ":-5", ":-5,\"expires\":\"2024-01-01\""))
              .starts_with("expires:"));
    CHECK(refusal(ImportKind::points, with(spent, ":-5", ":5")) == "points: must be below 0");
    CHECK(row<PointsRow>(ImportKind::points, with(spent, "redeem", "adjust")).points == -5);
}

TEST_CASE("what is wrong is said by the field's name") {
    const auto order = [](const std::string& from, const std::string& to) {
        return refusal(ImportKind::orders, with(order_line, from, to));
    };
    CHECK(order("\"no\"", "\"No\"").starts_with("No: no such field; did you mean no?"));
    CHECK(order("\"placed\"", "\"plcaed\"").find("did you mean placed?") != std::string::npos);
    CHECK(order("\"placed\"", "\"somewhere\"") == "somewhere: no such field");
    CHECK(order("\"2024061234\"", "2024061234") == "no: must be a text, in quotes");
    CHECK(order("\"2024061234\"", "\"2024 0612\"").starts_with("no: may only have printable"));
    CHECK(order("\"2024061234\"", "\"\"").starts_with("no: must have 1 to 64"));
    CHECK(order("\"2024061234\"", "null") == "no: is missing");
    CHECK(order("2024061234", std::string(65, '1')).starts_with("no: must have 1 to 64"));
    CHECK(order("+86 138-0000-1234", "12x4").starts_with("phone:"));
    CHECK(order("+86 138-0000-1234", "123").starts_with("phone:"));
    CHECK(order("paid", "lost").starts_with("status: must be one of placed, paid"));
    CHECK(order("paid", "received").starts_with("received: is missing"));
    CHECK(order("2024-06-20 20:15", "2024-02-30 20:15").starts_with("placed: must be a time"));
    CHECK(order("2024-06-20 20:15", "20.06.2024").starts_with("placed: must be a time"));
    CHECK(order("3299.5", "-1").starts_with("total: must be an amount"));
    CHECK(order("3299.5", "1e3").starts_with("total: must be an amount"));
    CHECK(order("3299.5", "12.345").starts_with("total: must be an amount"));
    CHECK(order("3299.5", "99999999999999").starts_with("total: must be an amount"));
    CHECK(order("3299.5", "[1]").starts_with("total: must be an amount"));
    CHECK(order("3299.5", "5, \"currency\": \"rmb\"").starts_with("currency: must be three capital")
    );
    CHECK(order("3299.5", "5, \"eta\": \"soon\"").starts_with("eta: must be a date"));
    CHECK(refusal(ImportKind::customers, R"({"ref":"c","name":"a\u0000b"})")
              .starts_with("name: has a control"));
    CHECK(
        refusal(ImportKind::customers, R"({"ref":"c","name":"x","lang":"fr"})").starts_with("lang:")
    );
    CHECK(refusal(ImportKind::items, R"({"order":"1","line":65,"sku":"S","price":1})")
              .starts_with("line:"));
    CHECK(refusal(ImportKind::items, R"({"order":"1","line":1,"sku":"S","price":1,"returned":2})")
              .starts_with("returned:"));
    CHECK(refusal(ImportKind::products, R"({"sku":"S","name":{},"category":"c","price":1})")
              .starts_with("name: zh"));
    CHECK(refusal(ImportKind::products, R"({"sku":"S","name":{"fr":"x"},"category":"c","price":1})")
              .starts_with("name: fr"));
    CHECK(
        refusal(ImportKind::shipments, R"({"order":"1","carrier":"c","tracking":"t","events":[1]})")
            .starts_with("events:")
    );
    CHECK(refusal(
              ImportKind::shipments,
              R"({"order":"1","carrier":"c","tracking":"t","events":[{"at":"x","what":"y"}]})"
    )
              .starts_with("events: at:"));
}

TEST_CASE("what is no row at all") {
    for (const char* line :
         {"", "{", "[]", "null", "42", "\"x\"", "{} {}", "{\"ref\": \"c\"", "\xEF\xBB\xBF{}"}) {
        CHECK(refusal(ImportKind::customers, line) != "accepted");
    }
    CHECK(
        refusal(ImportKind::customers, R"({"ref":"c","ref":"d","name":"x"})").find("twice")
        != std::string::npos
    );
    CHECK(
        refusal(ImportKind::customers, "{\"ref\":\"c\",\"name\":\"\xC3\"}").starts_with("not UTF-8")
    );
    CHECK(
        refusal(ImportKind::customers, "{\"a\":" + std::string(100'000, '[')).find("deep")
        != std::string::npos
    );
    const std::string huge(limits::import_line_bytes_max + 1, ' ');
    CHECK(refusal(ImportKind::customers, huge).starts_with("longer than"));
    std::string many = "{\"x0\":1";
    for (int i = 1; i < 400; ++i)
        many += ",\"x" + std::to_string(i) + "\":1";
    CHECK(refusal(ImportKind::customers, many + "}") == "too many keys");
}

TEST_CASE("a parcel has at most as many events as an action hands on") {
    std::string events;
    for (std::size_t i = 0; i <= limits::shipment_events_max; ++i) {
        events += std::string(i == 0 ? "" : ",") + R"({"at":"2024-06-21 08:00","what":"x"})";
    }
    const std::string line = R"({"order":"1","carrier":"c","tracking":"t","events":[)";
    CHECK(refusal(ImportKind::shipments, line + events + "]}")
              .starts_with("events: must have at most"));
    events.resize(events.rfind(",{"));
    CHECK(refusal(ImportKind::shipments, line + events + "]}") == "accepted");
}

/// The fields in the table of a section of docs/IMPORT.md.
std::vector<std::string> documented(const std::string& page, const std::string& file) {
    std::vector<std::string> names;
    const std::size_t begin = page.find("## " + file);
    REQUIRE(begin != std::string::npos);
    std::istringstream section(page.substr(begin, page.find("\n## ", begin + 1) - begin));
    for (std::string line; std::getline(section, line);) {
        if (!line.starts_with("| `")) continue;
        std::istringstream cell(line.substr(1, line.find('|', 1) - 1));
        for (std::string word; std::getline(cell, word, '`');) {
            if (std::getline(cell, word, '`')) names.push_back(word);
        }
    }
    return names;
}

TEST_CASE("docs/IMPORT.md names every field there is, and no other") {
    std::ifstream file(CLERK_SOURCE_DIR "/docs/IMPORT.md");
    std::ostringstream page;
    page << file.rdbuf();
    for (int i = 0; i < 6; ++i) {
        const auto kind = static_cast<ImportKind>(i);
        CHECK(import_kind(name_of(kind)) == kind);
        std::vector<std::string> told =
            documented(page.str(), std::string(name_of(kind)) + ".ndjson");
        const auto fields = import_fields(kind);
        std::vector<std::string> known(fields.begin(), fields.end());
        std::ranges::sort(told);
        std::ranges::sort(known);
        CHECK(told == known);
    }
    CHECK_FALSE(import_kind("tickets"));
}

TEST_CASE("the examples of docs/IMPORT.md are rows") {
    std::ifstream file(CLERK_SOURCE_DIR "/docs/IMPORT.md");
    int examples = 0;
    std::optional<ImportKind> kind;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("## ")) kind = import_kind(line.substr(3, line.find('.') - 3));
        if (!line.starts_with("    {")) continue;
        INFO(line);
        REQUIRE(kind);
        CHECK(refusal(*kind, line) == "accepted");
        ++examples;
    }
    CHECK(examples == 6);
}

}  // namespace
}  // namespace clerk::wire
