#include "wire/json_writer.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace clerk::wire {
namespace {

constexpr std::size_t first_bytes = 512;  // most frames and rows fit

bool is_plain(unsigned char c) {
    return c >= 0x20 && c != '"' && c != '\\';
}

// How many of the first bytes can stand in a JSON text as they are. Eight at a time: a byte of the
// mask is 0x80 where one is below 0x20, a quote or a backslash (or stands behind one that is).
std::size_t plain_bytes(std::string_view text) {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t tops = 0x8080808080808080;
    const auto any_zero = [](std::uint64_t x) {
        return (x - ones) & ~x & tops;
    };
    std::size_t at = 0;
    for (std::uint64_t eight = 0; text.size() - at >= sizeof eight; at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        const std::uint64_t low = (eight - ones * 0x20) & ~eight & tops;
        if ((low | any_zero(eight ^ ones * '"') | any_zero(eight ^ ones * '\\')) != 0) break;
    }
    while (at < text.size() && is_plain(static_cast<unsigned char>(text[at])))
        ++at;
    return at;
}

}  // namespace

void JsonWriter::grow(std::size_t bytes) {
    out_.resize(std::max({first_bytes, 2 * out_.size(), size_ + bytes}));
}

void JsonWriter::open(char opener, char closer) {
    separate();
    put(opener);
    closers_.push_back(closer);
    first_ = true;
}

JsonWriter& JsonWriter::object() {
    open('{', '}');
    return *this;
}

JsonWriter& JsonWriter::array() {
    open('[', ']');
    return *this;
}

JsonWriter& JsonWriter::end() {
    put(closers_.back());
    closers_.pop_back();
    first_ = false;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    put('"');
    put(name);
    put("\":");
    first_ = true;  // its value needs no comma
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    separate();
    quoted(text);
    return *this;
}

JsonWriter& JsonWriter::value(bool flag) {
    return raw(flag ? "true" : "false");
}

JsonWriter& JsonWriter::value(double number) {
    if (!std::isfinite(number)) return null();
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

JsonWriter& JsonWriter::null() {
    return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view json) {
    separate();
    put(json);
    return *this;
}

void JsonWriter::quoted(std::string_view text) {
    put('"');
    for (;;) {
        const std::size_t plain = plain_bytes(text);
        put(text.substr(0, plain));
        if (plain == text.size()) break;
        escaped(static_cast<unsigned char>(text[plain]));
        text.remove_prefix(plain + 1);
    }
    put('"');
}

void JsonWriter::escaped(unsigned char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    put('\\');
    switch (c) {
        case '"':
            return put('"');
        case '\\':
            return put('\\');
        case '\n':
            return put('n');
        case '\r':
            return put('r');
        case '\t':
            return put('t');
        default:
            put("u00");
            put(hex[c >> 4]);
            put(hex[c & 15]);
    }
}

JsonWriter& JsonWriter::signed_number(std::int64_t number) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

JsonWriter& JsonWriter::unsigned_number(std::uint64_t number) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

}  // namespace clerk::wire
