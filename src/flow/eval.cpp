#include "base/overloaded.hpp"
#include "flow/expr.hpp"
#include "flow/values.hpp"

#include <algorithm>

namespace clerk::flow {
namespace {

bool holds(Op op, const Value& a, const Value& b, UtcOffset offset) {
    if (op == Op::eq) return same(a, b, offset);
    if (op == Op::ne) return !same(a, b, offset);
    const auto ordering = order(a, b, offset);
    if (!ordering) return false;
    switch (op) {
        case Op::lt:
            return *ordering < 0;
        case Op::le:
            return *ordering <= 0;
        case Op::gt:
            return *ordering > 0;
        default:
            return *ordering >= 0;
    }
}

bool is_in(const Value& value, const Expr& list, const ValueScope& scope) {
    const auto matches = [&](const Value& item) {
        return same(value, item, scope.offset());
    };
    if (const auto* written = std::get_if<ListOf>(&list.node)) {
        return std::ranges::any_of(written->items, [&](const ExprPtr& item) {
            return matches(eval(*item, scope));
        });
    }
    const Value held = eval(list, scope);
    return held.list() && std::ranges::any_of(held.list()->items, matches);
}

Value of_unary(const Unary& unary, const ValueScope& scope) {
    if (unary.op == Op::not_) return Value(!is_true(*unary.operand, scope));
    return Value(eval(*unary.operand, scope).is_set() == (unary.op == Op::is_set));
}

Value of_binary(const Binary& binary, const ValueScope& scope) {
    switch (binary.op) {
        case Op::and_:
            return Value(is_true(*binary.left, scope) && is_true(*binary.right, scope));
        case Op::or_:
            return Value(is_true(*binary.left, scope) || is_true(*binary.right, scope));
        case Op::in:
            return Value(is_in(eval(*binary.left, scope), *binary.right, scope));
        default:
            break;
    }
    const Value left = eval(*binary.left, scope);
    const Value right = eval(*binary.right, scope);
    if (binary.op == Op::add || binary.op == Op::subtract) {
        return sum(left, right, binary.op == Op::subtract, scope.offset());
    }
    return Value(holds(binary.op, left, right, scope.offset()));
}

Value of_list(const ListOf& list, const ValueScope& scope) {
    std::vector<Value> items;
    for (const ExprPtr& item : list.items)
        items.push_back(eval(*item, scope));
    return make_list(std::move(items));
}

}  // namespace

Value eval(const Expr& expr, const ValueScope& scope) {
    return std::visit(
        overloaded{
            [](const Literal& literal) { return literal.value; },
            [&](const Path& path) { return resolve(path, scope); },
            [&](const Unary& unary) { return of_unary(unary, scope); },
            [&](const Binary& binary) { return of_binary(binary, scope); },
            [&](const ListOf& list) { return of_list(list, scope); },
        },
        expr.node
    );
}

bool is_true(const Expr& expr, const ValueScope& scope) {
    const Value value = eval(expr, scope);
    const bool* yes = value.get<bool>();
    return yes && *yes;
}

}  // namespace clerk::flow
