// Every way to frame a request that two readers could understand in two ways, over a real socket:
// the answer is a refusal and the connection is closed, and a good request in a new connection is
// served as before.
#include "net/client.hpp"
#include "net/harness.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace clerk::net {
namespace {

struct Case {
    const char* name;
    std::string bytes;
    int status = 400;
};

const std::string get_line = "GET /healthz HTTP/1.1\r\n";
const std::string host = "Host: x\r\n";
const std::string post_line = "POST /v1/conversations HTTP/1.1\r\n";
const std::string json = "Content-Type: application/json\r\n";
const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

std::string with(const std::string& headers) {
    return get_line + host + headers + "\r\n";
}

std::string posted(const std::string& headers, const std::string& body) {
    return post_line + host + json + headers + "\r\n" + body;
}

std::vector<Case> request_lines() {
    return {
        {"no version", "GET /healthz\r\n" + host + "\r\n"},
        {"HTTP/0.9", "GET /\r\n\r\n"},
        {"HTTP/1.2", "GET / HTTP/1.2\r\n" + host + "\r\n"},
        {"HTTP/2.0", "GET / HTTP/2.0\r\n" + host + "\r\n"},
        {"HTTP/3", "GET / HTTP/3\r\n" + host + "\r\n"},
        {"http/1.1 in small letters", "GET / http/1.1\r\n" + host + "\r\n"},
        {"version with more digits", "GET / HTTP/1.10\r\n" + host + "\r\n"},
        {"another protocol", "GET / RTSP/1.0\r\n" + host + "\r\n"},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
        {"no method", " / HTTP/1.1\r\n" + host + "\r\n"},
        {"method with a bad letter", "GE(T / HTTP/1.1\r\n" + host + "\r\n"},
        {"method too long", "GETGETGETGETGETGET / HTTP/1.1\r\n" + host + "\r\n"},
        {"no target", "GET  HTTP/1.1\r\n" + host + "\r\n"},
        {"two spaces", "GET  /healthz HTTP/1.1\r\n" + host + "\r\n"},
        {"a tab for a space", "GET\t/healthz\tHTTP/1.1\r\n" + host + "\r\n"},
        {"a space in the target", "GET /a b HTTP/1.1\r\n" + host + "\r\n"},
        {"a space after the version", "GET / HTTP/1.1 \r\n" + host + "\r\n"},
        {"absolute target", "GET http://x/healthz HTTP/1.1\r\n" + host + "\r\n"},
        {"authority target", "CONNECT x:443 HTTP/1.1\r\n" + host + "\r\n"},
        {"asterisk target", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n"},
        {"a fragment in the target", "GET /#a HTTP/1.1\r\n" + host + "\r\n"},
        {"a backslash in the target", "GET /\\a HTTP/1.1\r\n" + host + "\r\n"},
        {"bytes beyond ASCII in the target", "GET /\xE4\xB8\xAD HTTP/1.1\r\n" + host + "\r\n"},
        {"NUL in the target", std::string("GET /\0 HTTP/1.1\r\n", 18) + host + "\r\n"},
        {"empty line first", "\r\n" + get_line + host + "\r\n"},
        {"bare LF everywhere", "GET /healthz HTTP/1.1\nHost: x\n\n"},
        {"bare LF after the first line", "GET /healthz HTTP/1.1\n" + host + "\r\n"},
        {"bare CR in the first line", "GET /heal\rthz HTTP/1.1\r\n" + host + "\r\n"},
        {"CR CR LF", "GET /healthz HTTP/1.1\r\r\n" + host + "\r\n"},
        {"TLS where none is", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\r\n\r\n", 14)},
        {"a WebSocket frame", client_frame(1, "{}") + "\r\n\r\n"},
    };
}

std::vector<Case> headers() {
    return {
        {"no Host", get_line + "\r\n"},
        {"two Hosts", with("Host: y\r\n")},
        {"the same Host twice", with(host)},
        {"empty Host", get_line + "Host:\r\n\r\n"},
        {"blank Host", get_line + "Host:   \r\n\r\n"},
        {"a list of Hosts", get_line + "Host: x, y\r\n\r\n"},
        {"Host with a path", get_line + "Host: x/y\r\n\r\n"},
        {"Host with userinfo", get_line + "Host: a@x\r\n\r\n"},
        {"space before the colon", get_line + "Host : x\r\n\r\n"},
        {"tab before the colon", get_line + "Host\t: x\r\n\r\n"},
        {"no colon", with("Nothing\r\n")},
        {"no name", with(": x\r\n")},
        {"a folded header", with("A: b\r\n c\r\n")},
        {"a header folded with a tab", with("A: b\r\n\tc\r\n")},
        {"the first header folded", get_line + " A: b\r\n" + host + "\r\n"},
        {"a name with a space", with("A B: c\r\n")},
        {"a name beyond ASCII", with("\xC3\xA4: c\r\n")},
        {"a name with brackets", with("A[0]: c\r\n")},
        {"NUL in a value", with(std::string("A: b\0c\r\n", 8))},
        {"NUL in a name", with(std::string("A\0: b\r\n", 7))},
        {"a control character in a value", with("A: \x01\r\n")},
        {"DEL in a value", with("A: \x7F\r\n")},
        {"bare CR in a value", with("A: b\rC: d\r\n")},
        {"bare LF in a value", with("A: b\nC: d\r\n")},
        {"LF CR", get_line + "Host: x\n\r\n\r"},
        {"two origins", with("Origin: a\r\nOrigin: b\r\n")},
        {"two authorizations", with("Authorization: Bearer a\r\nAuthorization: Bearer b\r\n")},
        {"two cookies", with("Cookie: a=1\r\nCookie: b=2\r\n")},
        {"another expectation", with("Expect: 200-ok\r\n"), 417},
        {"too many headers",
         [] {
             std::string all = get_line + host;
             for (int i = 0; i < 70; ++i)
                 all += "A: b\r\n";
             return all + "\r\n";
         }(),
         431},
        {"too large a head", get_line + host + "A: " + std::string(9'000, 'a') + "\r\n\r\n", 431},
        {"too large a target", "GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\n\r\n", 431},
    };
}

std::vector<Case> bodies() {
    return {
        {"chunked", posted("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 501},
        {"chunked in capitals", posted("TRANSFER-ENCODING: CHUNKED\r\n", "0\r\n\r\n"), 501},
        {"identity", posted("Transfer-Encoding: identity\r\n", "{}"), 501},
        {"gzip, chunked", posted("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 501},
        {"chunked twice",
         posted("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n", "0\r\n\r\n"),
         501},
        {"empty Transfer-Encoding", posted("Transfer-Encoding:\r\n", ""), 501},
        {"TE and CL",
         posted("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
         501},
        {"CL and TE",
         posted("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", "0\r\n\r\n"),
         501},
        {"TE behind a vertical tab",
         posted(
             "Transfer-Encoding: \x0B"
             "chunked\r\n",
             "0\r\n\r\n"
         )},
        {"TE with a space", posted("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")},
        {"a chunked trailer that grows",
         posted("Transfer-Encoding: chunked\r\n", "0\r\nA: " + std::string(70'000, 'a')),
         501},
        {"two lengths", posted("Content-Length: 2\r\nContent-Length: 3\r\n", "{}" + smuggled)},
        {"the same length twice", posted("Content-Length: 2\r\nContent-Length: 2\r\n", "{}")},
        {"a list of lengths", posted("Content-Length: 2, 2\r\n", "{}")},
        {"a negative length", posted("Content-Length: -2\r\n", "{}")},
        {"a length with a plus", posted("Content-Length: +2\r\n", "{}")},
        {"a length in hex", posted("Content-Length: 0x2\r\n", "{}")},
        {"a length with a point", posted("Content-Length: 2.0\r\n", "{}")},
        {"a length in words", posted("Content-Length: two\r\n", "{}")},
        {"a length with a space", posted("Content-Length: 2 2\r\n", "{}")},
        {"no length", posted("Content-Length:\r\n", "{}")},
        {"a length beyond 64 bits", posted("Content-Length: 18446744073709551618\r\n", "{}"), 413},
        {"a length over the limit", posted("Content-Length: 65537\r\n", "{}"), 413},
        {"a body on GET", get_line + host + "Content-Length: 2\r\n\r\n{}"},
        {"a body on HEAD", "HEAD / HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\n{}"},
        {"a body on DELETE", "DELETE / HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\n{}"},
        {"a body on an upgrade",
         "GET /v1/chat HTTP/1.1\r\n" + host
             + "Upgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 2\r\n\r\n{}"},
    };
}

void check_all(const std::vector<Case>& cases) {
    Harness harness;
    for (const Case& one : cases) {
        INFO(one.name);
        Client client(harness.port());
        client.send(one.bytes + smuggled);
        const HttpReply reply = client.reply(3'000, one.bytes.starts_with("HEAD"));
        CHECK(reply.status == one.status);
        CHECK(reply.header("connection") == "close");
        client.unread().clear();
        CHECK(client.closes());
        CHECK(client.unread().find("HTTP/1.1 ") == std::string::npos);  // no second answer
    }
    CHECK(harness.clerk.seen().empty());
    CHECK(Client(harness.port()).ask(get("/healthz")).status == 200);
    CHECK(harness.metric("shopclerk_http_refused_total") == static_cast<double>(cases.size()));
    CHECK(harness.metric("shopclerk_exceptions_contained_total") == 0);
}

TEST_CASE("request lines that are refused", "[framing]") {
    check_all(request_lines());
}

TEST_CASE("headers that are refused", "[framing]") {
    check_all(headers());
}

TEST_CASE("bodies that are refused", "[framing]") {
    check_all(bodies());
}

TEST_CASE("what looks odd and is right is served", "[framing]") {
    Harness harness;
    const std::vector<Case> good = {
        {"1.0", "GET /healthz HTTP/1.0\r\n" + host + "\r\n", 200},
        {"white space around a value", get_line + "Host: \t x \t\r\n\r\n", 200},
        {"an empty value", with("A:\r\n"), 200},
        {"bytes beyond ASCII in a value", with("A: \xE4\xB8\xAD\r\n"), 200},
        {"a length of nought", with("Content-Length: 0\r\n"), 200},
        {"a length with leading noughts", posted("Content-Length: 0002\r\n", "{}"), 201},
        {"an IPv6 host", get_line + "Host: [::1]:80\r\n\r\n", 200},
        {"another method", "BREW /healthz HTTP/1.1\r\n" + host + "\r\n", 405},
        {"a path with dots", "GET /../../etc/passwd HTTP/1.1\r\n" + host + "\r\n", 404},
        {"a path with escapes", "GET /%2e%2e/%00 HTTP/1.1\r\n" + host + "\r\n", 404},
    };
    for (const Case& one : good) {
        INFO(one.name);
        Client client(harness.port());
        CHECK(client.ask(one.bytes).status == one.status);
    }
}

TEST_CASE("a head byte by byte, and requests in one packet", "[framing]") {
    Harness harness;
    Client drip(harness.port());
    for (const char c : get("/healthz"))
        drip.send(std::string(1, c));
    CHECK(drip.reply().status == 200);

    Client both(harness.port());
    both.send(get("/healthz") + post("/v1/conversations", "{}") + get("/readyz"));
    CHECK(both.reply().body == "alive\n");
    CHECK(both.reply().status == 201);
    CHECK(both.reply().body == "ready\n");
}

}  // namespace
}  // namespace clerk::net
