#include "cli/line_reader.hpp"

#include <streambuf>

namespace clerk::cli {

std::optional<Line> LineReader::next() {
    Line line{++number_, {}, false};
    std::streambuf& bytes = *in_.rdbuf();
    bool anything = false;
    for (int c = bytes.sbumpc(); c != std::char_traits<char>::eof(); c = bytes.sbumpc()) {
        anything = true;
        ++bytes_;
        if (c == '\n') break;
        if (line.text.size() == bytes_max_) line.too_long = true;
        if (!line.too_long) line.text.push_back(static_cast<char>(c));
    }
    if (!anything) return std::nullopt;
    if (line.too_long) line.text.clear();
    if (!line.text.empty() && line.text.back() == '\r') line.text.pop_back();
    return line;
}

}  // namespace clerk::cli
