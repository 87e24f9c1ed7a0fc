// Random expressions, printed and read again.
#include "base/overloaded.hpp"
#include "flow/expr.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>

namespace clerk::flow {
namespace {

ExprPtr made(decltype(Expr::node) node) {
    return std::make_shared<const Expr>(Expr{std::move(node), 0});
}

bool equal(const Expr& a, const Expr& b);

bool equal(const ExprPtr& a, const ExprPtr& b) {
    return equal(*a, *b);
}

bool equal(const Expr& a, const Expr& b) {
    return std::visit(
        overloaded{
            [](const Literal& x, const Literal& y) { return x.value == y.value; },
            [](const Path& x, const Path& y) { return x == y; },
            [](const Unary& x, const Unary& y) {
                return x.op == y.op && equal(x.operand, y.operand);
            },
            [](const Binary& x, const Binary& y) {
                return x.op == y.op && equal(x.left, y.left) && equal(x.right, y.right);
            },
            [](const ListOf& x, const ListOf& y) {
                return std::equal(
                    x.items.begin(),
                    x.items.end(),
                    y.items.begin(),
                    y.items.end(),
                    [](const ExprPtr& p, const ExprPtr& q) { return equal(p, q); }
                );
            },
            [](const auto&, const auto&) { return false; },
        },
        a.node,
        b.node
    );
}

ExprPtr random_path() {
    const auto names = *rc::gen::container<std::vector<std::string>>(
        *rc::gen::inRange<std::size_t>(1, 4),
        rc::gen::element<std::string>("order", "no", "items", "x1", "_y", "Set", "days")
    );
    return made(Path{names});
}

ExprPtr random_operand() {
    switch (*rc::gen::inRange(0, 4)) {
        case 0:
            return made(Literal{Value(*rc::gen::inRange<std::int64_t>(-1000, 1000))});
        case 1:
            return made(Literal{Value(seconds(*rc::gen::inRange<std::int64_t>(-90'000, 900'000)))});
        case 2:
            return made(Literal{
                Value(*rc::gen::element<std::string>("", "it's", "退货", "a and b"))});
        default:
            return random_path();
    }
}

ExprPtr random_expr(int depth);

ExprPtr random_list(int depth) {
    ListOf list;
    const int n = *rc::gen::inRange(1, 4);
    for (int i = 0; i < n; ++i)
        list.items.push_back(random_expr(depth - 1));
    return made(std::move(list));
}

ExprPtr random_expr(int depth) {
    if (depth == 0) return random_operand();
    const Op op = static_cast<Op>(*rc::gen::inRange(0, 14));
    switch (op) {
        case Op::not_:
            return made(Unary{op, random_expr(depth - 1)});
        case Op::is_set:
        case Op::is_not_set:
            return made(Unary{op, random_path()});
        case Op::in: {
            const bool written = *rc::gen::arbitrary<bool>();
            return made(Binary{
                op, random_expr(depth - 1), written ? random_list(depth) : random_path()});
        }
        default:
            return made(Binary{op, random_expr(depth - 1), random_expr(depth - 1)});
    }
}

TEST_CASE("what is printed is read as the same expression") {
    REQUIRE(rc::check([] {
        const ExprPtr expr = random_expr(*rc::gen::inRange(0, 5));
        const std::string source = print_expr(*expr);
        RC_LOG() << source;
        const Parsed again = parse_expr(source);
        RC_PRE(source.size() < 2'000);
        RC_ASSERT(again.errors.empty());
        RC_ASSERT(equal(again.expr, expr));
    }));
}

TEST_CASE("any bytes are read without harm, and a mistake has a place inside them") {
    REQUIRE(rc::check([] {
        const auto words =
            *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                "a",
                ".",
                "(",
                ")",
                "and",
                "or",
                "not",
                "in",
                "is",
                "set",
                "==",
                "<",
                "'",
                "7",
                "days",
                "-",
                "+",
                ",",
                " ",
                "订",
                "!",
                "=",
                "\x7f"
            ));
        std::string source;
        for (const std::string& word : words)
            source += word + (*rc::gen::arbitrary<bool>() ? " " : "");
        const Parsed parsed = parse_expr(source);
        RC_ASSERT((parsed.expr != nullptr) == parsed.errors.empty());
        for (const ExprError& error : parsed.errors) {
            RC_ASSERT(error.offset <= source.size());
            RC_ASSERT(!error.message.empty());
        }
    }));
}

}  // namespace
}  // namespace clerk::flow
