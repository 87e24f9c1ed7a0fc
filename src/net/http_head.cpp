#include "net/http_head.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace clerk::net {
namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";

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

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool is_alnum(char c) {
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
}

// RFC 9110 section 5.6.2.
bool is_token(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return is_alnum(c) || marks.find(c) != std::string_view::npos;
    });
}

bool is_value(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
    });
}

bool is_target(std::string_view text) {
    return text.starts_with('/') && std::ranges::all_of(text, [](char c) {
               return c > 0x20 && c < 0x7F && c != '#' && c != '"' && c != '<' && c != '>'
                      && c != '\\';
           });
}

bool is_host(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return is_alnum(c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
    });
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t";
    const std::size_t begin = text.find_first_not_of(blank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

// Is every CR followed by LF, and every LF preceded by CR? A CR that ends the bytes may still be.
bool lines_end_well(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r')) return false;
        if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] != '\n') return false;
    }
    return true;
}

HeadRefused refused(std::string_view why, int status = 400) {
    return {status, why};
}

std::string_view take_line(std::string_view& rest) {
    const std::size_t end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    return line;
}

std::optional<HeadRefused> read_request_line(std::string_view line, Head& head) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return refused("not a request line");
    head.method = line.substr(0, first);
    const std::string_view target = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    if (!is_token(head.method) || head.method.size() > 16) return refused("not a method");
    if (!is_target(target)) return refused("the target does not begin with /, or is not printable");
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return refused("not HTTP/1.1");
    head.keep_alive = version == "HTTP/1.1";
    const std::size_t question = target.find('?');
    head.path = target.substr(0, question);
    if (question != std::string_view::npos) head.query = target.substr(question + 1);
    return std::nullopt;
}

std::optional<HeadRefused> read_headers(std::string_view rest, Head& head) {
    while (!rest.empty()) {
        const std::string_view line = take_line(rest);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) return refused("a header without a colon");
        const Header header{line.substr(0, colon), trimmed(line.substr(colon + 1))};
        if (!is_token(header.name)) return refused("a header's name is not a token");
        if (!is_value(header.value)) return refused("a control character in a header");
        if (head.headers.size() == limits::http_headers_max)
            return refused("too many headers", 431);
        head.headers.push_back(header);
    }
    return std::nullopt;
}

std::optional<HeadRefused> check_doubles(const Head& head) {
    for (const std::string_view name : at_most_once) {
        const auto count = std::ranges::count_if(head.headers, [&](const Header& header) {
            return same_word(header.name, name);
        });
        if (count > 1) return refused("a header that may stand only once stands twice");
    }
    return std::nullopt;
}

// A body's length, or a refusal.
std::variant<std::size_t, HeadRefused> length_of_body(const Head& head) {
    if (head.has("transfer-encoding")) return refused("bodies come with a Content-Length", 501);
    if (!head.has("content-length")) return std::size_t{0};
    const std::string_view text = head.header("content-length");
    std::size_t size = 0;
    const bool digits =
        !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) return refused("Content-Length is not a number");
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (failure != std::errc{} || size > limits::http_body_bytes_max) {
        return refused("the body is too large", 413);
    }
    return size;
}

std::optional<HeadRefused> check_meaning(Head& head) {
    if (auto fault = check_doubles(head)) return fault;
    if (!is_host(head.header("host"))) return refused("exactly one Host is needed");
    const auto length = length_of_body(head);
    if (const auto* fault = std::get_if<HeadRefused>(&length)) return *fault;
    head.body_size = std::get<std::size_t>(length);
    head.upgrade = head.keep_alive && head.lists("upgrade", "websocket")
                   && head.lists("connection", "upgrade");
    head.keep_alive = head.keep_alive && !head.lists("connection", "close");
    if (head.body_size > 0 && (head.upgrade || head.method != "POST")) {
        return refused("a body where none belongs");
    }
    if (head.has("expect")) {
        if (!same_word(head.header("expect"), "100-continue")) {
            return refused("only 100-continue can be expected", 417);
        }
        head.expects_continue = true;
    }
    return std::nullopt;
}

}  // namespace

bool same_word(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view Head::header(std::string_view name) const {
    for (const Header& header : headers) {
        if (same_word(header.name, name)) return header.value;
    }
    return {};
}

bool Head::has(std::string_view name) const {
    return std::ranges::any_of(headers, [&](const Header& header) {
        return same_word(header.name, name);
    });
}

bool Head::lists(std::string_view name, std::string_view word) const {
    for (const Header& header : headers) {
        if (!same_word(header.name, name)) continue;
        std::string_view rest = header.value;
        while (!rest.empty()) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            if (same_word(trimmed(rest.substr(0, comma)), word)) return true;
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
    }
    return false;
}

std::string_view Head::cookie(std::string_view name) const {
    std::string_view rest = header("cookie");
    std::string_view found;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        const std::string_view pair = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
        if (!found.empty()) return {};
        found = pair.substr(equals + 1);
    }
    return found;
}

std::string_view Head::parameter(std::string_view name) const {
    std::string_view rest = query;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        const std::string_view pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
            return pair.substr(equals + 1);
        }
    }
    return {};
}

HeadRead read_head(std::string_view bytes) {
    const std::size_t end = bytes.substr(0, limits::http_header_bytes_max).find(end_of_head);
    const std::string_view seen = bytes.substr(0, std::min(end, limits::http_header_bytes_max));
    if (!lines_end_well(seen)) return refused("a line does not end with CR LF");
    if (seen.starts_with("\r\n")) return refused("an empty line before the request");
    if (end == std::string_view::npos) {
        if (bytes.size() >= limits::http_header_bytes_max) return refused("too large a head", 431);
        return NeedMore{};
    }
    Head head;
    head.size = end + end_of_head.size();
    std::string_view rest = bytes.substr(0, end + 2);
    if (const auto fault = read_request_line(take_line(rest), head)) return *fault;
    if (const auto fault = read_headers(rest, head)) return *fault;
    if (const auto fault = check_meaning(head)) return *fault;
    return head;
}

}  // namespace clerk::net
