#include "base/overloaded.hpp"
#include "flow/expr.hpp"

#include <algorithm>
#include <iterator>

namespace clerk::flow {
namespace {

using Known = std::vector<std::string>;  // sorted, without doubles

Known united(const Known& a, const Known& b) {
    Known out;
    std::ranges::set_union(a, b, std::back_inserter(out));
    return out;
}

Known common(const Known& a, const Known& b) {
    Known out;
    std::ranges::set_intersection(a, b, std::back_inserter(out));
    return out;
}

// "order", "order.eta": who knows the field knows the record around it.
Known path_and_beginnings(const Path& path) {
    Known out;
    std::string so_far;
    for (const std::string& part : path.parts) {
        so_far += (so_far.empty() ? "" : ".") + part;
        out.push_back(so_far);
    }
    std::ranges::sort(out);
    return out;
}

// The paths without which this operand would be unset.
Known needed(const Expr& operand) {
    return std::visit(
        overloaded{
            [](const Path& path) { return path_and_beginnings(path); },
            [](const Binary& sum) {
                const bool adds = sum.op == Op::add || sum.op == Op::subtract;
                return adds ? united(needed(*sum.left), needed(*sum.right)) : Known{};
            },
            [](const auto&) { return Known{}; },
        },
        operand.node
    );
}

Guards of_unary(const Unary& unary) {
    switch (unary.op) {
        case Op::is_set:
            return {needed(*unary.operand), {}};
        case Op::is_not_set:
            return {{}, needed(*unary.operand)};
        case Op::not_: {
            Guards inner = guards(*unary.operand);
            return {std::move(inner.when_false), std::move(inner.when_true)};
        }
        default:
            return {};
    }
}

Guards of_binary(const Binary& binary) {
    switch (binary.op) {
        case Op::and_: {
            const Guards left = guards(*binary.left);
            const Guards right = guards(*binary.right);
            return {
                united(left.when_true, right.when_true), common(left.when_false, right.when_false)};
        }
        case Op::or_: {
            const Guards left = guards(*binary.left);
            const Guards right = guards(*binary.right);
            return {
                common(left.when_true, right.when_true), united(left.when_false, right.when_false)};
        }
        // Unset equals nothing: `!=` is false only between two that are set.
        case Op::ne:
            return {{}, united(needed(*binary.left), needed(*binary.right))};
        case Op::add:
        case Op::subtract:
            return {};
        default:
            return {united(needed(*binary.left), needed(*binary.right)), {}};
    }
}

}  // namespace

Guards guards(const Expr& condition) {
    return std::visit(
        overloaded{
            [](const Path& path) {
                return Guards{path_and_beginnings(path), {}};
            },
            [](const Unary& unary) { return of_unary(unary); },
            [](const Binary& binary) { return of_binary(binary); },
            [](const auto&) { return Guards{}; },
        },
        condition.node
    );
}

}  // namespace clerk::flow
