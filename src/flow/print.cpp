#include "base/overloaded.hpp"
#include "flow/duration.hpp"
#include "flow/expr.hpp"

#include <array>

namespace clerk::flow {
namespace {

// How tightly an expression holds together; what stands inside a tighter one needs parentheses.
enum class Hold : unsigned char { either, both, negated, comparison, sum, operand };

Hold hold_of(const Expr& expr) {
    const auto of_op = [](Op op) {
        switch (op) {
            case Op::or_:
                return Hold::either;
            case Op::and_:
                return Hold::both;
            case Op::not_:
                return Hold::negated;
            case Op::add:
            case Op::subtract:
                return Hold::sum;
            default:
                return Hold::comparison;
        }
    };
    return std::visit(
        overloaded{
            [&](const Unary& unary) { return of_op(unary.op); },
            [&](const Binary& binary) { return of_op(binary.op); },
            [](const auto&) { return Hold::operand; },
        },
        expr.node
    );
}

std::string_view symbol(Op op) {
    switch (op) {
        case Op::eq:
            return " == ";
        case Op::ne:
            return " != ";
        case Op::lt:
            return " < ";
        case Op::le:
            return " <= ";
        case Op::gt:
            return " > ";
        case Op::ge:
            return " >= ";
        case Op::and_:
            return " and ";
        case Op::or_:
            return " or ";
        case Op::in:
            return " in ";
        case Op::add:
            return " + ";
        case Op::subtract:
            return " - ";
        case Op::is_set:
            return " is set";
        case Op::is_not_set:
            return " is not set";
        case Op::not_:
            return "not ";
    }
    return "";
}

std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') out += c;
        out += c;
    }
    return out + "'";
}

std::string two_digits(int n) {
    return {static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)};
}

std::string print_value(const Value& value) {
    return std::visit(
        overloaded{
            [](bool yes) { return std::string(yes ? "yes" : "no"); },
            [](std::int64_t n) { return std::to_string(n); },
            [](const std::string& text) { return quoted(text); },
            [](Millis duration) { return duration_source(duration); },
            [](const Choice& choice) { return choice.id; },
            [](Date date) { return quoted(iso_date(date)); },
            [](ClockTime at) { return quoted(two_digits(at.hour) + ":" + two_digits(at.minute)); },
            [](const auto&) { return std::string("?"); },  // no literal is written like that
        },
        value.held
    );
}

std::string print_held(const Expr& expr, Hold least) {
    const std::string out = print_expr(expr);
    return hold_of(expr) < least ? "(" + out + ")" : out;
}

std::string print_binary(const Binary& binary) {
    switch (binary.op) {
        case Op::or_:
            return print_held(*binary.left, Hold::either) + " or "
                   + print_held(*binary.right, Hold::both);
        case Op::and_:
            return print_held(*binary.left, Hold::both) + " and "
                   + print_held(*binary.right, Hold::negated);
        case Op::add:
        case Op::subtract:
            return print_held(*binary.left, Hold::sum) + std::string(symbol(binary.op))
                   + print_held(*binary.right, Hold::operand);
        default:
            return print_held(*binary.left, Hold::sum) + std::string(symbol(binary.op))
                   + print_held(*binary.right, Hold::sum);
    }
}

std::string print_unary(const Unary& unary) {
    if (unary.op == Op::not_) return "not " + print_held(*unary.operand, Hold::negated);
    return print_held(*unary.operand, Hold::sum) + std::string(symbol(unary.op));
}

std::string print_list(const ListOf& list) {
    std::string out;
    for (const ExprPtr& item : list.items) {
        if (!out.empty()) out += ", ";
        out += print_held(*item, Hold::sum);
    }
    return "(" + out + ")";
}

}  // namespace

std::string print_expr(const Expr& expr) {
    return std::visit(
        overloaded{
            [](const Literal& literal) { return print_value(literal.value); },
            [](const Path& path) { return to_string(path); },
            [](const Unary& unary) { return print_unary(unary); },
            [](const Binary& binary) { return print_binary(binary); },
            [](const ListOf& list) { return print_list(list); },
        },
        expr.node
    );
}

}  // namespace clerk::flow
