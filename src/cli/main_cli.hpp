// The command line: picks the subcommand, parses its options, runs it, and turns whatever goes
// wrong into an exit code: 0 well, 1 found something, 2 cannot run. The one place outside sessions
// and turns where exceptions are caught.
#pragma once

namespace clerk::cli {

[[nodiscard]] int main_cli(int argc, char** argv);

}  // namespace clerk::cli
