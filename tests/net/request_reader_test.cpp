#include "net/request_reader.hpp"

#include "base/limits.hpp"

#include <catch2/catch.hpp>

#include <rapidcheck.h>
#include <string>

namespace clerk::net {
namespace {

// The status of a refusal, 200 for a whole head, 0 for too few bytes.
int status_of(std::string_view bytes) {
    RequestReader reader;
    const auto put = reader.put(bytes);
    if (const auto* refused = std::get_if<Refused>(&put)) return refused->status;
    CHECK(reader.has_head() == (std::get<std::size_t>(put) > 0));
    return reader.has_head() ? 200 : 0;
}

// Read for the length of a test.
Head head_of(RequestReader& reader, std::string_view bytes) {
    const auto put = reader.put(bytes);
    REQUIRE(std::holds_alternative<std::size_t>(put));
    REQUIRE(reader.has_head());
    return reader.head();
}

const std::string plain = "GET /a/b?x=1&after=20&x=2 HTTP/1.1\r\nHost: shop.example:8080\r\n\r\n";

TEST_CASE("a plain request", "[request_reader]") {
    RequestReader reader;
    const std::string bytes = plain + "more";
    const Head head = head_of(reader, bytes);
    CHECK(head.method == "GET");
    CHECK(head.path == "/a/b");
    CHECK(head.query == "x=1&after=20&x=2");
    CHECK(head.parameter("after") == "20");
    CHECK(head.parameter("x") == "1");
    CHECK(head.parameter("none") == "");
    CHECK(head.header("host") == "shop.example:8080");
    CHECK(reader.done());
    CHECK(head.body_size == 0);
    CHECK(head.keep_alive);
    CHECK_FALSE(head.upgrade);
}

TEST_CASE("every prefix of a good head asks for more, never for less", "[request_reader]") {
    for (std::size_t n = 0; n < plain.size(); ++n)
        CHECK(status_of(plain.substr(0, n)) == 0);
    CHECK(status_of(plain) == 200);
}

TEST_CASE("bytes that are no head are refused or wait, and never crash", "[request_reader]") {
    rc::check([](const std::string& bytes) {
        const int status = status_of(bytes);
        RC_ASSERT(status == 0 || status == 200 || (status >= 400 && status <= 501));
    });
    rc::check([](std::size_t at, char byte) {
        std::string bent = plain;
        bent[at % bent.size()] = byte;
        (void)status_of(bent);
    });
}

TEST_CASE("lists, cookies and case", "[request_reader]") {
    RequestReader reader;
    const Head head = head_of(
        reader,
        "GET / HTTP/1.1\r\nHOST: x\r\nconnection: keep-alive , UPGRADE\r\nUpgrade: h2c, "
        "WebSocket\r\n"
        "Cookie: a=1; __Host-s=two; b==; c\r\n\r\n"
    );
    CHECK(head.upgrade);
    CHECK(head.lists("connection", "keep-alive"));
    CHECK_FALSE(head.lists("connection", "keep"));
    CHECK(head.cookie("__Host-s") == "two");
    CHECK(head.cookie("a") == "1");
    CHECK(head.cookie("b") == "=");
    CHECK(head.cookie("c") == "");
    CHECK(head.cookie("A") == "");
    RequestReader second;
    const Head twice = head_of(second, "GET / HTTP/1.1\r\nHost: x\r\nCookie: a=1; a=2\r\n\r\n");
    CHECK(twice.cookie("a") == "");
}

TEST_CASE("who closes", "[request_reader]") {
    const auto keeps = [](const std::string& version, const std::string& headers) {
        RequestReader reader;
        return head_of(reader, "GET / HTTP/" + version + "\r\nHost: x\r\n" + headers + "\r\n")
            .keep_alive;
    };
    CHECK(keeps("1.1", ""));
    CHECK_FALSE(keeps("1.1", "Connection: Close\r\n"));
    CHECK_FALSE(keeps("1.0", ""));
    CHECK_FALSE(keeps("1.0", "Connection: keep-alive\r\n"));
    RequestReader reader;
    const Head old = head_of(
        reader, "GET / HTTP/1.0\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    );
    CHECK_FALSE(old.upgrade);
}

TEST_CASE("a body comes in pieces, and what follows it is not touched", "[request_reader]") {
    const std::string body = R"({"lang":"zh"})";
    const std::string head =
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    RequestReader reader;
    CHECK(head_of(reader, head + body).body_size == body.size());
    for (std::size_t n = 0; n < body.size(); ++n) {
        CHECK_FALSE(reader.done());
        const auto put = reader.put(n + 1 == body.size() ? "}GET" : body.substr(n, 1));
        REQUIRE(std::holds_alternative<std::size_t>(put));
        CHECK(std::get<std::size_t>(put) == 1);
    }
    CHECK(reader.done());
    CHECK(reader.take_body() == body);
}

TEST_CASE("what is wrong already is not waited for", "[request_reader]") {
    CHECK(status_of("GET / HTTP/1.1\nHo") == 400);
    CHECK(status_of("GET / HTTP/1.1\r\nHost: x\ry") == 400);
    CHECK(status_of(std::string("GET /\0", 6)) == 400);
    CHECK(status_of("GET / HTTP/1.1\r\nHost: x\r") == 0);
}

TEST_CASE("sizes have their bounds", "[request_reader]") {
    std::string many = "GET / HTTP/1.1\r\nHost: x\r\n";
    for (std::size_t i = 1; i < limits::http_headers_max; ++i)
        many += "A: b\r\n";
    CHECK(status_of(many + "\r\n") == 200);
    CHECK(status_of(many + "A: b\r\n\r\n") == 431);

    const std::string start = "GET / HTTP/1.1\r\nHost: x\r\nA: ";
    const std::size_t room = limits::http_header_bytes_max - start.size() - 4;
    CHECK(status_of(start + std::string(room, 'a') + "\r\n\r\n") == 200);
    CHECK(status_of(start + std::string(room + 1, 'a') + "\r\n\r\n") == 431);
    CHECK(status_of(start + std::string(100'000, 'a')) == 431);

    const auto with_length = [](const std::string& text) {
        return status_of("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + text + "\r\n\r\n");
    };
    CHECK(with_length("65536") == 200);
    CHECK(with_length("65537") == 413);
    CHECK(with_length("18446744073709551616") == 413);
    CHECK(with_length("99999999999999999999999999") == 413);
}

}  // namespace
}  // namespace clerk::net
