#include "cli/agent_orders.hpp"

#include "app/data_folder.hpp"
#include "app/system.hpp"
#include "telemetry/log.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <fstream>
#include <string_view>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace clerk::cli {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::string_view ok = "ok";
constexpr auto patience = seconds(15);
constexpr auto void_after = seconds(60);

constexpr std::array<std::string_view, 5> verbs{"add", "list", "disable", "enable", "password"};

std::string to_text(AgentVerb verb) {
    return std::string(verbs[static_cast<std::size_t>(verb)]);
}

std::optional<AgentVerb> read_verb(std::string_view text) {
    const auto at = std::ranges::find(verbs, text);
    if (at == verbs.end()) return std::nullopt;
    return static_cast<AgentVerb>(at - verbs.begin());
}

std::vector<std::string> lines_of(const fs::path& file) {
    std::ifstream in(file);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

// Whole, or not there at all.
Status write_whole(const fs::path& file, const std::string& text) {
    fs::path fresh = file;
    fresh += ".new";
    if (Status written = app::write_secret(fresh, text); !written) return written;
    std::error_code failure;
    fs::rename(fresh, file, failure);
    return failure ? Status(error("io", "cannot write " + file.string())) : done();
}

std::optional<AgentOrder> read_order(const fs::path& file) {
    const std::vector<std::string> lines = lines_of(file);
    if (lines.size() != 4) return std::nullopt;
    const auto verb = read_verb(lines[0]);
    if (!verb) return std::nullopt;
    return AgentOrder{*verb, lines[1], lines[2], lines[3]};
}

fs::path answer_to(const fs::path& request) {
    return fs::path(request).replace_extension(".answer");
}

// "ok" and four lines an agent, or the error's code and message.
std::string answer_text(const Result<std::vector<Agent>>& outcome) {
    if (!outcome) return outcome.error().code + '\n' + outcome.error().message + '\n';
    std::string text = std::string(ok) + '\n';
    for (const Agent& agent : *outcome) {
        text += std::to_string(agent.id.value) + '\n' + agent.login + '\n' + agent.name + '\n'
                + (agent.disabled ? "disabled\n" : "enabled\n");
    }
    return text;
}

Result<std::vector<Agent>> read_answer(const fs::path& file) {
    const std::vector<std::string> lines = lines_of(file);
    if (lines.empty()) return error("io", "cannot read " + file.string());
    if (lines[0] != ok) return error(lines[0], lines.size() > 1 ? lines[1] : lines[0]);
    std::vector<Agent> agents;
    for (std::size_t at = 1; at + 3 < lines.size(); at += 4) {
        Agent agent;
        agent.id = AgentId{std::strtoull(lines[at].c_str(), nullptr, 10)};
        agent.login = lines[at + 1];
        agent.name = lines[at + 2];
        agent.disabled = lines[at + 3] == "disabled";
        agents.push_back(std::move(agent));
    }
    return agents;
}

bool is_void(const fs::path& request) {
    std::error_code failure;
    const auto written = fs::last_write_time(request, failure);
    return failure || fs::file_time_type::clock::now() - written > void_after;
}

void drop(const fs::path& file) {
    std::error_code failure;
    fs::remove(file, failure);
}

std::vector<fs::path> requests_in(const fs::path& folder) {
    std::vector<fs::path> requests;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("agent.") && name.ends_with(".request"))
            requests.push_back(entry.path());
    }
    return requests;
}

Result<std::vector<Agent>> add(
    const AgentOrder& order, store::Database& database, const Clock& clock
) {
    const auto newest_id = database.newest_id();
    if (!newest_id) return newest_id.error();
    Agent agent;
    agent.id = app::IdSource(clock, 0, *newest_id).next<AgentId>();
    agent.login = order.login;
    agent.name = order.name;
    agent.password_hash = order.password_hash;
    const Status added = database.add_agent(agent);
    if (!added) return added.error();
    return std::vector{agent};
}

Result<std::vector<Agent>> change(const AgentOrder& order, store::Database& database) {
    auto found = database.agent_by_login(order.login);
    if (!found) return found.error();
    if (!found->has_value()) return error("unknown", "there is no agent " + order.login);
    Agent agent = **std::move(found);
    if (order.verb == AgentVerb::password) {
        agent.password_hash = order.password_hash;
    } else {
        agent.disabled = order.verb == AgentVerb::disable;
    }
    const Status stored = database.put_agent(agent);
    if (!stored) return stored.error();
    return std::vector{agent};
}

}  // namespace

Result<std::vector<Agent>> carry_out(
    const AgentOrder& order, store::Database& database, const Clock& clock
) {
    if (order.verb == AgentVerb::list) return database.agents();
    if (order.verb == AgentVerb::add) return add(order, database, clock);
    return change(order, database);
}

Result<std::vector<Agent>> carry_out(
    const AgentOrder& order,
    store::Database& database,
    app::Engine& engine,
    net::Server& server,
    const Clock& clock
) {
    std::vector<Agent> agents;
    const Status carried = engine.between_batches([&]() -> Status {
        auto outcome = carry_out(order, database, clock);
        if (!outcome) return outcome.error();
        agents = *std::move(outcome);
        return done();
    });
    if (!carried) return carried.error();
    if (!ends_sessions(order.verb)) return agents;
    for (const Agent& agent : agents)
        server.sign_out(agent.id);
    return agents;
}

Result<fs::path> put_order(const fs::path& folder, const AgentOrder& order) {
    const fs::path request = folder / ("agent." + std::to_string(::getpid()) + ".request");
    const std::string text = to_text(order.verb) + '\n' + order.login + '\n' + order.name + '\n'
                             + order.password_hash + '\n';
    if (Status written = write_whole(request, text); !written) return written.error();
    return request;
}

Result<std::vector<Agent>> await_answer(const fs::path& request) {
    const fs::path answer = answer_to(request);
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until) {
        if (fs::exists(answer)) {
            auto outcome = read_answer(answer);
            drop(answer);
            return outcome;
        }
        std::this_thread::sleep_for(milliseconds(10));
    }
    drop(request);
    return error("silent", "the server did not answer in time");
}

Result<std::vector<Agent>> ask_server(
    const fs::path& folder, pid_t server, const AgentOrder& order
) {
    const auto request = put_order(folder, order);
    if (!request) return request.error();
    if (::kill(server, SIGUSR1) != 0) {
        drop(*request);
        return error("io", "process " + std::to_string(server) + " cannot be signalled");
    }
    return await_answer(*request);
}

void take_orders(const fs::path& folder, const Carry& carry) {
    for (const fs::path& request : requests_in(folder)) {
        const bool too_old = is_void(request);
        const std::optional<AgentOrder> order = read_order(request);
        drop(request);
        if (too_old) continue;
        const Result<std::vector<Agent>> outcome =
            order ? carry(*order) : error("io", "the order cannot be read");
        const Status told = write_whole(answer_to(request), answer_text(outcome));
        if (told) continue;
        telemetry::log(telemetry::Level::error, "agent_answer", {{"why", told.error().message}});
    }
}

}  // namespace clerk::cli
