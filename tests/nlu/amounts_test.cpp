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

TEST_CASE("amounts in short, and about so much") {
    answers(
        "money",
        {{"3k", "300000 CNY"},
         {"1千", "100000 CNY"},
         {"1千2百块", "120000 CNY"},
         {"3万5", "3500000 CNY"},
         {"1万2千元", "1200000 CNY"},
         {"about 100", "10000 CNY"},
         {"大概一百", "10000 CNY"},
         {"100左右", "10000 CNY"},
         {"一百块左右", "10000 CNY"},
         {"20 kuai", "2000 CNY"},
         {"五十块整", "5000 CNY"},
         {"一块二毛五", "125 CNY"},
         {"100 hkd", "10000 HKD"},
         {"50英镑", "5000 GBP"},
         {"-5元", "-"},
         {"-5", "-"},
         {"负五元", "-"},
         {"100-200元", "-"},
         {"100到200", "-"},
         {"一百多块", "-"},
         {"几百块", "-"},
         {"not 100元", "-"},
         {"3千克", "-"},
         {"3kg", "-"},
         {"塊半", "-"},
         {"兩百塊", "20000 CNY"}}
    );
}

TEST_CASE("counts, said shortly") {
    answers(
        "quantity",
        {{"俩", "2"},       {"要俩", "2"},     {"仨", "3"},           {"一打", "12"},
         {"a dozen", "12"}, {"x2", "2"},       {"×2", "2"},           {"冰箱x3", "3"},
         {"a couple", "2"}, {"just one", "1"}, {"only 2", "2"},       {"just the one", "1"},
         {"大概三个", "3"}, {"三本", "3"},     {"-1", "-"},           {"2-3个", "-"},
         {"2~3", "-"},      {"两到三个", "-"}, {"two to three", "-"}, {"2 or 3 fridges", "-"},
         {"两个半", "-"},   {"我俩", "-"},     {"the 2nd one", "-"},  {"不是三个，是两个", "2"},
         {"两個", "2"}}
    );
}

TEST_CASE("a floor is a number") {
    answers(
        "quantity",
        {{"8楼", "8"},
         {"八楼", "8"},
         {"第3层", "3"},
         {"在三楼", "3"},
         {"我家住十二楼", "12"},
         {"the third floor", "3"},
         {"it's on the 3rd floor", "3"},
         {"floor 8", "8"},
         {"8f", "8"},
         {"8號樓3層", "3"},
         {"8楼802", "8"},
         {"负一楼", "-"},
         {"地下二层", "-"},
         {"b1", "-"},
         {"2-3楼", "-"},
         {"8号楼", "-"}}
    );
}

TEST_CASE("more ways to name an amount and a count") {
    answers(
        "money",
        {{"¥ 100", "10000 CNY"},
         {"rmb100", "10000 CNY"},
         {"一千二", "120000 CNY"},
         {"$1,000.50", "100050 USD"},
         {"100.5", "10050 CNY"},
         {"99块9", "9990 CNY"},
         {"九十九块九毛", "9990 CNY"},
         {"十块零五毛", "1050 CNY"},
         {"一毛", "10 CNY"},
         {"20美刀", "2000 USD"},
         {"100块，不是200块", "10000 CNY"},
         {"nt$100", "-"},
         {"免费", "-"}}
    );
    answers(
        "quantity",
        {{"a dozen fridges", "12"},
         {"three fridges", "3"},
         {"3 of them", "3"},
         {"1个就够了", "1"},
         {"all of them", "-"},
         {"none", "-"},
         {"半台", "-"},
         {"1台冰箱和2台电视", "-"}}
    );
}
