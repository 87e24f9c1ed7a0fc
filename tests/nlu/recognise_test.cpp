#include "nlu/recognise.hpp"

#include "rule_generator.hpp"
#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

std::shared_ptr<const Lexicon> shop() {
    static const auto lexicon = Content()
                                    .order_no()
                                    .type(reason_type())
                                    .product("p1", {"冰箱", "双门冰箱", "fridge"})
                                    .product("p2", {"空调", "Smart TV"})
                                    .lexicon();
    return lexicon;
}

std::string shown(const Value& value) {
    if (const auto* text = value.get<std::string>()) return *text;
    if (const auto* number = value.get<std::int64_t>()) return std::to_string(*number);
    if (const auto* yes = value.get<bool>()) return *yes ? "yes" : "no";
    if (const auto* money = value.get<Money>()) {
        return std::to_string(money->minor) + " " + money->currency;
    }
    if (const auto* date = value.get<Date>()) return iso_date(*date);
    if (const auto* time = value.get<ClockTime>()) {
        const std::string minute = std::to_string(time->minute);
        return std::to_string(time->hour) + ":" + (minute.size() == 1 ? "0" : "") + minute;
    }
    if (const auto* at = value.get<UnixMillis>()) {
        const ClockTime time = local_clock(*at, UtcOffset{480});
        return iso_date(local_date(*at, UtcOffset{480})) + " " + shown(Value(time));
    }
    if (const auto* choice = value.get<Choice>()) return choice->type + "." + choice->id;
    return "?";
}

std::string answer(std::string_view type, std::string_view message) {
    const auto value = shop()->answer(type, shop()->understand(message), here());
    return value ? shown(*value) : "-";
}

std::string mentions(std::string_view type, std::string_view message) {
    const NormalText text = shop()->normaliser().normalise(message);
    const Span all{0, static_cast<std::uint32_t>(text.text.size())};
    std::string out;
    for (const Mention& one : shop()->mentions(type, text, all, here())) {
        out += (out.empty() ? "" : ",") + shown(one.value);
    }
    return out;
}

struct Case {
    std::string_view message;
    std::string_view value;
};

void answers(std::string_view type, std::initializer_list<Case> cases) {
    for (const Case& one : cases) {
        INFO(type << ": " << one.message);
        CHECK(answer(type, one.message) == one.value);
    }
}

void mentioned(std::string_view type, std::initializer_list<Case> cases) {
    for (const Case& one : cases) {
        INFO(type << " in: " << one.message);
        CHECK(mentions(type, one.message) == one.value);
    }
}

}  // namespace

TEST_CASE("order numbers, by the shop's pattern") {
    answers(
        "order_no",
        {{"2024061234", "2024061234"},
         {"是 2024061234", "2024061234"},
         {"订单号：２０２４０６１２３４", "2024061234"},
         {"it is 2024061234, thanks", "2024061234"},
         {"20240612345", "-"},
         {"不知道", "-"},
         {"2024061234 和 2024061235", "-"},
         {"2024061234 2024061234", "2024061234"}}
    );
    mentioned(
        "order_no", {{"把2024061234和2024061235都退了", "2024061234,2024061235"}, {"订单", ""}}
    );
}

TEST_CASE("phones, however they are written") {
    answers(
        "phone",
        {{"13812345678", "13812345678"},
         {"138 1234 5678", "13812345678"},
         {"+86 138-1234-5678", "13812345678"},
         {"电话是13812345678", "13812345678"},
         {"010-12345678", "01012345678"},
         {"12345", "-"},
         {"2024061234", "-"},
         {"138123456789", "-"}}
    );
    answers("phone_tail", {{"5678", "5678"}, {"尾号5678", "5678"}, {"56789", "-"}, {"567", "-"}});
    // the whole number where its end was asked for; an order's number is none
    answers(
        "phone_tail",
        {{"13812345678", "5678"},
         {"my number is 138 1234 5678", "5678"},
         {"+86 13812345678", "5678"},
         {"010-87654321", "4321"},
         {"(977) 625-2661", "2661"},
         {"it's 977-625-2661", "2661"},
         {"2024061234", "-"},
         {"13812345678 or 13912345679", "-"}}
    );
}

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

