// By whose tokens shoppers sign in. A shop that says so in config/shopclerk.yaml (`sign_in:`) signs
// with its own key, from a file or the environment. All others, the demo shop first of all, sign
// with the data folder's key under the names below.
#pragma once

#include "access/jwt.hpp"
#include "app/data_folder.hpp"
#include "base/result.hpp"
#include "content/config.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::cli {

inline constexpr std::string_view own_issuer = "shopclerk";
inline constexpr std::string_view own_audience = "shopclerk";

// Without a key nobody signs in (an empty policy), unless `sign_in:` asked for one: then it is an
// error. Key files that are not absolute stand in the data folder: keys are no content.
[[nodiscard]] Result<access::TokenPolicy> token_policy(
    const content::SignIn& sign_in, const app::DataFolder& folder
);

// The key files that `sign_in:` names and that cannot be read, one sentence each. Without a data
// folder (an empty path) those that stand in it cannot be looked for, which is said of them too.
[[nodiscard]] std::vector<std::string> key_problems(
    const content::SignIn& sign_in, const std::filesystem::path& data
);

// What a server takes from its settings once, at start.
struct TakenAtStart {
    std::vector<std::string> origins;
    access::TokenPolicy tokens;
};

// What a reload that wants `wanted` leaves as it was, one sentence each.
[[nodiscard]] std::vector<std::string> wants_restart(
    const TakenAtStart& running, const TakenAtStart& wanted
);

}  // namespace clerk::cli
