#include "base/limits.hpp"
#include "cli/import_desk.hpp"
#include "cli/line_reader.hpp"
#include "cli/utc_offset.hpp"
#include "retail/points.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

namespace clerk::cli {
namespace {

namespace fs = std::filesystem;

using testing::must;
using testing::want;
using Desk = testing::ImportDesk;

TEST_CASE("files are known by their names and read in the order of what they hold") {
    Desk desk;
    desk.small_shop();
    desk.file("readme.txt", "not ours");
    desk.file("tickets.ndjson", "not ours either");
    const auto files = want(import_files({desk.folder.string()}));
    REQUIRE(files.size() == 4);
    CHECK(files[0].kind == ImportKind::customers);
    CHECK(files[3].kind == ImportKind::items);
    const std::string odd = (desk.folder / "readme.txt").string();
    CHECK(want(import_files({"orders:" + odd}))[0] == ImportFile{ImportKind::orders, odd});
    CHECK(import_files({odd}).error().code == "bad_path");
    CHECK(import_files({"/nowhere/orders.ndjson"}).error().code == "bad_path");
    fs::create_directory(desk.folder / "none");
    CHECK(import_files({(desk.folder / "none").string()}).error().code == "bad_path");
}

TEST_CASE("a shop is imported, and again, without a change") {
    Desk desk;
    desk.small_shop();
    for (int i = 0; i < 2; ++i) {
        must(desk.load(true));
        CHECK(desk.report.put == 4);
        CHECK(desk.report.problems.empty());
        const auto order = want(desk.database->order_by_no("A1"));
        REQUIRE(order);
        CHECK(order->items[0].name.zh == "冰箱");
        CHECK(order->items[0].category == "fridge");
        CHECK(want(desk.database->customers(10)).size() == 1);
        CHECK(want(desk.database->products(10)).size() == 1);
    }
    must(desk.database->verify());
}

TEST_CASE("the same key replaces the row, and keeps what hangs on it") {
    Desk desk;
    desk.small_shop();
    must(desk.load());
    const auto before = want(desk.database->order_by_no("A1"));
    desk.file("customers.ndjson", R"({"ref":"c-1","name":"李小明"})");
    desk.file("items.ndjson", R"({"order":"a1","line":1,"sku":"FR","price":1,"quantity":2})");
    must(desk.load());
    const auto after = want(desk.database->order_by_no("A1"));
    CHECK(after->id == before->id);
    CHECK(after->items[0].id == before->items[0].id);
    CHECK(after->items[0].quantity == 2);
    CHECK(want(desk.database->customer_by_ref("c-1"))->name == "李小明");
    CHECK(want(desk.database->customer_by_ref("c-1"))->phone.empty());
}

TEST_CASE("a bad row is named by its line and skipped whole, the others are put") {
    Desk desk;
    desk.small_shop();
    desk.file(
        "shipments.ndjson",
        "\n"
        R"({"order":"A1","carrier":"顺丰","tracking":"SF1"})" "\r\n"
        R"({"order":"A2","carrier":"顺丰","tracking":"SF2"})" "\n"
        "{broken\n"
        + std::string(limits::import_line_bytes_max + 1, 'x') + "\n"
        R"({"order":"A1","carrier":"顺丰","tracking":"SF3"})"
    );
    must(desk.load());
    CHECK(desk.report.put == 6);
    CHECK(desk.report.skipped == 3);
    REQUIRE(desk.report.problems.size() == 3);
    CHECK(desk.report.problems[0].line == 3);
    CHECK(desk.report.problems[0].text == "order: there is no order A2; import it first");
    CHECK(desk.report.problems[1].line == 4);
    CHECK(desk.report.problems[2].line == 5);
    CHECK(want(desk.database->order_by_no("A1"))->shipments.size() == 2);
}

TEST_CASE("strict: one bad row, and nothing is kept") {
    Desk desk;
    desk.small_shop();
    desk.file("items.ndjson", R"({"order":"A1","line":1,"sku":"NO","price":1})");
    const Status refused = desk.load(true);
    CHECK(refused.error().code == "strict");
    CHECK(desk.report.put == 0);
    REQUIRE(desk.report.problems.size() == 1);
    CHECK(desk.report.problems[0].text.starts_with("sku: there is no product NO; import it first"));
    CHECK(want(desk.database->empty()));
    must(desk.load(false));
    CHECK(desk.report.put == 3);
}

TEST_CASE("never half a row: what a spread-out loss wrote is taken back") {
    Desk desk;
    desk.small_shop();
    desk.file(
        "points.ndjson",
        R"({"id":"1","customer":"c-1","kind":"earn","points":10,"at":"2024-01-01 10:00",)"
        R"("expires":"2024-12-31"})"
        "\n"
        R"({"id":"2","customer":"c-1","kind":"earn","points":10,"at":"2024-01-01 10:00",)"
        R"("expires":"2024-06-30"})"
        "\n"
        R"({"id":"3","customer":"c-1","kind":"redeem","points":-15,"at":"2024-02-01 10:00"})"
        "\n"
        R"({"id":"4","customer":"c-1","kind":"redeem","points":-6,"at":"2024-02-01 10:00"})"
        "\n"
        R"({"id":"5","customer":"c-1","kind":"redeem","points":-1,)"
        R"("at":"2024-02-01 10:00","lot":"2"})"
        "\n"
        R"({"id":"6","customer":"c-1","kind":"redeem","points":-1,)"
        R"("at":"2024-02-01 10:00","lot":"7"})"
        "\n"
        R"({"id":"1","customer":"c-1","kind":"redeem","points":-1,"at":"2024-02-01 10:00"})"
        "\n"
        R"({"id":"8","customer":"c-9","kind":"earn","points":1,"at":"2024-02-01 10:00"})"
        "\n"
    );
    must(desk.load());
    CHECK(desk.report.skipped == 5);
    const auto entries = desk.points();
    CHECK(entries.size() == 4);  // 15 came from two lots, the one that expires sooner first
    CHECK(entries[2].delta == -10);
    CHECK(entries[2].lot == entries[1].n);
    CHECK(retail::balance(entries, *parse_iso_date("2024-02-01")).balance == 5);
    CHECK(retail::check_ledger(entries).ok());
    must(desk.load());
    CHECK(desk.points() == entries);
}

TEST_CASE("an expiry without a lot takes what has expired by then") {
    Desk desk;
    desk.small_shop();
    const std::string gained =
        R"({"id":"1","customer":"c-1","kind":"earn","points":10,"at":"2024-01-01 10:00",)"
        R"("expires":"2024-01-31"})"
        "\n";
    desk.file(
        "points.ndjson",
        gained
            + R"({"id":"2","customer":"c-1","kind":"expire","points":-10,"at":"2024-01-31 10:00"})"
    );
    must(desk.load());
    CHECK(desk.report.skipped == 1);
    desk.file(
        "points.ndjson",
        gained
            + R"({"id":"2","customer":"c-1","kind":"expire","points":-10,"at":"2024-02-01 00:00"})"
    );
    must(desk.load());
    CHECK(desk.report.skipped == 0);
    CHECK(desk.points().size() == 2);
}

TEST_CASE("a full disk ends the import and says so") {
    Desk desk;
    desk.small_shop();
    std::string many;
    for (int i = 0; i < 20'000; ++i) {
        many +=
            R"({"ref":"x-)" + std::to_string(i) + R"(","name":")" + std::string(900, 'n') + "\"}\n";
    }
    desk.file("customers.ndjson", many);
    must(desk.database->limit_pages(200));
    const Status full = desk.load();
    CHECK(full.error().code == "full");
    CHECK(full.error().message.find("customers.ndjson:") != std::string::npos);
}

TEST_CASE("a folder of files is a shop in memory; a bad one is named by its line") {
    Desk desk;
    desk.small_shop();
    const auto shop = want(fixture_shop(desk.folder));
    CHECK(want(shop->order_by_no("A1")));
    desk.file("items.ndjson", "{}");
    const auto bad = fixture_shop(desk.folder);
    CHECK(
        bad.error().message.find("items.ndjson:1: error: order: is missing") != std::string::npos
    );
}

TEST_CASE("lines within a bound, whatever the file") {
    std::istringstream in("one\r\n\n" + std::string(11, 'x') + "\nlast");
    LineReader lines(in, 10);
    CHECK(lines.next()->text == "one");
    CHECK(lines.next()->text.empty());
    const auto long_line = lines.next();
    CHECK(long_line->too_long);
    CHECK(long_line->number == 3);
    CHECK(lines.next()->text == "last");
    CHECK_FALSE(lines.next());
    CHECK(lines.bytes() == 22);
}

TEST_CASE("offsets as people write them") {
    CHECK(parse_utc_offset("+08:00") == UtcOffset{480});
    CHECK(parse_utc_offset("-05:30") == UtcOffset{-330});
    CHECK(parse_utc_offset("Z") == UtcOffset{0});
    for (const char* text : {"", "8", "+8", "+08", "CST", "+25:00", ":00"})
        CHECK_FALSE(parse_utc_offset(text));
}

}  // namespace
}  // namespace clerk::cli
