#include "nlu/clauses.hpp"

#include "base/limits.hpp"
#include "generators.hpp"
#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

std::string clauses(std::string_view message) {
    const std::string text = normal(message);
    std::string out;
    for (const Span span : split_clauses(text)) {
        out += (out.empty() ? "" : "|") + text.substr(span.begin, span.end - span.begin);
    }
    return out;
}

}  // namespace

TEST_CASE("sentences and lines are clauses, commas are not") {
    CHECK(clauses("我买的冰箱坏了，想退货") == "我买的冰箱坏了,想退货");
    CHECK(clauses("退货。查积分") == "退货|查积分");
    CHECK(clauses("退货！！查积分？") == "退货|查积分");
    CHECK(clauses("return it\ncheck points") == "return it|check points");
    CHECK(clauses("Return it. Check my points.") == "return it|check my points");
    CHECK(clauses("退货；查积分") == "退货|查积分");
    CHECK(clauses("退货.查积分") == "退货|查积分");
}

TEST_CASE("numbers, versions and abbreviations hold together") {
    CHECK(clauses("花了3.5元") == "花了3.5元");
    CHECK(clauses("¥1,299.00 for v1.2") == "¥1,299.00 for v1.2");
    CHECK(clauses("order no. 2024061234 please") == "order no. 2024061234 please");
    CHECK(clauses("mr. smith") == "mr. smith");
    CHECK(clauses("我想……退货") == "我想,退货");
}

TEST_CASE("some words begin a clause and stay in it") {
    CHECK(clauses("我要退货顺便查下积分") == "我要退货|顺便查下积分");
    CHECK(clauses("退货，另外开个发票") == "退货|另外开个发票");
    CHECK(clauses("退冰箱还有开发票") == "退冰箱|还有开发票");
    CHECK(clauses("return it and also check points") == "return it|and also check points");
    CHECK(clauses("return it by the way where is my tv") == "return it|by the way where is my tv");
    CHECK(clauses("return it, also check points") == "return it|also check points");
    CHECK(clauses("I also want to return it") == "i also want to return it");
    CHECK(clauses("顺便查下积分") == "顺便查下积分");
}

TEST_CASE("还有 that asks what is left begins nothing") {
    CHECK(clauses("这个还有货吗") == "这个还有货吗");
    CHECK(clauses("积分还有多少") == "积分还有多少");
    CHECK(clauses("我还有一个问题") == "我还有一个问题");
    CHECK(clauses("快递还有几天到") == "快递还有几天到");
}

TEST_CASE("另外 that says another begins nothing") {
    CHECK(clauses("送货之前打我另外一个号") == "送货之前打我另外一个号");
    CHECK(clauses("遥控器要另外买吗") == "遥控器要另外买吗");
    CHECK(clauses("我要退货另外开个发票") == "我要退货|另外开个发票");
    CHECK(clauses("我要退货，另外一个问题") == "我要退货|另外一个问题");
}

TEST_CASE("there is always a clause, and never too many") {
    CHECK(clauses("").empty());
    CHECK(split_clauses("").size() == 1);
    CHECK(split_clauses("?!").size() == 1);
    std::string many;
    for (int i = 0; i < 50; ++i)
        many += "退货。";
    CHECK(split_clauses(many).size() == limits::clauses_per_message_max);
    CHECK(rc::check("spans are in order and inside", [] {
        const std::string text = normal(*shopper_text());
        std::uint32_t last = 0;
        for (const Span span : split_clauses(text)) {
            RC_ASSERT(span.begin >= last);
            RC_ASSERT(span.end >= span.begin);
            RC_ASSERT(span.end <= text.size());
            last = span.end;
        }
    }));
}
