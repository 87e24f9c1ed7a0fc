#include "wire/json_writer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <string>

#include "wire/flat_json.hpp"

namespace clerk::wire {
namespace {

TEST_CASE("commas stand between members and nowhere else") {
    JsonWriter w;
    w.object().member("a", 1).key("b").array().value("x").value(true).null().end();
    w.key("c").object().end().member("d", -2).end();
    CHECK(w.text() == R"({"a":1,"b":["x",true,null],"c":{},"d":-2})");
}

TEST_CASE("what JSON cannot hold raw is escaped") {
    JsonWriter w;
    w.value(std::string_view("a\"b\\c\n\r\t\x01\x1f\0z", 12));
    CHECK(w.text() == "\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u001f\\u0000z\"");
}

TEST_CASE("what must be escaped is found wherever it stands") {
    for (std::size_t length = 0; length <= 40; ++length) {
        for (std::size_t at = 0; at < length; ++at) {
            for (const char odd : {'"', '\\', '\n', '\x01', '\x1f'}) {
                std::string text(length, '~');
                text[at] = odd;
                if (at + 1 < length) text[length - 1] = '\xE4';  // not UTF-8, but never escaped
                JsonWriter w;
                w.value(text);
                const std::string plain(at, '~');
                CHECK(w.text().starts_with('"' + plain + '\\'));
                CHECK(std::count(w.text().begin(), w.text().end(), '\\') == (odd == '\\' ? 2 : 1));
            }
        }
    }
}

TEST_CASE("a long text grows the buffer, and what is taken has its exact size") {
    JsonWriter w;
    const std::string text(5'000, 'x');
    w.array();
    for (int i = 0; i < 10; ++i)
        w.value(text);
    w.end();
    const std::string all = w.take();
    CHECK(all.size() == 10 * (text.size() + 2) + 9 + 2);
    CHECK(all.front() == '[');
    CHECK(all.back() == ']');
}

TEST_CASE("Chinese and emoji go through as they are") {
    JsonWriter w;
    w.value("订单 📦");
    CHECK(w.text() == "\"订单 📦\"");
}

TEST_CASE("numbers keep all their digits; what is no number is null") {
    JsonWriter w;
    w.array().value(std::numeric_limits<std::uint64_t>::max());
    w.value(std::numeric_limits<std::int64_t>::min()).value(0.5);
    w.value(std::numeric_limits<double>::infinity()).end();
    CHECK(w.text() == "[18446744073709551615,-9223372036854775808,0.5,null]");
}

TEST_CASE("raw JSON is taken as one value") {
    JsonWriter w;
    w.array().raw("{\"a\":1}").raw("2").end();
    CHECK(w.text() == R"([{"a":1},2])");
}

}  // namespace
}  // namespace clerk::wire
