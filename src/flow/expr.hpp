// The condition language of `if`, `where` and `set`:
//   == != < <= > >= and or not in, is set, is not set, + -, parentheses, '…', numbers, `7 days`,
//   names and dotted paths (order.items). Beside a choice a bare word is its id.
//
// parse_expr() gives a tree with byte offsets, check_expr() types it against a scope of names (all
// problems at once), eval() computes it. Content calls the first two at load, the turn the last.
// A checked expression cannot fail to evaluate: what is unset equals nothing, so every comparison
// with it is false and only `!=` is true; arithmetic with it, or beyond 64 bits, is unset again.
//
// A date beside a date_time is compared by the shop's local days; money beside a plain number
// counts whole units of its currency; texts beside a date or a time are read as '2024-07-01' and
// '18:00'.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "model/catalog.hpp"
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

// order.items → {"order", "items"}. Beside a choice a bare word is its id: check_expr() decides and
// rewrites it into a Literal.
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

// What a name means at a point of a flow. `maybe_unset` is meant before any guard: slots, results
// and optional fields say true, the built-in names false.
struct ScopeName {
    std::string name;
    std::string type;
    bool maybe_unset = false;
};

class TypeScope {
  public:
    virtual ~TypeScope() = default;
    [[nodiscard]] virtual std::optional<ScopeName> find(std::string_view name) const = 0;
    // The ids of a choice type (of config/types or a fixed enumeration), `type` without "choice:".
    // Empty: no such type; any word is then one of its ids.
    [[nodiscard]] virtual std::vector<std::string> choice_ids(std::string_view type) const = 0;
    [[nodiscard]] virtual std::vector<std::string> names() const = 0;  // for suggestions

    // A record's field and all their names; the catalog's, unless a scope knows more records.
    [[nodiscard]] virtual std::optional<ScopeName> field(
        std::string_view record, std::string_view name
    ) const;
    [[nodiscard]] virtual std::vector<std::string> fields(std::string_view record) const;

    // Whether this path is known to be set here although it is maybe_unset by declaration.
    [[nodiscard]] virtual bool guarded(const Path& path) const;
};

class ValueScope {
  public:
    virtual ~ValueScope() = default;
    // The named value, unset if there is none.
    [[nodiscard]] virtual Value find(std::string_view name) const = 0;

    // The shop's local time, by which a date_time has a day.
    [[nodiscard]] virtual UtcOffset offset() const { return {}; }
};

struct Parsed {
    ExprPtr expr;  // null when there are errors
    std::vector<ExprError> errors;
};

// At most limits::expr_bytes_max bytes and limits::expr_depth_max levels.
[[nodiscard]] Parsed parse_expr(std::string_view source);
// The source again, with the parentheses it needs: parse_expr(print_expr(e)) is e.
[[nodiscard]] std::string print_expr(const Expr& expr);
// "7 days", "1 day", "3m", "20 minutes", "2h", "30s", "2 weeks"; nullopt on anything else.
[[nodiscard]] std::optional<Millis> parse_duration(std::string_view text);

struct Checked {
    ExprPtr expr;      // bare choice ids resolved
    std::string type;  // TypeName of the result
    std::vector<ExprError> errors;
};

[[nodiscard]] Checked check_expr(const ExprPtr& expr, const TypeScope& scope);
// The same for `if` and `where`, which must come to yes or no.
[[nodiscard]] Checked check_condition(const ExprPtr& expr, const TypeScope& scope);
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
[[nodiscard]] std::string to_string(const Path& path);  // "order.items"
// "list:item" → "record:item", "list:text" → "text"; empty: no list.
[[nodiscard]] TypeName element_type(std::string_view list_type, const TypeScope& scope);

// The paths that are surely set once a condition has come out true, or false; with their beginnings
// ("order" when "order.eta" is), sorted.
struct Guards {
    std::vector<std::string> when_true;
    std::vector<std::string> when_false;
};

[[nodiscard]] Guards guards(const Expr& condition);

}  // namespace clerk::flow
