// What the loader refuses and no slip of the mistakes_*_test files meets: bounds, contradictions,
// and what the program itself needs of the content.
#include "base/limits.hpp"
#include "content/mistakes.hpp"
#include "content/small_shop.hpp"
#include "content/talking_shop.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace clerk;
using namespace clerk::content;
using namespace clerk::content::testing;
using Catch::Contains;

namespace {

std::string read(const SmallShop& shop, const std::string& path) {
    std::ifstream in(shop.folder() / path, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

// The problems of the small shop once `from` became `to` in one of its files.
std::string edited(const std::string& path, const std::string& from, const std::string& to) {
    const SmallShop shop;
    std::string text = read(shop, path);
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    shop.write(path, text.replace(at, from.size(), to));
    return shop.problems();
}

std::string written(const std::string& path, const std::string& text) {
    const SmallShop shop;
    shop.write(path, text);
    return shop.problems();
}

std::string without(const std::string& path) {
    const SmallShop shop;
    shop.remove(path);
    return shop.problems();
}

constexpr const char* rules = "exactly:\n  - zorgle\nexamples:\n  - zorgle\n";

std::string intent(const std::string& lines) {
    const SmallShop shop;
    shop.intent(rules + lines);
    return shop.problems();
}

std::string trial(const std::string& head, const std::string& steps = "  - say: text.help\n") {
    const SmallShop shop;
    shop.flow(steps, head);
    return shop.problems();
}

std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("refused: settings that contradict each other or mean nothing") {
    const std::string shop = "shop:\n  zh: 店\n  en: S\n";
    for (const char* currency : {"cny", "CNYY", "人民币", "C1Y", "''"}) {
        CHECK_THAT(
            written("config/shopclerk.yaml", shop + "currency: " + currency + "\n"),
            Contains("config/shopclerk.yaml:4:11: error: a currency is its ISO code")
        );
    }
    CHECK_THAT(
        written(
            "config/shopclerk.yaml",
            shop + "sign_in:\n  issuer: a\n  audience: b\n  key_file: k\n  key_env: K\n"
        ),
        Contains("`sign_in:` needs a `key_file:` or a `key_env:`, and not both")
    );
    for (const char* offset : {"8", "+8:00", "+15:00", "+08:60", "UTC+8", "+0800"}) {
        CHECK_THAT(
            written("config/shopclerk.yaml", shop + "utc_offset: '" + offset + "'\n"),
            Contains("an offset from UTC is written like +08:00")
        );
    }
    CHECK_THAT(written("config/shopclerk.yaml", shop + "hours: always\n"), Contains("`hours:`"));
}

TEST_CASE("refused: the program's own enumerations, one id too few or too many") {
    const std::string types = "config/types/all.yaml";
    const std::string few =
        edited(types, "      urgent:\n        zh: 标签urgent\n        en: label urgent\n", "");
    CHECK_THAT(few, Contains("`priority` has no label for `urgent`"));
    CHECK(lines_of(few) == 1);
    const std::string many = edited(
        types, "      urgent:\n", "      urgnet:\n        zh: 急\n        en: Rush\n      urgent:\n"
    );
    CHECK_THAT(
        many, Contains("`urgnet` is no priority; did you mean `urgent`?; the program fixes its ids")
    );
    CHECK(lines_of(many) == 1);
}

TEST_CASE("refused: policies that a ruling could not be made by") {
    const std::string returns = "config/policies/returns.yaml";
    CHECK_THAT(
        edited(returns, "policy: returns", "policy: retuns"),
        Contains("no policy is called `retuns`; did you mean `returns`?")
    );
    CHECK_THAT(
        edited(returns, "policy: returns\n", ""), Contains("a policy begins with `policy:`")
    );
    CHECK_THAT(
        edited(returns, "2024-07-01", "first of July"), Contains("a day is written like 2024-07-01")
    );
    CHECK_THAT(
        edited(returns, "effective: 2024-07-01", "effective: 2024-07-01\nno_reason_days: -1"),
        Contains("a whole number from 0 to 3650")
    );
    const SmallShop shop;
    const std::string text = read(shop, returns);
    const std::size_t first = text.find("  - id: ");
    const std::size_t second = text.find("  - id: ", first + 1);
    const std::string clause = text.substr(first, second - first);
    CHECK_THAT(edited(returns, clause, ""), Contains("which a ruling may cite"));
    CHECK_THAT(edited(returns, clause, clause + clause), Contains("stands twice"));
    CHECK_THAT(
        written("config/policies/complaints.yaml", "policy: complaints\npromise_low_hours: 0\n"),
        Contains("a whole number from 1 to 8760")
    );
    CHECK_THAT(
        written("config/policies/points.yaml", "policy: points\nshown_entries: some\n"),
        Contains("a whole number from 0 to " + std::to_string(limits::value_list_max))
    );
}

TEST_CASE("refused: content without what the clerk cannot do without") {
    CHECK_THAT(without("intents/cancel.yaml"), Contains("no intent has `role: cancel`"));
    CHECK_THAT(
        without("flows/system/prove_order.yaml"),
        Contains("flows/system/prove_order.yaml") && Contains("this flow is missing")
    );
    CHECK_THAT(without("config/texts/system.yaml"), Contains("greeting"));
    CHECK_FALSE(without("config/types/all.yaml").empty());
}

TEST_CASE("refused: intents that say two things at once") {
    CHECK_THAT(
        intent("scope: sometimes\n"),
        Contains("`scope:` can only be `always`; leave it out otherwise")
    );
    const SmallShop shop;
    shop.flow(
        "  - collect: n\n    ask: text.help\n    again: text.help\n", "slots:\n  n: quantity\n"
    );
    shop.intent(std::string(rules) + "scope: always\nflow: trial\n");
    CHECK_THAT(shop.problems(), Contains("an intent is of one flow or always there, not both"));
    CHECK_THAT(intent("starts: trail\n"), Contains("no flow is called `trail`"));
    CHECK_THAT(intent("role: cancle\n"), Contains("`cancle` is no role; did you mean `cancel`?"));
    CHECK_THAT(
        intent("starts: system/prove_order\n"),
        Contains("an intent starts a flow or has an answer, not both")
    );
}

TEST_CASE("refused: more than there is room for") {
    const std::string words(limits::pattern_bytes_max + 1, 'z');
    CHECK_THAT(
        intent("phrases:\n  - " + words + "\n"),
        Contains("a rule has at most " + std::to_string(limits::pattern_bytes_max) + " bytes")
    );
    std::string slots = "slots:\n";
    for (std::size_t i = 0; i <= limits::slots_per_flow_max; ++i)
        slots += "  s" + std::to_string(i) + ": quantity\n";
    CHECK_THAT(
        trial(slots),
        Contains("a flow has at most " + std::to_string(limits::slots_per_flow_max) + " slots")
    );
}

TEST_CASE("refused: a flow's head that names what it has not") {
    CHECK_THAT(trial("takes: [nothing]\n"), Contains("this flow has no slot `nothing`"));
    CHECK_THAT(
        trial("gives: [nothing]\n"),
        Contains("`nothing` is neither a slot nor a result of this flow")
    );
    CHECK_THAT(
        trial("needs: {order_owner: no_slot}\n"), Contains("this flow has no slot `no_slot`")
    );
    const std::string counted =
        trial("slots:\n  n: quantity\ntakes: [n]\nneeds: {order_owner: n}\n");
    CHECK_THAT(counted, Contains("`n` is a quantity; an order_no is needed"));
    CHECK_THAT(
        trial("needs: everybody\n"), Contains("`needs:` is none, signed_in, or {order_owner: SLOT}")
    );
}

TEST_CASE("refused: an argument of another kind") {
    expect_in_flow(
        {"a word for a choice",
         "  - call: complaint.open\n    with:\n      text: note\n      severity: ▸hihg\n",
         "a value of this flow is written <hihg>"}
    );
    expect_in_flow(
        {"words for a choice's place",
         "  - call: complaint.open\n    with:\n      text: note\n      severity: ▸'no. <n>'\n",
         "a text with names in it is no choice:severity"}
    );
}

TEST_CASE("refused: shared texts that cannot stand where they are used") {
    const auto shared = [](const std::string& text) {
        const SmallShop shop;
        shop.write("config/texts/own.yaml", "texts:\n  own:\n" + text);
        shop.flow("  - say: text.own\n");
        return shop.problems();
    };
    CHECK_THAT(
        shared("    - text.help\n"), Contains("a shared text cannot use another; write its words")
    );
    CHECK_THAT(shared("    []\n"), Contains("an empty list says nothing"));
    CHECK_THAT(shared("    zh: ''\n    en: x\n"), Contains("an empty text; take the line out"));
    const std::string longest(limits::reply_text_bytes_max + 1, 'x');
    CHECK_THAT(shared("    zh: " + longest + "\n    en: x\n"), Contains("a text has at most "));
    CHECK_THAT(shared("    words\n"), Contains("a text is written in every language (zh:, en:)"));
}

TEST_CASE("refused: YAML that opens what it does not close") {
    const auto said = [](const std::string& lines) {
        return written("config/texts/own.yaml", "texts:\n" + lines);
    };
    CHECK_THAT(said("  a: [b\n"), Contains("`[` is not closed with `]`"));
    CHECK_THAT(said("  a: {b: c\n"), Contains("`{` is not closed with `}`"));
    CHECK_THAT(said("  a: ]\n"), Contains("a closing bracket without an opening one"));
    CHECK_THAT(said("  ? [a, b]\n  : c\n"), Contains("a map or a list cannot be a key"));
    CHECK_THAT(said("  a: *b\n"), Contains("alias"));
    CHECK_THAT(said("  a: !!str b\n"), Contains("error: "));
    CHECK_THAT(said("  : b\n"), Contains("error: "));
}

TEST_CASE("chat run: what a chat cannot do ends it with its reason") {
    TalkingShop shop;
    const auto ends = [&](const std::string& chat, const std::string& why) {
        INFO(chat);
        CHECK_THAT(shop.failures(chat), Contains(why));
    };
    ends("> 我要抱怨\n< 怎么了？\n> [没有]\n", "there is no button [没有]");
    ends("> 我要抱怨\n< 怎么了？\n@ channel http\n", "the channel is chosen before anybody speaks");
    ends(
        "> 我要抱怨\n< 怎么了？\n@ now 2020-01-01 10:00\n", "time does not run backwards in a chat"
    );
    ends("@ lang fr\n", "`@ lang` takes zh, en or zh-Hant");
    ends("@ order.fnd fails not_found\n", "no directive or action is called `order.fnd`");
    ends("@ wait soon\n", "`@ wait` takes a duration such as 5m");
    ends("@ order.find\n", "a stub is written `@ ACTION fails NAME`, `@ ACTION -> VALUE`");
}