TEST_CASE("dates, from Monday the first of July 2024") {
    answers(
        "date",
        {{"今天", "2024-07-01"},
         {"明天", "2024-07-02"},
         {"后天吧", "2024-07-03"},
         {"大后天", "2024-07-04"},
         {"昨天", "2024-06-30"},
         {"周三", "2024-07-03"},
         {"周一", "2024-07-01"},
         {"这周日", "2024-07-07"},
         {"下周三", "2024-07-10"},
         {"下下星期一", "2024-07-15"},
         {"上周五", "2024-06-28"},
         {"周末", "2024-07-06"},
         {"7月3日", "2024-07-03"},
         {"七月三号", "2024-07-03"},
         {"2024年7月3日", "2024-07-03"},
         {"12月30日", "2024-12-30"},
         {"1月5日", "2024-01-05"},
         {"3号", "2024-07-03"},
         {"2024-07-03", "2024-07-03"},
         {"2024/7/3", "2024-07-03"},
         {"7/3", "2024-07-03"},
         {"三天后", "2024-07-04"},
         {"两周后", "2024-07-15"},
         {"3天前", "2024-06-28"},
         {"2月30日", "-"},
         {"13月3日", "-"},
         {"随便", "-"}}
    );
    answers(
        "date",
        {{"tomorrow", "2024-07-02"},
         {"the day after tomorrow", "2024-07-03"},
         {"next friday", "2024-07-12"},
         {"Friday", "2024-07-05"},
         {"on Friday please", "2024-07-05"},
         {"3 july", "2024-07-03"},
         {"July 3rd", "2024-07-03"},
         {"3rd of July, 2024", "2024-07-03"},
         {"in 3 days", "2024-07-04"},
         {"2 days ago", "2024-06-29"},
         {"last sunday", "2024-06-30"},
         {"maybe", "-"}}
    );
}

TEST_CASE("days without an hour, as people answer which day suits them") {
    answers(
        "date",
        {{"next Friday afternoon", "2024-07-12"},
         {"friday morning would be good", "2024-07-05"},
         {"this weekend", "2024-07-06"},
         {"the weekend", "2024-07-06"},
         {"next weekend please", "2024-07-13"},
         {"tomorrow evening", "2024-07-02"},
         {"in two days", "2024-07-03"},
         {"two days from now", "2024-07-03"},
         {"in one week", "2024-07-08"},
         {"the 3rd", "2024-07-03"},
         {"on the 15th please", "2024-07-15"},
         {"the 22nd in the morning", "2024-07-22"},
         {"Dec 5th", "2024-12-05"},
         {"december 5", "2024-12-05"},
         {"5 Dec", "2024-12-05"},
         {"the 2nd one", "-"},
         {"the 3rd floor", "-"},
         {"the 32nd", "-"},
         {"the 3th", "2024-07-03"},
         {"next week", "-"}}
    );
}

TEST_CASE("times of day") {
    answers(
        "time",
        {{"上午十点半", "10:30"},
         {"下午三点", "15:00"},
         {"三点", "15:00"},
         {"晚上8点", "20:00"},
         {"中午12点", "12:00"},
         {"中午一点", "13:00"},
         {"凌晨2点", "2:00"},
         {"九点一刻", "9:15"},
         {"15:30", "15:30"},
         {"下午3:30", "15:30"},
         {"3pm", "15:00"},
         {"3:30 pm", "15:30"},
         {"12am", "0:00"},
         {"12 pm", "12:00"},
         {"noon", "12:00"},
         {"at 10", "10:00"},
         {"10 in the morning", "10:00"},
         {"at 3 in the afternoon", "15:00"},
         {"8 at night", "20:00"},
         {"3 o'clock", "15:00"},
         {"half past 9 in the evening", "21:30"},
         {"morning at 8", "8:00"},
         {"12:15 am", "0:15"},
         {"in the morning", "-"},
         {"half past 20", "-"},
         {"25点", "-"},
         {"晚点", "-"}}
    );
}

