// Texts: what the clerk says, in every language, as templates checked at load.
//   "订单 <order.no> 预计<order.eta|day>送到"
// A message is one or more lines; a line may have a condition or stand for each element of a list.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "flow/expr.hpp"
#include "model/language.hpp"
#include "model/value.hpp"

namespace clerk::flow {

// <path|format args…>; an empty format is the type's default form.
struct Placeholder {
    Path path;
    std::string format;  // money, day, time, masked, count, plural
    std::vector<std::string> args;
    std::size_t offset = 0;  // byte within the template's source
};

using Piece = std::variant<std::string, Placeholder>;

struct Template {
    std::vector<Piece> pieces;
};

struct TemplateError {
    std::size_t offset = 0;
    std::string message;
};

struct ParsedTemplate {
    Template value;
    std::vector<TemplateError> errors;
};

// One syntax everywhere: `<` before a letter opens a name, `\<` is literal.
[[nodiscard]] ParsedTemplate parse_template(std::string_view source);
// Every placeholder's name, type and format against the scope; unset values need a guard.
[[nodiscard]] std::vector<TemplateError> check_template(const Template&, const TypeScope&);

// A text in all languages. After load every Lang has a template (zh_hant is converted from zh).
struct Text {
    std::array<Template, lang_count> in;
};

struct TextLine {
    Text text;
    ExprPtr condition;           // null: always
    std::optional<Path> each;    // a list; its element is `it`
};

struct MessageText {
    std::vector<TextLine> lines;

    [[nodiscard]] bool empty() const { return lines.empty(); }
};

// Labels of choice ids, for values that are choices.
class Labels {
  public:
    virtual ~Labels() = default;
    // The label of a choice's id; the id itself when there is none.
    [[nodiscard]] virtual std::string label(const Choice& choice, Lang lang) const = 0;

    // The shop's data is in simplified Chinese; this is how a reader of traditional sees it.
    [[nodiscard]] virtual std::string traditional(std::string_view simplified) const {
        return std::string(simplified);
    }
};

struct Rendering {
    const ValueScope& scope;
    const Labels& labels;
    Lang lang = Lang::zh;
    UnixMillis now;
    UtcOffset offset;
};

// A value in its default form, or in `format`.
[[nodiscard]] std::string show(
    const Value& value,
    const Rendering& how,
    std::string_view format = {},
    const std::vector<std::string>& args = {}
);
[[nodiscard]] std::string render(const Template& text, const Rendering& how);
// The lines that apply, joined by '\n'.
[[nodiscard]] std::string render(const MessageText& message, const Rendering& how);

}  // namespace clerk::flow
