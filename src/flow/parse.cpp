// Recursive descent over the tokens, loosest first:
//   either     both ("or" both)*
//   both       negated ("and" negated)*
//   negated    "not" negated | comparison
//   comparison sum (== != < <= > >= sum | "not"? "in" (list | path) | "is" "not"? "set")?
//   sum        operand (+ - operand)*
//   operand    "(" either ")" | path | number | duration | '…' | - number
//
// The tree's depth is bounded by limits::expr_depth_max while it grows, so that everything that
// walks a parsed tree afterwards may recurse freely. The first mistake ends the parse.
#include "base/limits.hpp"
#include "flow/expr.hpp"
#include "flow/tokens.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace clerk::flow {
namespace {

struct Node {
    ExprPtr expr;  // null after a mistake
    std::size_t depth = 0;
};

struct Comparison {
    std::string_view symbol;
    Op op;
};

constexpr std::array comparisons{
    Comparison{"==", Op::eq},
    Comparison{"!=", Op::ne},
    Comparison{"<", Op::lt},
    Comparison{"<=", Op::le},
    Comparison{">", Op::gt},
    Comparison{">=", Op::ge},
};

constexpr std::array<std::string_view, 5> keywords{"and", "or", "not", "in", "is"};

bool is_keyword(const Token& token) {
    return std::ranges::any_of(keywords, [&](std::string_view word) {
        return token.is_word(word);
    });
}

std::string written(const Token& token) {
    switch (token.kind) {
        case Token::Kind::path:
            return "`" + to_string(Path{token.parts}) + "`";
        case Token::Kind::number:
            return std::to_string(token.number);
        case Token::Kind::duration:
            return "this duration";
        case Token::Kind::text:
            return "'" + token.text + "'";
        case Token::Kind::symbol:
            return "`" + token.text + "`";
        case Token::Kind::end:
            return "the end";
    }
    return {};
}

class Parser {
public:
    explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    Parsed run() {
        const Node whole = either(0);
        if (errors_.empty() && here().kind != Token::Kind::end) stray();
        return {errors_.empty() ? whole.expr : nullptr, std::move(errors_)};
    }

private:
    const Token& here() const { return tokens_[at_]; }

    const Token& after() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }

    bool take_word(std::string_view word) {
        const bool there = here().is_word(word);
        if (there) ++at_;
        return there;
    }

    bool take_symbol(std::string_view symbol) {
        const bool there = here().is_symbol(symbol);
        if (there) ++at_;
        return there;
    }

    Node fail(std::size_t offset, std::string message) {
        if (errors_.empty()) errors_.push_back({offset, std::move(message)});
        return {};
    }

    Node made(std::size_t offset, std::size_t depth, decltype(Expr::node) node) {
        if (depth > limits::expr_depth_max) return too_deep(offset);
        return {std::make_shared<const Expr>(Expr{std::move(node), offset}), depth};
    }

    Node too_deep(std::size_t offset) {
        return fail(
            offset,
            "this condition has more than " + std::to_string(limits::expr_depth_max)
                + " levels; split it over several steps"
        );
    }

    Node binary(Op op, std::size_t offset, const Node& left, const Node& right) {
        if (!left.expr || !right.expr) return {};
        const std::size_t depth = std::max(left.depth, right.depth) + 1;
        return made(offset, depth, Binary{op, left.expr, right.expr});
    }

    Node unary(Op op, std::size_t offset, const Node& operand) {
        if (!operand.expr) return {};
        return made(offset, operand.depth + 1, Unary{op, operand.expr});
    }

    Node either(std::size_t depth) {
        Node left = both(depth);
        while (left.expr && here().is_word("or")) {
            const std::size_t offset = tokens_[at_++].offset;
            left = binary(Op::or_, offset, left, both(depth));
        }
        return left;
    }

    Node both(std::size_t depth) {
        Node left = negated(depth);
        while (left.expr && here().is_word("and")) {
            const std::size_t offset = tokens_[at_++].offset;
            left = binary(Op::and_, offset, left, negated(depth));
        }
        return left;
    }

    Node negated(std::size_t depth) {
        if (depth > limits::expr_depth_max) return too_deep(here().offset);
        const std::size_t offset = here().offset;
        if (!take_word("not")) return comparison(depth);
        return unary(Op::not_, offset, negated(depth + 1));
    }

