#include "content/load.hpp"

#include "content/small_shop.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using clerk::content::Loaded;
using clerk::content::SmallShop;

namespace {

// The only problem: where it is and what it says.
void says(const SmallShop& shop, const std::string& place, const std::string& words) {
    const std::string all = shop.problems();
    INFO(all);
    CHECK(all.starts_with(place));
    CHECK(all.find(words) != std::string::npos);
    CHECK(std::count(all.begin(), all.end(), '\n') == 1);
}

}  // namespace

TEST_CASE("load: the smallest shop there may be") {
    const SmallShop shop;
    CHECK(shop.problems().empty());
    const Loaded loaded = shop.load();
    REQUIRE(loaded.snapshot != nullptr);
    CHECK(loaded.config.shop_name.en == "Small shop");
    CHECK(loaded.snapshot->script.flows.contains("system/prove_order"));
    CHECK(
        loaded.snapshot->script.lexicon->intents().size() == loaded.snapshot->script.intents.size()
    );
    CHECK(loaded.snapshot->hash != 0);
}

TEST_CASE("load: a folder that is no content folder is told once, not by all it lacks") {
    for (const char* folder : {"/nowhere/at/all", "/usr/include"}) {
        const Loaded loaded = clerk::content::load_content(folder);
        CHECK(loaded.snapshot == nullptr);
        REQUIRE(loaded.problems.size() == 1);
        CHECK(loaded.problems[0].text.find("no content folder") != std::string::npos);
    }
}

TEST_CASE("load: the hash is of the bytes and the names") {
    const SmallShop shop;
    const auto first = shop.load().snapshot->hash;
    CHECK(shop.load().snapshot->hash == first);
    shop.write("config/shopclerk.yaml", "shop:\n  zh: 小店\n  en: Small shop\n# a comment\n");
    CHECK(shop.load().snapshot->hash != first);
}

TEST_CASE("load: traditional Chinese is converted where it is not given") {
    const SmallShop shop;
    shop.intent("exactly:\n  - hm\nexamples:\n  - hm\n");
    shop.write(
        "intents/trial.yaml",
        "intent: trial\ntitle:\n  zh: 订单<lang>\n  en: Order\n  zh-Hant: 自訂\nanswer:\n  zh: "
        "发货\n  en: x\n"
        "exactly:\n  - hm\nexamples:\n  - hm\n"
    );
    const Loaded loaded = shop.load();
    REQUIRE(loaded.snapshot != nullptr);
    const auto* intent = loaded.snapshot->script.intent("trial");
    REQUIRE(intent != nullptr);
    const auto hant = static_cast<std::size_t>(clerk::Lang::zh_hant);
    CHECK(std::get<std::string>(intent->title.in[hant].pieces.front()) == "自訂");
    CHECK(std::get<std::string>(intent->answer.lines[0].text.in[hant].pieces.front()) == "發貨");
}

TEST_CASE("load: problems of all files at once, sorted") {
    const SmallShop shop;
    shop.write("config/shopclerk.yaml", "shop:\n  zh: 小店\ncurency: CNY\n");
    shop.intent("phrase:\n  - x\n");
    shop.write("flows/system/prove_order.yaml", "flow: prove_order\n\tx\n");
    const std::string all = shop.problems();
    INFO(all);
    CHECK(all.find("config/shopclerk.yaml:2:3: error: `en:` is missing") != std::string::npos);
    CHECK(
        all.find("config/shopclerk.yaml:3:1: error: the shop's settings has no key `curency:`; did "
                 "you mean "
                 "`currency`?")
        != std::string::npos
    );
    CHECK(all.find("flows/system/prove_order.yaml:2:1: error: a tab") != std::string::npos);
    CHECK(
        all.find(
            "intents/trial.yaml:8:1: error: an intent has no key `phrase:`; did you mean `phrases`?"
        )
        != std::string::npos
    );
    CHECK(all.find("config/") < all.find("flows/"));
    CHECK(all.find("flows/") < all.find("intents/"));
    CHECK(shop.load().snapshot == nullptr);
}

