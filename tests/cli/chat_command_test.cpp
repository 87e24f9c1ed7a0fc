// `shopclerk chat`, by what is typed into it.
#include "cli/command.hpp"
#include "cli/content_option.hpp"
#include "cli/shop_runner.hpp"
#include "cli/terminal.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <sstream>

using namespace clerk;
using namespace clerk::cli;
using Catch::Contains;
using clerk::cli::testing::Folder;
using clerk::cli::testing::ran;

namespace {

const content::Loaded& loaded() {
    static const content::Loaded it = [] {
        content::LoadOptions quick;
        quick.examples = false;
        return content::load_content(CLERK_SOURCE_DIR, quick);
    }();
    REQUIRE(it.snapshot != nullptr);
    return it;
}

// One sitting, at a clock that stands still.
std::string typed(const std::string& lines, const Folder& folder, bool why = false) {
    const std::filesystem::path shop = std::filesystem::path(CLERK_SOURCE_DIR) / "tests/chats/shop";
    auto runner = open_shop(shop, loaded().snapshot);
    REQUIRE(runner.ok());
    std::istringstream in(lines);
    std::ostringstream out;
    const UnixMillis now = *parse_iso_time("2024-07-01 10:00", UtcOffset{480});
    Terminal terminal(
        in,
        out,
        loaded().snapshot->script,
        **runner,
        {Lang::zh,
         why,
         false,
         folder.path(),
         [now] {
             return now;
         }}
    );
    terminal.run();
    return out.str();
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++n;
    return n;
}

}  // namespace

TEST_CASE("chat: a question, its buttons, and a number that taps one") {
    const Folder folder;
    const std::string all = typed("你好\n2\n", folder);
    CHECK_THAT(all, Contains("> 你好\n< "));
    CHECK_THAT(all, Contains("[2] "));
    CHECK_THAT(all, Contains("> 2\n< "));
}

TEST_CASE("chat --why: the state after every turn, slots and effects") {
    const Folder folder;
    const std::string all = typed("我要退货\n2024061234\n", folder, true);
    CHECK_THAT(all, Contains("  # return_item  score "));
    CHECK_THAT(all, Contains("  # flow returns begins\n"));
    CHECK_THAT(
        all,
        Contains("  # state: the clerk has the word, in returns at collect:order_no; "
                 "waits for the slot order_no (order_no)\n")
    );
    CHECK_THAT(all, Contains("  # order_no = 2024061234 (answer)\n"));
    CHECK_THAT(all, Contains("  # stack: returns > system/prove_order\n"));
    CHECK_THAT(typed("我要退货\n:why\n2024061234\n", folder), Contains("  # order_no = "));
}

TEST_CASE("chat --why: effects with what came of them") {
    const Folder folder;
    const std::string all = typed("我要退货\n2024061234\n0000\n", folder, true);
    CHECK_THAT(all, Contains("  # identity.prove order_no=2024061234 digits="));
    CHECK_THAT(all, Contains(" fails not_found\n"));
}

TEST_CASE("chat: :undo takes the last thing back, and the shop's records with it") {
    const Folder folder;
    const std::string all = typed("我要退货\n算了\n:undo\n2024061234\n", folder, true);
    CHECK_THAT(all, Contains("* taken back: 算了\n"));
    CHECK_THAT(all, Contains("  # order_no = 2024061234 (answer)\n"));
    CHECK_THAT(typed(":undo\n", folder), Contains("* nothing to take back\n"));
    // Everything may be taken back, one by one.
    const std::string none = typed("我要退货\n你好\n:undo\n:undo\n:undo\n", folder);
    CHECK(count_of(none, "* taken back: ") == 2);
    CHECK_THAT(none, Contains("* nothing to take back\n"));
}

TEST_CASE("chat: :undo of a :wait takes the time back, too") {
    const Folder folder;
    const std::string all = typed("我要退货\n:wait 6m\n:undo\n:wait 1m\n:undo\n你好\n", folder);
    INFO(all);
    CHECK(count_of(all, "您还在吗") == 1);
}

TEST_CASE("chat: :save writes a chat test that passes") {
    const Folder folder;
    const std::string all = typed(
        "我要退货\n2024061234\n算了\n:undo\n:wait 1m\n:lang en\nhello\n:save mine\n你好\n", folder
    );
    INFO(all);
    CHECK_THAT(all, Contains("* written: " + folder.path("mine.chat")));
    const std::string chat = folder.read("mine.chat");
    INFO(chat);
    CHECK(chat.starts_with("@ now 2024-07-01 10:00\n> 我要退货\n< "));
    CHECK_THAT(chat, Contains("\n> 2024061234\n< "));
    CHECK_THAT(chat, Contains("\n@ wait 1m\n"));
    CHECK_THAT(chat, Contains("\n@ lang en\n"));
    CHECK_THAT(chat, !Contains("算了"));
    const auto told = ran(test, {"--content", CLERK_SOURCE_DIR, folder.path("mine.chat")});
    INFO(told.out);
    CHECK(told.code == exit_well);
    // The chat goes on where it was.
    CHECK_THAT(all, Contains("> 你好\n< "));
}

TEST_CASE("chat: what :save cannot do") {
    const Folder folder;
    CHECK_THAT(typed(":save x\n", folder), Contains("* nothing has been said yet\n"));
    CHECK_THAT(typed("你好\n:save ../x\n", folder), Contains("* :save takes a name of letters"));
    folder.write("x.chat", "> mine\n");
    CHECK_THAT(typed("你好\n:save x\n", folder), Contains("x.chat is there already\n"));
    CHECK(folder.read("x.chat") == "> mine\n");
}

TEST_CASE("chat: signing in, waiting, and what is no command") {
    const Folder folder;
    CHECK_THAT(typed(":sign-in nobody\n", folder), Contains("no customer of that name"));
    CHECK_THAT(typed(":sign-in 小李\n查积分\n", folder), Contains("积分"));
    CHECK_THAT(typed("我要退货\n:wait 10m\n", folder, true), Contains("> :wait 10m\n"));
    CHECK_THAT(typed(":wait long\n", folder), Contains(":wait takes a duration"));
    CHECK_THAT(typed(":lang fr\n", folder), Contains(":lang takes"));
    CHECK_THAT(typed("/what\n", folder), Contains(":undo takes"));
    // A smile is for the clerk.
    CHECK_THAT(typed(":)\n", folder), Contains("> :)\n< "));
    CHECK_THAT(typed("a\xFFz\n", folder), Contains("* not UTF-8"));
}

TEST_CASE("chat: the command itself, fed through a pipe") {
    const auto told =
        ran(chat, {"--content", CLERK_SOURCE_DIR, "--lang", "en"}, "hello\n:quit\nx\n");
    CHECK(told.code == exit_well);
    CHECK_THAT(told.out, Contains("hello"));
    CHECK(ran(chat, {"--content", CLERK_SOURCE_DIR, "--lang", "fr"}).code == exit_cannot);
}
