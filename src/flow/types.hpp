// What the condition language and the formats make of a TypeName: a handful of kinds.
#pragma once

#include "flow/expr.hpp"
#include "model/catalog.hpp"

#include <string>
#include <string_view>

namespace clerk::flow {

enum class Kind : unsigned char {
    unknown,  // already reported, or not known here: no further complaint
    boolean,  // bool, yes_no
    number,   // count, quantity
    money,
    date,
    time,
    date_time,
    duration,
    choice,  // choice:x, or the bare name of a choice type
    record,
    list,
    text,  // text, free_text and all that is kept as text: order_no, phone, …
};

[[nodiscard]] Kind kind_of(std::string_view type, const TypeScope& scope);
// "choice:freight" and "freight" → "freight"; "record:order" → "order"; "list:item" → "item".
[[nodiscard]] std::string_view base_name(std::string_view type);
// For error messages: "a number", "a choice (freight)", "a record (order)".
[[nodiscard]] std::string described(std::string_view type, const TypeScope& scope);

// <, <=, > and >=, which texts, choices and records do not have.
[[nodiscard]] bool orders(Op op);
[[nodiscard]] bool comparable(Op op, Kind a, Kind b);
// The type of a + b or a - b; "" when the two do not add.
[[nodiscard]] std::string_view sum_type(Kind a, Kind b, bool negative);

}  // namespace clerk::flow
