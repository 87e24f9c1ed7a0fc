// `shopclerk match` is read by scripts: its keys, their order and its answers to odd input stay.
#include "cli/match.hpp"

#include "base/limits.hpp"
#include "content/load.hpp"

#include <catch2/catch.hpp>

#include <sstream>

namespace {

const clerk::turn::Script& script() {
    static const clerk::content::Loaded loaded = [] {
        clerk::content::LoadOptions quick;
        quick.examples = false;
        return clerk::content::load_content(CLERK_SOURCE_DIR, quick);
    }();
    REQUIRE(loaded.snapshot != nullptr);
    return loaded.snapshot->script;
}

std::string match(std::string_view line) {
    return clerk::cli::match_line(line, script(), clerk::UnixMillis{1'719'800'000'000});
}

}  // namespace

TEST_CASE("match: keys in their order, slots by name") {
    const std::string line = match("我要退货 2024061234");
    CHECK(line.starts_with(
        R"({"text":"我要退货 2024061234","intent":"return_item","rule":"intents/return_item.yaml:)"
    ));
    CHECK(line.find(R"("slots":{"order_no":"2024061234"},"also":[])") != std::string::npos);
}

TEST_CASE("match: nothing understood") {
    CHECK(
        match("qwerty uiop")
        == R"({"text":"qwerty uiop","intent":null,"rule":null,"score":0,)"
           R"("slots":{},"also":[],"clarify":[]})"
    );
    CHECK(match("").find(R"("intent":null)") != std::string::npos);
}

TEST_CASE("match: two errands in one message") {
    CHECK(
        match("查下订单，顺便看看积分").find(R"("also":["points_balance"])") != std::string::npos
    );
}

TEST_CASE("match: what is no message is said to be none") {
    CHECK(match("a\xFFz") ==
          "{\"text\":\"a\xEF\xBF\xBDz\",\"intent\":null,\"rule\":null,\"score\":0,"
          "\"slots\":{},\"also\":[],"
          "\"clarify\":[],\"error\":\"bad_utf8\"}");
    const std::string long_text(clerk::limits::message_text_bytes_max + 1, 'x');
    CHECK(match(long_text).ends_with(R"("error":"too_long"})"));
    CHECK(match("say \"hi\"\t\\").find(R"("text":"say \"hi\"\t\\")") != std::string::npos);
}

TEST_CASE("match: of a line without end no more is kept than of a message") {
    std::istringstream in(std::string(1'000'000, 'x') + "\nhello");
    std::ostringstream out;
    clerk::cli::match_lines(in, out, script(), clerk::UnixMillis{});
    const std::string text = out.str();
    CHECK(text.size() < 2 * clerk::limits::message_text_bytes_max);
    CHECK(text.find(R"("error":"too_long"})") != std::string::npos);
    CHECK(text.find(R"({"text":"hello","intent":"greeting")") != std::string::npos);
}

TEST_CASE("match: a line for a line, also of Windows") {
    std::istringstream in("查订单\r\n\nhello");
    std::ostringstream out;
    clerk::cli::match_lines(in, out, script(), clerk::UnixMillis{});
    const std::string text = out.str();
    CHECK(std::count(text.begin(), text.end(), '\n') == 3);
    CHECK(text.starts_with(R"({"text":"查订单","intent":"order_status")"));
}
