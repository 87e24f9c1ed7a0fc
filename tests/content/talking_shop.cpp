#include "content/talking_shop.hpp"

#include <catch2/catch.hpp>

namespace clerk::content {

EffectAnswer NoShop::perform(const Effect& effect, const ConversationState&, UnixMillis) {
    if (const auto* call = std::get_if<CallAction>(&effect)) return {call->n, {}, "unavailable"};
    const auto n = std::get<HandOff>(effect).n;
    return {n, make_record("ticket", {{"number", "T-1"}, {"id", 1}}), ""};
}

std::optional<turn::ShopperSignsIn> NoShop::customer(std::string_view name) {
    if (name != "小李") return std::nullopt;
    return turn::ShopperSignsIn{CustomerId{7}, "小李", "gold"};
}

TalkingShop::TalkingShop() {
    shop.write(
        "intents/moan.yaml",
        "intent: moan\ntitle:\n  zh: 抱怨\n  en: Moan\nstarts: moan\nphrases:\n  - 我要抱怨\n"
        "  - let me moan\nexamples:\n  - 我要抱怨\n"
    );
    shop.write(
        "flows/moan.yaml",
        "flow: moan\ntitle:\n  zh: 抱怨\n  en: Moan\nslots:\n  what: free_text\nsteps:\n"
        "  - collect: what\n    ask:\n      zh: 怎么了？\n      en: What is it?\n"
        "    again: text.help\n"
        "  - call: complaint.open\n    with: {text: <what>, severity: low}\n    as: c\n"
        "  - say:\n      - zh: 记下了 <c.number>\n        en: Noted <c.number>\n"
        "      - zh: 谢谢\n        en: Thanks\n    buttons: [help]\n"
    );
    loaded = shop.load();
    for (const Problem& problem : loaded.problems)
        FAIL_CHECK(to_string(problem));
    REQUIRE(loaded.snapshot != nullptr);
}

ChatResult TalkingShop::run(std::string_view text, const Watch& watch) {
    const auto chats = chats_of(text);
    REQUIRE(chats.size() == 1);
    return run_chat(chats.front(), loaded.snapshot->script, none, watch);
}

std::string TalkingShop::failures(std::string_view text) {
    const auto chats = chats_of(text);
    REQUIRE(chats.size() == 1);
    std::string all;
    for (const ChatFailure& failure : run(text).failures)
        all += to_string(failure, chats.front());
    return all;
}

std::vector<Chat> chats_of(std::string_view text) {
    Problems problems;
    auto chats = parse_chats(text, "a.chat", Report(problems, "a.chat"));
    CHECK(problems.sorted().empty());
    return chats;
}

}  // namespace clerk::content
