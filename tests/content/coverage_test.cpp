// What chats have been through, counted from what happened in them.
#include "content/coverage.hpp"

#include "content/talking_shop.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using namespace clerk::content;

namespace {

constexpr std::string_view flow = R"(flow: moan
title:
  zh: 抱怨
  en: Moan
slots:
  what: free_text
steps:
  - collect: what
    ask: text.help
    again: text.help
    else:
      - handoff
  - call: complaint.open
    with: {text: <what>, severity: low}
    as: c
    else:
      unavailable:
        - say: text.help
        - handoff
  - confirm: text.help
    else:
      - end
  - say: text.help
)";

struct Shop : TalkingShop {
    Coverage coverage;

    Shop() : coverage((reload(), loaded.snapshot->script)) {}

    void reload() {
        shop.write("flows/moan.yaml", flow);
        loaded = shop.load();
        REQUIRE(loaded.snapshot != nullptr);
    }

    void chat(std::string_view text) {
        coverage.begin_chat();
        static_cast<void>(run(text, [&](const TurnRecord& record) { coverage.see(record); }));
    }
};

bool misses(const Covered& covered, const std::string& what) {
    INFO(what);
    return std::ranges::any_of(covered.missing, [&](const std::string& one) {
        return one.find(what) != std::string::npos;
    });
}

constexpr const char* works =
    "@ complaint.open -> {number: C-9, promise: 2024-07-02 10:00, severity: low}\n";

}  // namespace

TEST_CASE("coverage: nothing has been through anything at first") {
    const Shop shop;
    CHECK(shop.coverage.intents().seen() == 0);
    CHECK(shop.coverage.steps().seen() == 0);
    CHECK(shop.coverage.failures().seen() == 0);
    // The small shop's prove_order has three failures of its own.
    CHECK(shop.coverage.failures().all == 6);
    CHECK(misses(shop.coverage.failures(), "flows/moan.yaml:8 else of what"));
    CHECK(misses(shop.coverage.failures(), "flows/moan.yaml:13 complaint.open fails unavailable"));
    CHECK(misses(shop.coverage.failures(), "flows/moan.yaml:20 else of confirm"));
    CHECK(misses(shop.coverage.intents(), "intents/moan.yaml:1 moan"));
}

TEST_CASE("coverage: the way that was taken, and no other") {
    Shop shop;
    shop.chat(std::string(works) + "> 我要抱怨\n> 门铃坏了\n> 好的\n");
    CHECK_FALSE(misses(shop.coverage.intents(), " moan"));
    CHECK_FALSE(misses(shop.coverage.steps(), "flows/moan.yaml:8 collect:what"));
    CHECK_FALSE(misses(shop.coverage.steps(), "flows/moan.yaml:23 say"));
    CHECK(misses(shop.coverage.steps(), "flows/moan.yaml:18 say"));
    CHECK(shop.coverage.failures().seen() == 0);
}

TEST_CASE("coverage: branches of failures, over several chats") {
    Shop shop;
    shop.chat("> 我要抱怨\n> 门铃坏了\n");
    CHECK_FALSE(misses(shop.coverage.failures(), "complaint.open fails unavailable"));
    CHECK(misses(shop.coverage.failures(), "else of confirm"));
    shop.chat(std::string(works) + "> 我要抱怨\n> 门铃坏了\n> 不\n");
    CHECK_FALSE(misses(shop.coverage.failures(), "else of confirm"));
    CHECK_FALSE(misses(shop.coverage.failures(), "complaint.open fails unavailable"));
    CHECK(shop.coverage.failures().seen() == 2);
}

TEST_CASE("coverage: what a tapped button starts counts too") {
    Shop shop;
    shop.chat("@ lang en\n> let me moan\n");
    CHECK_FALSE(misses(shop.coverage.intents(), " moan"));
    CHECK(misses(shop.coverage.intents(), " help"));
}
