#include "cli/import_desk.hpp"

#include "store/sqlite.hpp"

#include <cstdlib>
#include <fstream>

namespace clerk::cli::testing {
namespace {

namespace fs = std::filesystem;

// Lines of each table, ordered, with names of the shop's instead of ids of ours.
constexpr const char* tables[] = {
    "SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT ref || '|' || name || '|' ||"
    " tier || '|' || lang || '|' || since AS line FROM customer ORDER BY ref)",
    "SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT ref || '|' || kind || '|' ||"
    " value AS line FROM identity JOIN customer ON id = customer ORDER BY ref, kind)",
    "SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT sku || '|' || name_zh || '|' ||"
    " name_en || '|' || brand || '|' || model || '|' || category || durable || no_reason_return ||"
    " price || currency AS line FROM product ORDER BY sku)",
    "SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT no || '|' || coalesce(ref, '-')"
    " || '|' || phone || '|' || status || '|' || placed || '|' || total || currency ||"
    " coalesce(eta, '-') || coalesce(received, '-') AS line FROM shop_order LEFT JOIN customer"
    " ON customer.id = customer ORDER BY no)",
    "SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT no || '|' || line || '|' || sku"
    " || '|' || name_zh || '|' || quantity || '|' || returned_before || '|' || price AS line FROM"
    " item JOIN shop_order o ON o.id = shop_order ORDER BY no, line)",
    "SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT no || '|' || carrier_zh || '|'"
    " || tracking AS line FROM shipment JOIN shop_order o ON o.id = shop_order ORDER BY no,"
    " tracking)",
    "SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT tracking || '|' || n || '|' ||"
    " at || '|' || place || '|' || what_zh AS line FROM shipment_event JOIN shipment ON id ="
    " shipment ORDER BY tracking, n)",
    "SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT key || '|' || delta || '|' ||"
    " kind || '|' || coalesce(expires, '-') || '|' || at AS line FROM points ORDER BY key)",
};

}  // namespace

ImportDesk::ImportDesk() {
    std::string name = (fs::temp_directory_path() / "clerk-import-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder = name;
    database = want(store::Database::open((folder / "shop.db").string()));
}

ImportDesk::~ImportDesk() {
    database.reset();
    std::error_code ignored;
    fs::remove_all(folder, ignored);
}

void ImportDesk::file(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name, std::ios::binary) << text;
}

Status ImportDesk::load(bool strict) {
    report = {};
    return import_rows(
        *database,
        want(import_files({folder.string()})),
        {.offset = {}, .strict = strict, .next_id = [this] { return ++ids; }, .progress = {}},
        report
    );
}

void ImportDesk::small_shop() const {
    file(
        "customers.ndjson",
        R"({"ref":"c-1","name":"李明","phone":"13800001234"})"
        "\n"
    );
    file(
        "products.ndjson",
        R"({"sku":"FR","name":"冰箱","category":"fridge","price":3299})"
        "\n"
    );
    file(
        "orders.ndjson",
        R"({"no":"A1","customer":"c-1","phone":"13800001234","status":"received",)"
        R"("placed":"2024-06-20 20:15","total":3299,"received":"2024-06-25"})"
        "\n"
    );
    file(
        "items.ndjson",
        R"({"order":"A1","line":1,"sku":"FR","price":"3299.00"})"
        "\n"
    );
}

std::vector<PointsEntry> ImportDesk::points() const {
    return want(database->points_of(want(database->customer_by_ref("c-1"))->id));
}

std::string ImportDesk::everything() {
    const auto reader =
        want(store::Connection::open((folder / "shop.db").string(), store::Mode::reader));
    std::string all;
    for (const char* const table : tables)
        all.append(want(reader->text(table))).append("\n--\n");
    return all;
}

}  // namespace clerk::cli::testing
