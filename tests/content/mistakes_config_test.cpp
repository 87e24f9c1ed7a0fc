// Slips in config/: settings, types, policies.
#include "content/mistakes.hpp"
#include "content/small_shop.hpp"

#include <catch2/catch.hpp>

using namespace clerk::content::testing;

namespace {

void in_settings(std::string_view what, std::string_view lines, std::string_view said) {
    INFO(what);
    expect("config/shopclerk.yaml", "shop:\n  zh: 店\n  en: S\n" + std::string(lines), said);
}

void in_types(std::string_view what, std::string_view lines, std::string_view said) {
    INFO(what);
    expect("config/types/own.yaml", "types:\n" + std::string(lines), said);
}

void in_policy(std::string_view what, std::string_view lines, std::string_view said) {
    INFO(what);
    expect("config/policies/complaints.yaml", lines, said);
}

}  // namespace

TEST_CASE("mistakes: settings") {
    in_settings("a misspelt key", "▸curency: CNY\n", "did you mean `currency`?");
    in_settings("a currency's name", "currency: ▸yuan\n", "such as CNY");
    in_settings("a city for an offset", "utc_offset: ▸Shanghai\n", "+08:00");
    in_settings("no unit", "keep_for: ▸30\n", "30s, 5m, 2h or 7 days");
    in_settings("no number", "not_understood_handoff: ▸often\n", "a whole number from 1 to 10");
    in_settings("an unknown language", "languages: [zh, ▸fr]\n", "there are zh, en and zh-Hant");
    in_settings("an unknown intent", "main_intents: [▸helb]\n", "no intent is called `helb`");
    in_settings("a list for a map", "silence: ▸[3m]\n", "a map of `name: value` lines");
    in_settings("an origin with a path", "origins: [▸'https://a.example/x']\n", "without a path");
    in_settings("any origin", "origins: [▸'*']\n", "without a path");
    in_settings("no secret", "sign_in:\n  ▸issuer: a\n  audience: b\n", "`key_file:`");
}

TEST_CASE("mistakes: types") {
    in_types("look-ahead", "  code:\n    pattern: '▸(?=x)'\n", "RE2 has no look-ahead");
    in_types("neither", "  ▸code:\n    invalid: text.help\n", "a type has one of these");
    in_types("nothing required", "  code:\n    pattern: '▸[0-9]*'\n", "matches the empty text");
    in_types("a label missing", "  size:\n    choice:\n      s:\n        ▸zh: 小\n", "needs `en:`");
    in_types("a word for a choice", "  size:\n    choice:\n      s: ▸小\n", "a choice is a map");
    in_types("a name", "  ▸尺码:\n    pattern: '[0-9]{2}'\n", "is no name for a type");
    in_types(
        "an empty alternative in a choice's phrase",
        "  size:\n    choice:\n      s:\n        zh: 小\n        en: S\n        phrases: "
        "['(小|▸)号']\n",
        "an empty alternative"
    );
}

TEST_CASE("mistakes: policies") {
    in_policy("misspelt", "policy: ▸complains\n", "did you mean `complaints`?");
    in_policy("unnamed", "▸promise_low_hours: 3\n", "a policy begins with `policy:`");
    in_policy("no number", "policy: complaints\npromise_high_hours: ▸two\n", "a whole number");
    in_policy("too many", "policy: complaints\npromise_high_hours: ▸90000\n", "from 1 to 8760");
    in_policy("a key of another", "policy: complaints\n▸shown_entries: 3\n", "has no key");
}

TEST_CASE("mistakes: files in the wrong place or of the wrong name") {
    expect(
        "intents/other.yaml",
        "intent: ▸trial\ntitle:\n  zh: 试\n  en: T\nanswer: text.help\n",
        "its file `other.yaml`; make them alike"
    );
    expect(
        "flows/other.yaml",
        "flow: ▸trial\ntitle:\n  zh: 试\n  en: T\nsteps:\n  - say: text.help\n",
        "its file `other.yaml`; make them alike"
    );
    expect("intents/trial.yml", "▸intent: trial\n", "only *.yaml is read; rename the file");
}