TEST_CASE("load: what must be there") {
    const SmallShop shop;
    SECTION("a system text") {
        shop.write(
            "config/texts/system.yaml", "texts:\n  greeting:\n    zh: 您好\n    en: Hello\n"
        );
        const std::string all = shop.problems();
        CHECK(
            all.find("config/texts/system.yaml:1:1: error: the text `help` is missing")
            != std::string::npos
        );
        CHECK(all.find("`greeting`") == std::string::npos);
    }
    SECTION("a system flow") {
        shop.remove("flows/system/prove_order.yaml");
        says(shop, "flows/system/prove_order.yaml:1:1", "missing");
    }
    SECTION("a role") {
        shop.remove("intents/cancel.yaml");
        says(shop, "intents/cancel.yaml:1:1", "role: cancel");
    }
    SECTION("the settings") {
        shop.remove("config/shopclerk.yaml");
        says(shop, "config/shopclerk.yaml:1:1", "cannot be read");
    }
    SECTION("a folder") {
        std::filesystem::remove_all(shop.folder() / "intents");
        CHECK(
            shop.problems().find("intents:1:1: error: this folder cannot be read")
            != std::string::npos
        );
    }
    SECTION("nothing at all") {
        const Loaded loaded = clerk::content::load_content(shop.folder() / "nowhere");
        CHECK(loaded.snapshot == nullptr);
        CHECK(!loaded.problems.empty());
    }
}

TEST_CASE("load: files that are not read") {
    const SmallShop shop;
    shop.write("intents/.hidden.yaml", "!x");
    shop.write("intents/backup.yaml~", "!x");
    shop.write("intents/notes.txt", "!x");
    CHECK(shop.problems().empty());
    shop.write("intents/trial.yml", "intent: trial\n");
    says(shop, "intents/trial.yml:1:1", "rename");
}

TEST_CASE("load: settings") {
    const SmallShop shop;
    const auto with = [&](const std::string& lines) {
        shop.write("config/shopclerk.yaml", "shop:\n  zh: 小店\n  en: Shop\n" + lines);
    };
    with(
        "utc_offset: -03:30\ncurrency: EUR\nnot_understood_handoff: 2\nkeep_for: 1h\nsilence:\n  "
        "nudge: 90s\n"
        "origins:\n  - https://shop.example\nmain_intents: [help]\n"
    );
    const Loaded loaded = shop.load();
    REQUIRE(loaded.problems.empty());
    CHECK(loaded.config.settings.offset.minutes == -210);
    CHECK(loaded.config.settings.currency == "EUR");
    CHECK(loaded.config.settings.not_understood_handoff == 2);
    CHECK(loaded.config.settings.keep_for == clerk::hours(1));
    CHECK(loaded.config.settings.nudge_after == clerk::seconds(90));
    CHECK(loaded.config.settings.main_intents == std::vector<std::string>{"help"});
    CHECK(loaded.config.origins == std::vector<std::string>{"https://shop.example"});
    CHECK(loaded.snapshot->script.settings.currency == "EUR");

    with("utc_offset: Shanghai\n");
    says(shop, "config/shopclerk.yaml:4:13", "+08:00");
    with("utc_offset: '+15:00'\n");
    says(shop, "config/shopclerk.yaml:4:13", "+08:00");
    with("currency: yuan\n");
    says(shop, "config/shopclerk.yaml:4:11", "CNY");
    with("keep_for: 30\n");
    says(shop, "config/shopclerk.yaml:4:11", "duration");
    with("not_understood_handoff: 0\n");
    says(shop, "config/shopclerk.yaml:4:25", "from 1 to 10");
    with("languages: [zh, fr]\n");
    says(shop, "config/shopclerk.yaml:4:17", "`fr`");
    with("main_intents: [helb]\n");
    says(shop, "config/shopclerk.yaml:4:16", "`helb`");
    with("origins: [https://shop.example/path]\n");
    says(shop, "config/shopclerk.yaml:4:11", "without a path");
    with("sign_in:\n  issuer: a\n  audience: b\n");
    says(shop, "config/shopclerk.yaml:5:3", "key_file");
}

TEST_CASE("load: types") {
    const SmallShop shop;
    const auto with = [&](std::string_view lines) {
        shop.write("config/types/own.yaml", "types:\n" + std::string(lines));
    };
    with(
        "  size:\n    choice:\n      s:\n        zh: 小\n        en: small\n        phrases: "
        "[小号]\n"
    );
    CHECK(shop.problems().empty());
    CHECK(shop.load().snapshot->script.type("size")->labels.size() == 1);
    with("  code:\n    pattern: \"[0-9]{3}\"\n");
    says(shop, "config/types/own.yaml:3:14", "backslash");
    with("  code:\n    pattern: '(?=x)'\n");
    CHECK(shop.problems().find("config/types/own.yaml:3:15: error:") == 0);
    with("  code:\n    invalid: text.help\n");
    says(shop, "config/types/own.yaml:2:3", "a `choice:` or `words:`");
    with("  goods:\n    words:\n      - (货\n");
    says(shop, "config/types/own.yaml:4:9", "words '(货'");
    with(
        "  size:\n    choice:\n      s:\n        zh: 小\n        en: small\n        phrases:\n"
        "          - 小号\n          - 不(?=大)\n"
    );
    says(shop, "config/types/own.yaml:9:14", "look-ahead");
    with("  goods:\n    words: [货, 快递]\n");
    CHECK(shop.problems().empty());
    CHECK(shop.load().snapshot->script.type("goods") == nullptr);
    with("  phone_tail:\n    pattern: '[0-9]{3}'\n");
    says(shop, "config/types/own.yaml:2:3", "stands twice, first in config/types/all.yaml:2");
    with("  size:\n    choice:\n      s:\n        zh: 小\n");
    says(shop, "config/types/own.yaml:5:9", "needs `en:`");
    with("  size:\n    choice:\n      s: 小\n");
    CHECK(shop.problems().find("config/types/own.yaml:4:10: error: a choice is a map") == 0);
}

