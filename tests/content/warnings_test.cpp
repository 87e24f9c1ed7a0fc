// What `check` warns of: each with what brings it about and with the nearest thing that does not.
#include "content/small_shop.hpp"

#include <catch2/catch.hpp>

#include <string>

using clerk::content::SmallShop;

namespace {

constexpr std::string_view starter =
    "intent: go\ntitle:\n  zh: 去\n  en: Go\nstarts: trial\nexactly:\n  - go now\nexamples:\n"
    "  - go now\n";

// The small shop with a flow that an intent starts, and somebody to fetch.
struct Shop : SmallShop {
    Shop() {
        write("intents/go.yaml", starter);
        write(
            "intents/human_agent.yaml",
            "intent: human_agent\ntitle:\n  zh: 人\n  en: P\nrole: human_agent\nexactly:\n"
            "  - a person\nexamples:\n  - a person\n"
        );
    }

    [[nodiscard]] std::string with_flow(std::string_view steps, std::string_view head = "") const {
        flow(steps, head);
        return problems();
    }
};

void warns(const std::string& all, const std::string& place, const std::string& words) {
    INFO(all);
    CHECK(all.starts_with(place + ": warning: "));
    CHECK(all.find(words) != std::string::npos);
    CHECK(std::count(all.begin(), all.end(), '\n') == 1);
}

void well(const std::string& all) {
    INFO(all);
    CHECK(all.empty());
}

constexpr std::string_view signed_in = "needs: signed_in\n";
constexpr std::string_view slot_n = "slots:\n  n: quantity\n";
constexpr std::string_view ask_n = "  - collect: n\n    ask: text.help\n    again: text.help\n";

std::string rule(std::string_view id, std::string_view lines) {
    return "intent: " + std::string(id) + "\ntitle:\n  zh: 试\n  en: T\nanswer:\n  zh: 好\n"
           "  en: G\n" + std::string(lines);
}

}  // namespace

TEST_CASE("warning: a question that would be asked again in the same words") {
    const Shop shop;
    warns(
        shop.with_flow("  - collect: n\n    ask: text.help\n", slot_n),
        "flows/trial.yaml:8:5",
        "no `again:`"
    );
    well(shop.with_flow(ask_n, slot_n));
    const std::string choose =
        "  - choose: text.help\n    of:\n      a:\n        zh: 甲\n        en: A\n      b:\n"
        "        zh: 乙\n        en: B\n";
    warns(shop.with_flow(choose), "flows/trial.yaml:6:5", "this `choose:` has no `again:`");
    well(shop.with_flow(choose + "    again: text.help\n"));
    well(shop.with_flow("  - confirm: text.help\n"));
}

TEST_CASE("warning: a failure without a branch") {
    const Shop shop;
    const std::string call = "  - call: order.latest\n    as: o\n";
    warns(shop.with_flow(call, signed_in), "flows/trial.yaml:7:5", "may fail with `not_found`");
    well(shop.with_flow(call + "    else:\n      not_found:\n        - handoff\n", signed_in));
    shop.write(
        "flows/other.yaml",
        "flow: other\ntitle:\n  zh: 别\n  en: O\nfails: [no]\nsteps:\n"
        "  - if: lang == zh\n    then:\n      - end: no\n"
    );
    warns(
        shop.with_flow("  - start: other\n"),
        "flows/trial.yaml:6:5",
        "the flow `other` may fail with `no`"
    );
    well(shop.with_flow("  - start: other\n    else:\n      no:\n        - end\n"));
}

TEST_CASE("warning: a dead end without a person") {
    const Shop shop;
    const std::string call = "  - call: order.latest\n    as: o\n    else:\n      not_found:\n";
    const std::string say = call + "        - say: text.help\n";
    const std::string end = "        - end\n";
    const char* advice = "add `buttons: [human_agent]`";
    warns(shop.with_flow(say + end, signed_in), "flows/trial.yaml:11:11", advice);
    warns(
        shop.with_flow(say + "          buttons: [help]\n" + end, signed_in),
        "flows/trial.yaml:11:11",
        advice
    );
    warns(shop.with_flow(say, signed_in), "flows/trial.yaml:11:11", advice);
    well(shop.with_flow(say + "          buttons: [human_agent]\n" + end, signed_in));
    well(shop.with_flow(say + "        - handoff\n", signed_in));
    well(shop.with_flow(
        call + "        - confirm: text.help\n          else:\n            - end\n", signed_in
    ));
    // One way that ends alone is enough.
    warns(
        shop.with_flow(
            say + "        - if: lang == zh\n          then:\n            - handoff\n" + end,
            signed_in
        ),
        "flows/trial.yaml:11:11",
        advice
    );
}

TEST_CASE("warning: the ladder's end is no dead end either") {
    const Shop shop;
    const std::string ask = std::string(ask_n) + "    else:\n      - say: text.help\n";
    warns(
        shop.with_flow(ask + "      - end\n", slot_n), "flows/trial.yaml:12:9", "offers no person"
    );
    well(shop.with_flow(ask + "      - handoff\n", slot_n));
}

