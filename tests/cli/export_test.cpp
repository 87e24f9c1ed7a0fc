// export: what comes out goes in again, one person's data is theirs alone, and nothing is written
// over.
#include "app/data_folder.hpp"
#include "cli/command.hpp"
#include "cli/now.hpp"
#include "store/database.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <sstream>

using namespace clerk;
using namespace clerk::cli;
using Catch::Contains;
using clerk::cli::testing::Folder;
using clerk::cli::testing::ran;

namespace {

namespace fs = std::filesystem;

constexpr auto records = {"customers", "products", "orders", "items", "shipments", "points"};

std::string shop_in(const Folder& folder) {
    const std::string data = folder.path("data");
    const auto made = ran(demo, {data, "--customers", "30", "--orders", "60"});
    INFO(made.err);
    REQUIRE(made.code == exit_well);
    return data;
}

void exported(const std::string& data, const std::string& to) {
    const auto out = ran(export_shop, {to, "--data", data});
    INFO(out.err);
    REQUIRE(out.code == exit_well);
}

std::string line_with(const std::string& lines, const std::string& what) {
    std::istringstream in(lines);
    for (std::string line; std::getline(in, line);) {
        if (line.find(what) != std::string::npos) return line;
    }
    return {};
}

std::size_t lines_in(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

}  // namespace

TEST_CASE("what is exported can be imported, and comes out the same") {
    const Folder folder;
    const std::string data = shop_in(folder);
    exported(data, folder.path("out"));
    const auto in =
        ran(import_shop, {folder.path("out"), "--data", folder.path("other"), "--strict"});
    INFO(in.out << in.err);
    REQUIRE(in.code == exit_well);
    exported(folder.path("other"), folder.path("again"));
    for (const std::string file : records) {
        INFO(file);
        const std::string before = folder.read("out/" + file + ".ndjson");
        CHECK(!before.empty());
        CHECK(folder.read("again/" + file + ".ndjson") == before);
    }
}

TEST_CASE("into the shop it comes from an export changes nothing") {
    const Folder folder;
    const std::string data = shop_in(folder);
    exported(data, folder.path("out"));
    REQUIRE(ran(import_shop, {folder.path("out"), "--data", data, "--strict"}).code == exit_well);
    exported(data, folder.path("again"));
    for (const auto& file : fs::directory_iterator(folder.path("out"))) {
        const std::string name = file.path().filename();
        INFO(name);
        CHECK(folder.read("again/" + name) == folder.read("out/" + name));
    }
}

TEST_CASE("one person's export holds what is theirs and nobody else's") {
    const Folder folder;
    const std::string data = shop_in(folder);
    exported(data, folder.path("all"));
    const std::string all = folder.read("all/customers.ndjson");
    const std::string first = all.substr(0, all.find('\n'));
    const std::size_t at = first.find("\"ref\":\"") + 7;
    const std::string of = first.substr(at, first.find('"', at) - at);
    const auto out = ran(export_shop, {folder.path("one"), "--data", data, "--customer", of});
    INFO(out.err);
    REQUIRE(out.code == exit_well);
    CHECK(folder.read("one/customers.ndjson") == first + "\n");
    for (const char* file : {"one/orders.ndjson", "one/points.ndjson"}) {
        INFO(file);
        REQUIRE_FALSE(folder.read(file).empty());
        std::istringstream lines(folder.read(file));
        for (std::string line; std::getline(lines, line);)
            CHECK_THAT(line, Contains("\"customer\":\"" + of + "\""));
    }
    for (const char* file : {"one/items.ndjson", "one/shipments.ndjson"}) {
        INFO(file);
        REQUIRE_FALSE(folder.read(file).empty());
        std::istringstream lines(folder.read(file));
        for (std::string line; std::getline(lines, line);) {
            const std::string order = line.substr(line.find("\"order\":") + 8);
            const std::string no = order.substr(0, order.find(','));
            CHECK(line_with(folder.read("one/orders.ndjson"), "\"no\":" + no) != "");
        }
    }
    CHECK_FALSE(fs::exists(folder.path("one/products.ndjson")));
    CHECK_FALSE(fs::exists(folder.path("one/notices.ndjson")));
    const auto nobody =
        ran(export_shop, {folder.path("x"), "--data", data, "--customer", "no-one"});
    CHECK(nobody.code == exit_found);
    CHECK_THAT(nobody.err, Contains("there is no customer no-one"));
    CHECK_FALSE(fs::exists(folder.path("x")));
}

TEST_CASE("an export is for its owner alone, and writes nothing over") {
    const Folder folder;
    const std::string data = shop_in(folder);
    exported(data, folder.path("out") + "/");
    CHECK((fs::status(folder.path("out")).permissions() & fs::perms::all) == fs::perms::owner_all);
    const auto again = ran(export_shop, {folder.path("out"), "--data", data});
    CHECK(again.code == exit_cannot);
    CHECK_THAT(again.err, Contains("is there already, and not empty"));
    CHECK_FALSE(fs::exists(folder.path("out.making")));
    const auto nowhere = ran(export_shop, {folder.path("y"), "--data", folder.path("none")});
    CHECK(nowhere.code == exit_cannot);
    CHECK_THAT(nowhere.err, Contains("there is no shop in "));
}

TEST_CASE("an export works beside whoever holds the folder") {
    const Folder folder;
    const std::string data = shop_in(folder);
    const auto held = app::DataFolder::open(data, "serve", system_now());
    REQUIRE(held.ok());
    exported(data, folder.path("out"));
    CHECK(lines_in(folder.read("out/customers.ndjson")) == 30);
}

TEST_CASE("--json counts the rows") {
    const Folder folder;
    const std::string data = shop_in(folder);
    const auto out = ran(export_shop, {folder.path("out"), "--data", data, "--json"});
    CHECK_THAT(out.out, Contains("\"customers\":30,") && Contains("\"orders\":60,"));
}
