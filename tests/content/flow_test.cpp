// What `check` says of flows: each test breaks one thing in the small shop's "trial" flow.
#include "flow/flow.hpp"

#include "content/small_shop.hpp"

#include <catch2/catch.hpp>

using clerk::content::SmallShop;

namespace {

constexpr std::string_view slots =
    "slots:\n  order_no: order_no\n  reason: return_reason\n  n: quantity\n";
// Where `steps:` ends up: the line before the first step.
constexpr int head_lines = 5;
constexpr int slot_lines = 4;

std::string check(std::string_view steps, std::string_view head = "") {
    const SmallShop shop;
    shop.flow(steps, head);
    return shop.errors();
}

// The only problem; `line` counts from the first step.
void says(
    const std::string& all, int line, int col, const std::string& words, bool with_slots = false
) {
    INFO(all);
    const int from_top = head_lines + (with_slots ? slot_lines : 0) + line;
    const std::string place =
        "flows/trial.yaml:" + std::to_string(from_top) + ":" + std::to_string(col) + ": error: ";
    CHECK(all.starts_with(place));
    CHECK(all.find(words) != std::string::npos);
    CHECK(std::count(all.begin(), all.end(), '\n') == 1);
}

constexpr const char* question = "    ask:\n      zh: 问\n      en: Q\n";

}  // namespace

TEST_CASE("flow: every kind of step is compiled in order") {
    const SmallShop shop;
    shop.flow(
        "  - label: top\n"
        "  - collect: order_no\n    ask:\n      zh: 号\n      en: No\n    again:\n      - zh: 再\n "
        "       en: Again\n"
        "  - if: n is set\n    then:\n      - say:\n          zh: 有\n          en: Y\n    else:\n "
        "     - set:\n          n: 3\n"
        "  - choose:\n      zh: 选\n      en: Choose\n    of:\n      a:\n        zh: 甲\n        "
        "en: A\n        then:\n          - goto: done\n"
        "      b:\n        zh: 乙\n        en: B\n    else:\n      - handoff: order\n"
        "  - confirm:\n      zh: 好？\n      en: OK?\n    else:\n      - retry: order_no\n"
        "  - label: done\n"
        "  - say: text.help\n    if: lang == en\n"
        "  - end\n",
        slots
    );
    CHECK(shop.errors().empty());
    const auto loaded = shop.load();
    REQUIRE(loaded.snapshot != nullptr);
    const auto* flow = loaded.snapshot->script.flow("trial");
    REQUIRE(flow != nullptr);
    CHECK(flow->step("top") == 0);
    CHECK(flow->step("collect:order_no") == 1);
    CHECK(flow->step("choose") != clerk::flow::no_op);
    CHECK(flow->step("confirm") != clerk::flow::no_op);
    const auto& retry =
        std::get<clerk::flow::Retry>(flow->steps[flow->step("retry:order_no")].action);
    CHECK(retry.to == flow->step("collect:order_no"));
    const auto& choose = std::get<clerk::flow::Choose>(flow->steps[flow->step("choose")].action);
    CHECK(choose.type == "choose:trial:choose");
    CHECK(choose.options.size() == 2);
    CHECK(loaded.snapshot->script.lexicon->knows_type(choose.type));
    const auto& set = std::get<clerk::flow::Set>(flow->steps[flow->step("set")].action);
    CHECK(std::get<clerk::Value>(set.values.front().value) == clerk::Value(3));
    CHECK(flow->slot("reason")->type == "choice:return_reason");
    CHECK(flow->hash != 0);
}

TEST_CASE("flow: steps that are none") {
    says(check("  - sya:\n      zh: a\n      en: b\n"), 1, 5, "did you mean `say`?");
    says(check("  - hello\n"), 1, 5, "a step is a map");
    says(check("  - say: text.help\n    end: done\n"), 1, 5, "both `say:` and `end:`");
    says(check("  - say: text.help\n    tilte: x\n"), 2, 5, "no key `tilte:`");
    says(check("  - handoff: odrer\n"), 1, 14, "did you mean `order`?");
    says(check("  - end: refused\n"), 1, 10, "list it under `fails:`");
    says(check("  []\n"), 1, 3, "does nothing");
}

TEST_CASE("flow: names that are not there") {
    says(
        check(std::string("  - collect: ordr_no\n") + question, slots),
        1,
        14,
        "did you mean `order_no`?",
        true
    );
    says(check("  - call: order.fnd\n"), 1, 11, "did you mean `order.find`?");
    says(check("  - start: nothing\n"), 1, 12, "no flow is called");
    says(check("  - goto: nowhere\n"), 1, 11, "no label");
    says(check("  - say: text.nothing\n"), 1, 10, "no shared text");
    says(check("  - say: text.help\n    buttons: [helb]\n"), 2, 15, "no intent is called `helb`");
    says(
        check("  - say: text.help\n", "slots:\n  x: ordr_no\n"), 1, 6, "no type is called `ordr_no`"
    );
    says(check("  - say:\n      zh: <ordr>\n      en: x\n", slots), 2, 11, "ordr", true);
    says(check("  - if: order_no == reson\n    then:\n      - end\n", slots), 1, 21, "reson", true);
}

