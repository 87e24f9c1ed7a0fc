#include "telemetry/log.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <unistd.h>

namespace clerk::telemetry {
namespace {

// What `act` writes to stderr.
std::string stderr_of(const std::function<void()>& act) {
    std::fflush(stderr);
    const int kept = dup(STDERR_FILENO);
    std::FILE* file = std::tmpfile();
    REQUIRE(file != nullptr);
    dup2(fileno(file), STDERR_FILENO);
    act();
    std::fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    std::rewind(file);
    std::string text;
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file))
        text += static_cast<char>(c);
    std::fclose(file);
    return text;
}

TEST_CASE("nothing is written before the log is opened, and nothing below its level", "[log]") {
    CHECK(stderr_of([] { log(Level::error, "too_early"); }).empty());
    open_log(Level::warning, false);
    CHECK(stderr_of([] { log(Level::info, "quiet"); }).empty());
    CHECK(
        stderr_of([] { log(Level::warning, "loud"); }).find(" warning loud") != std::string::npos
    );
}

TEST_CASE("a line is an event and its fields, whatever stands in them", "[log]") {
    open_log(Level::debug, false);
    const std::string line = stderr_of([] {
        log(Level::info,
            "http_refused",
            {{"code", "bad_json"},
             {"path", "/a b\r\nINFO forged=1"},
             {"text", "\xE2\x80\xAE\xFF\xE2\x80\xA8"},
             {"empty", ""}});
    });
    CHECK(line.find("info http_refused code=bad_json path=\"/a b") != std::string::npos);
    CHECK(line.find("empty=\"\"") != std::string::npos);
    CHECK(line.find("x{ff}") != std::string::npos);
    CHECK(line.find('\r') == std::string::npos);
    CHECK(line.find('\n') == line.size() - 1);
    CHECK(line.find("\xE2\x80") == std::string::npos);
}

TEST_CASE("JSON lines stay JSON", "[log]") {
    open_log(Level::debug, true);
    const std::string line = stderr_of([] {
        log(Level::error, "x", {{"q\"uote", "a\"b\\c\n\x01 {} %v"}});
    });
    CHECK(line.starts_with("{\"at\":\"20"));
    CHECK(line.find(R"("level":"error","event":"x","q\"uote":"a\"b\\c)") != std::string::npos);
    CHECK(line.find("{} %v\"}\n") != std::string::npos);
    CHECK(line.find('\x01') == std::string::npos);
}

TEST_CASE("masked shows four characters at most", "[log]") {
    CHECK(masked("13800138000") == "*******8000");
    CHECK(masked("1234") == "****");
    CHECK(masked("") == "");
    CHECK(masked("订单号码一二") == "**号码一二");
    CHECK(masked("\xFF\xFE\xFD\xFC\xFB\xFA") == "******");
}

}  // namespace
}  // namespace clerk::telemetry
