#include "flow/running.hpp"

#include <catch2/catch.hpp>

namespace clerk::flow::test {
namespace {

// --- where answers lead ------------------------------------------------------------------------

TEST_CASE("answers lead where the flow says") {
    const Flow flow = a_return();
    CHECK(after_success(flow, "call:order.find") == "collect:item");
    CHECK(after_success(flow, "handoff") == past_end);
    CHECK(after_success(flow, "gone") == past_end);
    CHECK(after_failure(flow, "call:order.find", "not_found") == "say#2");
    CHECK(after_failure(flow, "call:order.find", "unavailable") == std::nullopt);
    CHECK(after_failure(flow, "say", "not_found") == std::nullopt);
    CHECK(after_failure(flow, "gone", "not_found") == std::nullopt);
    CHECK(after_otherwise(flow, "collect:order_no") == "handoff");
    CHECK(after_otherwise(flow, "collect:item") == std::string(hand_over));
    CHECK(after_otherwise(flow, "confirm") == std::nullopt);
    CHECK(after_otherwise(flow, "say") == std::string(hand_over));
    CHECK(after_otherwise(flow, "gone") == std::string(hand_over));
}

TEST_CASE("choices lead to their branches") {
    Shop shop;
    shop.only(a_choose());
    CHECK(after_choice(shop.flow, "here", "repair") == "next");
    CHECK(after_choice(shop.flow, "here", "swap") == "next");
    CHECK(after_choice(shop.flow, "here", "dance") == std::nullopt);
    CHECK(after_choice(shop.flow, "next", "repair") == std::nullopt);
    CHECK(after_choice(shop.flow, "gone", "repair") == std::nullopt);
}

// --- corrections -------------------------------------------------------------------------------

TEST_CASE("a correction forgets results and keeps later answers") {
    Shop shop(
        "confirm",
        {{"order_no", Value("1")},
         {"order", an_order()},
         {"item", item_named("电视", "TV")},
         {"reason", Choice{"return_reason", "damaged"}}}
    );
    CHECK(
        correction(shop.flow, shop.frame, "order_no") == Correction{{"order"}, "collect:order_no"}
    );
    CHECK(correction(shop.flow, shop.frame, "reason") == Correction{{}, "collect:reason"});
    CHECK(correction(shop.flow, shop.frame, "rma") == std::nullopt);
    CHECK(correction(shop.flow, shop.frame, "gone") == std::nullopt);
    shop.frame.step = "lost";
    CHECK(correction(shop.flow, shop.frame, "reason") == std::nullopt);
}

TEST_CASE("a slot that is asked for later, or now, is set where it is") {
    const Shop shop("collect:item", {{"order_no", Value("1")}, {"order", an_order()}});
    CHECK(correction(shop.flow, shop.frame, "reason") == Correction{{}, "collect:item"});
    CHECK(correction(shop.flow, shop.frame, "item") == Correction{{}, "collect:item"});
}

TEST_CASE("nothing written is taken back") {
    Shop shop("say", {{"order_no", Value("1")}, {"order", an_order()}, {"rma", Value("R1")}});
    CHECK(correction(shop.flow, shop.frame, "order_no") == std::nullopt);
    CHECK(correction(shop.flow, shop.frame, "reason") == std::nullopt);
    // The branch with the writing call was not taken.
    erase_value(shop.frame.values, "rma");
    CHECK(correction(shop.flow, shop.frame, "order_no").has_value());
    // A writing call that leaves no trace is taken to have run.
    std::get<Call>(shop.flow.steps[5].action).as.clear();
    CHECK(correction(shop.flow, shop.frame, "order_no") == std::nullopt);
    shop.flow.steps[5].action = Start{"other", {}, "got", {}};
    CHECK(correction(shop.flow, shop.frame, "order_no").has_value());
    shop.frame.values.emplace_back("got", Value(1));
    CHECK(correction(shop.flow, shop.frame, "order_no") == std::nullopt);
}

TEST_CASE("a started flow is looked into for what it may have written") {
    Shop shop("say", {{"order_no", Value("1")}, {"got", Value(1)}});
    shop.flow.steps[5].action = Start{"reader", {}, "got", {}};
    Flow reader;
    reader.steps = {
        {"call", Call{"order.latest", {}, "order", {}}, 1}, {"start", Start{"next"}, 2}};
    Flow next;
    next.steps = {{"start", Start{"reader"}, 1}};
    const FindFlow find = [&](std::string_view id) -> const Flow* {
        if (id == "reader") return &reader;
        return id == "next" ? &next : nullptr;
    };
    CHECK(correction(shop.flow, shop.frame, "order_no", find).has_value());
    next.steps.push_back({"call", Call{"complaint.open", {}, "c", {}}, 2});
    CHECK(correction(shop.flow, shop.frame, "order_no", find) == std::nullopt);
    next.steps = {{"start", Start{"unheard of"}, 1}};
    CHECK(correction(shop.flow, shop.frame, "order_no", find) == std::nullopt);
}

TEST_CASE("a correction does not go into a branch this path never took") {
    Collect inside;
    inside.slot = "inside";
    Flow flow;
    flow.steps = {
        {"if", If{expr_of("agreed"), 3}, 1},
        {"call", Call{"order.latest", {}, "order", {}}, 2},
        {"collect:inside", inside, 3},
        {"confirm", Confirm{}, 4},
    };
    Frame frame;
    frame.step = "confirm";
    frame.values = {{"inside", Value("from the opener")}};
    CHECK(correction(flow, frame, "inside") == Correction{{}, "confirm"});
    frame.values.emplace_back("order", an_order());
    frame.values.emplace_back("agreed", Value(true));
    CHECK(correction(flow, frame, "inside") == Correction{{}, "collect:inside"});
}

TEST_CASE("of several collects of a slot a correction goes to the nearest that is safe") {
    Collect ask;
    ask.slot = "a";
    Flow flow;
    flow.steps = {
        {"collect:a", ask, 1},
        {"collect:a#2", ask, 2},
        {"end", End{}, 3},
        {"collect:a#3", ask, 4},  // behind the end: nobody comes here
        {"confirm", Confirm{}, 5},
    };
    Frame frame;
    frame.step = "confirm";
    frame.values = {{"a", Value("x")}};
    CHECK(correction(flow, frame, "a") == Correction{{}, "collect:a#2"});
    frame.step = "collect:a#2";
    CHECK(correction(flow, frame, "a") == Correction{{}, "collect:a"});
    frame.step = "collect:a";
    CHECK(correction(flow, frame, "a") == Correction{{}, "collect:a"});
}

}  // namespace
}  // namespace clerk::flow::test
