// Days, times and amounts where calendars and numbers have their edges: month ends, leap days, the
// turn of the year, midnight, and a day that has begun in the shop's zone but not in others.
#include "nlu/recognise.hpp"
#include "rule_generator.hpp"
#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

const Lexicon& shop() {
    static const auto lexicon = Content().order_no().product("p1", {"冰箱", "fridge"}).lexicon();
    return *lexicon;
}

constexpr UtcOffset china{480};

std::string clock(ClockTime time) {
    const auto two = [](int n) {
        return (n < 10 ? "0" : "") + std::to_string(n);
    };
    return two(time.hour) + ":" + two(time.minute);
}

// A value as the tables below write it; of the shop's zone.
std::string shown(const Value& value, UtcOffset zone) {
    if (const auto* text = value.get<std::string>()) return *text;
    if (const auto* number = value.get<std::int64_t>()) return std::to_string(*number);
    if (const auto* money = value.get<Money>())
        return std::to_string(money->minor) + " " + money->currency;
    if (const auto* date = value.get<Date>()) return iso_date(*date);
    if (const auto* time = value.get<ClockTime>()) return clock(*time);
    if (const auto* at = value.get<UnixMillis>())
        return iso_date(local_date(*at, zone)) + " " + clock(local_clock(*at, zone));
    return "?";
}

std::string answer(std::string_view type, std::string_view message, Here here) {
    const auto value = shop().answer(type, shop().understand(message), here);
    return value ? shown(*value, here.offset) : "-";
}

// The shop's clock says so: "2024-02-28 10:00".
Here at(std::string_view when, UtcOffset zone = china) {
    const auto time = parse_iso_time(when, zone);
    REQUIRE(time);
    return {*time, zone};
}

struct Case {
    std::string_view now;
    std::string_view message;
    std::string_view value;
};

void answers(std::string_view type, std::initializer_list<Case> cases, UtcOffset zone = china) {
    for (const Case& one : cases) {
        INFO(type << " at " << one.now << ": " << one.message);
        CHECK(answer(type, one.message, at(one.now, zone)) == one.value);
    }
}

}  // namespace

TEST_CASE("days over the ends of months") {
    answers(
        "date",
        {{"2024-01-31 10:00", "明天", "2024-02-01"},
         {"2024-04-30 10:00", "后天", "2024-05-02"},
         {"2024-03-01 10:00", "昨天", "2024-02-29"},
         {"2023-03-01 10:00", "昨天", "2023-02-28"},
         {"2024-05-01 10:00", "前天", "2024-04-29"},
         {"2024-08-31 10:00", "三天后", "2024-09-03"},
         {"2024-01-30 10:00", "一个星期后", "2024-02-06"},
         {"2024-06-30 10:00", "tomorrow", "2024-07-01"},
         {"2024-03-02 10:00", "2 days ago", "2024-02-29"},
         {"2024-01-31 10:00", "in two weeks", "2024-02-14"},
         {"2024-06-28 10:00", "30号", "2024-06-30"},
         {"2024-06-28 10:00", "31号", "-"},
         {"2024-02-10 10:00", "30号", "-"},
         {"2024-06-28 10:00", "6月31日", "-"},
         {"2024-06-28 10:00", "June 31", "-"},
         {"2024-06-28 10:00", "6/31", "-"},
         {"2024-06-28 10:00", "0月3日", "-"},
         {"2024-06-28 10:00", "7月0日", "-"},
         {"2024-06-28 10:00", "July 0", "-"},
         {"2024-06-28 10:00", "7月32日", "-"}}
    );
}

TEST_CASE("days in the month before and after") {
    answers(
        "date",
        {{"2024-06-28 10:00", "下个月3号", "2024-07-03"},
         {"2024-06-28 10:00", "下月3号", "2024-07-03"},
         {"2024-12-28 10:00", "下个月3号", "2025-01-03"},
         {"2024-01-28 10:00", "上个月31号", "2023-12-31"},
         {"2024-07-01 10:00", "上个月31号", "-"},
         {"2024-06-28 10:00", "这个月3号", "2024-06-03"},
         {"2024-06-28 10:00", "本月十五号", "2024-06-15"}}
    );
}

TEST_CASE("leap days") {
    answers(
        "date",
        {{"2024-02-28 10:00", "明天", "2024-02-29"},
         {"2023-02-28 10:00", "明天", "2023-03-01"},
         {"2024-02-29 10:00", "今天", "2024-02-29"},
         {"2024-02-20 10:00", "2月29日", "2024-02-29"},
         {"2024-02-20 10:00", "Feb 29", "2024-02-29"},
         {"2023-09-01 10:00", "2月29日", "2024-02-29"},
         {"2022-06-01 10:00", "2月29日", "-"},
         {"2024-02-20 10:00", "2023-02-29", "-"},
         {"2024-02-20 10:00", "2023年2月29日", "-"},
         {"2024-02-20 10:00", "2000-02-29", "2000-02-29"},
         {"2024-02-20 10:00", "2100-02-29", "-"},
         {"2024-02-20 10:00", "2023/2/29", "-"}}
    );
}

