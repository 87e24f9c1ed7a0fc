// Slips in flows: steps, names, conditions.
#include "content/mistakes.hpp"

#include <catch2/catch.hpp>

using namespace clerk::content::testing;

namespace {

void in_condition(std::string_view what, std::string_view condition, std::string_view said) {
    const std::string text =
        "  - if: " + std::string(condition) + "\n    then:\n      - say: text.help\n";
    expect_in_flow({what, text, said});
}

}  // namespace

TEST_CASE("mistakes: where a flow goes") {
    expect_in_flow(
        {"a dangling goto", "  - goto: ▸nowhere\n", "no label at the top level of this flow"}
    );
    expect_in_flow(
        {"a misspelt goto",
         "  - label: done\n  - if: n > 3\n    then:\n      - goto: ▸doen\n",
         "did you mean `done`?"}
    );
    expect_in_flow({"a label twice", "  - label: a\n  - label: ▸a\n", "the label `a` stands twice"}
    );
    expect_in_flow(
        {"a label in a branch",
         "  - if: n > 3\n    then:\n      - label: ▸deep\n      - say: text.help\n",
         "a label stands at the top level"}
    );
    expect_in_flow(
        {"what nobody reaches", "  - end\n  - ▸say: text.help\n", "nobody reaches this step"}
    );
    expect_in_flow(
        {"a loop without a question",
         "  - label: again\n  - ▸say: text.help\n  - goto: again\n",
         "goes round without asking anything"}
    );
    expect_in_flow({"a failure that is none", "  - end: ▸refused\n", "list it under `fails:`"});
}

TEST_CASE("mistakes: steps") {
    expect_in_flow({"misspelt", "  - ▸sya: text.help\n", "did you mean `say`?"});
    expect_in_flow({"just words", "  - ▸thanks\n", "a step is a map of `key: value` lines"});
    expect_in_flow({"two at once", "  - ▸say: text.help\n    end: done\n", "both `say:` and `end:`"}
    );
    expect_in_flow(
        {"a key of another step", "  - say: text.help\n    ▸as: x\n", "`say` has no key `as:`"}
    );
    expect_in_flow({"no question", "  - ▸collect: n\n", "`collect` needs `ask:`"});
    expect_in_flow({"no then", "  - ▸if: n > 3\n", "`if` needs `then:`"});
    expect_in_flow({"an empty list", "  - if: n > 3\n    then: ▸[]\n", "does nothing"});
    expect_in_flow(
        {"an unknown desk", "  - handoff: ▸retrun\n", "no ticket_category; did you mean `return`?"}
    );
    expect_in_flow(
        {"an unknown card",
         "  - say: text.help\n    card: {kind: ▸odrer, of: n}\n",
         "no card is called `odrer`; did you mean `order`?"}
    );
    expect_in_flow(
        {"an unknown button",
         "  - say: text.help\n    buttons: [▸cancle]\n",
         "no intent is called `cancle`; did you mean `cancel`?"}
    );
}

TEST_CASE("mistakes: names in steps") {
    expect_in_flow(
        {"an unknown slot",
         "  - collect: ▸ordr_no\n    ask: text.ask\n",
         "no slot `ordr_no`; did you mean `order_no`?"}
    );
    expect_in_flow({"an unknown action", "  - call: ▸order.fnd\n", "did you mean `order.find`?"});
    expect_in_flow({"an unknown flow", "  - start: ▸tiral\n", "did you mean `trial`?"});
    expect_in_flow({"an unknown text", "  - say: ▸text.halp\n", "did you mean `text.help`?"});
    expect_in_flow({"set of no slot", "  - set:\n      ▸m: 1\n", "no slot `m`"});
    expect_in_flow({"set to no number", "  - set:\n      n: ▸many\n", "`many` is no quantity"});
    expect_in_flow(
        {"set to no choice", "  - set:\n      reason: ▸damgaed\n", "did you mean `damaged`?"}
    );
    expect_in_flow({"retry of nothing", "  - retry: ▸m\n", "no slot `m`"});
    expect_in_flow(
        {"who must be known", "  - call: ▸points.balance\n    as: p\n", "needs a signed-in shopper"}
    );
    expect_in_flow(
        {"a result called like a slot",
         "  - if: shopper.signed_in\n    then:\n      - call: points.balance\n        as: ▸n\n",
         "`n` is a slot of this flow"}
    );
}

TEST_CASE("mistakes: names in conditions") {
    in_condition("a misspelt slot", "▸ordr_no is set", "did you mean `order_no`?");
    in_condition("a misspelt choice", "reason == ▸damagd", "did you mean `damaged`?");
    in_condition("a misspelt built-in", "▸shoper.signed_in", "did you mean `shopper`?");
    in_condition("a misspelt field", "▸shopper.sined_in", "did you mean `signed_in`?");
}

TEST_CASE("mistakes: types in comparisons") {
    in_condition("number and text", "n ▸== 'x'", "a number and `'x'` a text: they cannot");
    in_condition("day and number", "day ▸> 3", "`day` is a day and `3` a number");
    in_condition("text and duration", "note ▸> 7 days", "`note` is a text and `7 days` a duration");
    in_condition("no yes or no", "n ▸+ 1", "must come to yes or no, and `n + 1` is a number");
    in_condition("a slot alone", "▸n", "write `n is set` or compare it");
}

TEST_CASE("mistakes: how conditions are written") {
    in_condition("one =", "n ▸= 3", "write `==` to compare");
    in_condition("&&", "n > 3 ▸&& n < 5", "write `and` for &&");
    in_condition("||", "n > 3 ▸|| n < 5", "write `or`");
    in_condition("double quotes", "note == ▸\"x\"", "single quotes");
    in_condition("full-width quotes", "note == ▸‘x’", "straight quotes");
    in_condition("full-width parentheses", "▸（n > 3） or n < 1", "write a plain ( for （");
    in_condition("full-width =", "n ▸＝＝ 3", "write `==`");
    in_condition("full-width >", "n ▸＞ 3", "write");
    in_condition("half a condition", "n >▸", "");
}
