// Slips in phrases and regular expressions.
#include "content/mistakes.hpp"

#include <catch2/catch.hpp>

using namespace clerk::content::testing;

namespace {

void in_phrase(std::string_view what, std::string_view phrase, std::string_view said) {
    const std::string text = "phrases:\n  - " + std::string(phrase) + "\nexactly:\n  - zorgle\n"
                             "examples:\n  - zorgle\n";
    expect_in_intent({what, text, said});
}

void in_regex(std::string_view what, std::string_view regex, std::string_view said) {
    const std::string text = "re2:\n  - '" + std::string(regex) + "'\nexactly:\n  - zorgle\n"
                             "examples:\n  - zorgle\n";
    expect_in_intent({what, text, said});
}

}  // namespace

TEST_CASE("mistakes: phrases") {
    in_phrase("an empty alternative", "(退|▸)货", "an empty alternative: write (a|b)?");
    in_phrase("an empty beginning", "(▸|退)货", "an empty alternative");
    in_phrase("never closed", "▸(退货", "this ( is never closed");
    in_phrase("never opened", "退货▸)", "this ) closes nothing");
    in_phrase("a bar outside", "退货▸|换货", "| stands outside parentheses: write (a|b)");
    in_phrase("nothing required", "▸(退货)?", "matches the empty text");
    in_phrase("a mark within", "退货▸！换货", "ends a clause, which no phrase goes beyond");
    in_phrase("? without parentheses", "退货了▸?吗", "write (a)?");
    in_phrase("an unknown type", "查▸<ordr_no>", "unknown type ordr_no: define it");
    in_phrase("a slot never closed", "查▸<order_no", "< opens a slot that no > closes");
    in_phrase("a full-width slot", "查▸＜order_no＞", "write <order_no>");
    in_phrase("a slot between book title marks", "查▸《order_no》", "write <order_no>");
    in_phrase("quotation marks", "▸“退货”", "warning: this matches only where the quotation mark");
    in_phrase("a mark that ends a clause", "▸停；好", "this can never match");
    in_phrase(
        "a slot of no flow", "查▸<no:order_no>", "starts no flow that could have a slot `no`"
    );
    in_phrase("what a message never holds", "▸(do|does)n't zorgle", "this can never match");
    in_phrase("dots at an edge", "▸...退货", "warning: ... at an edge of a phrase means nothing");
}

TEST_CASE("mistakes: regular expressions among phrases") {
    in_phrase("any", "退▸.*货", "in a phrase write ...");
    in_phrase("digits", "退▸\\d+货", "in a phrase write <quantity>");
    in_phrase("a class", "要▸[退换]货", "in a phrase write (a|b)");
    in_phrase("a class that YAML reads", "▸[退换]货", "put the text in '…'");
    in_phrase("repetition", "(退)▸+货", "phrases do not repeat a group");
    in_phrase("look-ahead", "退▸(?=货)", "phrases need no look-ahead");
}

TEST_CASE("mistakes: regular expressions") {
    in_regex("look-ahead", "退▸(?=货)", "RE2 has no look-ahead");
    in_regex("negative look-ahead", "退▸(?!款)", "put what must not follow under `unless`");
    in_regex("look-behind", "▸(?<=不)退货", "RE2 has no look-behind");
    in_regex("back-reference", "(退|换)货▸\\1", "RE2 has no back-references");
    in_regex("atomic group", "▸(?>退)货", "RE2 has no atomic groups");
    in_regex("unclosed", "▸(退货", "RE2 refuses this");
    in_regex("empty alternative", "(退|▸)货", "an empty alternative");
    in_regex("nothing required", "▸(退货)*", "this matches the empty text");
}

TEST_CASE("mistakes: regular expressions that never or always match") {
    in_regex("full width", "▸ＡＢＣ退货", "this can never match");
    in_regex("a blank between Han", "▸退 货", "\"退 货\" is \"退货\"");
    in_regex("the end of a clause", "▸退货！", "this can never match");
    in_regex("\\b beside Han", "▸\\b退货", "warning: \\b knows only ASCII");
    in_regex("\\w beside Han", "退▸\\w货", "warning: \\w knows only ASCII");
    in_regex("\\d beside Han", "退▸\\d件", "warning: \\d knows only 0 to 9");
}

TEST_CASE("mistakes: examples") {
    expect_in_intent(
        {"one that no rule matches",
         "phrases:\n  - 退货\nexamples:\n  - 退货\n  - ▸换货\n",
         "this example does not win: no rule of any intent matches it"}
    );
    expect_in_intent(
        {"one that another intent takes",
         "phrases:\n  - help\nexamples:\n  - ▸do help\n",
         "it goes to `help` (intents/help.yaml:7"}
    );
    expect_in_intent(
        {"one that the intent's own `unless` vetoes",
         "phrases:\n  - 退货\nunless:\n  - 不想\nexamples:\n  - ▸不想退货\n",
         "an `unless:` of this intent vetoes it"}
    );
    expect_in_intent(
        {"one that must not win and does",
         "phrases:\n  - 退货\nexamples:\n  - 退货\nnot_examples:\n  - ▸我要退货\n",
         "narrow that rule or add an `unless:`"}
    );
    expect(
        "intents/trial.yaml",
        "▸intent: trial\ntitle:\n  zh: 试\n  en: T\nanswer:\n  zh: 好\n  en: G\n"
        "phrases:\n  - 退货\n",
        "an intent needs `examples:`"
    );
}
