#include "nlu/recognise.hpp"

#include "answers.hpp"
#include "rule_generator.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

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
    mentioned("phone", {{"20240612345678", ""}, {"我的号138 1234 5678", "13812345678"}});
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

TEST_CASE("phones on their edges") {
    answers(
        "phone",
        {{"13812345678", "13812345678"},
         {"１３８１２３４５６７８", "13812345678"},
         {"+8613812345678", "13812345678"},
         {"0086 13812345678", "13812345678"},
         {"(86)138-1234-5678", "13812345678"},
         {"138.1234.5678", "-"},
         {"1381234567", "-"},
         {"23812345678", "-"},
         {"13812345678 或 13912345678", "-"}}
    );
    answers(
        "phone_tail",
        {{"0000", "0000"},
         {"０１２３", "0123"},
         {"my last four are 0123", "0123"},
         {"12 34", "1234"},
         {"一二三四", "1234"}}
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

TEST_CASE("numbers in groups, read out, and glued to their word") {
    answers(
        "order_no",
        {{"2024 0612 34", "2024061234"},
         {"2024-0612-34", "2024061234"},
         {"订单号是2024 0612 34，谢谢", "2024061234"},
         {"二〇二四〇六一二三四", "2024061234"},
         {"单号二零二四零六一二三四", "2024061234"},
         {"NO2024061234", "2024061234"},
         {"no.2024061234", "2024061234"},
         {"order2024061234", "2024061234"},
         {"20 24 06 12 34", "2024061234"},
         {"2024-06-12 34", "-"},
         {"2024-06-12 3456", "-"},
         {"400-820-8820", "-"},
         {"0108-765-432", "-"},
         {"2024 0612", "-"},
         {"一二三", "-"}}
    );
    mentioned(
        "order_no",
        {{"return 2024 0612 34 please", "2024061234"},
         {"我要退二〇二四〇六一二三四的冰箱", "2024061234"},
         {"你们400-820-8820打不通", ""},
         {"20 24 06 12 34", ""},
         {"六六六六六", ""}}
    );
    answers(
        "phone",
        {{"一三八一二三四五六七八", "13812345678"},
         {"幺三八幺二三四五六七八", "13812345678"},
         {"1381 234 5678", "13812345678"},
         {"2024 0612 34", "-"}}
    );
    answers("phone_tail", {{"一二三四", "1234"}, {"1 2 3 4", "1234"}, {"12 34 56", "-"}});
}

TEST_CASE("phones of a landline and of other countries") {
    answers(
        "phone",
        {{"(021) 12345678", "02112345678"},
         {"(021)12345678", "02112345678"},
         {"021-1234 5678", "02112345678"},
         {"0755-12345678", "075512345678"},
         {"+852 9123 4567", "+85291234567"},
         {"+44 20 7946 0958", "+442079460958"},
         {"+1 (415) 555-0100", "+14155550100"},
         {"+886-912-345-678", "+886912345678"},
         {"+86 138 1234 5678", "13812345678"},
         {"+1 234", "-"},
         {"202406123456", "-"}}
    );
    answers("phone_tail", {{"+852 9123 4567", "4567"}});
}

TEST_CASE("a product by a part of its names, where no other fits") {
    const auto lexicon = Content()
                             .product("haier", {"海尔双门冰箱 BCD-216", "Haier double-door fridge"})
                             .product("midea", {"美的三门冰箱", "Midea fridge", "FR-450"})
                             .product("tv", {"55英寸电视", "55-inch TV", "TV-55"})
                             .lexicon();
    const auto said = [&](std::string_view message) {
        const auto value = lexicon->answer("product", lexicon->understand(message), here());
        return value ? shown(*value) : "-";
    };
    for (const Case& one : std::initializer_list<Case>{
             {"海尔冰箱", "haier"},
             {"海尔的冰箱", "haier"},
             {"那台海尔的", "haier"},
             {"海爾冰箱", "haier"},
             {"the haier fridge", "haier"},
             {"haier one", "haier"},
             {"the Haier one please", "haier"},
             {"my midea fridge", "midea"},
             {"FR450", "midea"},
             {"fr 450", "midea"},
             {"TV55", "tv"},
             {"电视", "tv"},
             {"55寸电视", "tv"},
             {"the tv", "tv"},
             {"冰箱", "-"},
             {"the fridge", "-"},
             {"海尔电视", "-"},
             {"haier tv", "-"},
             {"海", "-"},
             {"55", "-"},
             {"2", "-"},
             {"不知道", "-"},
             {"海尔和美的", "-"},
             {"fridges", "-"},
             {"the", "-"},
             {"", "-"}}) {
        INFO(one.message);
        CHECK(said(one.message) == one.value);
    }
    // In the midst of other words only a whole name is a product.
    const NormalText text = lexicon->normaliser().normalise("我的海尔冰箱坏了");
    const Span all{0, static_cast<std::uint32_t>(text.text.size())};
    CHECK(lexicon->mentions("product", text, all, here()).empty());
}
