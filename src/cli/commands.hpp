// The subcommands of `shopclerk`, one file each. A new one is a function here, a line in the table
// of commands.cpp, and a file with its name.
//
// A command declares its options on the CLI11 app it is given and returns what to do once they are
// parsed; that returns the exit code: 0 well, 1 found something, 2 cannot run. Options live in a
// shared_ptr that both closures hold.
#pragma once

#include <functional>
#include <span>
#include <string>

namespace CLI {
class App;
}

namespace clerk::cli {

using Run = std::function<int()>;

inline constexpr int exit_well = 0;
inline constexpr int exit_found = 1;
inline constexpr int exit_cannot = 2;

[[nodiscard]] Run serve(CLI::App& app);
[[nodiscard]] Run agent(CLI::App& app);
[[nodiscard]] Run reload(CLI::App& app);
[[nodiscard]] Run check(CLI::App& app);
[[nodiscard]] Run test(CLI::App& app);
[[nodiscard]] Run chat(CLI::App& app);
[[nodiscard]] Run match(CLI::App& app);
[[nodiscard]] Run why(CLI::App& app);
[[nodiscard]] Run import_shop(CLI::App& app);
[[nodiscard]] Run demo(CLI::App& app);
[[nodiscard]] Run verify(CLI::App& app);
[[nodiscard]] Run export_shop(CLI::App& app);
[[nodiscard]] Run replay(CLI::App& app);
[[nodiscard]] Run backup(CLI::App& app);
[[nodiscard]] Run restore(CLI::App& app);

struct Command {
    std::string name;
    std::string what;  // one line of `shopclerk --help`
    Run (*declare)(CLI::App& app);
};

[[nodiscard]] std::span<const Command> commands();

}  // namespace clerk::cli