TEST_CASE("load: labels of the program's own words") {
    const SmallShop shop;
    shop.write(
        "config/types/freight.yaml",
        "types:\n  freight:\n    choice:\n      shopper:\n        zh: 您付\n        en: you pay\n"
    );
    CHECK(
        shop.problems().find(
            "config/types/freight.yaml:2:3: error: `freight` has no label for `shop`"
        )
        != std::string::npos
    );
    shop.write(
        "config/types/freight.yaml",
        "types:\n  tier:\n    choice:\n      golden:\n        zh: 金\n        en: g\n"
    );
    CHECK(shop.problems().find("`golden` is no tier; did you mean `gold`?") != std::string::npos);
}

TEST_CASE("load: policies") {
    const SmallShop shop;
    shop.write("config/policies/complaints.yaml", "policy: complaints\npromise_high_hours: 2\n");
    CHECK(shop.load().snapshot->policies.complaints.promise_high_hours == 2);
    shop.write("config/policies/complaints.yaml", "policy: complaints\npromise_high_hours: two\n");
    says(shop, "config/policies/complaints.yaml:2:21", "whole number");
    shop.write("config/policies/complaints.yaml", "policy: complains\n");
    says(shop, "config/policies/complaints.yaml:1:9", "did you mean `complaints`?");
    shop.remove("config/policies/complaints.yaml");
    shop.write(
        "config/policies/returns.yaml",
        "policy: returns\neffective: July\nclauses:\n  - id: cancelled\n    name:\n      zh: 条\n  "
        "    en: a\n"
        "    text:\n      zh: 话\n      en: w\n"
    );
    const std::string all = shop.problems();
    CHECK(
        all.find("config/policies/returns.yaml:2:12: error: a day is written like")
        != std::string::npos
    );
    CHECK(
        all.find("config/policies/returns.yaml:3:1: error: no clause has the id `window_over`")
        != std::string::npos
    );
}

TEST_CASE("load: intents") {
    const SmallShop shop;
    SECTION("examples") {
        shop.intent(
            "phrases:\n  - 我要发票\nexamples:\n  - 我要发票\n  - 我要发货\nnot_examples:\n  - "
            "不是我要发票\n"
        );
        const std::string all = shop.problems();
        INFO(all);
        CHECK(
            all.find("intents/trial.yaml:12:5: error: this example does not win: no rule")
            != std::string::npos
        );
        CHECK(
            all.find("intents/trial.yaml:14:5: error: this must not be `trial`")
            != std::string::npos
        );
    }
    SECTION("an example that another intent takes") {
        shop.intent("phrases:\n  - help\nexamples:\n  - do help\n");
        says(shop, "intents/trial.yaml:11:5", "it goes to `help` (intents/help.yaml:7");
    }
    SECTION("no examples") {
        shop.intent("phrases:\n  - 发票\n");
        says(shop, "intents/trial.yaml:1:1", "`examples:`");
    }
    SECTION("a phrase that is wrong") {
        shop.intent("phrases:\n  - 我要(发票\nexamples:\n  - 我要发票\n");
        CHECK(shop.problems().find("intents/trial.yaml:9:") == 0);
    }
    SECTION("a regex that RE2 refuses") {
        shop.intent("re2:\n  - '(?=发票)'\nexamples:\n  - 发票\n");
        CHECK(shop.problems().find("intents/trial.yaml:9:") == 0);
    }
    SECTION("a regex in double quotes") {
        shop.intent("re2:\n  - \"\\\\b发票\"\nexamples:\n  - 发票\n");
        CHECK(shop.problems().find("intents/trial.yaml:9:5: error: in \"…\"") == 0);
    }
    SECTION("no deed") {
        shop.write("intents/trial.yaml", "intent: trial\ntitle:\n  zh: 试\n  en: T\n");
        says(shop, "intents/trial.yaml:1:1", "`starts:`");
    }
    SECTION("an unknown flow") {
        shop.write(
            "intents/trial.yaml", "intent: trial\ntitle:\n  zh: 试\n  en: T\nstarts: nothing\n"
        );
        says(shop, "intents/trial.yaml:5:9", "no flow is called `nothing`");
    }
}

