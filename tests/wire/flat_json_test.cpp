#include "wire/flat_json.hpp"

#include "base/limits.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace clerk::wire {
namespace {

std::string why_not(std::string_view json) {
    const auto read = FlatJson::read(json);
    return read ? "fine" : read.error().message;
}

std::string repeated(std::string_view text, std::size_t n) {
    std::string out;
    for (std::size_t i = 0; i < n; ++i)
        out += text;
    return out;
}

TEST_CASE("scalars and lists of texts are found by name") {
    const auto json =
        FlatJson::read(R"({"t":"订单","n":-3,"f":1.5,"b":true,"l":["a","b"],"z":null,"o":{"t":1}})"
        );
    REQUIRE(json);
    CHECK(std::get<std::string>(*json->find("t")) == "订单");
    CHECK(std::get<std::int64_t>(*json->find("n")) == -3);
    CHECK(std::get<double>(*json->find("f")) == 1.5);
    CHECK(std::get<bool>(*json->find("b")));
    CHECK(
        std::get<std::vector<std::string>>(*json->find("l")) == std::vector<std::string>{"a", "b"}
    );
    CHECK(json->find("z") == nullptr);
    CHECK(std::holds_alternative<Nested>(*json->find("o")));
    CHECK(json->find("nothing") == nullptr);
}

TEST_CASE("a list that holds anything but texts is just nested") {
    for (const char* text : {R"({"l":["a",1]})", R"({"l":["a",["b"]]})", R"({"l":[{"a":"b"}]})"}) {
        const auto json = FlatJson::read(text);
        REQUIRE(json);
        CHECK(std::holds_alternative<Nested>(*json->find("l")));
    }
}

TEST_CASE("what is no JSON object is refused with its reason") {
    CHECK(why_not("") == "not JSON at byte 1");
    CHECK(why_not("[]") == "the whole is not an object");
    CHECK(why_not("5") == "the whole is not an object");
    CHECK(why_not("\"hello\"") == "the whole is not an object");
    CHECK(why_not("{\"a\":1") != "fine");
    CHECK(why_not("{\"a\":1}x") != "fine");
    CHECK(why_not("{\"a\":01}") != "fine");
    CHECK(why_not("{a:1}") != "fine");
    CHECK(
        why_not("\xEF\xBB\xBF"
                "garbage")
        != "fine"
    );
}

TEST_CASE("a key that stands twice is refused at every depth") {
    CHECK(why_not(R"({"a":1,"a":2})") == "the key a stands twice");
    CHECK(why_not(R"({"o":{"x":1,"x":2}})") == "the key x stands twice");
    CHECK(why_not(R"({"a":{"x":1},"b":{"x":1}})") == "fine");
}

TEST_CASE("depth, keys and size are bounded") {
    const std::size_t deep = limits::json_depth_max;
    const auto nested = [](std::size_t n) {
        return "{\"a\":" + repeated("[", n) + repeated("]", n) + "}";
    };
    CHECK(why_not(nested(deep - 1)) == "fine");
    CHECK(why_not(nested(deep)) == "nested too deep");
    CHECK(why_not("{\"a\":" + repeated("[", 30'000)) == "nested too deep");
    std::string keys = "{\"k\":0";
    for (std::size_t i = 0; i < limits::json_keys_max; ++i) {
        keys += ",\"k" + std::to_string(i) + "\":0";
    }
    CHECK(why_not(keys + "}") == "too many keys");
    const std::string fat(limits::http_body_bytes_max, 'x');
    CHECK(why_not("{\"a\":\"" + fat + "\"}") == "too long");
}

TEST_CASE("texts that are not UTF-8 never come in") {
    CHECK(why_not("{\"a\":\"\xC3\x28\"}") != "fine");
    CHECK(why_not("{\"a\":\"\xED\xA0\x80\"}") != "fine");
    CHECK(why_not(R"({"a":"\ud800"})") != "fine");
    CHECK(why_not(R"({"a":"\ud83d\ude00"})") == "fine");
}

}  // namespace
}  // namespace clerk::wire
