#include "cli/demo_shoppers.hpp"

#include "access/tokens.hpp"
#include "app/system.hpp"
#include "base/limits.hpp"
#include "wire/json_writer.hpp"

#include <array>
#include <fstream>
#include <sstream>
#include <utility>

namespace clerk::cli {
namespace {

// Long enough to read a page before signing in.
constexpr std::int64_t token_life_s = 9 * 60;
static_assert(token_life_s * 1000 < limits::token_life_ms_max);

std::filesystem::path file_in(const std::filesystem::path& folder) {
    return folder / "demo-shoppers.tsv";
}

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, at);)
        parts.push_back(part);
    return parts;
}

}  // namespace

std::string demo_token(
    const DemoShopper& shopper, const access::TokenPolicy& policy, UnixMillis now, Chance& chance
) {
    if (policy.keys.empty()) return {};
    const std::int64_t now_s = now.value / 1000;
    const access::Claims claims{
        shopper.ref,
        policy.issuer,
        policy.audience,
        access::new_secret(chance),
        now_s + token_life_s,
        now_s};
    return access::mint(claims, policy.keys.front());
}

Status write_demo_shoppers(
    const std::filesystem::path& folder, const std::vector<DemoShopper>& shoppers
) {
    std::ofstream out(file_in(folder), std::ios::trunc);
    for (const DemoShopper& shopper : shoppers) {
        out << shopper.ref << '\t' << shopper.name << '\t' << shopper.tier << '\t'
            << shopper.phone_tail << '\t';
        for (std::size_t i = 0; i < shopper.orders.size(); ++i) {
            out << (i == 0 ? "" : ",") << shopper.orders[i];
        }
        out << '\n';
    }
    if (!out.flush()) return error("io", "cannot write " + file_in(folder).string());
    return done();
}

Result<std::vector<DemoShopper>> read_demo_shoppers(const std::filesystem::path& folder) {
    std::ifstream in(file_in(folder));
    if (!in) return error("missing", "no sample shoppers in " + folder.string());
    std::vector<DemoShopper> shoppers;
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> parts = split(line, '\t');
        if (parts.size() < 4) return error("format", "not a sample shopper: " + line);
        parts.resize(5);
        shoppers.push_back({parts[0], parts[1], parts[2], parts[3], split(parts[4], ',')});
    }
    return shoppers;
}

std::string demo_shoppers_json(
    const std::vector<DemoShopper>& shoppers,
    const access::TokenPolicy& policy,
    UnixMillis now,
    Chance& chance
) {
    wire::JsonWriter out;
    out.array();
    for (const DemoShopper& shopper : shoppers) {
        out.object().member("name", shopper.name).member("tier", shopper.tier);
        out.key("orders").array();
        for (const std::string& order : shopper.orders)
            out.value(order);
        out.end().member("phone_tail", shopper.phone_tail);
        out.member("token", demo_token(shopper, policy, now, chance)).end();
    }
    return out.end().take();
}

std::function<std::string()> demo_shoppers(
    const app::DataFolder& folder, const access::TokenPolicy& policy
) {
    auto read = read_demo_shoppers(folder.path());
    std::vector<DemoShopper> shoppers;
    if (read) shoppers = *std::move(read);
    return [shoppers = std::move(shoppers), policy] {
        app::SystemChance chance;
        return demo_shoppers_json(shoppers, policy, app::SystemClock().now(), chance);
    };
}

}  // namespace clerk::cli
