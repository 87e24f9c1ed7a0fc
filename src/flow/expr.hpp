// The condition language of `if`, `where` and `set`:
//   == != < <= > >= and or not in, is set, is not set, + -, parentheses, '…', numbers, `7 days`,
//   names and dotted paths (order.items). Beside a choice a bare word is its id.
//
// parse() gives a tree with byte offsets, check() types it against a Scope of names (all problems at
// once), eval() computes it. A checked expression cannot fail to evaluate: what is unset compares
// as "no" and is reported at load where it could surprise.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "model/value.hpp"

namespace clerk::flow {

struct Expr;
using ExprPtr = std::shared_ptr<const Expr>;

enum class Op : unsigned char {
    eq, ne, lt, le, gt, ge, and_, or_, not_, in, is_set, is_not_set, add, subtract
};

struct Literal {
    Value value;  // text, number or duration
};

// order.items → {"order", "items"}. A bare word that names nothing in scope is a choice's id; check()
// decides and rewrites it into a Literal.
struct Path {
    std::vector<std::string> parts;

    friend bool operator==(const Path&, const Path&) = default;
};

struct Unary {
    Op op = Op::not_;
    ExprPtr operand;
};

struct Binary {
    Op op = Op::eq;
    ExprPtr left;
    ExprPtr right;
};

struct ListOf {  // the right side of `in`: (damaged, defective)
    std::vector<ExprPtr> items;
};

struct Expr {
    std::variant<Literal, Path, Unary, Binary, ListOf> node;
    std::size_t offset = 0;  // byte within the source
};

struct ExprError {
    std::size_t offset = 0;
    std::string message;
};

// What names mean at a point of a flow: each with its TypeName. `guarded` names are known to be set.
struct ScopeName {
    std::string name;
    std::string type;
    bool maybe_unset = false;
};

class TypeScope {
  public:
    virtual ~TypeScope() = default;
    [[nodiscard]] virtual std::optional<ScopeName> find(std::string_view name) const = 0;
    // The ids of a choice type (of config/types or a fixed enumeration); empty: no such type.
    [[nodiscard]] virtual std::vector<std::string> choice_ids(std::string_view type) const = 0;
    [[nodiscard]] virtual std::vector<std::string> names() const = 0;  // for suggestions
};

class ValueScope {
  public:
    virtual ~ValueScope() = default;
    // The named value, unset if there is none.
    [[nodiscard]] virtual Value find(std::string_view name) const = 0;
};

struct Parsed {
    ExprPtr expr;  // null when there are errors
    std::vector<ExprError> errors;
};

[[nodiscard]] Parsed parse_expr(std::string_view source);

struct Checked {
    ExprPtr expr;      // bare choice ids resolved
    std::string type;  // TypeName of the result
    std::vector<ExprError> errors;
};

[[nodiscard]] Checked check_expr(const ExprPtr& expr, const TypeScope& scope);
[[nodiscard]] Value eval(const Expr& expr, const ValueScope& scope);
[[nodiscard]] bool is_true(const Expr& expr, const ValueScope& scope);
[[nodiscard]] Value resolve(const Path& path, const ValueScope& scope);

// The TypeName of a path (fields of records are looked up in the catalog), with what is wrong.
struct PathType {
    std::string type;
    bool maybe_unset = false;
    std::optional<std::string> error;
};

[[nodiscard]] PathType type_of(const Path& path, const TypeScope& scope);

}  // namespace clerk::flow
