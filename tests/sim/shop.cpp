// What stands before a run begins: the shop's records and its content.
#include "content/load.hpp"
#include "sim/stop.hpp"
#include "sim/world.hpp"

#include <fstream>
#include <sstream>
#include <unistd.h>

namespace clerk::sim {
namespace {

namespace fs = std::filesystem;

const fs::path root = CLERK_SOURCE_DIR;

content::SnapshotPtr load(const fs::path& folder) {
    content::LoadOptions options;
    options.examples = false;
    content::Loaded loaded = content::load_content(folder, options);
    if (!loaded.snapshot) stop("the content of " + folder.string() + " has errors");
    return loaded.snapshot;
}

void replace_in(const fs::path& file, std::string_view what, std::string_view with) {
    std::ifstream in(file);
    std::stringstream read;
    read << in.rdbuf();
    std::string text = read.str();
    const auto at = text.find(what);
    if (at == std::string::npos) stop(file.string() + " has no " + std::string(what));
    text.replace(at, what.size(), with);
    std::ofstream(file) << text;
}

// As an editor would: another question first, and a question less.
content::SnapshotPtr edited() {
    const fs::path folder =
        fs::temp_directory_path()
        / ("clerk-sim-content-" + std::to_string(static_cast<long>(::getpid())));
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (const char* part : {"intents", "flows", "config"}) {
        fs::copy(root / part, folder / part, fs::copy_options::recursive);
    }
    const std::string_view steps = "\nsteps:\n";
    const std::string_view greeted =
        "\nsteps:\n  - say:\n      zh: 好的，马上办。\n      en: Right away.\n";
    replace_in(folder / "flows/complaint.yaml", steps, greeted);
    replace_in(folder / "flows/returns.yaml", "      zh: 要退哪一件？", "      zh: 退哪件？");
    content::SnapshotPtr made = load(folder);
    fs::remove_all(folder);
    return made;
}

}  // namespace

const std::vector<content::SnapshotPtr>& shop_contents() {
    static const std::vector<content::SnapshotPtr> both{load(root), edited()};
    return both;
}

std::vector<OwnOrder> orders_of(int customer) {
    std::vector<OwnOrder> out;
    for (int i = 0; i < orders_each; ++i) {
        const int n = customer * orders_each + i;
        out.push_back({std::to_string(7'700'000'000 + n), std::to_string(1'000 + customer * 37)});
    }
    return out;
}

void fill_shop(store::Database& database) {
    must(database.begin(), "begin");
    const auto sink = database.import_sink([n = std::uint64_t{0}]() mutable { return ++n; });
    for (int c = 0; c < customers_max; ++c) {
        const std::string ref = "c-" + std::to_string(c);
        const std::string phone = "1380000" + orders_of(c)[0].tail;
        const CustomerId customer = must(
            sink->put(CustomerRow{.ref = ref, .name = "客" + std::to_string(c), .phone = phone}),
            "a customer"
        );
        for (const OwnOrder& order : orders_of(c)) {
            must(
                sink->put(OrderRow{
                    .no = order.no,
                    .customer = ref,
                    .phone = phone,
                    .status = "received",
                    .placed = opening - days(3),
                    .total = {259'800},
                    .received = local_date(opening - days(1), UtcOffset{})}),
                "an order"
            );
            for (std::int64_t line = 1; line <= 2; ++line) {
                must(
                    sink->put(ItemRow{
                        .order = order.no,
                        .line = line,
                        .sku = line == 1 ? "FAN-1" : "TV-55",
                        .name = line == 1 ? LocalText{"台扇", "Fan"} : LocalText{"电视", "TV"},
                        .category = "fan",
                        .durable = true,
                        .no_reason_return = true,
                        .price = "1299.00"}),
                    "an item"
                );
            }
        }
        const UnixMillis at = opening - days(30);
        const std::string key = "lot-" + std::to_string(c);
        const PointsEntry lot{.customer = customer, .kind = "earn", .delta = 120, .at = at};
        must(database.add_points(lot, key), "points");
    }
    for (std::uint64_t i = 1; i <= agents_max; ++i) {
        const std::string n = std::to_string(i);
        must(
            database.add_agent({.id = {i}, .login = "agent-" + n, .name = "客服" + n}), "an agent"
        );
    }
    must(database.commit(), "commit");
}

}  // namespace clerk::sim