TEST_CASE("warning: a slot that nothing fills or reads") {
    const Shop shop;
    warns(
        shop.with_flow("  - say: text.help\n", slot_n),
        "flows/trial.yaml:6:3",
        "the slot `n`; take it out"
    );
    well(shop.with_flow(ask_n, slot_n));
    well(shop.with_flow("  - set:\n      n: 3\n", slot_n));
    well(shop.with_flow("  - say: text.help\n    if: n is set\n", slot_n));
    well(shop.with_flow(
        "  - say:\n      - if: n is set\n        zh: <n>\n        en: <n>\n      - text: "
        "text.help\n"
        "        if: n is not set\n",
        slot_n
    ));
}

TEST_CASE("flows that start each other before anything is asked are refused") {
    const SmallShop shop;
    const auto flow = [&](const std::string& id, const std::string& steps) {
        shop.write(
            "flows/" + id + ".yaml", "flow: " + id + "\ntitle:\n  zh: 甲\n  en: A\nsteps:\n" + steps
        );
    };
    shop.flow("  - start: one\n");
    shop.write("intents/go.yaml", starter);
    flow("one", "  - say: text.help\n  - start: two\n");
    flow("two", "  - if: lang == zh\n    then:\n      - start: one\n");
    const std::string circle = shop.problems();
    INFO(circle);
    CHECK(circle.starts_with("flows/one.yaml:7:1: error: `two`, started here, leads back"));
    CHECK(circle.find("flows/two.yaml:8:1: error: `one`, started here") != std::string::npos);
    flow("one", "  - start: one\n");
    flow("two", "  - say: text.help\n");
    CHECK(shop.problems().find("flows/one.yaml:6:1: error: this flow starts itself") == 0);
    // A question on the way is enough.
    flow("one", "  - confirm: text.help\n  - start: one\n");
    CHECK(shop.problems().find("go round for ever") == std::string::npos);
}

TEST_CASE("warning: a phrase that stands in nearly everything") {
    const SmallShop shop;
    std::string examples;
    for (int i = 0; i < 240; ++i)
        examples += "  - zorgle the " + std::to_string(i) + "\n";
    const auto intent = [&](const std::string& id, const std::string& rules) {
        shop.write(
            "intents/" + id + ".yaml",
            "intent: " + id + "\ntitle:\n  zh: 甲\n  en: A\nanswer: text.help\n" + rules
        );
    };
    intent("many", "phrases:\n  - zorgle\nexamples:\n" + examples);
    intent("wide", "phrases:\n  - the\n  - quux\nexamples:\n  - quux\n");
    const std::string told = shop.problems();
    INFO(told);
    CHECK(
        told.find("intents/wide.yaml:7:5: warning: this matches nearly everything people write: "
                  "240 of ")
        == 0
    );
}

TEST_CASE("warning: a flow that nothing starts") {
    const SmallShop shop;
    shop.flow("  - say: text.help\n");
    warns(shop.problems(), "flows/trial.yaml:1:7", "nothing starts this flow");
    shop.write("intents/go.yaml", starter);
    well(shop.problems());
    // By way of another flow, too; and a ring of flows that nobody enters is unused.
    const auto starts = [](const std::string& id, const std::string& other) {
        return "flow: " + id
               + "\ntitle:\n  zh: 甲\n  en: A\nsteps:\n  - confirm: text.help\n  - start: " + other
               + "\n";
    };
    shop.write("flows/one.yaml", starts("one", "two"));
    shop.write("flows/two.yaml", starts("two", "one"));
    const std::string ring = shop.problems();
    INFO(ring);
    CHECK(ring.starts_with("flows/one.yaml:1:7: warning: nothing starts this flow"));
    CHECK(ring.find("flows/two.yaml:1:7: warning: nothing starts") != std::string::npos);
    shop.flow("  - start: one\n");
    well(shop.problems());
}

TEST_CASE("warning: what is unused is only told when all else is well") {
    const SmallShop shop;
    shop.flow("  - say: text.help\n");
    shop.write("intents/go.yaml", "intent: go\n\tbroken\n");
    const std::string all = shop.problems();
    INFO(all);
    CHECK(all.find("nothing starts") == std::string::npos);
    CHECK(all.find("nothing uses") == std::string::npos);
}

