// `shopclerk demo DIR`: a made-up home-appliance shop to try everything on, the same for the same
// seed and day. Only passwords, keys and tokens differ each time.
#include "access/password.hpp"
#include "app/data_folder.hpp"
#include "app/system.hpp"
#include "cli/commands.hpp"
#include "cli/content_option.hpp"
#include "cli/demo_plan.hpp"
#include "cli/demo_shop.hpp"
#include "cli/demo_shoppers.hpp"
#include "cli/progress.hpp"
#include "cli/token_policy.hpp"
#include "store/database.hpp"
#include "wire/json_writer.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clerk::cli {
namespace {

constexpr std::string_view agent_login = "demo";
constexpr std::string_view agent_name = "小美";
constexpr ClockTime opening{10, 0};  // the hour of a demo whose day was given

struct Options {
    std::string folder;
    std::string content;
    std::string today;
    DemoOptions shop;
    bool json = false;
};

// The demo's clock stands still while it is made.
class StillClock final : public Clock {
public:
    explicit StillClock(UnixMillis now) : now_(now) {}

    [[nodiscard]] UnixMillis now() const override { return now_; }

private:
    UnixMillis now_;
};

struct Sample {
    CustomerRow customer;
    std::vector<const DemoOrder*> orders;  // newest first
    std::string token;
};

struct Made {
    DemoCounts counts;
    std::vector<Sample> samples;
    std::string password;
};

int cannot(const Error& why) {
    std::cerr << "shopclerk demo: " << why.message << '\n';
    return exit_cannot;
}

std::string new_key() {
    app::SystemChance chance;
    std::string key;
    for (int i = 0; i < 4; ++i) {
        std::uint64_t bits = chance.bits();
        for (int byte = 0; byte < 8; ++byte, bits >>= 8) {
            key.push_back(static_cast<char>(static_cast<unsigned char>(bits & 0xFF)));
        }
    }
    return key;
}

// Who the shop signs in by: its own configuration's key, or one of the folder's own.
Result<access::TokenPolicy> policy_for(const Options& options, const app::DataFolder& folder) {
    content::SignIn sign_in;
    if (!options.content.empty()) {
        const auto loaded = load_or_complain({options.content}, std::cerr);
        if (!loaded) return error("content", "the content has errors");
        sign_in = loaded->config.sign_in;
    }
    if (!sign_in.on()) {
        if (Status written = app::write_secret(folder.token_key(), new_key()); !written) {
            return written.error();
        }
    }
    return token_policy(sign_in, folder);
}

Result<std::string> add_agent(store::Database& database, app::IdSource& ids) {
    app::SystemChance chance;
    std::string password = access::random_password(chance);
    Result<std::string> hash = access::hash_password(password);
    if (!hash) return hash;
    Agent agent;
    agent.id = ids.next<AgentId>();
    agent.login = agent_login;
    agent.name = agent_name;
    agent.password_hash = *std::move(hash);
    if (Status added = database.add_agent(agent); !added) return added.error();
    return password;
}

std::vector<Sample> samples_of(const DemoPlan& plan) {
    std::vector<Sample> samples(std::min(demo_samples, plan.customers.size()));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i].customer = plan.customers[i];
    for (const DemoOrder& order : plan.orders) {
        if (order.customer >= samples.size()) continue;
        auto& orders = samples[order.customer].orders;
        orders.insert(orders.begin(), &order);
    }
    return samples;
}

DemoShopper shopper_of(const Sample& sample) {
    DemoShopper shopper;
    shopper.ref = sample.customer.ref;
    shopper.name = sample.customer.name;
    shopper.tier = sample.customer.tier;
    shopper.phone_tail = sample.customer.phone.substr(sample.customer.phone.size() - 4);
    for (const DemoOrder* order : sample.orders)
        shopper.orders.push_back(order->row.no);
    return shopper;
}