    Node comparison(std::size_t depth) {
        Node left = sum(depth);
        if (!left.expr) return {};
        const std::size_t offset = here().offset;
        if (take_word("is")) return is_set(left, offset);
        if (here().is_word("not") && after().is_word("in")) {
            at_ += 2;
            return unary(Op::not_, offset, binary(Op::in, offset, left, in_operand(depth)));
        }
        if (take_word("in")) return binary(Op::in, offset, left, in_operand(depth));
        const auto known = std::ranges::find_if(comparisons, [&](const Comparison& c) {
            return here().is_symbol(c.symbol);
        });
        if (known == comparisons.end()) return left;
        ++at_;
        const Node whole = binary(known->op, offset, left, sum(depth));
        const bool chained =
            whole.expr && std::ranges::any_of(comparisons, [&](const Comparison& c) {
                return here().is_symbol(c.symbol);
            });
        if (chained) return fail(here().offset, "compare two things at a time: a < b and b < c");
        return whole;
    }

    Node is_set(const Node& left, std::size_t offset) {
        const bool negative = take_word("not");
        if (!take_word("set")) {
            return fail(
                here().offset, "after `is` only `set` or `not set` can stand; write == to compare"
            );
        }
        if (!std::holds_alternative<Path>(left.expr->node)) {
            return fail(left.expr->offset, "only a name can be set or not set");
        }
        return unary(negative ? Op::is_not_set : Op::is_set, offset, left);
    }

    Node in_operand(std::size_t depth) {
        const std::size_t offset = here().offset;
        if (here().kind == Token::Kind::path && !is_keyword(here())) return operand(depth);
        if (!take_symbol("(")) return fail(offset, "after `in` a list must stand: (a, b)");
        ListOf list;
        std::size_t deepest = 0;
        do {
            const Node item = sum(depth + 1);
            if (!item.expr) return {};
            deepest = std::max(deepest, item.depth);
            list.items.push_back(item.expr);
        } while (take_symbol(","));
        if (!take_symbol(")")) return fail(here().offset, "the list needs a closing )");
        return made(offset, deepest + 1, std::move(list));
    }

    Node sum(std::size_t depth) {
        Node left = operand(depth);
        while (left.expr && (here().is_symbol("+") || here().is_symbol("-"))) {
            const Token& sign = tokens_[at_++];
            const Op op = sign.text == "+" ? Op::add : Op::subtract;
            left = binary(op, sign.offset, left, operand(depth));
        }
        return left;
    }

    Node operand(std::size_t depth) {
        const Token& token = here();
        if (take_symbol("(")) {
            if (depth >= limits::expr_depth_max) return too_deep(token.offset);
            const Node inner = either(depth + 1);
            if (!inner.expr) return {};
            if (!take_symbol(")")) return fail(here().offset, "a closing ) is missing");
            return inner;
        }
        const bool negative = token.is_symbol("-") && after().kind != Token::Kind::end;
        if (negative) ++at_;
        const Token& held = here();
        const std::int64_t sign = negative ? -1 : 1;
        if (held.kind == Token::Kind::number) {
            ++at_;
            return made(token.offset, 1, Literal{Value(sign * held.number)});
        }
        if (held.kind == Token::Kind::duration) {
            ++at_;
            return made(token.offset, 1, Literal{Value(Millis{sign * held.duration.value})});
        }
        if (negative) return fail(token.offset, "before a minus something must stand: a - b");
        return word_or_text();
    }

    Node word_or_text() {
        const Token& token = here();
        if (token.kind == Token::Kind::text) {
            ++at_;
            return made(token.offset, 1, Literal{Value(token.text)});
        }
        if (token.kind == Token::Kind::path && !is_keyword(token)) {
            ++at_;
            return made(token.offset, 1, Path{token.parts});
        }
        const bool empty = token.kind == Token::Kind::end && at_ == 0;
        if (empty) return fail(token.offset, "a condition must stand here");
        return fail(token.offset, "a name or a value must stand before " + written(token));
    }

    // Something is left over behind a complete condition.
    void stray() {
        const Token& token = here();
        std::string message =
            written(token) + " is left over here; join conditions with `and` or `or`";
        if (token.kind == Token::Kind::path && token.parts.size() == 1) {
            std::string lower = token.parts.front();
            std::ranges::transform(lower, lower.begin(), [](char c) {
                return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            });
            if (std::ranges::count(keywords, lower) != 0 && lower != token.parts.front()) {
                message = "write `" + lower + "` in small letters";
            }
        }
        if (token.is_symbol(")")) message = "this ) closes nothing";
        fail(token.offset, std::move(message));
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::vector<ExprError> errors_;
};

}  // namespace

Parsed parse_expr(std::string_view source) {
    if (source.size() > limits::expr_bytes_max) {
        const std::string most = std::to_string(limits::expr_bytes_max);
        return {nullptr, {{0, "a condition has at most " + most + " bytes"}}};
    }
    Tokens read = tokenise(source);
    if (!read.errors.empty()) return {nullptr, std::move(read.errors)};
    return Parser(std::move(read.tokens)).run();
}

}  // namespace clerk::flow
