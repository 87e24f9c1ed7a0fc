// Typing a condition. Bare words beside a choice become its ids, texts beside a day or a time
// become values; whatever does not fit is reported with its place, and typed "" so that one mistake
// is not reported twice.
#include "base/overloaded.hpp"
#include "base/suggest.hpp"
#include "flow/expr.hpp"
#include "flow/types.hpp"

#include <algorithm>
#include <array>

namespace clerk::flow {
namespace {

struct Typed {
    ExprPtr expr;
    TypeName type;  // "" once an error is reported
};

std::string ticked(std::string_view name) {
    return "`" + std::string(name) + "`";
}

const std::string* bare_word(const Expr& expr) {
    const auto* path = std::get_if<Path>(&expr.node);
    return path && path->parts.size() == 1 ? &path->parts.front() : nullptr;
}

const std::string* text_literal(const Expr& expr) {
    const auto* literal = std::get_if<Literal>(&expr.node);
    return literal ? literal->value.get<std::string>() : nullptr;
}

ExprPtr literal_at(const Expr& place, Value value) {
    return std::make_shared<const Expr>(Expr{Literal{std::move(value)}, place.offset});
}

std::optional<ClockTime> parse_clock(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
    int hour = 0;
    int minute = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == colon) continue;
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        int& part = i < colon ? hour : minute;
        part = part * 10 + (text[i] - '0');
    }
    if (hour > 23 || minute > 59) return std::nullopt;
    return ClockTime{hour, minute};
}

class Checker {
public:
    explicit Checker(const TypeScope& scope) : scope_(scope) {}

    std::vector<ExprError> errors;

    Typed check(const ExprPtr& expr) {
        return std::visit(
            overloaded{
                [&](const Literal& literal) {
                    return Typed{expr, literal_type(literal.value)};
                },
                [&](const Path& path) { return check_path(expr, path); },
                [&](const Unary& unary) { return check_unary(*expr, unary); },
                [&](const Binary& binary) { return check_binary(*expr, binary); },
                [&](const ListOf&) {
                    return fail(*expr, "a list in parentheses stands only after `in`");
                },
            },
            expr->node
        );
    }

    // As `check`, but it must come to yes or no.
    Typed condition(const ExprPtr& expr) {
        Typed typed = check(expr);
        const Kind kind = kind_of(typed.type, scope_);
        if (kind == Kind::unknown || kind == Kind::boolean) return typed;
        std::string message = "a condition must come to yes or no, and " + source(expr) + " is "
                              + described(typed.type, scope_);
        if (kind == Kind::list) {
            message += "; write " + ticked(print_expr(*expr) + ".count > 0");
        } else if (std::holds_alternative<Path>(expr->node)) {
            message += "; write " + ticked(print_expr(*expr) + " is set") + " or compare it";
        }
        return fail(*expr, std::move(message));
    }

private:
    Typed fail(const Expr& place, std::string message) {
        errors.push_back({place.offset, std::move(message)});
        return {std::make_shared<const Expr>(place), {}};
    }

    static std::string source(const ExprPtr& expr) { return ticked(print_expr(*expr)); }

    TypeName literal_type(const Value& value) const {
        return std::visit(
            overloaded{
                [](bool) { return TypeName("bool"); },
                [](std::int64_t) { return TypeName("count"); },
                [](const std::string&) { return TypeName("text"); },
                [](Millis) { return TypeName("duration"); },
                [](Date) { return TypeName("date"); },
                [](ClockTime) { return TypeName("time"); },
                [](const Choice& choice) { return "choice:" + choice.type; },
                [](const auto&) { return TypeName(); },
            },
            value.held
        );
    }

    Typed check_path(const ExprPtr& expr, const Path& path) {
        PathType found = type_of(path, scope_);
        if (found.error) return fail(*expr, std::move(*found.error));
        return {expr, std::move(found.type)};
    }

    Typed check_unary(const Expr& whole, const Unary& unary) {
        const Typed operand =
            unary.op == Op::not_ ? condition(unary.operand) : check(unary.operand);
        if (operand.type.empty()) return {std::make_shared<const Expr>(whole), {}};
        return {
            std::make_shared<const Expr>(Expr{Unary{unary.op, operand.expr}, whole.offset}),
            "bool"};
    }

    Typed check_binary(const Expr& whole, const Binary& binary) {
        switch (binary.op) {
            case Op::and_:
            case Op::or_:
                return joined(
                    whole, binary, condition(binary.left), condition(binary.right), "bool"
                );
            case Op::add:
            case Op::subtract:
                return check_sum(whole, binary);
            case Op::in:
                return check_in(whole, binary);
            default:
                return check_comparison(whole, binary);
        }
    }

