#include "cli/line_reader.hpp"

namespace clerk::cli {

std::optional<Line> LineReader::next() {
    Line line{++number_, {}, false};
    bool anything = false;
    // get(), not the buffer's own sbumpc(): that one throws when the disk fails.
    for (int c = in_.get(); c != std::char_traits<char>::eof(); c = in_.get()) {
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
