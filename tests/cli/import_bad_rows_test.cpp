// Rows that cannot be imported, of every kind: each is named by file, line, field and fix, leaves
// nothing behind, and costs no other row; under --strict it costs them all.
#include "base/limits.hpp"
#include "cli/command.hpp"
#include "cli/import_desk.hpp"

#include <sys/wait.h>
#include <unistd.h>

namespace clerk::cli {
namespace {

namespace fs = std::filesystem;

using testing::Folder;
using testing::ImportDesk;
using testing::must;
using testing::ran;
using testing::want;

struct Bad {
    const char* file;
    std::string row;
    std::string said;  // what the problem's text begins with
};

std::vector<Bad> bad_customers_and_products() {
    const char* const customers = "customers.ndjson";
    const char* const products = "products.ndjson";
    return {
        {customers, R"({"ref":"c-2","name":"Ann")", "not JSON at byte 26"},
        {customers, R"({"ref":"c-2",'name':'Ann'})", "not JSON at byte 14"},
        {customers, R"({"ref":"c-2","name":"Ann"},)", "not JSON at byte 27"},
        {customers, R"(ref,name,phone)", "not JSON at byte 1"},
        {customers, R"([{"ref":"c-2","name":"Ann"}])", "a row is one JSON object"},
        {customers, R"({"ref":2,"name":"Ann"})", "ref: must be a text, in quotes"},
        {customers, R"({"ref":"c-2","name":["Ann"]})", "name: must be a text"},
        {customers, R"({"ref":"c-2"})", "name: is missing"},
        {customers, R"({"ref":"c-2","name":null})", "name: is missing"},
        {customers, R"({"ref":"c-2","name":""})", "name: must have 1 to 1,000 bytes"},
        {customers, R"({"ref":"c-2","nmae":"Ann"})", "nmae: no such field; did you mean name?"},
        {customers, R"({"ref":"c-2","name":"Ann","ref":"c-3"})", "the key ref stands twice"},
        {customers,
         R"({"ref":"c-2","name":"Ann","\u001b[2J":1,"\u001b[2J":2})",
         "the key \\u{1b}[2J stands twice"},
        {customers, R"({"ref":"c-2","name":"Ann","phone":13900005678})", "phone: must be a text"},
        {customers, R"({"ref":"c-2","name":"Ann","phone":"12"})", "phone: must be a text of 4"},
        {customers, R"({"ref":"c-2","name":"Ann","phone":"139 O000"})", "phone: must be a text of"},
        {customers, R"({"ref":"c-2","name":"Ann","tier":"vip"})", "tier: must be one of basic"},
        {customers, R"({"ref":"c-2","name":"Ann","since":"yesterday"})", "since: must be a time"},
        {customers, "{\"ref\":\"c-2\",\"name\":\"\xC0\xAF\"}", "not UTF-8 at byte 21"},
        {customers, "{\"ref\":\"c-2\",\"name\":\"\xED\xA0\x80\"}", "not UTF-8 at byte 21"},
        {customers, "\xFF\xFE{\"ref\":\"c-2\"", "not UTF-8 at byte 0"},
        {customers, R"({"ref":"c-2","name":"\ud800"})", "not JSON at byte"},
        {customers, R"({"ref":"c-2","name":"Ann\u0007"})", "name: has a control character"},
        {products,
         R"({"sku":"TV","name":"电视","category":"tv","price":"1,299"})",
         "price: must be an amount of CNY such as 1299.50, not negative"},
        {products,
         R"({"sku":"TV","name":"电视","category":"tv","price":1299,"currency":"yuan"})",
         "currency: must be three capital letters"},
        {products,
         R"({"sku":"TV","name":"电视","category":"tv","price":1,"durable":"yes"})",
         "durable: must be true or false"}};
}

std::vector<Bad> bad_orders() {
    const std::string shipped =
        R"({"no":"A2","phone":"13800001234","status":"shipped","placed":"2024-06-20 20:15",)";
    const char* const orders = "orders.ndjson";
    const char* const items = "items.ndjson";
    const char* const shipments = "shipments.ndjson";
    const std::string parcel =
        R"({"order":"A1","carrier":"顺丰","tracking":"SF1","events":[{"at":"2024-06-21 08:00",)"
        R"("what":"已揽收"},)";
    return {
        {orders,
         shipped + R"("total":1,"customer":"c-9"})",
         "customer: there is no customer c-9; import it first, or leave the field out"},
        {orders, shipped + R"("total":1e400})", "not JSON at byte"},
        {orders, shipped + R"("total":1.005})", "total: must be an amount of CNY"},
        {orders, shipped + R"("total":-1})", "total: must be an amount of CNY"},
        {orders, shipped + R"("total":1,"eta":"2023-02-29"})", "eta: must be a date such as"},
        {orders, shipped + R"("total":1,"eta":"2024-6-30"})", "eta: must be a date such as"},
        {orders,
         R"({"no":"A2","phone":"1380000","status":"paid","placed":"2024-06-20 24:00","total":1})",
         "placed: must be a time such as \"2024-07-01 10:00\""},
        {orders,
         R"({"no":"A2","phone":"1380000","status":"paid","placed":1718885700000,"total":1})",
         "placed: must be a time such as"},
        {items,
         R"({"order":"A9","line":1,"sku":"FR","price":1})",
         "order: there is no order A9; import it first"},
        {items,
         R"({"order":"A1","line":2,"sku":"XX","price":1})",
         "sku: there is no product XX; import it first, or give the line a name and a category"},
        {items, R"({"order":"A1","line":0,"sku":"FR","price":1})", "line: must be a whole number"},
        {items,
         R"({"order":"A1","line":2,"sku":"FR","price":"\u001b]0;x\u0007"})",
         "price: must be an amount of CNY such as 1299.50, not negative"},
        {items,
         R"({"order":"A1","line":2,"sku":"FR","price":1,"quantity":2,"returned":3})",
         "returned: must be a whole number from 0 to 2"},
        {shipments,
         R"({"order":"A9","carrier":"顺丰","tracking":"SF1"})",
         "order: there is no order A9; import it first"},
        {shipments, parcel + R"({"at":"2024-06-22","what":"x"}]})", "events: at: must be a time"},
        {shipments, parcel + R"({"at":"2024-06-22 08:00"}]})", "events: what: is missing"},
        {shipments, parcel + R"("lost"]})", "events: must be a list of objects"}};
}

std::vector<Bad> bad_points() {
    const std::string moved = R"({"id":"p-9","customer":"c-1","at":"2024-07-01 10:00",)";
    const char* const points = "points.ndjson";
    return {
        {points,
         R"({"id":"p-9","customer":"c-9","kind":"earn","points":5,"at":"2024-07-01 10:00"})",
         "customer: there is no customer c-9; import it first"},
        {points, moved + R"("kind":"redeem","points":-101})", "points: "},
        {points, moved + R"("kind":"gift","points":1})", "kind: must be one of earn"},
        {points, moved + R"("kind":"earn","points":"5"})", "points: must be a whole number"},
        {points,
         moved + R"("kind":"redeem","points":-1,"lot":"p-8"})",
         "lot: there is no row p-8; it must stand before this one"},
        {points,
         R"({"id":"p-1","customer":"c-1","kind":"earn","points":99,"at":"2024-06-25 12:00"})",
         "id: p-1 was another movement before"},
        {points,
         R"({"id":"p-1","customer":"c-1","kind":"earn","points":100,"at":"2024-06-25 12:00",)"
         R"("expires":"2025-01-01"})",
         "id: p-1 was another movement before"},
        {points,
         R"({"id":"p-2","customer":"c-1","kind":"redeem","points":-3,"at":"2024-06-26 12:00"})",
         "id: p-2 was another movement before"}};
}

// A shop whose every file has a good row before the bad one and a good row after it.
const std::pair<const char*, std::string> good_before[] = {
    {"customers.ndjson", R"({"ref":"c-1","name":"李明","phone":"13800001234"})"},
    {"products.ndjson", R"({"sku":"FR","name":"冰箱","category":"fridge","price":3299})"},
    {"orders.ndjson",
     R"({"no":"A1","customer":"c-1","phone":"13800001234","status":"shipped",)"
     R"("placed":"2024-06-20 20:15","total":3299})"},
    {"items.ndjson", R"({"order":"A1","line":1,"sku":"FR","price":"3299.00"})"},
    {"shipments.ndjson",
     R"({"order":"A1","carrier":"顺丰","tracking":"SF0","events":[{"at":"2024-06-21 08:00",)"
     R"("what":"已揽收"}]})"},
    {"points.ndjson",
     R"({"id":"p-1","customer":"c-1","kind":"earn","points":100,"at":"2024-06-25 12:00"})"}};
const std::pair<const char*, std::string> good_after[] = {
    {"customers.ndjson", R"({"ref":"c-3","name":"Bo"})"},
    {"products.ndjson", R"({"sku":"WM","name":"洗衣机","category":"washer","price":1999})"},
    {"orders.ndjson",
     R"({"no":"A3","phone":"13800001234","status":"paid","placed":"2024-06-20 20:15","total":1})"},
    {"items.ndjson", R"({"order":"A3","line":1,"sku":"FR","price":1})"},
    {"shipments.ndjson", R"({"order":"A3","carrier":"顺丰","tracking":"SF3"})"},
    {"points.ndjson",
     R"({"id":"p-2","customer":"c-1","kind":"redeem","points":-2,"at":"2024-06-26 12:00"})"}};

// The good rows, with `row` between those of `file` when it is named.
void write_shop(const ImportDesk& desk, std::string_view file = {}, const std::string& row = {}) {
    for (std::size_t i = 0; i < std::size(good_before); ++i) {
        const auto& [name, before] = good_before[i];
        const std::string between = name == file ? row + "\n" : "";
        // A points id can only be taken by a row that stands before.
        const bool last = name == file && file == "points.ndjson";
        const std::string& after = good_after[i].second;
        desk.file(
            name,
            last ? before + "\n" + after + "\n" + between : before + "\n" + between + after + "\n"
        );
    }
}

std::vector<Bad> all_bad() {
    std::vector<Bad> all = bad_customers_and_products();
    for (auto part : {bad_orders(), bad_points()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

TEST_CASE("a bad row of each kind: named by line, field and fix, and nothing else is lost") {
    ImportDesk good;
    write_shop(good);
    must(good.load());
    const std::string expected = good.everything();
    for (const Bad& bad : all_bad()) {
        INFO(bad.file << ": " << bad.row);
        ImportDesk desk;
        write_shop(desk, bad.file, bad.row);
        must(desk.load());
        REQUIRE(desk.report.problems.size() == 1);
        const ImportProblem& problem = desk.report.problems[0];
        CHECK(problem.file == (desk.folder / bad.file).string());
        CHECK(problem.line == (std::string_view(bad.file) == "points.ndjson" ? 3 : 2));
        CHECK_THAT(problem.text, Catch::StartsWith(bad.said));
        CHECK(desk.report.put == std::size(good_before) + std::size(good_after));
        CHECK(desk.everything() == expected);
    }
}

TEST_CASE("a bad row of each kind, strict: refused by its place, and the shop is as it was") {
    for (const Bad& bad : all_bad()) {
        INFO(bad.file << ": " << bad.row);
        ImportDesk desk;
        desk.file("customers.ndjson", R"({"ref":"c-0","name":"from before"})");
        must(desk.load());
        const std::string before = desk.everything();
        write_shop(desk, bad.file, bad.row);
        const Status refused = desk.load(true);
        CHECK(refused.error().code == "strict");
        CHECK_THAT(
            refused.error().message,
            Catch::Contains(std::string(bad.file) + ":") && Catch::EndsWith("nothing was imported")
        );
        CHECK(desk.report.put == 0);
        CHECK(desk.everything() == before);
    }
}

TEST_CASE("how a file is cut into lines makes no row bad") {
    ImportDesk good;
    write_shop(good);
    must(good.load());
    const auto [name, first] = good_before[0];
    const std::string second = good_after[0].second;
    for (const std::string& text :
         {first + "\r\n" + second + "\r\n",
          first + "\n" + second,
          "\xEF\xBB\xBF" + first + "\n" + second + "\n",
          "\r\n" + first + "\n\n \t\n" + second + "\r"}) {
        ImportDesk desk;
        write_shop(desk);
        desk.file(name, text);
        must(desk.load(true));
        CHECK(desk.everything() == good.everything());
    }
    ImportDesk empty;
    for (const auto& file : good_before)
        empty.file(file.first, "");
    must(empty.load(true));
    CHECK(empty.report.put == 0);
    CHECK(want(empty.database->empty()));
}

TEST_CASE("a line of ten megabytes is passed over, and so is a file that is one line") {
    ImportDesk desk;
    const std::string endless(10'000'000, '{');
    desk.file("customers.ndjson", endless + "\n" + good_before[0].second);
    desk.file("orders.ndjson", endless);
    must(desk.load());
    CHECK(desk.report.put == 1);
    REQUIRE(desk.report.problems.size() == 2);
    CHECK(desk.report.problems[0].line == 1);
    CHECK(
        desk.report.problems[1].text
        == "longer than " + std::to_string(limits::import_line_bytes_max) + " bytes"
    );
}

TEST_CASE("the same id twice in one import: the last row stands, and what hangs on it stays") {
    ImportDesk desk;
    write_shop(desk);
    desk.file(
        "customers.ndjson",
        good_before[0].second + "\n" + R"({"ref":"c-1","name":"李小明","email":"li@example.com"})"
    );
    desk.file(
        "orders.ndjson",
        good_before[2].second + "\n" + good_after[2].second + "\n"
            + R"({"no":"a1","customer":"c-1","phone":"13900000000","status":"paid",)"
              R"("placed":"2024-06-20 20:15","total":7})"
    );
    must(desk.load(true));
    CHECK(want(desk.database->customers(10)).size() == 1);
    const auto li = want(desk.database->customer_by_ref("c-1"));
    CHECK(li->name == "李小明");
    CHECK(li->phone.empty());
    const auto order = want(desk.database->order_by_no("A1"));
    CHECK(order->total.minor == 700);
    CHECK(order->items.size() == 1);
    CHECK(order->shipments.size() == 1);
}

TEST_CASE("more bad rows than are listed are counted all the same") {
    ImportDesk desk;
    std::string rows;
    for (std::size_t i = 0; i < import_problems_max + 5; ++i)
        rows += "{}\n";
    desk.file("customers.ndjson", rows);
    must(desk.load());
    CHECK(desk.report.problems.size() == import_problems_max);
    CHECK(desk.report.skipped == import_problems_max + 5);
}

TEST_CASE("a file that cannot be read ends the import by its name") {
    ImportDesk desk;
    desk.file("customers.ndjson", good_before[0].second);
    ImportReport report;
    // A file that is there, can be opened, and gives an error at the first read.
    const Status failed = import_rows(
        *desk.database,
        want(import_files({(desk.folder / "customers.ndjson").string(), "orders:/proc/self/mem"})),
        {.offset = {},
         .strict = false,
         .next_id = [n = 0ULL]() mutable { return ++n; },
         .progress = {}},
        report
    );
    CHECK(failed.error().code == "io");
    CHECK_THAT(failed.error().message, Catch::Contains("/proc/self/mem"));
    CHECK(want(desk.database->empty()));
}

// A process that imports and is killed before it has given its n-th id. The child touches nothing
// of the test's own connection: it opens the file itself.
void killed_import(const ImportDesk& desk, std::uint64_t ids_before, bool strict) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        auto database = store::Database::open((desk.folder / "shop.db").string());
        const auto files = import_files({desk.folder.string()});
        if (!database || !files) ::_exit(1);
        ImportReport report;
        const auto next_id = [n = std::uint64_t{0}, ids_before]() mutable {
            if (n == ids_before) ::kill(::getpid(), SIGKILL);
            return ++n;
        };
        (void)import_rows(
            **database,
            *files,
            {.offset = {}, .strict = strict, .next_id = next_id, .progress = {}},
            report
        );
        ::_exit(2);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
}

TEST_CASE("an import that is killed leaves whole rows, and is made whole by the next") {
    const std::size_t many = limits::import_rows_a_commit + 50;
    std::string rows;
    for (std::size_t i = 0; i < many; ++i) {
        const std::string n = std::to_string(i);
        rows += R"({"ref":"c-)" + n + R"(","name":"n","phone":"1380000)" + n + R"(","email":"e@x"})"
                + "\n";
    }
    for (const bool strict : {false, true}) {
        ImportDesk desk;
        desk.database.reset();
        desk.file("customers.ndjson", rows);
        killed_import(desk, many - 10, strict);
        desk.database = want(store::Database::open((desk.folder / "shop.db").string()));
        must(desk.database->verify());
        const auto kept = want(desk.database->customers(many));
        CHECK(kept.size() == (strict ? 0 : limits::import_rows_a_commit));
        for (const Customer& one : kept) {
            if (one.phone.empty() || one.email.empty()) FAIL(one.ref + " is half a row");
        }
        desk.ids = many;  // as newest_id() has it
        must(desk.load(true));
        CHECK(want(desk.database->customers(2 * many)).size() == many);
    }
}

TEST_CASE("the command: places and counts for people and for scripts, and its exit code") {
    const Folder folder;
    folder.write("customers.ndjson", "{\"ref\":\"c-1\",\"name\":\"Ann\"}\n{oops\n");
    const std::string place = folder.path("customers.ndjson") + ":2";
    const std::string file = folder.path("customers.ndjson");
    const auto told = ran(import_shop, {file, "--data", folder.path("data"), "--quiet"});
    CHECK(told.code == exit_found);
    CHECK(told.out == place + ": error: not JSON at byte 2\nrows imported: 1, skipped: 1\n");
    const auto json = ran(import_shop, {file, "--data", folder.path("data"), "--json"});
    CHECK(json.code == exit_found);
    CHECK_THAT(json.out, Catch::Contains(R"("imported":1,"skipped":1)"));
    CHECK_THAT(json.out, Catch::Contains(R"("line":2,"text":"not JSON at byte 2")"));
    const auto strict = ran(import_shop, {file, "--data", folder.path("new"), "--strict"});
    CHECK(strict.code == exit_found);
    CHECK_THAT(strict.err, Catch::Contains(place + ": a bad row; nothing was imported"));
    const auto none = ran(import_shop, {folder.path("no.ndjson"), "--data", folder.path("new")});
    CHECK(none.code == exit_cannot);
    const auto zone =
        ran(import_shop, {file, "--data", folder.path("new"), "--utc-offset", "Beijing"});
    CHECK(zone.code == exit_cannot);
    CHECK_THAT(zone.err, Catch::Contains("--utc-offset is written as +08:00"));
}

}  // namespace
}  // namespace clerk::cli
