// `shopclerk verify`: is the shop's file whole? SQLite's own full check, the references between
// rows, the sums of the points ledger, and every conversation made anew from its turns.
#include "cli/commands.hpp"
#include "cli/held_shop.hpp"
#include "cli/refold.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace clerk::cli {
namespace {

// Names every conversation that is not what its turns make of it, and says when there are turns
// that no conversation leads to.
Result<bool> verify_conversations(const std::string& file) {
    const auto records = store::Records::open(file);
    if (!records) return records.error();
    const auto kept = (*records)->turns_in_all();
    if (!kept) return kept.error();
    bool whole = true;
    std::int64_t reached = 0;
    const Status read = (*records)->conversations({}, [&](const store::Chat& chat) -> Status {
        const Status folded =
            refold(**records, chat, [&](const ConversationState&, const Events&) { ++reached; });
        if (folded || folded.error().code != "corrupt") return folded;
        std::cout << "conversation " << to_string(chat.head.conversation) << ": "
                  << folded.error().message << '\n';
        whole = false;
        return done();
    });
    if (!read) return read.error();
    if (!whole || reached == *kept) return whole;
    std::cout << *kept - reached << " turns belong to no conversation's end\n";
    return false;
}

int run(const std::string& data) {
    const auto shop = hold_shop(data, "verify");
    if (!shop) {
        std::cerr << "verify: " << shop.error().message << '\n';
        return shop.error().code == "corrupt" ? exit_found : exit_cannot;
    }
    if (const Status sound = shop->database->verify(); !sound) {
        std::cout << sound.error().message << '\n';
        return exit_found;
    }
    const auto whole = verify_conversations(shop->folder.database());
    if (!whole) {
        std::cerr << "verify: " << whole.error().message << '\n';
        return exit_cannot;
    }
    if (!*whole) return exit_found;
    std::cout << shop->folder.database() << " is whole\n";
    return exit_well;
}

}  // namespace

Run verify(CLI::App& app) {
    const auto data = std::make_shared<std::string>();
    declare_data(app, *data);
    return [data] {
        return run(*data);
    };
}

}  // namespace clerk::cli