TEST_CASE("load: names in intents") {
    const SmallShop shop;
    SECTION("an unknown role, button and scope") {
        shop.intent("role: cancle\nbuttons: [helb]\nscope: sometimes\n");
        const std::string all = shop.problems();
        CHECK(
            all.find(":8:7: error: `cancle` is no role; did you mean `cancel`?")
            != std::string::npos
        );
        CHECK(all.find(":9:11: error: no intent is called `helb`") != std::string::npos);
        CHECK(all.find(":10:8: error: `scope:`") != std::string::npos);
    }
    SECTION("a name that is not the file's") {
        shop.write(
            "intents/trial.yaml", "intent: other\ntitle:\n  zh: 试\n  en: T\nanswer: text.help\n"
        );
        says(shop, "intents/trial.yaml:1:9", "make them alike");
    }
    SECTION("a missing language, an empty text, an unknown shared text") {
        shop.write(
            "intents/trial.yaml",
            "intent: trial\ntitle:\n  zh: 试\nanswer:\n  - zh: ''\n    en: x\n  - text.helb\n  - "
            "just words\n"
        );
        const std::string all = shop.problems();
        INFO(all);
        CHECK(all.find(":3:3: error: `en:` is missing") != std::string::npos);
        CHECK(all.find(":5:10: error: an empty text") != std::string::npos);
        CHECK(
            all.find(":7:5: error: no shared text is called `text.helb`; did you mean")
            != std::string::npos
        );
        CHECK(all.find(":8:5: error: a text is written in every language") != std::string::npos);
    }
}

TEST_CASE("load: a phrase names a slot that the flow has") {
    const SmallShop shop;
    shop.flow("  - say: text.help\n    if: from is set\n", "slots:\n  from: date\n");
    const std::string head = "intent: trial\ntitle:\n  zh: 试\n  en: T\nstarts: trial\nphrases:\n";
    shop.write(
        "intents/trial.yaml", head + "  - 从<from:date>起退订\nexamples:\n  - 从7月3日起退订\n"
    );
    CHECK(shop.problems().empty());
    shop.write(
        "intents/trial.yaml", head + "  - 从<form:date>起退订\nexamples:\n  - 从7月3日起退订\n"
    );
    says(shop, "intents/trial.yaml:7:6", "has no slot `form`; did you mean `from`?");
}

TEST_CASE("load: only the order of files decides") {
    const SmallShop shop;
    shop.intent("phrases:\n  - 我要发票\nexamples:\n  - 我要发票\n");
    shop.write(
        "intents/zzz.yaml",
        "intent: zzz\ntitle:\n  zh: 后\n  en: Z\nanswer:\n  zh: 好\n  en: G\nphrases:\n  - "
        "要发票|我要发\n"
        "examples:\n  - 要发票啊\n"
    );
    shop.write(
        "intents/zzz.yaml",
        "intent: zzz\ntitle:\n  zh: 后\n  en: Z\nanswer:\n  zh: 好\n  en: G\nphrases:\n  - "
        "我(要)发票\n"
        "examples:\n  - 再说\nexactly:\n  - 再说\n"
    );
    const std::string all = shop.problems();
    INFO(all);
    CHECK(
        all.find("intents/trial.yaml:11:5: warning: only the order of files decides")
        != std::string::npos
    );
    CHECK(shop.load().snapshot != nullptr);
}

TEST_CASE("load: shared texts") {
    const SmallShop shop;
    shop.write(
        "config/texts/own.yaml",
        "texts:\n  unused:\n    zh: 甲\n    en: a\n  nested: text.help\n  greeting:\n    zh: 乙\n  "
        "  en: b\n"
        "  broken:\n    zh: 甲<a\n    en: a\n"
    );
    const std::string all = shop.problems();
    INFO(all);
    CHECK(all.find(":2:3: warning: nothing uses the text `unused`") != std::string::npos);
    CHECK(all.find(":5:11: error: a shared text cannot use another") != std::string::npos);
    CHECK(all.find("`greeting` stands twice") != std::string::npos);
    CHECK(all.find(":10:") != std::string::npos);
}

TEST_CASE("load: what is shipped has no problem") {
    const Loaded loaded = clerk::content::load_content(CLERK_SOURCE_DIR);
    for (const auto& problem : loaded.problems)
        FAIL_CHECK(to_string(problem));
    REQUIRE(loaded.snapshot != nullptr);
}
