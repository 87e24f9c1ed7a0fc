// Slips in texts: languages, names in texts, forms.
#include "content/mistakes.hpp"

#include <catch2/catch.hpp>

using namespace clerk::content::testing;

namespace {

void in_text(std::string_view what, std::string_view zh, std::string_view said) {
    const std::string text = "  - say:\n      zh: " + std::string(zh) + "\n      en: x\n";
    expect_in_flow({what, text, said});
}

}  // namespace

TEST_CASE("mistakes: languages") {
    expect_in_flow({"en missing", "  - say:\n      ▸zh: 好\n", "`en:` is missing"});
    expect_in_flow({"zh missing", "  - say:\n      ▸en: x\n", "`zh:` is missing"});
    expect_in_flow(
        {"no such language", "  - say:\n      zh: 好\n      en: x\n      ▸fr: y\n", "no key `fr:`"}
    );
    expect_in_flow({"an empty text", "  - say:\n      zh: '▸'\n      en: x\n", "an empty text"});
    expect_in_flow(
        {"no language at all", "  - say: ▸hello\n", "written in every language (zh:, en:)"}
    );
    expect_in_flow(
        {"a list of languages", "  - say:\n      - ▸zh: 好\n      - ▸en: x\n", "`en:` is missing"}
    );
    expect_in_intent(
        {"an option's label",
         "exactly:\n  - zorgle\nexamples:\n  - zorgle\nbuttons: ▸{a: b}\n",
         "a list of texts"}
    );
}

TEST_CASE("mistakes: names in texts") {
    in_text("misspelt", "号 ▸<ordr_no>", "nothing here is called `ordr_no`; did you mean");
    in_text("never closed", "号 ▸<order_no", "no > closes it; for a plain < write \\<");
    in_text("in Chinese", "号 ▸<订单号>", "names are written in Latin letters");
    in_text("full width", "号 ▸＜order_no＞", "write <order.no>");
    in_text("no field", "您 ▸<shopper.nmae>", "did you mean `name`?");
    in_text("half a form", "共 ▸<n|>", "after | a format must stand");
}

TEST_CASE("mistakes: forms of the wrong type") {
    in_text("no such form", "共 ▸<n|mony>", "there is no format `mony`; did you mean `money`?");
    in_text("a number as a day", "共 ▸<n|day>", "`n` is a number, and |day is for days");
    in_text("a day as money", "▸<day|money>", "|money is for amounts of money");
    in_text("a number as a time", "▸<n|time>", "|time is for times");
    in_text("a day counted", "▸<day|count>", "|count is for numbers and lists");
    in_text("plural without words", "▸<n|plural>", "plural");
}

TEST_CASE("mistakes: texts that repeat and are conditional") {
    expect_in_flow(
        {"each of no list",
         "  - say:\n      - each: ▸n\n        zh: 好\n        en: x\n",
         "`n` is no list"}
    );
    expect_in_flow(
        {"a condition on nothing",
         "  - say:\n      - if: ▸m > 3\n        zh: 好\n        en: x\n",
         "nothing here is called `m`"}
    );
    expect_in_flow(
        {"a condition on an element without the list",
         "  - say:\n      - if: ▸it.quantity > 1\n        zh: 好\n        en: x\n",
         "nothing here is called `it`"}
    );
    expect_in_flow(
        {"beside a shared text", "  - say:\n      - text: ▸text.help\n", "only `if:` may stand"}
    );
}

TEST_CASE("mistakes: shared texts") {
    expect(
        "config/texts/own.yaml",
        "texts:\n  ▸nested: ▸text.help\n",
        "warning: nothing uses the text `nested`"
    );
    expect(
        "config/texts/own.yaml",
        "texts:\n  ▸lonely:\n    zh: 甲\n    en: a\n",
        "warning: nothing uses the text `lonely`"
    );
    expect(
        "config/texts/zzz.yaml",
        "texts:\n  ▸help:\n    zh: 甲\n    en: a\n",
        "the text `help` stands twice, first in "
    );
}
