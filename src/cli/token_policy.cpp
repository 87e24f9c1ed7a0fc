#include "cli/token_policy.hpp"

#include <cstdlib>
#include <utility>

namespace clerk::cli {
namespace {

// A text file's last line ends, a key does not.
std::string without_line_end(std::string text) {
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.pop_back();
    return text;
}

Result<std::string> key_of_file(const std::string& name, const app::DataFolder& folder) {
    Result<std::string> key = app::read_secret(folder.path() / name);
    if (!key) return error("key", "the token key " + name + ": " + key.error().message);
    return without_line_end(*std::move(key));
}

Result<std::string> key_of(const content::SignIn& sign_in, const app::DataFolder& folder) {
    if (sign_in.key_env.empty()) return key_of_file(sign_in.key_file, folder);
    const char* key = std::getenv(sign_in.key_env.c_str());
    if (key == nullptr) return error("key", "the environment has no " + sign_in.key_env);
    return std::string(key);
}

}  // namespace

Result<access::TokenPolicy> token_policy(
    const content::SignIn& sign_in, const app::DataFolder& folder
) {
    access::TokenPolicy policy;
    if (!sign_in.on()) {
        Result<std::string> own = app::read_secret(folder.token_key());
        if (!own && own.error().code == "missing") return policy;
        if (!own) return own.error();
        policy = {{*std::move(own)}, std::string(own_issuer), std::string(own_audience)};
        return policy;
    }
    policy.issuer = sign_in.issuer;
    policy.audience = sign_in.audience;
    Result<std::string> key = key_of(sign_in, folder);
    if (!key) return key.error();
    policy.keys.push_back(*std::move(key));
    if (!sign_in.old_key_file.empty()) {
        Result<std::string> old = key_of_file(sign_in.old_key_file, folder);
        if (!old) return old.error();
        policy.keys.push_back(*std::move(old));
    }
    if (const Status good = access::check_policy(policy); !good) return good.error();
    return policy;
}

std::vector<std::string> key_problems(
    const content::SignIn& sign_in, const std::filesystem::path& data
) {
    std::vector<std::string> problems;
    for (const std::string& name : {sign_in.key_file, sign_in.old_key_file}) {
        if (name.empty()) continue;
        if (data.empty() && std::filesystem::path(name).is_relative()) {
            problems.push_back(
                "the token key " + name
                + " stands in the data folder: with `--data DIR` it is looked for"
            );
            continue;
        }
        const Result<std::string> key = app::read_secret(data / name);
        if (key) continue;
        problems.push_back(
            "the token key " + name + ": " + key.error().message + "; `serve` does not start so"
        );
    }
    return problems;
}

std::vector<std::string> wants_restart(const TakenAtStart& running, const TakenAtStart& wanted) {
    std::vector<std::string> wants;
    if (running.origins != wanted.origins) {
        wants.emplace_back("`origins:` has changed: the server takes it when it is started again");
    }
    const access::TokenPolicy& now = running.tokens;
    const access::TokenPolicy& then = wanted.tokens;
    if (now.keys != then.keys || now.issuer != then.issuer || now.audience != then.audience) {
        wants.emplace_back(
            "`sign_in:` or its key has changed: the server takes it when it is started again"
        );
    }
    return wants;
}

}  // namespace clerk::cli