    static Typed joined(
        const Expr& whole, const Binary& binary, Typed left, Typed right, std::string_view type
    ) {
        const bool sound = !left.type.empty() && !right.type.empty();
        Binary node{binary.op, std::move(left.expr), std::move(right.expr)};
        return {
            std::make_shared<const Expr>(Expr{std::move(node), whole.offset}),
            sound ? TypeName(type) : TypeName()};
    }

    Typed check_sum(const Expr& whole, const Binary& binary) {
        const bool negative = binary.op == Op::subtract;
        Typed left = check(binary.left);
        Typed right = check(binary.right);
        if (left.type.empty() || right.type.empty()) return joined(whole, binary, left, right, "");
        const std::string type(
            sum_type(kind_of(left.type, scope_), kind_of(right.type, scope_), negative)
        );
        if (type.empty()) {
            const std::string verb = negative ? "take " : "add ";
            return fail(
                whole,
                "one cannot " + verb
                    + (negative
                           ? described(right.type, scope_) + " from " + described(left.type, scope_)
                           : described(right.type, scope_) + " to " + described(left.type, scope_))
            );
        }
        if (type == "date" && part_of_a_day(*binary.left, *binary.right)) {
            return fail(whole, "a day moves by whole days: write `1 day`, not hours");
        }
        return joined(whole, binary, std::move(left), std::move(right), type);
    }

    static bool part_of_a_day(const Expr& left, const Expr& right) {
        const auto is_part = [](const Expr& expr) {
            const auto* literal = std::get_if<Literal>(&expr.node);
            const auto* duration = literal ? literal->value.get<Millis>() : nullptr;
            return duration && duration->value % days(1).value != 0;
        };
        return is_part(left) || is_part(right);
    }

    // Whether only the right operand says what the left one means: `damaged == reason`.
    bool takes_meaning_from(const Expr& left, const Expr& right) const {
        const auto* path = std::get_if<Path>(&right.node);
        const TypeName right_type = path ? type_of(*path, scope_).type : TypeName();
        if (right_type.empty()) return false;
        if (text_literal(left)) return true;
        const std::string* word = bare_word(left);
        if (!word) return false;
        const auto named = scope_.find(*word);
        const bool beside_choice = kind_of(right_type, scope_) == Kind::choice;
        return !named || (beside_choice && kind_of(named->type, scope_) != Kind::choice);
    }

    // An operand read in the light of what it stands beside; `other` is "" when that is a mistake
    // already, and then a word that names nothing is not held to be another one.
    Typed beside(const ExprPtr& expr, const TypeName& other) {
        const std::string* word = bare_word(*expr);
        const std::string* text = text_literal(*expr);
        if (other.empty() && word && !scope_.find(*word)) return {expr, {}};
        switch (kind_of(other, scope_)) {
            case Kind::choice:
                if (word) return as_choice(expr, *word, other, true);
                if (text) return as_choice(expr, *text, other, false);
                break;
            case Kind::boolean:
                if (word && !scope_.find(*word)) return as_boolean(expr, *word);
                break;
            case Kind::date:
            case Kind::date_time:
                if (text) return as_date(expr, *text);
                break;
            case Kind::time:
                if (text) return as_time(expr, *text);
                break;
            default:
                break;
        }
        return check(expr);
    }

    Typed as_choice(
        const ExprPtr& expr, const std::string& id, const TypeName& type, bool may_be_name
    ) {
        const std::string name(base_name(type));
        const std::vector<std::string> ids = scope_.choice_ids(name);
        const bool known = std::ranges::count(ids, id) != 0;
        if (!known && may_be_name && scope_.find(id)) return check(expr);
        if (known || ids.empty()) return {literal_at(*expr, Choice{name, id}), "choice:" + name};
        std::string message = ticked(id) + " is no choice of " + name + did_you_mean(id, ids);
        if (!nearest(id, ids)) {
            std::string all;
            for (const std::string& one : ids)
                all += (all.empty() ? "" : ", ") + one;
            message += "; there are " + all;
        }
        return fail(*expr, std::move(message));
    }

    Typed as_boolean(const ExprPtr& expr, const std::string& word) {
        if (word == "yes" || word == "true") return {literal_at(*expr, true), "bool"};
        if (word == "no" || word == "false") return {literal_at(*expr, false), "bool"};
        return check(expr);
    }

    Typed as_date(const ExprPtr& expr, const std::string& text) {
        if (const auto date = parse_iso_date(text)) return {literal_at(*expr, *date), "date"};
        return fail(*expr, "'" + text + "' is no day; write it as '2024-07-01'");
    }