TEST_CASE("a day and a time") {
    answers(
        "date_time",
        {{"明天下午三点", "2024-07-02 15:00"},
         {"今晚8点", "2024-07-01 20:00"},
         {"下周三上午十点半", "2024-07-10 10:30"},
         {"tomorrow at 3pm", "2024-07-02 15:00"},
         {"3pm tomorrow", "2024-07-02 15:00"},
         {"tomorrow morning at 10", "2024-07-02 10:00"},
         {"next friday afternoon at 3:30", "2024-07-12 15:30"},
         {"on saturday at 9 in the morning", "2024-07-06 9:00"},
         {"tomorrow evening around 7", "2024-07-02 19:00"},
         {"tomorrow 4 o'clock", "2024-07-02 16:00"},
         {"next friday afternoon", "2024-07-12 14:00"},
         {"friday morning would be good", "2024-07-05 9:00"},
         {"this weekend in the evening", "2024-07-06 18:00"},
         {"the 3rd in the afternoon", "2024-07-03 14:00"},
         {"下周五下午", "2024-07-12 14:00"},
         {"明早", "2024-07-02 9:00"},
         {"明天下午25点", "-"},
         {"afternoon", "-"},
         {"7月3日15:30", "2024-07-03 15:30"},
         {"9点", "2024-07-02 9:00"},
         {"11点", "2024-07-01 11:00"},
         {"明天", "-"}}
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

TEST_CASE("products by the catalogue's names") {
    answers(
        "product",
        {{"冰箱", "p1"},
         {"那个双门冰箱", "p1"},
         {"my smart tv", "p2"},
         {"SMARTTV", "p2"},
         {"冰箱和空调", "-"},
         {"洗衣机", "-"},
         {"fridges", "-"}}
    );
    mentioned("product", {{"冰箱和空调", "p1,p2"}, {"fridge, 冰箱", "p1,p1"}});
}

TEST_CASE("choices by number, ordinal, label or phrase") {
    answers(
        "reason",
        {{"1", "reason.damaged"},
         {"第二个", "reason.unwanted"},
         {"the second one", "reason.unwanted"},
         {"最后一个", "reason.unwanted"},
         {"坏了", "reason.damaged"},
         {"屏幕碎了", "reason.damaged"},
         {"It is damaged", "reason.damaged"},
         {"it's broken", "reason.damaged"},
         {"不想要了", "reason.unwanted"},
         {"no longer wanted", "reason.unwanted"},
         {"3", "-"},
         {"hello", "-"}}
    );
    CHECK(answer("choice:reason", "1") == "reason.damaged");
    mentioned("reason", {{"收到就碎了", "reason.damaged"}, {"退货", ""}});
}

TEST_CASE("words stay as they were written") {
    CHECK(answer("free_text", "  冰箱門 壞了！ ") == "冰箱門 壞了！");
    CHECK(answer("free_text", "？？？") == "-");
    CHECK(answer("free_text", "") == "-");
    CHECK(answer("address", "我的地址是北京市 朝阳区 建国路1号") == "北京市 朝阳区 建国路1号");
    CHECK(answer("address", "12 High Street, Leeds") == "12 High Street, Leeds");
    CHECK(answer("address", "好") == "-");
}

TEST_CASE("what is not known is not answered") {
    CHECK(answer("image", "图片") == "-");
    CHECK(answer("no_such_type", "x") == "-");
    CHECK(mentions("yes_no", "好的").empty());
    CHECK(shop()->knows_type("order_no"));
    CHECK(shop()->knows_type("choice:reason"));
    CHECK(shop()->knows_type("image"));
    CHECK_FALSE(shop()->knows_type("ordr_no"));
}

TEST_CASE("mentions stay within the span they are asked for") {
    const NormalText text = shop()->normaliser().normalise("2024061234和2024061235");
    const auto found = shop()->mentions("order_no", text, {10, 23}, here());
    REQUIRE(found.size() == 1);
    CHECK(shown(found[0].value) == "2024061235");
    CHECK(shop()->mentions("order_no", text, {5, 5}, here()).empty());
    CHECK(shop()->mentions("order_no", text, {0, 999}, here()).empty());
}

TEST_CASE("recognising survives any text") {
    CHECK(rc::check("no value from nowhere", [] {
        const std::string message = random_message();
        const Understanding read = shop()->understand(message);
        for (const std::string_view type :
             {"order_no",
              "phone",
              "phone_tail",
              "money",
              "date",
              "time",
              "date_time",
              "quantity",
              "yes_no",
              "product",
              "address",
              "free_text",
              "reason"}) {
            (void)shop()->answer(type, read, here());
            const Span all{0, static_cast<std::uint32_t>(read.normal.text.size())};
            std::uint32_t last = 0;
            for (const Mention& one : shop()->mentions(type, read.normal, all, here())) {
                RC_ASSERT(one.span.begin >= last);
                RC_ASSERT(one.span.end > one.span.begin);
                RC_ASSERT(one.span.end <= read.normal.text.size());
                last = type == "reason" ? one.span.begin : one.span.end;
            }
        }
    }));
}
