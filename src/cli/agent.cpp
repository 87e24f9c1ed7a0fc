// `shopclerk agent`: the people who may sign in at the desk. Works on a data folder that no server
// holds. A password is random and shown once, or comes from stdin; only its hash is kept.
#include "access/password.hpp"
#include "app/data_folder.hpp"
#include "app/system.hpp"
#include "base/utf8.hpp"
#include "cli/commands.hpp"
#include "cli/now.hpp"
#include "store/database.hpp"
#include "wire/json_writer.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

namespace clerk::cli {
namespace {

struct Options {
    std::string data;
    std::string login;
    std::string name;
    bool password_stdin = false;
    bool json = false;
};

int complain(const Error& failure) {
    std::cerr << "shopclerk agent: " << failure.message << '\n';
    return exit_cannot;
}

// The folder's lock lives as long as the database that it guards.
struct Shop {
    app::DataFolder folder;
    std::unique_ptr<store::Database> database;
};

Result<Shop> open(const Options& options) {
    auto folder = app::DataFolder::open(options.data, "agent", system_now());
    if (!folder) return folder.error();
    auto database = store::Database::open(folder->database());
    if (!database) return database.error();
    return Shop{*std::move(folder), *std::move(database)};
}

// The first line of stdin, or a random one.
Result<std::string> password_for(const Options& options) {
    if (!options.password_stdin) {
        app::SystemChance chance;
        return access::random_password(chance);
    }
    std::string password;
    if (!std::getline(std::cin, password)) return error("empty", "no password came on stdin");
    return password;
}

void print_sign_in(const Options& options, const std::string& password) {
    if (options.json) {
        wire::JsonWriter out;
        out.object().member("login", options.login);
        if (!options.password_stdin) out.member("password", password);
        std::cout << out.end().take() << '\n';
        return;
    }
    std::cout << "login     " << options.login << '\n';
    if (options.password_stdin) return;
    std::cout << "password  " << password << "   (shown this once)\n";
}

// What people type at the desk, and what stands in lists: no spaces, nothing that cannot be seen.
bool is_login(const std::string& login) {
    constexpr std::size_t most = 64;
    return !login.empty() && login.size() <= most && utf8::valid(login)
           && std::ranges::none_of(login, [](unsigned char c) { return c <= ' ' || c == 0x7F; });
}

int add(const Options& options) {
    if (!is_login(options.login)) {
        std::cerr << "a login has 1 to 64 bytes, and no spaces\n";
        return exit_cannot;
    }
    auto shop = open(options);
    if (!shop) return complain(shop.error());
    const auto password = password_for(options);
    if (!password) return complain(password.error());
    auto hash = access::hash_password(*password);
    if (!hash) return complain(hash.error());
    const auto newest_id = shop->database->newest_id();
    if (!newest_id) return complain(newest_id.error());
    const app::SystemClock clock;
    Agent agent;
    agent.id = app::IdSource(clock, 0, *newest_id).next<AgentId>();
    agent.login = options.login;
    agent.name = options.name.empty() ? options.login : options.name;
    agent.password_hash = *std::move(hash);
    const Status added = shop->database->add_agent(agent);
    if (!added && added.error().code == "unique") {
        std::cerr << "there is an agent " << options.login << " already\n";
        return exit_found;
    }
    if (!added) return complain(added.error());
    print_sign_in(options, *password);
    return exit_well;
}

int list(const Options& options) {
    auto shop = open(options);
    if (!shop) return complain(shop.error());
    const auto agents = shop->database->agents();
    if (!agents) return complain(agents.error());
    wire::JsonWriter out;
    out.object().key("agents").array();
    for (const Agent& agent : *agents) {
        out.object()
            .member("id", to_string(agent.id))
            .member("login", agent.login)
            .member("name", agent.name)
            .member("disabled", agent.disabled)
            .end();
        if (options.json) continue;
        std::cout << agent.login << "  " << agent.name << (agent.disabled ? "  (disabled)" : "")
                  << '\n';
    }
    if (options.json) std::cout << out.end().end().take() << '\n';
    return exit_well;
}

// Finds the agent, changes and stores them.
template <class Change>
int change(const Options& options, Change apply) {
    auto shop = open(options);
    if (!shop) return complain(shop.error());
    auto found = shop->database->agent_by_login(options.login);
    if (!found) return complain(found.error());
    if (!found->has_value()) {
        std::cerr << "there is no agent " << options.login << '\n';
        return exit_found;
    }
    const Status applied = apply(**found);
    if (!applied) return complain(applied.error());
    const Status stored = shop->database->put_agent(**found);
    return stored ? exit_well : complain(stored.error());
}

int set_disabled(const Options& options, bool disabled) {
    return change(options, [&](Agent& agent) {
        agent.disabled = disabled;
        return done();
    });
}

int set_password(const Options& options) {
    const auto password = password_for(options);
    if (!password) return complain(password.error());
    const int code = change(options, [&](Agent& agent) -> Status {
        auto hash = access::hash_password(*password);
        if (!hash) return hash.error();
        agent.password_hash = *std::move(hash);
        return done();
    });
    if (code == exit_well) print_sign_in(options, *password);
    return code;
}

CLI::App* declare(
    CLI::App& app,
    const std::shared_ptr<Options>& options,
    const char* name,
    const char* what,
    bool of_one
) {
    CLI::App* sub = app.add_subcommand(name, what);
    sub->add_option("--data", options->data, "the data folder")->type_name("DIR")->required();
    sub->add_flag("--json", options->json, "print one JSON object");
    if (of_one) sub->add_option("login", options->login, "what they sign in as")->required();
    return sub;
}

void declare_password(CLI::App* sub, const std::shared_ptr<Options>& options) {
    sub->add_flag(
        "--password-stdin", options->password_stdin, "read it from stdin instead of a random one"
    );
}

}  // namespace

Run agent(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.require_subcommand(1);
    CLI::App* adds = declare(app, options, "add", "a new agent; prints the password once", true);
    adds->add_option("--name", options->name, "as shoppers see it; the login if not given");
    declare_password(adds, options);
    CLI::App* lists = declare(app, options, "list", "who there is", false);
    CLI::App* disables = declare(app, options, "disable", "may not sign in any more", true);
    CLI::App* enables = declare(app, options, "enable", "may sign in again", true);
    CLI::App* passwords = declare(app, options, "password", "a new password", true);
    declare_password(passwords, options);
    return [=] {
        if (adds->parsed()) return add(*options);
        if (lists->parsed()) return list(*options);
        if (disables->parsed()) return set_disabled(*options, true);
        if (enables->parsed()) return set_disabled(*options, false);
        if (passwords->parsed()) return set_password(*options);
        return exit_cannot;
    };
}

}  // namespace clerk::cli