    Typed as_time(const ExprPtr& expr, const std::string& text) {
        if (const auto clock = parse_clock(text)) return {literal_at(*expr, *clock), "time"};
        return fail(*expr, "'" + text + "' is no time of day; write it as '18:00'");
    }

    Typed check_comparison(const Expr& whole, const Binary& binary) {
        Typed left;
        Typed right;
        if (takes_meaning_from(*binary.left, *binary.right)) {
            right = check(binary.right);
            left = beside(binary.left, right.type);
        } else {
            left = check(binary.left);
            right = beside(binary.right, left.type);
        }
        if (left.type.empty() || right.type.empty()) return joined(whole, binary, left, right, "");
        if (std::string trouble = mismatch(binary.op, left, right); !trouble.empty()) {
            return fail(whole, std::move(trouble));
        }
        return joined(whole, binary, std::move(left), std::move(right), "bool");
    }

    // What keeps two typed operands from being compared; "" when nothing does.
    std::string mismatch(Op op, const Typed& left, const Typed& right) const {
        const Kind a = kind_of(left.type, scope_);
        const Kind b = kind_of(right.type, scope_);
        const bool same_base = base_name(left.type) == base_name(right.type);
        const bool named = a == Kind::choice || a == Kind::record;
        if (comparable(op, a, b) && (!named || a != b || same_base)) return {};
        if (a == b && (!named || same_base) && orders(op)) {
            return described(left.type, scope_) + " has no order: use == or !=";
        }
        std::string message = source(left.expr) + " is " + described(left.type, scope_) + " and "
                              + source(right.expr) + " " + described(right.type, scope_)
                              + ": they cannot be compared";
        for (const Typed* side : {&left, &right}) {
            const Kind kind = kind_of(side->type, scope_);
            if (kind == Kind::list)
                message += "; write " + ticked(print_expr(*side->expr) + ".count");
            if (kind == Kind::record && a != b) message += "; compare one of its fields";
        }
        return message;
    }

    Typed check_in(const Expr& whole, const Binary& binary) {
        const auto* list = std::get_if<ListOf>(&binary.right->node);
        Typed left = check(binary.left);
        if (!list) return check_in_path(whole, binary, std::move(left));
        ListOf items;
        bool sound = !left.type.empty();
        for (const ExprPtr& item : list->items) {
            Typed typed = beside(item, left.type);
            if (typed.type.empty()) {
                sound = false;
            } else if (std::string trouble = mismatch(Op::eq, left, typed);
                       !left.type.empty() && !trouble.empty()) {
                fail(*item, std::move(trouble));
                sound = false;
            }
            items.items.push_back(std::move(typed.expr));
        }
        Typed right{
            std::make_shared<const Expr>(Expr{std::move(items), binary.right->offset}),
            sound ? "list" : ""};
        return joined(whole, binary, std::move(left), std::move(right), "bool");
    }

    Typed check_in_path(const Expr& whole, const Binary& binary, Typed left) {
        Typed right = check(binary.right);
        if (left.type.empty() || right.type.empty()) return joined(whole, binary, left, right, "");
        const TypeName element = element_type(right.type, scope_);
        if (element.empty()) {
            return fail(
                *binary.right,
                source(right.expr) + " is " + described(right.type, scope_)
                    + ", and after `in` a list must stand; write == to compare"
            );
        }
        if (std::string trouble = mismatch(Op::eq, left, {right.expr, element}); !trouble.empty()) {
            return fail(
                whole,
                source(left.expr) + " is " + described(left.type, scope_) + " and the elements of "
                    + source(right.expr) + " are not: " + described(element, scope_)
            );
        }
        return joined(whole, binary, std::move(left), std::move(right), "bool");
    }

    const TypeScope& scope_;
};

Checked finish(Checker& checker, Typed typed) {
    std::ranges::stable_sort(checker.errors, {}, &ExprError::offset);
    if (!checker.errors.empty()) typed.type.clear();
    return {std::move(typed.expr), std::move(typed.type), std::move(checker.errors)};
}

}  // namespace

Checked check_expr(const ExprPtr& expr, const TypeScope& scope) {
    Checker checker(scope);
    Typed typed = checker.check(expr);
    return finish(checker, std::move(typed));
}

Checked check_condition(const ExprPtr& expr, const TypeScope& scope) {
    Checker checker(scope);
    Typed typed = checker.condition(expr);
    return finish(checker, std::move(typed));
}

}  // namespace clerk::flow