void print_json(const Options& options, const Made& made) {
    wire::JsonWriter out;
    out.object().member("data", options.folder).member("seed", options.shop.seed);
    out.member("today", iso_date(local_date(options.shop.now, options.shop.offset)));
    out.member("customers", made.counts.customers)
        .member("products", made.counts.products)
        .member("orders", made.counts.orders)
        .member("returns", made.counts.returns)
        .member("complaints", made.counts.complaints)
        .member("points_entries", made.counts.points_entries);
    out.key("shoppers").array();
    for (const Sample& sample : made.samples) {
        const CustomerRow& who = sample.customer;
        out.object().member("ref", who.ref).member("name", who.name).member("tier", who.tier);
        out.member("lang", to_string(who.lang)).member("phone", who.phone).key("orders").array();
        for (const DemoOrder* order : sample.orders) {
            out.object().member("no", order->row.no).member("status", order->row.status).end();
        }
        out.end().member("token", sample.token).end();
    }
    out.end().key("agent").object().member("login", agent_login).member("name", agent_name);
    std::cout << out.member("password", made.password).end().end().take() << '\n';
}

void print_lines(const Options& options, const Made& made) {
    std::cout << "A demo shop in " << options.folder << ": " << made.counts.customers
              << " customers, " << made.counts.orders << " orders, " << made.counts.returns
              << " returns, " << made.counts.complaints << " complaints.\n\nShoppers:\n";
    for (const Sample& sample : made.samples) {
        std::cout << "  " << sample.customer.name << " (" << sample.customer.tier << "), phone "
                  << sample.customer.phone << '\n';
        for (const DemoOrder* order : sample.orders) {
            std::cout << "    " << order->row.no << "  " << order->row.status << '\n';
        }
        if (!sample.token.empty()) std::cout << "    token " << sample.token << '\n';
    }
    std::cout << "\nThe desk's agent, told this once:\n  login     " << agent_login
              << "\n  password  " << made.password << '\n';
}

Result<Made> make(const Options& options) {
    const StillClock clock(options.shop.now);
    auto folder = app::DataFolder::open(options.folder, "demo", app::SystemClock().now());
    if (!folder) return folder.error();
    if (!folder->empty()) {
        return error(
            "not_empty", options.folder + " is not empty: a demo shop wants a folder of its own"
        );
    }
    auto database = store::Database::open(folder->database());
    if (!database) return database.error();
    app::IdSource ids(clock, 0);
    const DemoPlan plan = plan_demo(options.shop);
    Made made;
    {
        Progress bar("making a shop", options.json);
        made.counts = write_demo(
            **database,
            plan,
            options.shop,
            [&] { return ids.next<CustomerId>().value; },
            [&](std::uintmax_t done, std::uintmax_t all) { bar.show(done, all); }
        );
    }
    Result<std::string> password = add_agent(**database, ids);
    if (!password) return password.error();
    made.password = *std::move(password);
    auto policy = policy_for(options, *folder);
    if (!policy) return policy.error();
    made.samples = samples_of(plan);
    app::SystemChance chance;
    std::vector<DemoShopper> shoppers;
    for (Sample& sample : made.samples) {
        shoppers.push_back(shopper_of(sample));
        sample.token = demo_token(shoppers.back(), *policy, app::SystemClock().now(), chance);
    }
    if (Status told = write_demo_shoppers(folder->path(), shoppers); !told) return told.error();
    // The samples point into the plan, which ends here.
    options.json ? print_json(options, made) : print_lines(options, made);
    return made;
}

int run(Options& options) {
    options.shop.now = app::SystemClock().now();
    if (!options.today.empty()) {
        const auto day = parse_iso_date(options.today);
        if (!day) return cannot(error("bad_option", "--today is a day such as 2024-07-01"));
        options.shop.now = at_local(*day, opening, options.shop.offset);
    }
    const Result<Made> made = make(options);
    return made ? exit_well : cannot(made.error());
}

}  // namespace

Run demo(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.add_option("DIR", options->folder, "the data folder to make; must be empty or missing")
        ->required();
    app.add_option("--content", options->content, "sign shoppers in as this content configures it");
    app.add_option("--seed", options->shop.seed, "another shop for another number")
        ->capture_default_str();
    app.add_option("--customers", options->shop.customers)
        ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}))
        ->capture_default_str();
    app.add_option("--orders", options->shop.orders)
        ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}))
        ->capture_default_str();
    app.add_option("--today", options->today, "make it as of this day, YYYY-MM-DD");
    app.add_flag("--json", options->json, "print one JSON object");
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
