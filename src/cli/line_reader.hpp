// The lines of a stream, each within a bound: a longer one is passed over and said to be too long,
// so that a file without a line break cannot fill the memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>

namespace clerk::cli {

struct Line {
    std::size_t number = 0;  // from 1
    std::string text;        // without its line break; empty when too long
    bool too_long = false;
};

class LineReader {
public:
    LineReader(std::istream& in, std::size_t bytes_max) : in_(in), bytes_max_(bytes_max) {}

    // nullopt at the end. A last line needs no break.
    std::optional<Line> next();

    [[nodiscard]] std::uintmax_t bytes() const { return bytes_; }

private:
    std::istream& in_;
    std::size_t bytes_max_;
    std::size_t number_ = 0;
    std::uintmax_t bytes_ = 0;
};

}  // namespace clerk::cli
