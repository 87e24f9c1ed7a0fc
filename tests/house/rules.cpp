#include "house/rules.hpp"

#include "house/scan.hpp"

#include <algorithm>
#include <array>

namespace clerk::house {
namespace {

/// Never in a pure module, however they are used.
constexpr std::array<std::string_view, 20> forbidden_names = {
    "system_clock", "steady_clock", "high_resolution_clock",
    "utc_clock",    "file_clock",   "random_device",
    "mt19937",      "mt19937_64",   "default_random_engine",
    "cout",         "cerr",         "clog",
    "cin",          "ifstream",     "ofstream",
    "fstream",      "filesystem",   "FILE",
    "stdout",       "stderr"};

/// Never called in a pure module: as a plain or std:: function. A member of that name is ours.
/// POSIX's open, read and write are not listed: their headers are refused, and the words are good
/// names.
constexpr std::array<std::string_view, 18> forbidden_calls = {
    "time",
    "gettimeofday",
    "clock_gettime",
    "clock",
    "localtime",
    "localtime_r",
    "rand",
    "srand",
    "random",
    "getrandom",
    "arc4random",
    "printf",
    "fprintf",
    "puts",
    "fputs",
    "fopen",
    "getenv",
    "system"};

/// <cstdio> is not among them: snprintf only formats.
constexpr std::array<std::string_view, 7> forbidden_headers = {
    "<iostream>",
    "<fstream>",
    "<ostream>",
    "<istream>",
    "<random>",
    "<filesystem>",
    "<syncstream>"};

/// Folders of tests/ that are built although no module is called so.
constexpr std::array<std::string_view, 2> other_test_folders = {"house", "sim"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_header(std::string_view path) {
    return path.ends_with(".hpp") || path.ends_with(".h");
}

bool is_cpp(std::string_view path) {
    return is_header(path) || path.ends_with(".cpp") || path.ends_with(".cc");
}

/// Files whose lines we write by hand and read side by side.
bool is_code(std::string_view path) {
    return is_cpp(path) || path.ends_with("CMakeLists.txt") || path.starts_with("scripts/");
}

std::vector<std::string> segments(std::string_view path) {
    std::vector<std::string> result;
    while (!path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        result.emplace_back(path.substr(0, slash));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return result;
}

bool may_include(const Module& module, std::string_view target) {
    const std::string_view other = target.substr(0, target.find('/'));
    return std::any_of(
        module.may_include.begin(),
        module.may_include.end(),
        [&](const std::string& allowed) {
            const bool whole_module = allowed.find('/') == std::string::npos;
            return whole_module ? other == allowed : target.starts_with(allowed);
        }
    );
}

bool is_standard(std::string_view include) {
    return include.find_first_of("/.") == std::string_view::npos;
}

/// What is wrong with this include in `name`; nothing when it is fine.
std::string include_fault(
    const Include& include, const std::string& name, const Module& module, const Table& table
) {
    const std::string& target = include.target;
    if (const std::string library = table.library_of(target); !library.empty()) {
        if (module.libraries.contains(library)) return {};
        return name + " may not include <" + target + ">: " + library + " has another owner";
    }
    if (!include.quoted) {
        if (!is_pure(name) || is_standard(target)) return {};
        return name + " is pure: only the standard library, not <" + target + ">";
    }
    const std::string other = target.substr(0, target.find('/'));
    if (target.find('/') == std::string::npos || !table.modules.contains(other)) {
        return "write \"" + target + "\" from src/: \"" + name + "/" + target + "\"";
    }
    if (other == name || may_include(module, target)) return {};
    return name + " may not include \"" + target + "\": see tests/house/modules.md";
}

/// Does the word name a function of the C library, or the start of a declaration of our own?
bool is_plain_call(const Word& word) {
    if (!trimmed(word.after).starts_with('(')) return false;
    const std::string_view before = trimmed(word.before);
    if (before.ends_with('.') || before.ends_with("->")) return false;
    if (before.ends_with("::")) {
        const std::string_view scope = before.substr(0, before.size() - 2);
        return scope.empty() || !is_word_char(scope.back()) || scope.ends_with("std");
    }
    if (before.empty() || !is_word_char(before.back())) return true;
    // `Millis time(…)` declares; `return time(…)` calls.
    constexpr std::array<std::string_view, 5> statements = {
        "return", "else", "do", "case", "throw"};
    std::size_t begin = before.size();
    while (begin > 0 && is_word_char(before[begin - 1]))
        --begin;
    return contains(statements, before.substr(begin));
}

bool holds_word(std::string_view line, std::string_view wanted) {
    for (std::size_t at = line.find(wanted); at != std::string_view::npos;
         at = line.find(wanted, at + 1)) {
        const std::size_t end = at + wanted.size();
        const bool begins = at == 0 || !is_word_char(line[at - 1]);
        const bool ends = end == line.size() || !is_word_char(line[end]);
        if (begins && ends) return true;
    }
    return false;
}

void append(std::vector<Violation>& all, std::vector<Violation> more) {
    all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

std::string module_of(std::string_view path) {
    const std::vector<std::string> parts = segments(path);
    return parts.size() > 2 && parts[0] == "src" ? parts[1] : std::string();
}

std::vector<Violation> check_includes(const SourceFile& file, const Table& table) {
    if (!file.path.starts_with("src/")) return {};
    const bool is_main = file.path == "src/main.cpp";
    const std::string name = is_main ? "main.cpp" : module_of(file.path);
    const auto found = table.modules.find(name);
    if (!is_main && found == table.modules.end()) {
        return {{file.path, 1, "stands in no module of tests/house/modules.md"}};
    }
    const Module module = is_main ? Module{0, {"cli"}, {}} : found->second;
    std::vector<Violation> violations;
    for (const Include& include : includes_of(file.text)) {
        const std::string fault = include_fault(include, name, module, table);
        if (!fault.empty()) violations.push_back({file.path, include.line, fault});
    }
    return violations;
}

std::vector<Violation> check_purity(const SourceFile& file, const Table& table) {
    const std::string name = module_of(file.path);
    if (!is_pure(name)) return {};
    const auto allowance = table.allowances.find(file.path);
    const auto allowed = [&](std::string_view word) {
        return allowance != table.allowances.end() && allowance->second.contains(std::string(word));
    };
    std::vector<Violation> violations;
    const auto add = [&](int line, std::string_view word) {
        if (allowed(word)) return;
        const std::string message =
            name + " is pure: no " + std::string(word) + " (time, chance and files are arguments)";
        violations.push_back({file.path, line, message});
    };
    for (const Include& include : includes_of(file.text)) {
        const std::string header = "<" + include.target + ">";
        if (contains(forbidden_headers, header)) add(include.line, header);
    }
    const std::string code = code_only(file.text);
    for (const Word& word : words_of(code)) {
        const std::string_view line_before = word.before.substr(word.before.rfind('\n') + 1);
        if (trimmed(line_before).starts_with('#')) continue;
        const bool forbidden = contains(forbidden_names, word.text)
                               || (contains(forbidden_calls, word.text) && is_plain_call(word));
        if (forbidden) add(word.line, word.text);
    }
    return violations;
}

std::vector<Violation> check_built(const SourceFile& file, const Table& table) {
    if (!file.path.ends_with(".cpp")) return {};
    const std::vector<std::string> parts = segments(file.path);
    const bool depth_fits = parts.size() == 3 || parts.size() == 4;
    if (parts[0] == "src" && file.path != "src/main.cpp" && !depth_fits) {
        return {{file.path, 1, "no target builds it: src/MODULE/ and one level below"}};
    }
    if (parts[0] != "tests") return {};
    const bool known =
        parts.size() > 2
        && (table.modules.contains(parts[1]) || contains(other_test_folders, parts[1]));
    if (known && depth_fits) return {};
    return {{file.path, 1, "no target builds it: see tests/CMakeLists.txt"}};
}

std::vector<Violation> check_function_length(const SourceFile& file) {
    std::vector<Violation> violations;
    for (const Function& function : functions_of(file.text)) {
        if (function.length <= function_lines_max) continue;
        const std::string message = "a function of " + std::to_string(function.length)
                                    + " lines, over " + std::to_string(function_lines_max) + ": "
                                    + function.head;
        violations.push_back({file.path, function.line, message});
    }
    return violations;
}

std::vector<Violation> check_line_length(const SourceFile& file) {
    std::vector<Violation> violations;
    int number = 0;
    for (const std::string_view line : lines_of(file.text)) {
        ++number;
        // A byte 10xxxxxx goes on with a code point; every other byte begins one.
        const auto columns = std::count_if(line.begin(), line.end(), [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        });
        if (columns <= line_columns_max) continue;
        const std::string message = "a line of " + std::to_string(columns) + " columns, over "
                                    + std::to_string(line_columns_max);
        violations.push_back({file.path, number, message});
    }
    return violations;
}

std::vector<Violation> check_pragma_once(const SourceFile& file) {
    const std::string code = code_only(file.text);
    for (const std::string_view line : lines_of(code)) {
        if (trimmed(line) == "#pragma once") return {};
    }
    return {{file.path, 1, "a header without #pragma once"}};
}

std::vector<Violation> check_leftovers(const SourceFile& file) {
    // Written in halves, so that this file does not accuse itself.
    constexpr std::array<std::string_view, 3> notes = {
        "TO"
        "DO",
        "FIX"
        "ME",
        "XX"
        "X"};
    constexpr std::array<std::string_view, 2> places = {
        "/wo"
        "rk/",
        "/tmp/ba"
        "sh"};
    std::vector<Violation> violations;
    int number = 0;
    for (const std::string_view line : lines_of(file.text)) {
        ++number;
        for (const std::string_view note : notes) {
            if (!holds_word(line, note)) continue;
            violations.push_back({file.path, number, "a note to oneself: " + std::string(note)});
        }
        for (const std::string_view place : places) {
            if (line.find(place) == std::string_view::npos) continue;
            const std::string message = "a path of one machine: " + std::string(place);
            violations.push_back({file.path, number, message});
        }
    }
    return violations;
}

std::vector<Violation> check_file(const SourceFile& file, const Table& table) {
    std::vector<Violation> all = check_leftovers(file);
    if (is_code(file.path)) append(all, check_line_length(file));
    if (!is_cpp(file.path)) return all;
    if (is_header(file.path)) append(all, check_pragma_once(file));
    append(all, check_function_length(file));
    append(all, check_includes(file, table));
    append(all, check_purity(file, table));
    append(all, check_built(file, table));
    return all;
}

}  // namespace clerk::house
