// The head of an HTTP/1.1 request, read as strictly as the standard allows a server to be, and then
// some: this is the framing gate. Two readers of the same bytes who disagree on where a request
// ends are how requests get smuggled, so whatever could be read in two ways is refused and the
// connection closed. Pure.
//
// Refused with 400: bare CR or LF, folded lines, white space around names, control characters,
// another version (1.0 is served, and closed), not exactly one Host, more than one Content-Length
// or one that is not plain digits, a body where none belongs, a target that does not begin with
// "/", a doubled header of those that decide something. With 501: any Transfer-Encoding. With 431:
// over 8 KiB or 64 headers. With 413: too much body. With 417: an expectation other than
// 100-continue.
#pragma once

#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

namespace clerk::net {

struct Header {
    std::string_view name;
    std::string_view value;  // without white space around it
};

// Views into the bytes that were read.
struct Head {
    std::string_view method;
    std::string_view path;   // as it came, never decoded: we serve no name that needs it
    std::string_view query;  // without the "?"
    std::vector<Header> headers;
    std::size_t size = 0;  // of the head, with its empty line
    std::size_t body_size = 0;
    bool keep_alive = true;
    bool upgrade = false;  // asks for a WebSocket
    bool expects_continue = false;

    // The value of the first such header ("" if none); `name` in lower case.
    [[nodiscard]] std::string_view header(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    // Does the comma-separated list hold the word, whatever its case? `word` in lower case.
    [[nodiscard]] bool lists(std::string_view name, std::string_view word) const;
    // The cookie's value ("" if none, or if there are two of that name).
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
    // The query's parameter, undecoded ("" if none).
    [[nodiscard]] std::string_view parameter(std::string_view name) const;
};

struct NeedMore {};

struct HeadRefused {
    int status = 400;
    std::string_view why;  // one sentence, a literal
};

using HeadRead = std::variant<NeedMore, HeadRefused, Head>;

[[nodiscard]] HeadRead read_head(std::string_view bytes);

// ASCII, both sides.
[[nodiscard]] bool same_word(std::string_view a, std::string_view b);

}  // namespace clerk::net