TEST_CASE("flow: calls") {
    const std::string needs = "needs: {order_owner: order_no}\n" + std::string(slots);
    const std::string ask = std::string("  - collect: order_no\n") + question;
    CHECK(check(
              ask
                  + "  - call: order.find\n    with: [order_no]\n    as: order\n    else:\n      "
                    "not_found:\n        - end\n"
                    "  - say:\n      zh: <order.status>\n      en: <order.status>\n",
              needs
    )
              .empty());
    // an unknown failure
    CHECK(
        check(
            ask
                + "  - call: order.find\n    with: [order_no]\n    as: o\n    else:\n      "
                  "not_fuond:\n        - end\n",
            needs
        )
            .find("has no failure `not_fuond`; did you mean `not_found`?")
        != std::string::npos
    );
    // an argument left out, one too many, one of another type
    CHECK(
        check(ask + "  - call: order.find\n    as: o\n", needs).find("needs `order_no`")
        != std::string::npos
    );
    CHECK(
        check(
            ask + "  - call: order.find\n    with: {order_no: <order_no>, x: y}\n    as: o\n", needs
        )
            .find("takes no `x`")
        != std::string::npos
    );
    CHECK(
        check(ask + "  - call: order.find\n    with: {order_no: <now>}\n    as: o\n", needs)
            .find("`now` is date_time")
        != std::string::npos
    );
    // a value that may be unset
    CHECK(
        check("  - call: order.find\n    with: [order_no]\n    as: o\n", needs).find("may be unset")
        != std::string::npos
    );
}

TEST_CASE("flow: needs and results of calls") {
    const std::string ask = std::string("  - collect: order_no\n") + question;
    // needs that the flow does not have
    says(
        check(ask + "  - call: order.find\n    with: [order_no]\n    as: o\n", slots),
        5,
        11,
        "order_owner",
        true
    );
    says(check("  - call: points.balance\n    as: p\n"), 1, 11, "needs a signed-in shopper");
    CHECK(check("  - call: points.balance\n    as: p\n", "needs: signed_in\n").empty());
    CHECK(
        check("  - if: shopper.signed_in\n    then:\n      - call: points.balance\n        as: p\n")
            .empty()
    );
    says(
        check("  - if: not shopper.signed_in\n    then:\n      - call: points.balance\n        as: "
              "p\n"),
        3,
        15,
        "needs a signed-in shopper"
    );
    // results
    CHECK(
        check("  - call: points.balance\n    as: n\n", "needs: signed_in\n" + std::string(slots))
            .find("`n` is a slot")
        != std::string::npos
    );
    CHECK(
        check(
            "  - call: points.balance\n    as: p\n  - call: order.list\n    as: p\n",
            "needs: signed_in\n"
        )
            .find("`p` already names a record:points")
        != std::string::npos
    );
}

TEST_CASE("flow: what may be unset") {
    const std::string value = "  - say:\n      zh: <n>\n      en: x\n";
    says(check(value, slots), 2, 11, "n", true);
    CHECK(check("  - say:\n      if: n is set\n      zh: <n>\n      en: <n>\n", slots).empty());
    CHECK(check(
              "  - if: n is set\n    then:\n      - say:\n          zh: <n>\n          en: x\n",
              slots
    )
              .empty());
    CHECK(
        check("  - collect: n\n    optional: yes\n" + std::string(question) + value, slots)
            .find("n")
        != std::string::npos
    );
    CHECK(check("  - collect: n\n" + std::string(question) + value, slots).empty());
    CHECK(check("  - set:\n      n: 2\n" + value, slots).empty());
    // an optional field of a record
    CHECK(
        check(
            "  - call: points.balance\n    as: p\n  - say:\n      zh: <p.expires|day>\n      en: "
            "x\n",
            "needs: signed_in\n"
        )
            .find("p.expires")
        != std::string::npos
    );
}

TEST_CASE("flow: values written out") {
    says(check("  - set:\n      n: many\n", slots), 2, 10, "is no quantity", true);
    says(check("  - set:\n      reason: damgaed\n", slots), 2, 15, "did you mean `damaged`?", true);
    CHECK(check("  - set:\n      reason: damaged\n", slots).empty());
    says(check("  - set:\n      m: 1\n", slots), 2, 7, "no slot `m`", true);
}

