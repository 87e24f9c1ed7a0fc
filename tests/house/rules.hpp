/// The house rules: what a reviewer would otherwise have to say again and again. Each rule is a
/// function of one file's path and text, and returns what is wrong with it; tree_test.cpp runs
/// them over the whole tree, rules_test.cpp over small good and bad texts.

#pragma once

#include "house/table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace clerk::house {

inline constexpr int function_lines_max = 70;
inline constexpr int line_columns_max = 100;

struct SourceFile {
    std::string path;  ///< from the top of the tree: src/turn/turn.hpp
    std::string text;
};

/// The module a path belongs to: `turn` for src/turn/rank.cpp, nothing outside src/.
[[nodiscard]] std::string module_of(std::string_view path);

/// Layers, one owner a library, and includes written from src/. main.cpp may include only cli.
[[nodiscard]] std::vector<Violation> check_includes(const SourceFile& file, const Table& table);

/// The pure modules call no clock, draw no random number, do no I/O and log nothing.
[[nodiscard]] std::vector<Violation> check_purity(const SourceFile& file, const Table& table);

/// A .cpp stands where a target picks it up.
[[nodiscard]] std::vector<Violation> check_built(const SourceFile& file, const Table& table);

[[nodiscard]] std::vector<Violation> check_function_length(const SourceFile& file);

/// Columns are code points: a Chinese character is one.
[[nodiscard]] std::vector<Violation> check_line_length(const SourceFile& file);

[[nodiscard]] std::vector<Violation> check_pragma_once(const SourceFile& file);

/// Notes to oneself, and paths of one developer's machine.
[[nodiscard]] std::vector<Violation> check_leftovers(const SourceFile& file);

/// Every rule that applies to this kind of file.
[[nodiscard]] std::vector<Violation> check_file(const SourceFile& file, const Table& table);

}  // namespace clerk::house
