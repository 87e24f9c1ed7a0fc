#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "flow/money.hpp"
#include "flow/support.hpp"
#include "flow/words.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <rapidcheck.h>

namespace clerk::flow::test {
namespace {

const Values nothing;
const TestWording wording;

Rendering in(Lang lang) {
    return {nothing, wording, lang, july_first, UtcOffset{}};
}

// The value in Chinese, traditional Chinese and English.
std::string all(
    const Value& value, std::string_view format = {}, const std::vector<std::string>& args = {}
) {
    return show(value, in(Lang::zh), format, args) + " | "
           + show(value, in(Lang::zh_hant), format, args) + " | "
           + show(value, in(Lang::en), format, args);
}

std::string zh(const Value& value, std::string_view format = {}) {
    return show(value, in(Lang::zh), format);
}

Date day(int year, int month, int day_of_month) {
    return *date_of({year, month, day_of_month});
}

TEST_CASE("money with its symbol, separators and cents") {
    CHECK(zh(Money{129'900, "CNY"}) == "¥1,299.00");
    CHECK(zh(Money{1'250, "USD"}) == "$12.50");
    CHECK(zh(Money{5, "HKD"}) == "HK$0.05");
    CHECK(zh(Money{-123'456'789, "CNY"}) == "-¥1,234,567.89");
    CHECK(zh(Money{1'500, "JPY"}) == "JP¥1,500");
    CHECK(zh(Money{300, "CHF"}) == "CHF 3.00");
    CHECK(zh(Money{0, "CNY"}, "money") == "¥0.00");
    CHECK(
        money_text({std::numeric_limits<std::int64_t>::min(), "CNY"})
        == "-¥92,233,720,368,547,758.08"
    );
}

TEST_CASE("counts with separators") {
    CHECK(zh(0) == "0");
    CHECK(zh(999) == "999");
    CHECK(zh(1'000, "count") == "1,000");
    CHECK(zh(1'234'567) == "1,234,567");
    CHECK(zh(-1'000) == "-1,000");
    CHECK(zh(make_list({Value(1), Value(2)}), "count") == "2");
}

TEST_CASE("days in three languages, with the year if it is not this one") {
    CHECK(all(day(2024, 7, 3)) == "7月3日（周三） | 7月3日（週三） | Wed 3 July");
    CHECK(all(day(2024, 7, 1)) == "7月1日（周一） | 7月1日（週一） | Mon 1 July");
    CHECK(
        all(day(2025, 1, 5)) == "2025年1月5日（周日） | 2025年1月5日（週日） | Sun 5 January 2025"
    );
    CHECK(
        all(day(2023, 12, 31))
        == "2023年12月31日（周日） | 2023年12月31日（週日） | Sun 31 December 2023"
    );
}

TEST_CASE("near days by name") {
    CHECK(all(day(2024, 6, 30), "day") == "昨天 | 昨天 | yesterday");
    CHECK(all(day(2024, 7, 1), "day") == "今天 | 今天 | today");
    CHECK(all(day(2024, 7, 2), "day") == "明天 | 明天 | tomorrow");
    CHECK(all(day(2024, 7, 3), "day") == "后天 | 後天 | Wed 3 July");
    CHECK(all(day(2024, 7, 4), "day") == "7月4日（周四） | 7月4日（週四） | Thu 4 July");
    CHECK(all(day(2024, 6, 29), "day") == "6月29日（周六） | 6月29日（週六） | Sat 29 June");
}

TEST_CASE("moments by the shop's clock") {
    CHECK(all(july_first) == "7月1日（周一） 10:00 | 7月1日（週一） 10:00 | Mon 1 July 10:00");
    CHECK(zh(july_first, "time") == "10:00");
    CHECK(zh(july_first, "day") == "今天");
    CHECK(zh(july_first - hours(11), "day") == "昨天");
    CHECK(zh(july_first - hours(11), "time") == "23:00");
    CHECK(zh(ClockTime{9, 5}) == "09:05");
    CHECK(zh(ClockTime{0, 0}, "time") == "00:00");
}

TEST_CASE("durations in at most two units") {
    CHECK(all(days(3)) == "3天 | 3天 | 3 days");
    CHECK(all(days(1)) == "1天 | 1天 | 1 day");
    CHECK(all(hours(2)) == "2小时 | 2小時 | 2 hours");
    CHECK(all(minutes(150)) == "2小时30分钟 | 2小時30分鐘 | 2 hours 30 minutes");
    CHECK(all(Millis{days(1).value + minutes(5).value}) == "1天 | 1天 | 1 day");
    CHECK(all(Millis{days(1).value + hours(1).value}) == "1天1小时 | 1天1小時 | 1 day 1 hour");
    CHECK(all(seconds(61)) == "1分钟1秒 | 1分鐘1秒 | 1 minute 1 second");
    CHECK(all(Millis{0}) == "0秒 | 0秒 | 0 seconds");
    CHECK(all(Millis{-hours(2).value}) == "-2小时 | -2小時 | -2 hours");
    CHECK(zh(Millis{std::numeric_limits<std::int64_t>::min()}).starts_with("-106751991167天"));
}

TEST_CASE("yes, no, choices, texts in the shopper's language") {
    CHECK(all(true) == "是 | 是 | yes");
    CHECK(all(false) == "否 | 否 | no");
    CHECK(all(Choice{"return_reason", "damaged"}) == "商品损坏 | 商品損壞 | It is damaged");
    CHECK(all(Choice{"return_reason", "strange"}) == "strange | strange | strange");
    CHECK(all(LocalText{"电视", "TV"}) == "电视 | 电视 | TV");
    CHECK(all(LocalText{"电视", ""}) == "电视 | 电视 | 电视");
    CHECK(
        all(Value("<order.no> \\< |money"))
        == "<order.no> \\< |money | <order.no> \\< |money | <order.no> \\< |money"
    );
    CHECK(all(Value()) == " |  | ");
}

TEST_CASE("lists are joined as people do, records stand as their title") {
    const auto list = [](std::initializer_list<Value> items) {
        return make_list(items);
    };
    CHECK(all(list({item_named("电视", "TV")})) == "电视 | 电视 | TV");
    CHECK(
        all(list({item_named("电视", "TV"), item_named("冰箱", "fridge")}))
        == "电视和冰箱 | 电视和冰箱 | TV and fridge"
    );
    CHECK(
        all(list(
            {item_named("电视", "TV"), item_named("冰箱", "fridge"), item_named("空调", "heater")}
        ))
        == "电视、冰箱和空调 | 电视、冰箱和空调 | TV, fridge and heater"
    );
    CHECK(all(make_list({})) == "无 | 無 | none");
    CHECK(zh(an_order()) == "2024061234");
    CHECK(zh(make_record("no such record", {{"no", Value(1)}})).empty());
    CHECK(zh(make_record("order", {})).empty());
}

TEST_CASE("what is masked keeps just enough") {
    CHECK(zh(Value("13812345678"), "masked") == "138****5678");
    CHECK(zh(Value("2024061234"), "masked") == "****1234");
    CHECK(zh(Value("SF1234567890"), "masked") == "****7890");
    CHECK(zh(Value("+86 138-1234-5678"), "masked") == "****5678");
    CHECK(zh(Value("1234"), "masked") == "****");
    CHECK(zh(Value("7"), "masked") == "****");
    CHECK(zh(Value("李小明"), "masked") == "李**");
    CHECK(zh(Value("Alice Smith"), "masked") == "A**");
    CHECK(zh(Value(""), "masked").empty());
    CHECK(zh(Value(), "masked").empty());
    CHECK(zh(Value("李2号"), "masked") == "李**");
}

TEST_CASE("plural renders the word alone") {
    const std::vector<std::string> args{"day", "days"};
    CHECK(all(1, "plural", args) == "day | day | day");
    CHECK(all(2, "plural", args) == "day | day | days");
    CHECK(all(0, "plural", args) == "day | day | days");
    CHECK(all(-1, "plural", args) == "day | day | day");
    CHECK(all(make_list({Value(1), Value(1)}), "plural", args) == "day | day | days");
}

TEST_CASE("a format that does not fit falls back to the default form") {
    CHECK(zh(Value("text"), "day") == "text");
    CHECK(zh(true, "time") == "是");
    CHECK(zh(Date{19'905}, "plural") == "7月1日（周一）");
    CHECK(zh(3, "no such format") == "3");
    CHECK(zh(3, "plural").empty());
}

Value random_value(int depth) {
    switch (*rc::gen::inRange(0, depth > 0 ? 13 : 11)) {
        case 0:
            return {};
        case 1:
            return *rc::gen::arbitrary<bool>();
        case 2:
            return *rc::gen::arbitrary<std::int64_t>();
        case 3:
            return *rc::gen::element<std::string>("", "订单", "13812345678", "<x>", "a b");
        case 4:
            return LocalText{*rc::gen::element<std::string>("", "电视"), "TV"};
        case 5:
            return Money{
                *rc::gen::arbitrary<std::int64_t>(),
                *rc::gen::element<std::string>("CNY", "JPY", "", "XTS")};
        case 6:
            return Date{*rc::gen::inRange(-700'000, 2'900'000)};
        case 7:
            return ClockTime{*rc::gen::inRange(0, 24), *rc::gen::inRange(0, 60)};
        case 8:
            return UnixMillis{*rc::gen::inRange<std::int64_t>(-(1LL << 50), 1LL << 50)};
        case 9:
            return Millis{*rc::gen::arbitrary<std::int64_t>()};
        case 10:
            return Choice{"return_reason", *rc::gen::element<std::string>("damaged", "x")};
        case 11:
            return make_record(
                *rc::gen::element<std::string>("order", "item", "?"),
                {{"no", random_value(depth - 1)}, {"name", random_value(depth - 1)}}
            );
        default:
            return make_list({random_value(depth - 1), random_value(depth - 1)});
    }
}

TEST_CASE("every value can be shown in every form") {
    REQUIRE(rc::check([] {
        const Value value = random_value(3);
        const auto format = *rc::gen::element<std::string>(
            "", "money", "day", "time", "masked", "count", "plural", "nonsense"
        );
        const Lang lang = static_cast<Lang>(*rc::gen::inRange(0, 3));
        const std::string shown = show(value, in(lang), format, {"day", "days"});
        RC_ASSERT(utf8::valid(shown));
        RC_ASSERT(shown == show(value, in(lang), format, {"day", "days"}));
    }));
}

TEST_CASE("nesting beyond all sense is cut, not followed") {
    Value value = make_list({Value("deep")});
    for (std::size_t i = 0; i < 2 * limits::shown_depth_max; ++i)
        value = make_list({value});
    CHECK(zh(value) == "…");
}

TEST_CASE("the buttons of the house") {
    CHECK(yes_no_button(true, Lang::en) == "Yes");
    CHECK(yes_no_button(false, Lang::zh) == "否");
    CHECK(skip_button(Lang::zh_hant) == "跳過");
}

}  // namespace
}  // namespace clerk::flow::test
