#include "nlu/options.hpp"

#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

const std::vector<std::string> items = {
    "海尔双门冰箱 BCD-216", "美的变频空调", "Sony Smart TV 55", "海尔滚筒洗衣机"};

std::string picked(std::string_view message, const std::vector<std::string>& labels = items) {
    static const auto lexicon = Content().phrase("x", "退货").lexicon();
    const auto index = lexicon->pick(labels, lexicon->understand(message));
    return index ? std::to_string(*index) : "-";
}

struct Case {
    std::string_view message;
    std::string_view index;
};

void picks(std::initializer_list<Case> cases) {
    for (const Case& one : cases) {
        INFO(one.message);
        CHECK(picked(one.message) == one.index);
    }
}

}  // namespace

TEST_CASE("an option by its place") {
    picks({
        {"2", "1"},
        {"２", "1"},
        {"第二个", "1"},
        {"第2个吧", "1"},
        {"二", "1"},
        {"选3", "2"},
        {"我要第一个", "0"},
        {"最后那个", "3"},
        {"最后一个", "3"},
        {"2号", "1"},
        {"the second one", "1"},
        {"option 2", "1"},
        {"first", "0"},
        {"the last one please", "3"},
        {"number 3", "2"},
        {"①", "0"},
        {"1️⃣", "0"},
        {"倒数第二个", "2"},
    });
}

TEST_CASE("an option by its words") {
    picks({
        {"空调", "1"},
        {"那个冰箱", "0"},
        {"要洗衣机", "3"},
        {"sony", "2"},
        {"the smart tv", "2"},
        {"美的变频空调", "1"},
        {"海尔滚筒", "3"},
        {"冰箱那个吧", "0"},
    });
}

TEST_CASE("none, or more than one, is no pick") {
    picks({
        {"0", "-"},
        {"5", "-"},
        {"第九个", "-"},
        {"海尔", "-"},
        {"", "-"},
        {"我要退货", "-"},
        {"不知道", "-"},
        {"2024061234", "-"},
        {"?", "-"},
    });
    CHECK(picked("1", {}) == "-");
}

TEST_CASE("a label that is wholly said wins over one that is half said") {
    CHECK(picked("换货", {"换货", "退换货"}) == "0");
    CHECK(picked("no", {"Yes", "No"}) == "1");
    CHECK(picked("都不是", {"退货", "都不是"}) == "1");
}
