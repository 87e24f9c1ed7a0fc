// The head of one HTTP request, as a value that a request's reader has filled: what handlers look
// at. No library's type stands in it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace clerk::net {

struct Header {
    std::string_view name;
    std::string_view value;  // without white space around it
};

// Views into what its reader holds.
struct Head {
    std::string_view method;
    std::string_view target;  // as it came, never decoded: we serve no name that needs it
    std::string_view path;    // of the target
    std::string_view query;   // without the "?"
    std::vector<Header> headers;
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

// ASCII, both sides.
[[nodiscard]] bool same_word(std::string_view a, std::string_view b);
// Without blanks and tabs around it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace clerk::net
