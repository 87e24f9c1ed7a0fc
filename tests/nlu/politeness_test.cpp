#include "nlu/politeness.hpp"

#include "generators.hpp"
#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

namespace {

std::string core(std::string_view message) {
    const std::string text = normal(message);
    const Span span = core_of(text, {0, static_cast<std::uint32_t>(text.size())});
    return text.substr(span.begin, span.end - span.begin);
}

}  // namespace

TEST_CASE("politeness is set aside at both ends") {
    CHECK(core("请帮我退货，谢谢！") == "帮我退货");
    CHECK(core("亲，你好，退货吗") == "退货");
    CHECK(core("麻烦您退货~") == "退货");
    CHECK(core("Hi, please return it. Thanks!") == "return it");
    CHECK(core("hello please please cancel thank you so much") == "cancel");
    CHECK(core("退货😀😀") == "退货");
    CHECK(core("“退货”") == "退货");
}

TEST_CASE("words that only begin politely stay") {
    CHECK(core("hint") == "hint");
    CHECK(core("history of my order") == "history of my order");
    CHECK(core("thanksgiving") == "thanksgiving");
}

TEST_CASE("nothing but politeness is its own core") {
    CHECK(core("谢谢") == "谢谢");
    CHECK(core("Hi!") == "hi");
    CHECK(core("你好") == "你好");
    CHECK(core("").empty());
    CHECK(core("？？").empty());
}

TEST_CASE("the core is inside, whatever is said") {
    CHECK(rc::check("core within", [] {
        const std::string text = normal(*shopper_text());
        const Span all{0, static_cast<std::uint32_t>(text.size())};
        const Span bare = without_marks(text, all);
        const Span inner = core_of(text, all);
        RC_ASSERT(inner.begin >= bare.begin);
        RC_ASSERT(inner.end <= bare.end);
        RC_ASSERT(inner.empty() == bare.empty());
        RC_ASSERT(utf8::valid(std::string_view(text).substr(inner.begin, inner.end - inner.begin)));
    }));
}
