#include "flow/buttons.hpp"

#include <catch2/catch.hpp>

namespace clerk::flow {
namespace {

Value order(const Value& no) {
    return make_record("order", {{"no", no}});
}

TEST_CASE("a button starts an intent, and says what it is about") {
    const auto plain = read_intent_button(intent_button_id("return_item"));
    REQUIRE(plain);
    CHECK(plain->intent == "return_item");
    CHECK_FALSE(plain->about);

    const std::string id = intent_button_id("return_item", subject_of(order("2024061234")));
    CHECK(id == "intent:return_item?order_no=2024061234");
    const auto about = read_intent_button(id);
    REQUIRE(about);
    CHECK(about->intent == "return_item");
    CHECK(about->about == Subject{"order_no", "2024061234"});
}

TEST_CASE("other buttons start nothing, and what a client makes up is at most an intent") {
    for (const char* id : {"", "yes@1a2b3c", "$skip", "INTENT:x", "intent"})
        CHECK_FALSE(read_intent_button(id));
    for (const char* id :
         {"intent:", "intent:x?", "intent:x?order_no", "intent:x?=", "intent:x?a=b=c"})
        CHECK(read_intent_button(id));
    CHECK_FALSE(read_intent_button("intent:x?order_no")->about);
    CHECK(read_intent_button("intent:x?a=b=c")->about == Subject{"a", "b=c"});
}

TEST_CASE("only a record with a number of its own is a subject") {
    CHECK_FALSE(subject_of(Value("2024061234")));
    CHECK_FALSE(subject_of(order(Value())));
    CHECK_FALSE(subject_of(make_record("rma", {{"number", Value("RMA-1")}})));  // known by a text
    CHECK_FALSE(subject_of(make_record("nothing", {})));
}

}  // namespace
}  // namespace clerk::flow
