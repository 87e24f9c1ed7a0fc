#include "answers.hpp"
#include "rule_generator.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

TEST_CASE("money") {
    answers(
        "money",
        {{"¥1,299.00", "129900 CNY"},
         {"￥1299", "129900 CNY"},
         {"1299元", "129900 CNY"},
         {"一百二十块", "12000 CNY"},
         {"五块五", "550 CNY"},
         {"五块钱", "500 CNY"},
         {"3元5角", "350 CNY"},
         {"12.5元", "1250 CNY"},
         {"1.2万元", "1200000 CNY"},
         {"$20", "2000 USD"},
         {"20 dollars", "2000 USD"},
         {"300", "30000 CNY"},
         {"两千五", "250000 CNY"},
         {"很贵", "-"},
         {"1.234元", "-"}}
    );
    mentioned("money", {{"买的时候1299元，现在999元", "129900 CNY,99900 CNY"}, {"买了3台", ""}});
}

TEST_CASE("amounts on their edges") {
    answers(
        "money",
        {{"0元", "0 CNY"},
         {"0.01元", "1 CNY"},
         {"0.1元", "10 CNY"},
         {"¥0.05", "5 CNY"},
         {"五毛", "50 CNY"},
         {"3毛5", "35 CNY"},
         {"两块零五分", "205 CNY"},
         {"1,234,567.89元", "123456789 CNY"},
         {"999999999999元", "99999999999900 CNY"},
         {"1000000000000元", "-"},
         {"1万", "1000000 CNY"},
         {"1.5万块", "1500000 CNY"},
         {"三万五", "3500000 CNY"},
         {"订单2024061234，129元", "12900 CNY"},
         {"三五百元", "-"},
         {"$1.50", "150 USD"},
         {"€20", "2000 EUR"},
         {"20 euros", "2000 EUR"},
         {"HK$100", "10000 HKD"},
         {"100港币", "10000 HKD"},
         {"£5", "500 GBP"},
         {"twenty dollars", "2000 USD"},
         {"100元和200元", "-"},
         {"100元，就是100元", "10000 CNY"},
         {"九千亿亿元", "-"},
         {"一亿亿亿", "-"}}
    );
}

TEST_CASE("quantities") {
    answers(
        "quantity",
        {{"三台", "3"},
         {"两个", "2"},
         {"2", "2"},
         {"two", "2"},
         {"二十三", "23"},
         {"twenty-one", "21"},
         {"就要一个", "1"},
         {"a lot", "-"},
         {"99999", "-"},
         {"三点", "-"}}
    );
    mentioned(
        "quantity",
        {{"我要两台冰箱", "2"},
         {"2 fridges please", "2"},
         {"第二个", ""},
         {"明天3点", ""},
         {"订单2024061234", ""},
         {"3 days", ""},
         {"两个月", ""},
         {"我要退3", ""}}
    );
}

TEST_CASE("quantities in Chinese numerals") {
    answers(
        "quantity",
        {{"十", "10"},
         {"十二", "12"},
         {"一百零五", "105"},
         {"一百二", "120"},
         {"三千", "3000"},
         {"二〇", "20"},
         {"一千零一十", "1010"}}
    );
}

TEST_CASE("counts on their edges") {
    answers(
        "quantity",
        {{"0", "0"},
         {"9999", "9999"},
         {"10000", "-"},
         {"九千九百九十九", "9999"},
         {"一万", "-"},
         {"半个", "-"},
         {"1.5", "-"},
         {"1.5个", "-"},
         {"两三个", "-"},
         {"三五个", "-"},
         {"七八台", "-"},
         {"两个三个", "-"},
         {"二十三四个", "-"},
         {"a couple of fridges", "2"},
         {"two or three", "-"},
         {"九千亿亿", "-"},
         {"十亿亿亿亿亿亿亿亿亿亿个", "-"}}
    );
}

TEST_CASE("numbers of any length are read or refused, never half") {
    const char* const words[] = {
        "零", "一", "九", "十", "百", "千", "万", "亿", "9", "0", "元", "个"};
    CHECK(rc::check("a run of numerals", [&] {
        std::string message;
        const int length = *rc::gen::inRange(1, 40);
        for (int i = 0; i < length; ++i)
            message += words[*rc::gen::inRange(0, 12)];
        const Understanding read = shop()->understand(message);
        for (const std::string_view type : {"money", "quantity", "date", "time", "date_time"}) {
            const auto value = shop()->answer(type, read, here());
            if (!value) continue;
            if (const auto* money = value->get<Money>()) RC_ASSERT(money->minor >= 0);
            if (const auto* count = value->get<std::int64_t>())
                RC_ASSERT(*count >= 0 && *count <= 9'999);
        }
    }));
}
