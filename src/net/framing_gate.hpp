// The framing gate: which requests are refused although Beast's parser takes them. Two readers of
// the same bytes who disagree on where a request ends are how requests get smuggled, so whatever
// could be read in two ways is refused and the connection closed. It stands on both sides of the
// parser: over a head's raw bytes before, over its meaning after. Pure.
//
// Refused with 400: a line that does not end with CR LF, a control character, a folded line,
// another version than 1.1 (1.0 is served, and closed), not exactly one Host, more than one
// Content-Length or one that is not plain digits, a doubled header of those that decide something,
// a target that does not begin with "/", a body where none belongs. With 501: any
// Transfer-Encoding. With 431: over 8 KiB or 64 headers. With 413: too much body. With 417: an
// expectation other than 100-continue.
#pragma once

#include "net/http_head.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace clerk::net {

struct Refused {
    int status = 400;
    std::string why;  // one sentence
};

// A head as far as it has come: what is wrong already is not waited for.
[[nodiscard]] std::optional<Refused> check_bytes(std::string_view seen);
// A head that is all there, with its empty line. REQUIRES: check_bytes() passed it.
[[nodiscard]] std::optional<Refused> check_lines(std::string_view head);
// The same head, read.
[[nodiscard]] std::optional<Refused> check_meaning(const Head& head);

}  // namespace clerk::net
