// The shop's own settings, config/shopclerk.yaml: what is no word, no rule and no limit of the
// program.
#pragma once

#include "content/problem.hpp"
#include "model/value.hpp"
#include "turn/script.hpp"

#include <string>
#include <vector>

namespace clerk::content {

// How the shop's back end vouches for its customers: tokens signed with a shared secret, which
// stands in a file or an environment variable, never in content.
struct SignIn {
    std::string issuer;
    std::string audience;
    std::string key_file;
    std::string key_env;
    std::string old_key_file;  // still accepted while the key is being replaced
    Position at;               // of it in its file

    [[nodiscard]] bool on() const { return !issuer.empty(); }
};

struct Config {
    LocalText shop_name;
    turn::Settings settings;
    std::vector<std::string> origins;  // that may embed the widget, exactly as browsers send them
    SignIn sign_in;
};

}  // namespace clerk::content
