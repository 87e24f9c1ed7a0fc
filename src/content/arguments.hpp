// `with:` and `set:`: names passed as they are, values written out, and texts with placeholders.
#pragma once

#include "content/library.hpp"
#include "content/problem.hpp"
#include "content/yaml.hpp"
#include "flow/flow.hpp"

#include <optional>
#include <string>
#include <vector>

namespace clerk::content {

struct Parameter {
    std::string name;
    TypeName type;
    bool optional = false;
};

// An argument as written; a value's type is only known beside its parameter, so it is kept as text
// until then.
struct Written {
    flow::Arg arg;
    const yaml::Node* node = nullptr;
    Position at;
    bool typed = false;  // a text that stands for a value of the parameter's type
};

// `[order, item]` or `order_no: <order.no>`, without knowing what is wanted.
[[nodiscard]] std::vector<Written> read_arguments(const yaml::Node& with, const Report& report);

// Against what is wanted; `what` is how its owner is called: "`returns.open`".
[[nodiscard]] std::vector<flow::Arg> check_arguments(
    std::vector<Written> written,
    const std::vector<Parameter>& wanted,
    const std::string& what,
    Position at,
    const flow::TypeScope& scope,
    const Library& library,
    const Report& report
);

// "damaged" as a choice, "3" as a quantity, "12.50" as money; nullopt: not written like that.
[[nodiscard]] std::optional<Value> literal(
    const std::string& text, const TypeName& type, const Library& library
);

}  // namespace clerk::content
