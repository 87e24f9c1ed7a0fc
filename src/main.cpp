// The program `shopclerk`. Everything it does is a subcommand in cli/.
#include "cli/main_cli.hpp"

int main(int argc, char** argv) {
    return clerk::cli::main_cli(argc, argv);
}
