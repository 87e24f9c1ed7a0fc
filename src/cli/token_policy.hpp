// By whose tokens shoppers sign in. A shop that says so in config/shopclerk.yaml (`sign_in:`) signs
// with its own key, from a file or the environment. All others, the demo shop first of all, sign
// with the data folder's key under the names below.
#pragma once

#include "access/jwt.hpp"
#include "app/data_folder.hpp"
#include "base/result.hpp"
#include "content/config.hpp"

#include <string_view>

namespace clerk::cli {

inline constexpr std::string_view own_issuer = "shopclerk";
inline constexpr std::string_view own_audience = "shopclerk";

// Without a key nobody signs in (an empty policy), unless `sign_in:` asked for one: then it is an
// error. Key files that are not absolute stand in the data folder: keys are no content.
[[nodiscard]] Result<access::TokenPolicy> token_policy(
    const content::SignIn& sign_in, const app::DataFolder& folder
);

}  // namespace clerk::cli
