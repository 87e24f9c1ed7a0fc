// What is wrong with content, where, and how to mend it: the currency of content/. Every loader
// adds to one Problems, so that a person sees all of them at once, in the order of files and lines.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace clerk::content {

// 1-based; columns count code points, so that an editor's "go to" lands on the character.
struct Position {
    int line = 1;
    int col = 1;

    friend auto operator<=>(const Position&, const Position&) = default;
};

enum class Severity : unsigned char { error, warning };

struct Problem {
    std::string file;
    Position at;
    Severity severity = Severity::error;
    std::string text;  // what is wrong and the fix, one sentence or two

    friend bool operator==(const Problem&, const Problem&) = default;
};

// "flows/returns.yaml:14:9: error: unknown key `as:`; did you mean `ask:`?"
[[nodiscard]] std::string to_string(const Problem& problem);

class Problems {
public:
    void add(Problem problem);
    void add(Problems more);

    [[nodiscard]] bool any_error() const { return errors_ > 0; }

    [[nodiscard]] std::size_t errors() const { return errors_; }

    // Sorted by file, place and severity, the same said twice only once.
    [[nodiscard]] std::vector<Problem> sorted() const;

private:
    std::vector<Problem> all_;
    std::size_t errors_ = 0;
};

// The problems of one file.
class Report {
public:
    Report(Problems& all, std::string file) : all_(&all), file_(std::move(file)) {}

    void error(Position at, std::string text) const;
    void warning(Position at, std::string text) const;

    [[nodiscard]] const std::string& file() const { return file_; }

    // "intents/return_item.yaml:14"
    [[nodiscard]] std::string origin(Position at) const;

    [[nodiscard]] std::size_t errors_so_far() const { return all_->errors(); }

private:
    Problems* all_;
    std::string file_;
};

}  // namespace clerk::content
