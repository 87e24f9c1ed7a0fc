#include "content/problem.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace clerk::content {

std::string to_string(const Problem& problem) {
    return problem.file + ":" + std::to_string(problem.at.line) + ":"
           + std::to_string(problem.at.col)
           + (problem.severity == Severity::error ? ": error: " : ": warning: ") + problem.text;
}

void Problems::add(Problem problem) {
    if (problem.severity == Severity::error) ++errors_;
    all_.push_back(std::move(problem));
}

void Problems::add(Problems more) {
    errors_ += more.errors_;
    std::ranges::move(more.all_, std::back_inserter(all_));
}

std::vector<Problem> Problems::sorted() const {
    std::vector<Problem> sorted = all_;
    std::ranges::stable_sort(sorted, {}, [](const Problem& p) {
        return std::tie(p.file, p.at, p.severity, p.text);
    });
    const auto [first, last] = std::ranges::unique(sorted);
    sorted.erase(first, last);
    return sorted;
}

void Report::error(Position at, std::string text) const {
    all_->add({file_, at, Severity::error, std::move(text)});
}

void Report::warning(Position at, std::string text) const {
    all_->add({file_, at, Severity::warning, std::move(text)});
}

std::string Report::origin(Position at) const {
    return file_ + ":" + std::to_string(at.line);
}

}  // namespace clerk::content
