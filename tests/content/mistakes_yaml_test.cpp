// What YAML would do to an editor's words without a sign: each is refused, once, in its place.
#include "base/limits.hpp"
#include "content/mistakes.hpp"
#include "content/small_shop.hpp"

#include <catch2/catch.hpp>

using namespace clerk::content;
using namespace clerk::content::testing;

namespace {

constexpr const char* rest = "exactly:\n  - zorgle\nexamples:\n  - zorgle\n";

// A mistake within an otherwise sound intent.
void refused(std::string_view what, std::string_view text, std::string_view said) {
    const std::string whole = std::string(rest) + std::string(text);
    expect_in_intent({what, whole, said});
}

std::string problems_of(const std::string& bytes) {
    const SmallShop shop;
    shop.write("intents/trial.yaml", bytes);
    return shop.problems();
}

constexpr const char* sound =
    "intent: trial\ntitle:\n  zh: 试\n  en: Trial\nanswer:\n  zh: 好\n  en: Good\n"
    "exactly:\n  - zorgle\nexamples:\n  - zorgle\n";

std::string utf16(std::string_view ascii, bool big, bool mark) {
    std::string out = mark ? big ? "\xFE\xFF" : "\xFF\xFE" : "";
    for (const char c : ascii) {
        if (big) out += '\0';
        out += c;
        if (!big) out += '\0';
    }
    return out;
}

}  // namespace

TEST_CASE("mistakes: indentation") {
    refused("a tab", "phrases:\n▸\t- 退\n", "a tab indents this line; use spaces");
    refused("a tab after blanks", "phrases:\n  ▸\t- 退\n", "a tab indents this line");
    refused("a key beside its own lines", "phrases:\n- 退\n▸unless:\n", "`unless:` has no value");
}

TEST_CASE("mistakes: indentation of texts") {
    expect_in_flow(
        {"a line too far right", "  - say:\n     zh: 好\n      ▸en: x\n", "fits nothing above it"}
    );
    expect_in_flow(
        {"lines too far left", "  - ▸say:\n    zh: 好\n    en: x\n", "`say:` has no value"}
    );
    expect_in_flow(
        {"a line too far left",
         "  - say:\n      zh: 好\n     ▸en: x\n",
         "indentation fits nothing above it"}
    );
}

TEST_CASE("mistakes: full-width punctuation") {
    const char* colon = "a full-width colon `：` ends no key; write `: `";
    refused("colon of a list's key", "phrases▸：\n  - 退\n", colon);
    refused("colon of a text", "unless▸：退\n", colon);
    refused("comment", "▸＃ 备注\nunless:\n  - 退\n", "a full-width `＃` begins no comment");
    refused("comment in a list", "unless:\n  - 退\n  ▸＃ 备注\n", "full-width `＃`");
    refused("dash", "unless:\n  ▸－ 退\n", "this dash begins no element; write `- `");
    refused("long dash", "unless:\n  ▸— 退\n", "this dash begins no element");
    refused("comma between names", "buttons: [▸help，cancel]\n", "`，` is full-width, write `,`");
    refused("brackets", "buttons: ▸【help】\n", "`【` is full-width, write `[`");
    refused("comma of a list", "buttons: [▸help、cancel]\n", "`、` is full-width, write `,`");
    expect_in_flow({"colon of a step", "  - say▸：\n      zh: 好\n      en: x\n", colon});
    expect_in_flow({"colon of a language", "  - say:\n      zh▸：好\n      en: x\n", colon});
}

TEST_CASE("mistakes: colons") {
    refused(
        "unquoted `: ` in an element",
        "unless:\n  - ▸order: late\n",
        "put a text that holds `: ` in '…'"
    );
    refused("no blank behind a key", "role:▸cancel\n", "a space is missing after `role:`");
    expect_in_flow(
        {"unquoted `: ` in a text",
         "  - say:\n      zh: 好\n      en: Your orders▸: all\n",
         "put a text that holds `: ` in '…'"}
    );
    expect_in_flow(
        {"a text that ends with a colon",
         "  - say:\n      zh: 好\n      en: Your orders▸:\n",
         "put a text that holds `: ` in '…'"}
    );
    expect_in_flow(
        {"no blank behind a language",
         "  - say:\n      zh:▸好\n      en:x\n",
         "a space is missing after `zh:`"}
    );
}

TEST_CASE("mistakes: what begins a comment, alias, anchor or tag") {
    refused("unquoted #", "unless:\n  - 退 ▸#1\n", "from ` #` on this is a comment");
    refused("leading *", "unless:\n  - ▸*退\n", "`*` is a YAML alias");
    refused("leading * and a blank", "unless:\n  - ▸* 退\n", "`*` is a YAML alias");
    refused("leading &", "unless:\n  - ▸&退 货\n", "`&` begins a YAML anchor");
    refused("leading !", "unless:\n  - ▸!退货\n", "`!` begins a YAML tag");
    refused("leading @", "unless:\n  - ▸@退货\n", "may not begin a text; put the text in '…'");
    refused("leading %", "unless:\n  - ▸%退货\n", "may not begin a text");
    refused("leading `", "unless:\n  - ▸`退货`\n", "may not begin a text");
    refused("leading ?", "unless:\n  - ▸? 退货\n", "`? ` begins a YAML map");
    refused("a directive", "▸%YAML 1.2\n", "directive");
    expect_in_flow({"negation by !", "  - if: ▸!n\n    then: [end]\n", "`!` begins a YAML tag"});
}

