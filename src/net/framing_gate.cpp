#include "net/framing_gate.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <array>

namespace clerk::net {
namespace {

// Headers that decide something: two of one kind are an attempt to be read in two ways.
constexpr std::array<std::string_view, 11> at_most_once = {
    "host",
    "content-length",
    "content-type",
    "authorization",
    "origin",
    "cookie",
    "expect",
    "x-csrf-token",
    "sec-websocket-key",
    "sec-websocket-version",
    "upgrade"};

bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_target(std::string_view text) {
    return text.starts_with('/') && std::ranges::all_of(text, [](char c) {
               return c > 0x20 && c < 0x7F && c != '#' && c != '"' && c != '<' && c != '>'
                      && c != '\\';
           });
}

bool is_host(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
               || std::string_view(".-_:[]").find(c) != std::string_view::npos;
    });
}

Refused refused(std::string_view why, int status = 400) {
    return {status, std::string(why)};
}

std::string_view take_line(std::string_view& rest) {
    const std::size_t end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    return line;
}

// How often each of the headers that decide something stands there.
class Doubles {
public:
    // False: the second of its kind.
    [[nodiscard]] bool note(std::string_view name) {
        for (std::size_t i = 0; i < at_most_once.size(); ++i) {
            if (same_word(name, at_most_once[i])) return !std::exchange(seen_[i], true);
        }
        return true;
    }

private:
    std::array<bool, at_most_once.size()> seen_{};
};

}  // namespace

std::optional<Refused> check_bytes(std::string_view seen) {
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const auto byte = static_cast<unsigned char>(seen[i]);
        if (byte == '\n' && (i == 0 || seen[i - 1] != '\r')) return refused("a bare LF");
        // A CR that ends the bytes may still get its LF.
        if (byte == '\r' && i + 1 < seen.size() && seen[i + 1] != '\n') return refused("a bare CR");
        const bool control = byte < 0x20 || byte == 0x7F;
        if (control && byte != '\r' && byte != '\n' && byte != '\t') {
            return refused("a control character");
        }
    }
    return std::nullopt;
}

std::optional<Refused> check_lines(std::string_view head) {
    std::string_view rest = head.substr(0, head.size() - 2);
    (void)take_line(rest);  // the request line is the parser's
    Doubles doubles;
    for (std::size_t count = 0; !rest.empty(); ++count) {
        const std::string_view line = take_line(rest);
        if (line.starts_with(' ') || line.starts_with('\t')) return refused("a folded line");
        if (count == limits::http_headers_max) return refused("too many headers", 431);
        const std::size_t colon = std::min(line.find(':'), line.size());
        const std::string_view name = line.substr(0, colon);
        if (same_word(name, "transfer-encoding")) {
            return refused("bodies come with a Content-Length", 501);
        }
        if (!doubles.note(name)) {
            return refused("a header that may stand only once stands twice");
        }
        if (!same_word(name, "content-length")) continue;
        if (!is_digits(trimmed(line.substr(std::min(colon + 1, line.size()))))) {
            return refused("Content-Length is not a number");
        }
    }
    return std::nullopt;
}

std::optional<Refused> check_meaning(const Head& head) {
    if (head.method.size() > 16) return refused("not a method");
    if (!is_target(head.target)) {
        return refused("the target does not begin with /, or is not printable");
    }
    if (!is_host(head.header("host"))) return refused("exactly one Host is needed");
    if (head.body_size > 0 && (head.upgrade || head.method != "POST")) {
        return refused("a body where none belongs");
    }
    if (head.has("expect") && !head.expects_continue) {
        return refused("only 100-continue can be expected", 417);
    }
    return std::nullopt;
}

}  // namespace clerk::net
