// What `shopclerk agent` wants done to the people of the desk, and who does it: the command itself,
// or the server that holds the data folder, since one connection alone may write. A server is
// handed an order as a file in the folder and told by a signal (USR1):
//
//   DIR/agent.<process>.request   what to do; only the folder's owner can write it, or read it
//   DIR/agent.<process>.answer    what came of it
//
// No password is in them, only its hash. A request that nobody took up for a minute is void.
#pragma once

#include "app/engine.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "model/shop.hpp"
#include "net/server.hpp"
#include "store/database.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace clerk::cli {

enum class AgentVerb : unsigned char { add, list, disable, enable, password };

struct AgentOrder {
    AgentVerb verb = AgentVerb::list;
    std::string login = {};
    std::string name = {};           // add
    std::string password_hash = {};  // add, password
};

// Whoever was signed in by what held before is signed out.
[[nodiscard]] constexpr bool ends_sessions(AgentVerb verb) {
    return verb == AgentVerb::disable || verb == AgentVerb::password;
}

// REQUIRES: the caller may write. The agents concerned; of a list all. Errors: "unknown" (no such
// login), "unique" (it is taken), and the store's.
[[nodiscard]] Result<std::vector<Agent>> carry_out(
    const AgentOrder& order, store::Database& database, const Clock& clock
);

// The same while the engine runs, which lends its thread; who is to be signed out is.
[[nodiscard]] Result<std::vector<Agent>> carry_out(
    const AgentOrder& order,
    store::Database& database,
    app::Engine& engine,
    net::Server& server,
    const Clock& clock
);

// To the server; waits for what came of it. Errors: those of carry_out, "io", "silent".
[[nodiscard]] Result<std::vector<Agent>> ask_server(
    const std::filesystem::path& folder, pid_t server, const AgentOrder& order
);

// The server's part: every order that waits in the folder, done by `carry` and answered.
using Carry = std::function<Result<std::vector<Agent>>(const AgentOrder&)>;
void take_orders(const std::filesystem::path& folder, const Carry& carry);

// The two halves of ask_server around the signal.
[[nodiscard]] Result<std::filesystem::path> put_order(
    const std::filesystem::path& folder, const AgentOrder& order
);
[[nodiscard]] Result<std::vector<Agent>> await_answer(const std::filesystem::path& request);

}  // namespace clerk::cli