TEST_CASE("mistakes: values that are none") {
    refused("nothing", "▸unless:\n", "`unless:` has no value");
    refused("~", "unless: ▸~\n", "YAML for \"no value\"");
    refused("null", "unless: ▸null\n", "YAML for \"no value\"");
    refused("an empty element", "unless:\n  - 退\n  ▸-\n", "an empty element");
}

TEST_CASE("mistakes: keys") {
    refused("twice", "▸exactly:\n  - 再来\n", "`exactly:` stands twice, first in line 8");
    refused("misspelt", "▸unles:\n  - 退\n", "no key `unles:`; did you mean `unless`?");
    refused("foreign", "▸colour: red\n", "an intent has no key `colour:`; it has intent, title");
    refused("a second document", "▸---\nunless: x\n", "a second document begins here");
    expect_in_flow(
        {"a language twice",
         "  - say:\n      zh: 好\n      ▸zh: 好的\n      en: x\n",
         "`zh:` stands twice"}
    );
}

TEST_CASE("mistakes: a list or a map where a text belongs") {
    refused("a list", "unless:\n  - ▸[退, 换]\n", "a text is expected here, not a list");
    refused("a map", "unless:\n  - ▸{退: 换}\n", "a text is expected here, not a map");
}

TEST_CASE("mistakes: texts over several lines") {
    refused("plain", "unless:\n  - ▸退货\n    换货\n", "write `|`");
    refused("in quotes", "unless:\n  - ▸'退货\n    换货'\n", "write `|`");
    refused("folded", "unless:\n  - ▸>\n    退货\n    换货\n", "write `|`");
    refused("a quote never closed", "unless:\n  - ▸'退货\n", "never closed");
}

TEST_CASE("mistakes: regular expressions in double quotes") {
    refused("a backspace", "re2:\n  - ▸\"\\bzorgle\"\n", "in \"…\" a backslash changes the regex");
    refused("no escape of YAML's", "re2:\n  - \"▸\\dzorgle\"\n", "write '…'");
    refused("a phrase", "phrases:\n  - \"zorgle ▸\\(x\\)\"\n", "write '…'");
    expect(
        "config/types/own.yaml",
        "types:\n  code:\n    pattern: ▸\"[0-9]{3}\\b\"\n",
        "in \"…\" a backslash changes the regex"
    );
}

TEST_CASE("mistakes: encodings") {
    CHECK(problems_of(sound).empty());
    const std::string bom = problems_of("\xEF\xBB\xBF" + std::string(sound));
    CHECK(
        bom
        == "intents/trial.yaml:1:1: error: the file begins with a byte order mark; save it as "
           "UTF-8 without BOM\n"
    );
    for (const bool big : {false, true}) {
        for (const bool mark : {false, true}) {
            CHECK(
                problems_of(utf16("intent: trial\ntitle: x\n", big, mark))
                == "intents/trial.yaml:1:1: error: the file is UTF-16; save it as UTF-8\n"
            );
        }
    }
    const std::string gbk = "intent: trial\ntitle:\n  zh: \xCD\xCB\xBB\xF5\n";
    CHECK(
        problems_of(gbk)
        == "intents/trial.yaml:3:7: error: these bytes are not UTF-8 (GBK perhaps); save the file "
           "as UTF-8\n"
    );
}

TEST_CASE("mistakes: files that would eat the machine") {
    const std::string big = problems_of(sound + std::string(10'000'000, '#'));
    CHECK_THAT(big, Catch::StartsWith("intents/trial.yaml:1:1: error: the file has "));
    CHECK_THAT(big, Catch::Contains("more than 1048576; split it"));
    CHECK(std::count(big.begin(), big.end(), '\n') == 1);

    std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n";
    for (char c = 'b'; c < 'k'; ++c) {
        const std::string last(1, static_cast<char>(c - 1));
        bomb += std::string(1, c) + ": &" + c + " [*" + last;
        for (int i = 0; i < 8; ++i)
            bomb += ", *" + last;
        bomb += "]\n";
    }
    const std::string all = problems_of(bomb + sound);
    CHECK_THAT(all, Catch::Contains("intents/trial.yaml:1:4: error: `&` begins a YAML anchor"));
    CHECK_THAT(all, Catch::Contains("intents/trial.yaml:2:8: error: `*` is a YAML alias"));
    CHECK(std::count(all.begin(), all.end(), '\n') < 40);

    std::string deep;
    for (std::size_t i = 0; i <= clerk::limits::yaml_depth_max; ++i)
        deep += std::string(i, ' ') + "a:\n";
    CHECK_THAT(problems_of(deep), Catch::Contains("nested deeper than 32 levels"));
}
