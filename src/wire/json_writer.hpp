// An append writer of JSON: no tree, one growing buffer, commas by itself. Everything the program
// says in JSON on a hot path is written through it. Texts must be valid UTF-8, as all texts inside
// the program are.
//
//   JsonWriter w;
//   w.object().member("verb", "ack").member("seq", 5).end();
//   w.take()  ->  {"verb":"ack","seq":5}
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace clerk::wire {

class JsonWriter {
public:
    JsonWriter& object();
    JsonWriter& array();
    JsonWriter& end();  // of the innermost object or array
    // REQUIRES: a name of ours, which needs no escapes.
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

    // Bytes around JSON texts, of which one writer may write several: a mark, a line's end.
    JsonWriter& between(char mark) {
        put(mark);
        first_ = true;
        return *this;
    }

    [[nodiscard]] std::string take() {
        out_.resize(size_);
        size_ = 0;
        return std::move(out_);
    }

    [[nodiscard]] std::string_view text() const { return {out_.data(), size_}; }

private:
    void put(char c) {
        if (size_ == out_.size()) grow(1);
        out_.data()[size_++] = c;
    }

    void put(std::string_view bytes) {
        if (out_.size() - size_ < bytes.size()) grow(bytes.size());
        std::memcpy(out_.data() + size_, bytes.data(), bytes.size());
        size_ += bytes.size();
    }

    void separate() {
        if (!first_) put(',');
        first_ = false;
    }

    void open(char opener, char closer);
    void quoted(std::string_view text);
    void escaped(unsigned char c);
    void grow(std::size_t bytes);
    JsonWriter& signed_number(std::int64_t number);
    JsonWriter& unsigned_number(std::uint64_t number);

    std::string out_;       // longer than what is written,
    std::size_t size_ = 0;  // which is so many bytes of it
    std::string closers_;   // of what is open, innermost last
    bool first_ = true;     // nothing stands before in the innermost
};

}  // namespace clerk::wire
