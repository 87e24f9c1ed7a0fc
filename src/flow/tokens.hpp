// The words of the condition language: what parse_expr reads instead of bytes.
#pragma once

#include "base/time.hpp"
#include "flow/expr.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::flow {

struct Token {
    enum class Kind : unsigned char { path, number, duration, text, symbol, end };
    Kind kind = Kind::end;
    std::size_t offset = 0;
    std::vector<std::string> parts;  // path
    std::string text;                // text: without its quotes; symbol: "==", "("
    std::int64_t number = 0;
    Millis duration;

    // Whether this is the bare word `word`: keywords are words too.
    [[nodiscard]] bool is_word(std::string_view word) const {
        return kind == Kind::path && parts.size() == 1 && parts.front() == word;
    }

    [[nodiscard]] bool is_symbol(std::string_view symbol) const {
        return kind == Kind::symbol && text == symbol;
    }
};

struct Tokens {
    std::vector<Token> tokens;      // ends with Kind::end
    std::vector<ExprError> errors;  // at most one: the first
};

[[nodiscard]] Tokens tokenise(std::string_view source);

// Letters, digits and underscores, not beginning with a digit.
[[nodiscard]] bool begins_name(char c);
[[nodiscard]] bool continues_name(char c);

}  // namespace clerk::flow