TEST_CASE("the turn of the year") {
    answers(
        "date",
        {{"2024-12-31 10:00", "明天", "2025-01-01"},
         {"2025-01-01 10:00", "昨天", "2024-12-31"},
         {"2024-12-31 10:00", "1月2日", "2025-01-02"},
         {"2025-01-02 10:00", "12月31日", "2024-12-31"},
         {"2024-12-31 10:00", "January 2nd", "2025-01-02"},
         {"2025-01-02 10:00", "31 December", "2024-12-31"},
         {"2024-12-31 10:00", "1/2", "2025-01-02"},
         {"2024-12-30 10:00", "周三", "2025-01-01"},
         {"2024-12-30 10:00", "下周三", "2025-01-08"},
         {"2025-01-01 10:00", "上周五", "2024-12-27"},
         {"2025-01-01 10:00", "last sunday", "2024-12-29"},
         {"2024-12-29 10:00", "next monday", "2024-12-30"},
         {"2024-07-02 10:00", "去年7月3日", "2023-07-03"},
         {"2024-07-02 10:00", "今年1月5日", "2024-01-05"},
         {"2024-12-30 10:00", "今年1月5日", "2024-01-05"},
         {"2024-01-05 10:00", "明年12月30日", "2025-12-30"},
         {"2024-07-02 10:00", "明年2月29日", "-"},
         {"2024-07-02 10:00", "1989-07-03", "-"},
         {"2024-07-02 10:00", "2101-07-03", "-"}}
    );
}

TEST_CASE("weeks from each end of one") {
    answers(
        "date",
        {{"2024-07-07 10:00", "周日", "2024-07-07"},
         {"2024-07-07 10:00", "周一", "2024-07-08"},
         {"2024-07-07 10:00", "这周一", "2024-07-01"},
         {"2024-07-07 10:00", "下周一", "2024-07-08"},
         {"2024-07-07 10:00", "下个星期天", "2024-07-14"},
         {"2024-07-07 10:00", "周末", "2024-07-06"},
         {"2024-07-01 10:00", "周日", "2024-07-07"},
         {"2024-07-07 10:00", "sunday", "2024-07-07"},
         {"2024-07-07 10:00", "monday", "2024-07-08"},
         {"2024-07-01 10:00", "monday", "2024-07-01"},
         {"2024-07-03 10:00", "this friday", "2024-07-05"},
         {"2024-07-03 10:00", "last friday", "2024-06-28"},
         {"2024-07-03 10:00", "上上周三", "2024-06-19"},
         {"2024-07-03 10:00", "礼拜天", "2024-07-07"}}
    );
}

TEST_CASE("today is the shop's day") {
    const std::initializer_list<Case> cases = {
        {"2024-07-01 00:00", "今天", "2024-07-01"},
        {"2024-07-01 23:59", "今天", "2024-07-01"},
        {"2024-07-01 23:59", "tomorrow", "2024-07-02"},
        {"2024-03-31 02:30", "today", "2024-03-31"},  // no clock of the shop's ever jumps
        {"2024-12-31 23:59", "昨天", "2024-12-30"},
        {"2024-12-31 00:00", "3天后", "2025-01-03"}};
    for (const int minutes : {480, 0, -720, 840, 345, -570})
        answers("date", cases, UtcOffset{minutes});
}

TEST_CASE("midnight ends the day that it is said of") {
    answers(
        "date_time",
        {{"2024-07-01 10:00", "今晚12点", "2024-07-02 00:00"},
         {"2024-07-01 10:00", "明天晚上12点", "2024-07-03 00:00"},
         {"2024-07-01 10:00", "7月3日24点", "2024-07-04 00:00"},
         {"2024-07-01 10:00", "晚上12点", "2024-07-02 00:00"},
         {"2024-07-01 10:00", "12月31日24:00", "2025-01-01 00:00"},
         {"2024-07-01 10:00", "明天凌晨12点", "2024-07-02 00:00"},
         {"2024-07-01 10:00", "明天0点", "2024-07-02 00:00"},
         {"2024-07-01 10:00", "周三三点", "2024-07-03 15:00"},
         {"2024-07-01 10:00", "星期二十点", "2024-07-02 10:00"},
         {"2024-07-01 10:00", "tomorrow at 12am", "2024-07-02 00:00"},
         {"2024-07-01 10:00", "tomorrow 12 at night", "2024-07-03 00:00"}}
    );
}

