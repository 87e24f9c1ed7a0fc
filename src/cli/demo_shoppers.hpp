// The demo shop's sample shoppers: `demo` writes who they are into the data folder, `serve --demo`
// tells them to the shop page with a fresh token each, as a real shop's back end would for a
// customer who is signed in there.
#pragma once

#include "access/jwt.hpp"
#include "app/data_folder.hpp"
#include "base/result.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace clerk::cli {

struct DemoShopper {
    std::string ref;  // the shop's id of the customer, the token's subject
    std::string name;
    std::string tier;
    std::string phone_tail;           // the last four digits
    std::vector<std::string> orders;  // their numbers
};

// DIR/demo-shoppers.tsv: ref, name, tier, phone tail, order numbers parted by commas; no tab stands
// in any.
Status write_demo_shoppers(
    const std::filesystem::path& folder, const std::vector<DemoShopper>& shoppers
);
[[nodiscard]] Result<std::vector<DemoShopper>> read_demo_shoppers(
    const std::filesystem::path& folder
);

// What the shop's back end would sign for this customer now: a token good for nine minutes. Empty
// when the policy has no key.
[[nodiscard]] std::string demo_token(
    const DemoShopper& shopper, const access::TokenPolicy& policy, UnixMillis now, Chance& chance
);

// The sample list as JSON, each token minted at `now`: the body of /demo/shoppers.
[[nodiscard]] std::string demo_shoppers_json(
    const std::vector<DemoShopper>& shoppers,
    const access::TokenPolicy& policy,
    UnixMillis now,
    Chance& chance
);

// The same with the clock and chance of this machine, for a server that runs.
[[nodiscard]] std::function<std::string()> demo_shoppers(
    const app::DataFolder& folder, const access::TokenPolicy& policy
);

}  // namespace clerk::cli
