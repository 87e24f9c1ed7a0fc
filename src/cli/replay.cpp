// `shopclerk replay`: every conversation folded anew from its turns, and held to the state that the
// file keeps of it. With --content also what the content of a folder would say today in each turn.
#include "cli/commands.hpp"
#include "cli/content_option.hpp"
#include "cli/product_name.hpp"
#include "cli/read_shop.hpp"
#include "cli/refold.hpp"
#include "cli/retold.hpp"
#include "wire/json_writer.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

namespace clerk::cli {
namespace {

struct Options {
    std::string data;
    std::string conversation;
    std::string content;  // empty: the turns are only folded
    bool json = false;
};

struct Tally {
    std::size_t conversations = 0;
    std::size_t turns = 0;
    std::size_t broken = 0;     // conversations whose turns do not make their state
    std::size_t different = 0;  // turns
};

class Replay {
public:
    Replay(store::Records& records, const turn::Script* script, bool json)
        : records_(records), script_(script), json_(json) {}

    // An error only where the file cannot be read on.
    Status conversation(const store::Chat& chat) {
        ++tally_.conversations;
        const app::Head& head = chat.head;
        const Status folded =
            refold(records_, chat, [&](const ConversationState& before, const Events& turn) {
                ++tally_.turns;
                if (script_) tell_anew(head, before, turn);
            });
        if (folded) return done();
        if (folded.error().code != "corrupt") return folded;
        report_broken(head, folded.error().message);
        return done();
    }

    [[nodiscard]] const Tally& tally() const { return tally_; }

private:
    void tell_anew(const app::Head& head, const ConversationState& before, const Events& turn) {
        const auto difference = retold(before, turn, *script_);
        if (!difference) return;
        ++tally_.different;
        if (json_) return print_json(head, *difference);
        std::cout << to_string(head.conversation) << ':' << difference->seq << ": > "
                  << difference->words << '\n';
        for (const std::string& message : difference->was)
            print(" - ", message);
        for (const std::string& message : difference->now)
            print(" + ", message);
    }

    static void print(std::string_view mark, std::string_view message) {
        while (!message.empty()) {
            const std::size_t end = message.find('\n');
            std::cout << "   " << mark << message.substr(0, end) << '\n';
            message = end == std::string_view::npos ? std::string_view() : message.substr(end + 1);
        }
    }

    static void print_json(const app::Head& head, const Difference& difference) {
        wire::JsonWriter out;
        out.object()
            .member("conversation", to_string(head.conversation))
            .member("seq", difference.seq)
            .member("words", difference.words);
        for (const auto& [name, said] :
             {std::pair("was", &difference.was), std::pair("now", &difference.now)}) {
            out.key(name).array();
            for (const std::string& message : *said)
                out.value(message);
            out.end();
        }
        std::cout << out.end().take() << '\n';
    }

    void report_broken(const app::Head& head, const std::string& why) {
        ++tally_.broken;
        if (json_) {
            wire::JsonWriter out;
            out.object().member("conversation", to_string(head.conversation)).member("broken", why);
            std::cout << out.end().take() << '\n';
        } else {
            std::cout << to_string(head.conversation) << ": " << why << '\n';
        }
    }

    store::Records& records_;
    const turn::Script* script_;
    bool json_;
    Tally tally_;
};

int complain(const Error& failure) {
    std::cerr << "replay: " << failure.message << '\n';
    return exit_cannot;
}

// The content with the shop's own products in it, as a server has it.
Result<content::SnapshotPtr> content_of(store::Records& records, const std::string& folder) {
    std::vector<nlu::ProductName> products;
    const Status read = records.products([&](const ProductRow& row) -> Status {
        products.push_back(product_name(row));
        return done();
    });
    if (!read) return read.error();
    const auto loaded = load_or_complain(ContentOption{folder}, std::cerr, std::move(products));
    if (!loaded) return error("content", folder + " has errors");
    return loaded->snapshot;
}

Status replay_them(store::Records& records, const Options& options, Replay& replay) {
    const auto take = [&](const store::Chat& chat) {
        return replay.conversation(chat);
    };
    if (options.conversation.empty()) return records.conversations({}, take);
    const auto id = parse_id<ConversationTag>(options.conversation);
    if (!id) return error("unknown", options.conversation + " is no conversation's id");
    const auto chat = records.conversation(*id);
    if (!chat) return chat.error();
    if (!*chat) return error("unknown", "there is no conversation " + options.conversation);
    return take(**chat);
}

void print_tally(const Tally& tally, const Options& options) {
    if (options.json) {
        wire::JsonWriter out;
        out.object()
            .member("conversations", tally.conversations)
            .member("turns", tally.turns)
            .member("broken", tally.broken)
            .member("different", tally.different);
        std::cout << out.end().take() << '\n';
        return;
    }
    std::cout << tally.conversations << " conversations, " << tally.turns << " turns, "
              << tally.broken << " broken";
    if (!options.content.empty()) std::cout << "; " << tally.different << " turns differ now";
    std::cout << '\n';
}

int run(const Options& options) {
    const auto records = read_shop(options.data);
    if (!records) return complain(records.error());
    content::SnapshotPtr content;
    if (!options.content.empty()) {
        auto loaded = content_of(**records, options.content);
        if (!loaded) return complain(loaded.error());
        content = *std::move(loaded);
    }
    Replay replay(**records, content ? &content->script : nullptr, options.json);
    if (const Status read = replay_them(**records, options, replay); !read) {
        return complain(read.error());
    }
    print_tally(replay.tally(), options);
    const Tally& tally = replay.tally();
    return tally.broken + tally.different == 0 ? exit_well : exit_found;
}

}  // namespace

Run replay(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    declare_data_to_read(app, options->data);
    app.add_option("--conversation", options->conversation, "only this one")->type_name("ID");
    app.add_option(
           "--content", options->content, "also tell each turn anew by the content of this folder"
    )
        ->type_name("DIR");
    app.add_flag("--json", options->json, "one JSON object a line, the sums last");
    app.footer(
        "Folds the turns of the journal and compares with the state that is kept. With --content "
        "each of the shopper's messages is put to that content in the state it was said in, with "
        "what the actions answered then; where the clerk would say something else, both are "
        "printed. It prints what people said: keep it to yourself."
    );
    return [options] {
        return run(*options);
    };
}

}  // namespace clerk::cli
