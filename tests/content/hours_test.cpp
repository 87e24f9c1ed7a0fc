#include "content/small_shop.hpp"
#include "turn/script.hpp"

#include <catch2/catch.hpp>

using namespace clerk;
using clerk::content::SmallShop;

namespace {

constexpr std::string_view head = "shop:\n  zh: 小店\n  en: Small shop\nhours:\n";

OpenHours hours_of(std::string_view lines) {
    const SmallShop shop;
    shop.write("config/shopclerk.yaml", std::string(head) + std::string(lines));
    INFO(shop.problems());
    const auto loaded = shop.load();
    REQUIRE(loaded.snapshot != nullptr);
    return loaded.snapshot->script.settings.people;
}

std::string problem_of(std::string_view lines) {
    const SmallShop shop;
    shop.write("config/shopclerk.yaml", std::string(head) + std::string(lines));
    return shop.problems();
}

}  // namespace

TEST_CASE("hours: weekdays, runs of them, dates") {
    const OpenHours hours = hours_of(
        "  mon-fri: [09:00-12:00, 13:00-18:00]\n"
        "  sat: 22:00-02:00\n"
        "  2024-10-01: closed\n"
        "  2024-10-12: 09:00-24:00\n"
    );
    CHECK(hours.week[0] == OpenDay{{540, 720}, {780, 1080}});
    CHECK(hours.week[4] == hours.week[0]);
    CHECK(hours.week[5] == OpenDay{{1320, 1560}});
    CHECK(hours.week[6].empty());
    CHECK(hours.unlike.at(*parse_iso_date("2024-10-01")).empty());
    CHECK(hours.unlike.at(*parse_iso_date("2024-10-12")) == OpenDay{{540, 1440}});
}

TEST_CASE("hours: what cannot be read is named, with how it is written") {
    CHECK(problem_of("  mon-fri: 9-18\n").find("09:00-18:00") != std::string::npos);
    CHECK(problem_of("  mon: 09:00-09:00\n").find("09:00-18:00") != std::string::npos);
    CHECK(problem_of("  mon: 25:00-26:00\n").find("09:00-18:00") != std::string::npos);
    CHECK(problem_of("  fri-mon: closed\n").find("mon-fri") != std::string::npos);
    CHECK(problem_of("  2024-02-30: closed\n").find("2024-10-01") != std::string::npos);
    CHECK(problem_of("  weekdays: closed\n").find("mon … sun") != std::string::npos);
}

TEST_CASE("raises: a priority that there is") {
    const SmallShop shop;
    shop.intent("raises: urgent\nexactly:\n  - hm\nexamples:\n  - hm\n");
    INFO(shop.problems());
    const auto loaded = shop.load();
    REQUIRE(loaded.snapshot != nullptr);
    CHECK(loaded.snapshot->script.intent("trial")->raises == "urgent");
    shop.intent("raises: urgnet\nexactly:\n  - hm\nexamples:\n  - hm\n");
    CHECK(shop.problems().find("`urgnet` is no priority") != std::string::npos);
}

TEST_CASE("an aside's examples are those in which it fires") {
    const SmallShop shop;
    shop.write(
        "intents/another.yaml",
        "intent: another\ntitle:\n  zh: 另\n  en: x\nrole: another\nphrases:\n  - 另一个订单\n"
        "examples:\n  - 看另一个订单\n"
    );
    CHECK(shop.problems().empty());
    shop.write(
        "intents/another.yaml",
        "intent: another\ntitle:\n  zh: 另\n  en: x\nrole: another\nphrases:\n  - 另一个订单\n"
        "examples:\n  - 看订单\n"
    );
    CHECK(shop.problems().find("does not win") != std::string::npos);
}
