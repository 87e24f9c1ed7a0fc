#include "shared.hpp"

using namespace clerk;
using namespace clerk::nlu;
using namespace clerk::nlu::testing;

TEST_CASE("a phrase is found anywhere in a clause, politely or not") {
    const auto lexicon = Content()
                             .phrase("return_item", "(我要|我想|帮我)?退货")
                             .phrase("return_item", "I want to (return|send back) (my|this|the)? order")
                             .phrase("points", "积分")
                             .lexicon();
    CHECK(intents_of(*lexicon, "我想退货") == "return_item");
    CHECK(intents_of(*lexicon, "我買的冰箱壞了，想退貨") == "return_item");
    CHECK(intents_of(*lexicon, "Hi, I want to send back my order please") == "return_item");
    CHECK(intents_of(*lexicon, "I want to return order") == "return_item");
    CHECK(intents_of(*lexicon, "I want to returnorder") == "-");
    CHECK(intents_of(*lexicon, "退货。查积分") == "return_item | points");
    CHECK(intents_of(*lexicon, "我要退货顺便查下积分") == "return_item | points");
}