TEST_CASE("warning: a rule that an earlier one forestalls") {
    const SmallShop shop;
    const auto with = [&](const std::string& rules) {
        shop.write("intents/one.yaml", rule("one", rules));
        return shop.problems();
    };
    warns(
        with("phrases:\n  - 我要(退|换)货\n  - 我要退货\nexamples:\n  - 我要退货\n"),
        "intents/one.yaml:10:5",
        "intents/one.yaml:9 stands before this rule and matches as much"
    );
    warns(
        with("phrases:\n  - 我要 ... (退|换)货\n  - 我要 ... 退货\nexamples:\n  - 我要把它退货\n"),
        "intents/one.yaml:10:5",
        "intents/one.yaml:9 stands before this rule and matches as much"
    );
    warns(
        with("phrases:\n  - (把)?<order_no>(退掉|退了)\n  - <order_no>退掉\nexamples:\n"
             "  - 2024061234退掉\n"),
        "intents/one.yaml:10:5",
        "intents/one.yaml:9 stands before this rule and matches as much"
    );
    // More specific, or with messages of its own: both have their use.
    well(with("phrases:\n  - 我要退货\n  - 我要 ... 退货\nexamples:\n  - 我要退货\n"));
    well(
        with("phrases:\n  - 把<order_no>退掉\n  - (把)?<order_no>退掉\nexamples:\n"
             "  - 把2024061234退掉\n")
    );
    well(with("phrases:\n  - 退货\n  - 我要退货\nexamples:\n  - 我要退货\n"));
    well(with("phrases:\n  - 退货\n  - (退|换)货\nexamples:\n  - 我要退货\n"));
    well(with("phrases:\n  - 退货\n  - 换货\nexamples:\n  - 要退货换货\n  - 换货\n"));
}

TEST_CASE("an example that two intents claim is told with both places") {
    const SmallShop shop;
    const std::string one = "phrases:\n  - 我要退货\nexamples:\n  - 我要退货\n";
    const std::string two = "phrases:\n  - 换货\nexamples:\n  - 换货\n";
    shop.write("intents/one.yaml", rule("one", one));
    shop.write("intents/two.yaml", rule("two", two));
    well(shop.problems());
    const auto told = [&](const std::string& all, const std::string& place) {
        INFO(all);
        CHECK(all.starts_with(place + ": error: this example does not win: it goes to `one`"));
        CHECK(
            all.find("; `one` claims it too, in intents/one.yaml:11: a message has one meaning")
            != std::string::npos
        );
        CHECK(std::count(all.begin(), all.end(), '\n') == 1);
    };
    shop.write("intents/two.yaml", rule("two", two + "  - 我要退貨！\n"));
    told(shop.problems(), "intents/two.yaml:12:5");
    // Also where the loser's file comes first.
    shop.write("intents/two.yaml", rule("two", two));
    shop.write("intents/a.yaml", rule("a", "exactly:\n  - 换\nexamples:\n  - 换\n  - 我要退货\n"));
    told(shop.problems(), "intents/a.yaml:12:5");
}

TEST_CASE("warning: an example that only the order of files decides") {
    const SmallShop shop;
    shop.write("intents/one.yaml", rule("one", "phrases:\n  - 我要退\nexamples:\n  - 我要退货\n"));
    shop.write(
        "intents/two.yaml", rule("two", "phrases:\n  - 要退货\nexamples:\n  - 快要退货了\n")
    );
    warns(shop.problems(), "intents/one.yaml:11:5", "only the order of files decides this example");
    shop.write(
        "intents/one.yaml", rule("one", "phrases:\n  - 我要退货\nexamples:\n  - 我要退货\n")
    );
    well(shop.problems());
}

TEST_CASE("a rule that takes many examples is told once, at the rule") {
    const SmallShop shop;
    std::string many = "phrases:\n  - 退(一|二|三|四)(件|个|台|套)\nexamples:\n";
    for (const char* n : {"一", "二", "三", "四"}) {
        for (const char* unit : {"件", "个", "台", "套"})
            many += "  - 退" + std::string(n) + unit + "吧\n";
    }
    shop.write("intents/one.yaml", rule("one", many));
    shop.write("intents/two.yaml", rule("two", "re2:\n  - '退.{2}吧'\nexamples:\n  - 退了了吧\n"));
    well(shop.problems());
    shop.write(
        "intents/two.yaml",
        rule("two", "scope: always\nre2:\n  - '退..吧'\nexamples:\n  - 退了了吧\n")
    );
    const std::string all = shop.problems();
    INFO(all);
    CHECK(
        all.starts_with("intents/two.yaml:10:5: error: this rule takes 16 examples of other "
                        "intents, the first of them intents/one.yaml:11; ")
    );
    CHECK(std::count(all.begin(), all.end(), '\n') == 1);
}

TEST_CASE("warning: a rule that matches nearly everything") {
    const SmallShop shop;
    shop.write(
        "intents/one.yaml", rule("one", "scope: always\nre2:\n  - '.+'\nexamples:\n  - x\n")
    );
    const std::string all = shop.problems();
    INFO(all);
    CHECK(
        all.find("intents/one.yaml:10:6: warning: this matches nearly everything people write")
        != std::string::npos
    );
    shop.write(
        "intents/one.yaml", rule("one", "re2:\n  - '[a-z]{9,}ing'\nexamples:\n  - understanding\n")
    );
    CHECK(shop.problems().find("nearly everything") == std::string::npos);
}
