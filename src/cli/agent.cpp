// `shopclerk agent`: the people who may sign in at the desk. A server that holds the data folder
// does it itself (cli/agent_orders), and signs out whoever is disabled or given another password. A
// password is random and shown once, or comes from stdin; only its hash is kept.
#include "access/password.hpp"
#include "app/data_folder.hpp"
#include "app/system.hpp"
#include "base/utf8.hpp"
#include "cli/agent_orders.hpp"
#include "cli/commands.hpp"
#include "cli/now.hpp"
#include "cli/server_process.hpp"
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

// A login or a name is one line of what a server is handed.
bool is_one_line(const std::string& text) {
    return std::ranges::none_of(text, [](unsigned char c) { return c < ' '; });
}

// Done here, or by the server that holds the folder.
Result<std::vector<Agent>> carry_out_there(const Options& options, const AgentOrder& order) {
    auto folder = app::DataFolder::open(options.data, "agent", system_now());
    if (!folder) {
        const auto server =
            folder.error().code == "locked" ? server_of(options.data) : std::optional<pid_t>();
        return server ? ask_server(options.data, *server, order) : folder.error();
    }
    const auto database = store::Database::open(folder->database());
    if (!database) return database.error();
    return carry_out(order, **database, app::SystemClock());
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

// Says what went wrong; what the shopper's shop refuses is no fault of the command's.
int refuse(const Options& options, const Error& failure) {
    if (failure.code == "unique") {
        std::cerr << "there is an agent " << options.login << " already\n";
        return exit_found;
    }
    if (failure.code != "unknown") return complain(failure);
    std::cerr << "there is no agent " << options.login << '\n';
    return exit_found;
}

int carry_out_or_refuse(const Options& options, AgentOrder order) {
    order.login = options.login;
    order.name = options.name.empty() ? options.login : options.name;
    if (!is_one_line(order.login) || !is_one_line(order.name)) {
        return complain(error("name", "a login and a name are one line each"));
    }
    const auto outcome = carry_out_there(options, order);
    return outcome ? exit_well : refuse(options, outcome.error());
}

int with_password(const Options& options, AgentVerb verb) {
    if (verb == AgentVerb::add && !is_login(options.login)) {
        std::cerr << "a login has 1 to 64 bytes, and no spaces\n";
        return exit_cannot;
    }
    const auto password = password_for(options);
    if (!password) return complain(password.error());
    auto hash = access::hash_password(*password);
    if (!hash) return complain(hash.error());
    AgentOrder order{verb};
    order.password_hash = *std::move(hash);
    const int code = carry_out_or_refuse(options, std::move(order));
    if (code == exit_well) print_sign_in(options, *password);
    return code;
}

int list(const Options& options) {
    const auto agents = carry_out_there(options, {AgentVerb::list});
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
        if (adds->parsed()) return with_password(*options, AgentVerb::add);
        if (lists->parsed()) return list(*options);
        if (disables->parsed()) return carry_out_or_refuse(*options, {AgentVerb::disable});
        if (enables->parsed()) return carry_out_or_refuse(*options, {AgentVerb::enable});
        if (passwords->parsed()) return with_password(*options, AgentVerb::password);
        return exit_cannot;
    };
}

}  // namespace clerk::cli