TEST_CASE("flow: where it goes") {
    says(check("  - end\n  - say: text.help\n  - say: text.help\n"), 2, 5, "nobody reaches");
    says(check("  - goto: x\n  - say: text.help\n  - label: x\n"), 2, 5, "nobody reaches");
    says(
        check("  - label: x\n  - say: text.help\n  - goto: x\n"), 2, 5, "goes round without asking"
    );
    says(
        check("  - if: lang == zh\n    then:\n      - label: x\n      - end\n"), 3, 16, "top level"
    );
    says(check("  - label: x\n  - label: x\n  - end\n"), 2, 12, "stands twice");
    CHECK(check(
              "  - label: x\n  - collect: n\n" + std::string(question)
                  + "  - confirm: text.help\n    else:\n      - retry: n\n",
              slots
    )
              .empty());
    says(check("  - retry: n\n", slots), 1, 12, "no step above collects `n`", true);
}

TEST_CASE("flow: collect from a list") {
    const std::string head = "needs: signed_in\nslots:\n  order: order\n  n: quantity\n";
    const std::string list = "  - call: order.list\n    as: orders\n";
    CHECK(check(
              list
                  + "  - collect: order\n    from: orders\n    label:\n      zh: <it.no>\n      "
                    "en: <it.no>\n"
                  + question,
              head
    )
              .empty());
    CHECK(
        check(list + "  - collect: order\n" + question, head).find("say `from:`")
        != std::string::npos
    );
    CHECK(
        check(list + "  - collect: n\n    from: orders\n" + question, head)
            .find("holds record:order")
        != std::string::npos
    );
    CHECK(
        check(
            "  - collect: n\n    label:\n      zh: x\n      en: x\n" + std::string(question), slots
        )
            .find("`label:` belongs beside `from:`")
        != std::string::npos
    );
    CHECK(
        check("  - collect: n\n    unasked: first\n" + std::string(question), slots)
            .find("`unasked: first` belongs beside `from:`")
        != std::string::npos
    );
    CHECK(
        check("  - collect: n\n    unasked: told\n" + std::string(question), slots)
            .find("`unasked: told` is for slots of type free_text")
        != std::string::npos
    );
    CHECK(
        check(list + "  - collect: order\n    from: orders\n    unasked: last\n" + question, head)
            .find("`unasked:` may only be `first` or `told`")
        != std::string::npos
    );
    CHECK(
        check("  - collect: n\n    where: n > 'x'\n" + std::string(question), slots).find(":11:")
        != std::string::npos
    );
}

TEST_CASE("flow: what starters see") {
    const SmallShop shop;
    shop.write(
        "flows/other.yaml",
        "flow: other\ntitle:\n  zh: 别\n  en: Other\ntakes: [n]\ngives: [n]\nfails: [no]\nslots:\n "
        " n: quantity\n"
        "steps:\n  - if: n > 3\n    then:\n      - end: no\n"
    );
    shop.flow(
        "  - start: other\n    with: {n: 2}\n    as: m\n    else:\n      no:\n        - end\n"
        "  - say:\n      zh: <m>\n      en: <m>\n"
    );
    CHECK(shop.errors().empty());
    shop.flow("  - start: other\n    as: m\n    else:\n      nope:\n        - end\n");
    const std::string all = shop.errors();
    CHECK(all.find("the flow `other` needs `n`") != std::string::npos);
    CHECK(all.find("the flow `other` has no failure `nope`") != std::string::npos);
    shop.flow("  - say: text.help\n", "gives: [n]\nslots:\n  n: quantity\n");
    CHECK(
        shop.errors().find("flows/trial.yaml:5:1: error: `n`, which the flow gives, may be unset")
        == 0
    );
}

TEST_CASE("flow: its head") {
    says(check("  - end\n", "needs: something\n"), 0, 8, "`needs:` is none");
    says(check("  - end\n", "needs: {order_owner: x}\n"), 0, 22, "no slot `x`");
    says(check("  - end\n", "silence: {nudge: 5}\n"), 0, 18, "duration");
    says(check("  - end\n", "takes: [x]\n"), 0, 9, "no slot `x`");
    says(check("  - end\n", "slots:\n  now: quantity\n"), 1, 3, "built-in name");
    CHECK(
        check("  - end\n", "gives: [a, b]\n").find(":5:8: error: a flow gives one name")
        != std::string::npos
    );
}

TEST_CASE("flow: cards") {
    const std::string call = "  - call: points.balance\n    as: p\n";
    const std::string say = "  - say: text.help\n    card: {kind: ";
    CHECK(check(call + say + "points, of: p}\n", "needs: signed_in\n").empty());
    CHECK(
        check(call + say + "order, of: p}\n", "needs: signed_in\n").find("shows a record:order")
        != std::string::npos
    );
    CHECK(
        check(call + say + "pionts, of: p}\n", "needs: signed_in\n").find("did you mean `points`?")
        != std::string::npos
    );
}
