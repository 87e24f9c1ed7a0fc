// An append writer of JSON: no tree, one growing string, commas by itself. Everything the program
// says in JSON on a hot path is written through it. Texts must be valid UTF-8, as all texts inside
// the program are.
//
//   JsonWriter w;
//   w.object().member("verb", "ack").member("seq", 5).end();
//   w.take()  ->  {"verb":"ack","seq":5}
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace clerk::wire {

class JsonWriter {
public:
    JsonWriter& object();
    JsonWriter& array();
    JsonWriter& end();  // of the innermost object or array
    JsonWriter& key(std::string_view name);
    JsonWriter& value(std::string_view text);

    JsonWriter& value(const char* text) { return value(std::string_view(text)); }

    JsonWriter& value(bool flag);
    JsonWriter& value(double number);
    JsonWriter& null();
    // A complete JSON text, as it is.
    JsonWriter& raw(std::string_view json);

    template <std::integral Number>

    requires(!std::same_as<Number, bool>) JsonWriter& value(Number number) {
        if constexpr (std::signed_integral<Number>) return signed_number(number);
        return unsigned_number(number);
    }

    template <class T>
    JsonWriter& member(std::string_view name, T&& v) {
        return key(name).value(std::forward<T>(v));
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

    [[nodiscard]] const std::string& text() const { return out_; }

private:
    void separate();
    JsonWriter& signed_number(std::int64_t number);
    JsonWriter& unsigned_number(std::uint64_t number);

    std::string out_;
    std::string closers_;  // of what is open, innermost last
    bool first_ = true;    // nothing stands before in the innermost
};

// `text` quoted and escaped.
void append_quoted(std::string& out, std::string_view text);

}  // namespace clerk::wire
