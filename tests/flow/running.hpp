// A flow to run in the tests, and the little that running it needs.
#pragma once

#include "flow/support.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace clerk::flow::test {

inline Path path(std::string_view source) {
    return std::get<Path>(expr_of(source)->node);
}

// A return, small: number, order, item, reason, confirm, open.
inline Flow a_return() {
    Collect number;
    number.slot = "order_no";
    number.type = "order_no";
    number.ask = message_of("number?");
    number.again = {message_of("number again?"), message_of("number once more?")};
    number.otherwise = 10;

    Collect item;
    item.slot = "item";
    item.type = "record:item";
    item.ask = message_of("which of <order.no>?");
    item.from = path("order.items");
    item.where = expr_of("item.returnable > 0");
    item.wrong = message_of("<item.name> cannot go back");

    Collect reason;
    reason.slot = "reason";
    reason.type = "choice:return_reason";
    reason.ask = message_of("why?");

    Flow flow;
    flow.id = "returns";
    flow.gives = {"rma"};
    flow.steps = {
        {"collect:order_no", number, 1},
        {"call:order.find",
         Call{"order.find", {{"order_no", path("order_no")}}, "order", {{"not_found", 8}}},
         2},
        {"collect:item", item, 3},
        {"collect:reason", reason, 4},
        {"confirm", Confirm{message_of("return <item.name>?"), no_op}, 5},
        {"call:returns.open",
         Call{
             "returns.open",
             {{"order", path("order")},
              {"item", path("item")},
              {"reason", path("reason")},
              {"note", path("note")}},
             "rma",
             {}},
         6},
        {"say", Say{message_of("opened <rma.number>"), std::nullopt, {"greeting"}}, 7},
        {"end", End{}, 8},
        {"say#2", Say{message_of("no such order"), std::nullopt, {}}, 9},
        {"retry:order_no", Retry{"order_no", no_op}, 10},
        {"handoff", HandOffStep{"return", "high", message_of("one moment")}, 11},
    };
    return flow;
}

struct Shop {
    Flow flow = a_return();
    Frame frame;
    Values builtins{{{"now", july_first}}};
    TestWording wording;
    Lang lang = Lang::zh;

    explicit Shop(std::string step = "collect:order_no", NamedValues values = {}) {
        frame.flow = flow.id;
        frame.step = std::move(step);
        frame.values = std::move(values);
    }

    AdvanceContext with() const { return {builtins, wording, lang, july_first, UtcOffset{}}; }

    StepResult run() const { return step_once(flow, frame, with()); }

    // Replaces the flow by one step, called "here", with another one behind it.
    Shop& only(Action action) {
        flow.steps = {{"here", std::move(action), 1}, {"next", End{}, 2}};
        frame.step = "here";
        return *this;
    }

    std::optional<std::string> refused(std::string_view step, const Value& value) const {
        return refusal(flow, frame, step, value, with());
    }
};

template <class T>
T what(const StepResult& result) {
    REQUIRE(std::holds_alternative<T>(result.what));
    return std::get<T>(result.what);
}

inline Value sold_out_item() {
    return make_record("item", {{"name", Value("杯子")}, {"returnable", Value(0)}});
}

inline Value order_with(std::vector<Value> items) {
    return make_record("order", {{"no", Value("1")}, {"items", make_list(std::move(items))}});
}

inline Choose a_choose() {
    Choose choose;
    choose.text = message_of("repair or return?");
    choose.again = {message_of("which one?")};
    choose.type = "choose:returns:choose";
    choose.options = {
        {"repair", text_of("Repair"), choose.type, nullptr, 1},
        {"swap", text_of("Swap <order.no>"), choose.type, expr_of("order is set"), no_op},
    };
    return choose;
}

}  // namespace clerk::flow::test
