// The program `shopclerk`. Everything it does is a subcommand in cli/.
#include "cli/main_cli.hpp"

// Read by jemalloc when it starts. Two arenas: one for the engine, one for the network threads. A
// thread of its own gives back what has been free for a second, so that a busy hour is not paid for
// all day.
extern "C" const char* const malloc_conf;
const char* const malloc_conf =
    "narenas:2,background_thread:true,max_background_threads:1,dirty_decay_ms:1000,"
    "muzzy_decay_ms:0";

int main(int argc, char** argv) {
    return clerk::cli::main_cli(argc, argv);
}