TEST_CASE("times on the edges of the clock") {
    const std::string_view now = "2024-07-01 10:00";
    answers(
        "time",
        {{now, "0点", "00:00"},
         {now, "0:00", "00:00"},
         {now, "00:30", "00:30"},
         {now, "23:59", "23:59"},
         {now, "24:00", "00:00"},
         {now, "24:30", "-"},
         {now, "23:60", "-"},
         {now, "12:00", "12:00"},
         {now, "12点半", "12:30"},
         {now, "中午12点半", "12:30"},
         {now, "下午12点半", "12:30"},
         {now, "早上6点", "06:00"},
         {now, "06:00", "06:00"},
         {now, "六点", "18:00"},
         {now, "七点", "07:00"},
         {now, "周一三点", "15:00"},
         {now, "七八点", "-"},
         {now, "晚上12点半", "00:30"},
         {now, "晚上11点59分", "23:59"},
         {now, "12 am", "00:00"},
         {now, "12:59 am", "00:59"},
         {now, "12:01pm", "12:01"},
         {now, "11:59 p.m.", "23:59"},
         {now, "13pm", "13:00"},
         {now, "三点三刻", "15:45"},
         {now, "midnight", "00:00"}}
    );
    answers(
        "date_time",
        {{"2024-07-01 23:59", "8点", "2024-07-02 08:00"},
         {"2024-12-31 23:59", "早上9点", "2025-01-01 09:00"},
         {"2024-02-28 23:59", "上午十点", "2024-02-29 10:00"},
         {"2024-07-01 10:00", "10点", "2024-07-02 10:00"},
         {"2024-07-01 10:00", "10:01", "2024-07-01 10:01"}}
    );
}

TEST_CASE("amounts on their edges") {
    const std::string_view now = "2024-07-01 10:00";
    answers(
        "money",
        {{now, "0元", "0 CNY"},
         {now, "0.01元", "1 CNY"},
         {now, "0.1元", "10 CNY"},
         {now, "¥0.05", "5 CNY"},
         {now, "五毛", "50 CNY"},
         {now, "3毛5", "35 CNY"},
         {now, "两块零五分", "205 CNY"},
         {now, "1,234,567.89元", "123456789 CNY"},
         {now, "999999999999元", "99999999999900 CNY"},
         {now, "1000000000000元", "-"},
         {now, "1万", "1000000 CNY"},
         {now, "1.5万块", "1500000 CNY"},
         {now, "三万五", "3500000 CNY"},
         {now, "订单2024061234，129元", "12900 CNY"},
         {now, "三五百元", "-"},
         {now, "$1.50", "150 USD"},
         {now, "€20", "2000 EUR"},
         {now, "20 euros", "2000 EUR"},
         {now, "HK$100", "10000 HKD"},
         {now, "100港币", "10000 HKD"},
         {now, "£5", "500 GBP"},
         {now, "twenty dollars", "2000 USD"},
         {now, "100元和200元", "-"},
         {now, "100元，就是100元", "10000 CNY"},
         {now, "九千亿亿元", "-"},
         {now, "一亿亿亿", "-"}}
    );
}

TEST_CASE("counts on their edges") {
    const std::string_view now = "2024-07-01 10:00";
    answers(
        "quantity",
        {{now, "0", "0"},
         {now, "9999", "9999"},
         {now, "10000", "-"},
         {now, "九千九百九十九", "9999"},
         {now, "一万", "-"},
         {now, "半个", "-"},
         {now, "1.5", "-"},
         {now, "1.5个", "-"},
         {now, "两三个", "-"},
         {now, "三五个", "-"},
         {now, "七八台", "-"},
         {now, "两个三个", "-"},
         {now, "二十三四个", "-"},
         {now, "a couple of fridges", "2"},
         {now, "two or three", "-"},
         {now, "九千亿亿", "-"},
         {now, "十亿亿亿亿亿亿亿亿亿亿个", "-"}}
    );
}

TEST_CASE("phones on their edges") {
    const std::string_view now = "2024-07-01 10:00";
    answers(
        "phone",
        {{now, "13812345678", "13812345678"},
         {now, "１３８１２３４５６７８", "13812345678"},
         {now, "+8613812345678", "13812345678"},
         {now, "0086 13812345678", "13812345678"},
         {now, "(86)138-1234-5678", "13812345678"},
         {now, "138.1234.5678", "-"},
         {now, "1381234567", "-"},
         {now, "23812345678", "-"},
         {now, "13812345678 或 13912345678", "-"}}
    );
    answers(
        "phone_tail",
        {{now, "0000", "0000"},
         {now, "０１２３", "0123"},
         {now, "my last four are 0123", "0123"},
         {now, "12 34", "-"},
         {now, "一二三四", "-"}}
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
        const Understanding read = shop().understand(message);
        for (const std::string_view type : {"money", "quantity", "date", "time", "date_time"}) {
            const auto value = shop().answer(type, read, here());
            if (!value) continue;
            if (const auto* money = value->get<Money>()) RC_ASSERT(money->minor >= 0);
            if (const auto* count = value->get<std::int64_t>())
                RC_ASSERT(*count >= 0 && *count <= 9'999);
        }
    }));
}
