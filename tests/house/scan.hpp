/// Reading C++ as text, well enough for house rules and no further: no preprocessing, no types.
/// Every function here takes the text of one file and returns values; nothing is kept.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace clerk::house {

/// The text with comments and the insides of literals turned into spaces. It has the same length
/// and the same line ends, so that an offset or a line number means the same in both.
[[nodiscard]] std::string code_only(std::string_view text);

/// The lines without their ends; what follows the last end counts as a line if it is not empty.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

/// 1 for the line that holds the first byte.
[[nodiscard]] int line_at(std::string_view text, std::size_t offset);

struct Include {
    int line = 0;
    std::string target;   ///< turn/turn.hpp
    bool quoted = false;  ///< "…" as against <…>
};

/// What the file includes; not what stands in a comment or in a string.
[[nodiscard]] std::vector<Include> includes_of(std::string_view text);

struct Function {
    int line = 0;    ///< where its head begins
    int length = 0;  ///< in lines, head and closing brace included
    std::string head;
};

/// The functions with a body, lambdas inside them not counted apart. It matches braces and guesses
/// from the text before them, so a body that a macro hides is not seen.
[[nodiscard]] std::vector<Function> functions_of(std::string_view text);

struct Word {
    int line = 0;
    std::string_view text;
    std::string_view before;  ///< the code up to the word, its line and all lines above
    std::string_view after;   ///< the code from the word's end on
};

/// The identifiers and keywords of `code`, in order. REQUIRES: `code` outlives the result.
[[nodiscard]] std::vector<Word> words_of(std::string_view code);

/// Without blanks at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

[[nodiscard]] bool is_word_char(char c);

}  // namespace clerk::house
