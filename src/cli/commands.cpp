#include "cli/commands.hpp"

#include <array>

namespace clerk::cli {

std::span<const Command> commands() {
    static const std::array all{
        Command{"serve", "the server: shoppers' chats, agents' desk, pages", serve},
        Command{"reload", "makes a running server read its content again", reload},
        Command{"agent", "adds, lists, disables agents and changes their passwords", agent},
        Command{"check", "every problem in intents/, flows/ and config/ at once", check},
        Command{"test", "runs chat tests and shows what differs", test},
        Command{"chat", "talk to the content in the terminal, without a server", chat},
        Command{"match", "what messages mean: one a line on stdin, one JSON object a line", match},
        Command{"why", "which rules fire on a message and why one of them wins", why},
        Command{"demo", "a made-up shop to try everything on", demo},
        Command{"import", "a shop's own records, from NDJSON files", import_shop},
        Command{"export", "all that the shop's file holds, or all of one person", export_shop},
        Command{"replay", "is each chat what its turns made it? what would be said now?", replay},
        Command{"backup", "the shop's file as one verified copy, a running server or not", backup},
        Command{"restore", "a backup becomes the shop of an empty folder", restore},
        Command{"verify", "is the shop's file whole?", verify},
    };
    return all;
}

}  // namespace clerk::cli
