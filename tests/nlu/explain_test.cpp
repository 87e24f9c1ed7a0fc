#include "nlu/explain.hpp"

#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;
using Reason = WhyNot::Reason;

namespace {

std::shared_ptr<const Lexicon> shop() {
    return Content()
        .order_no()
        .phrase("return_item", "(我要|我想)?退货")
        .phrase("return_item", "把<order_no>退掉")
        .rule("return_item", RuleKind::unless, "不想退")
        .phrase("refund", "退货的钱...到账")
        .phrase("repair", "(冰箱|空调)坏了")
        .phrase("repair", "book a repair")
        .lexicon();
}

WhyNot why_not(std::string_view message, std::string_view intent) {
    const auto lexicon = shop();
    return explain_absence(*lexicon, lexicon->understand(message), intent);
}

std::string list(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts)
        out += (out.empty() ? "" : ",") + text;
    return out;
}

}  // namespace

TEST_CASE("what fired is shown with its points") {
    const auto lexicon = shop();
    const std::vector<Fired> fired = explain(*lexicon, lexicon->understand("帮我把2024061234退掉"));
    REQUIRE(fired.size() == 1);
    CHECK(fired[0].text == "把2024061234退掉");
    CHECK(fired[0].specificity == 10);
    CHECK(fired[0].literals == 6);
    CHECK(fired[0].slots == 1);
}

TEST_CASE("an intent may have won, be outranked, or be vetoed") {
    CHECK(why_not("我要退货", "return_item").reason == Reason::won);
    const WhyNot outranked = why_not("退货的钱什么时候到账", "return_item");
    CHECK(outranked.reason == Reason::outranked);
    REQUIRE(outranked.ahead.size() == 1);
    CHECK(outranked.ahead[0].text == "退货的钱什么时候到账");
    const WhyNot vetoed = why_not("我不想退货", "return_item");
    CHECK(vetoed.reason == Reason::vetoed);
    REQUIRE(vetoed.fired.size() == 1);
    CHECK(vetoed.fired[0].vetoed);
    CHECK(vetoed.vetoes.size() == 1);
    CHECK(why_not("你好", "no_such").reason == Reason::unknown_intent);
}

TEST_CASE("the closest phrase names what is missing") {
    const WhyNot repair = why_not("我的冰箱不行了，坏了", "repair");
    CHECK(repair.reason == Reason::no_match);
    REQUIRE_FALSE(repair.closest.empty());
    CHECK(list(repair.closest[0].present) == "冰箱,坏了");
    CHECK(repair.closest[0].missing.empty());
    CHECK(repair.closest[0].misplaced);
    CHECK(repair.closest[0].phrase == "冰箱 ... 坏了");
    CHECK(repair.closest[0].say == "冰箱坏了");
}

TEST_CASE("a missing word is named, and what would have matched") {
    const WhyNot repair = why_not("can I book a visit", "repair");
    REQUIRE_FALSE(repair.closest.empty());
    CHECK(list(repair.closest[0].present) == "book,a");
    CHECK(list(repair.closest[0].missing) == "repair");
    CHECK(repair.closest[0].say == "book a repair");
    CHECK(repair.closest[0].phrase.empty());  // "book a" would fire on everything
}

TEST_CASE("a missing value is shown as its slot") {
    const WhyNot absent = why_not("把这单退掉", "return_item");
    REQUIRE_FALSE(absent.closest.empty());
    const auto slot =
        std::find_if(absent.closest.begin(), absent.closest.end(), [](const Near& one) {
            return list(one.missing) == "<order_no>";
        });
    CHECK(slot != absent.closest.end());
}

TEST_CASE("nothing in common is nothing close") {
    const WhyNot absent = why_not("hello there", "return_item");
    CHECK(absent.reason == Reason::no_match);
    CHECK(absent.closest.empty());
}
