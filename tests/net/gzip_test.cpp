// Pages made small: what another reader of gzip makes of them, and who is sent them.
#include "net/gzip.hpp"

#include "net/client.hpp"
#include "net/harness.hpp"
#include "net/pages.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdio>

namespace clerk::net {
namespace {

// By the system's own gzip, which also checks the sum and the length at the end.
std::string unzipped(const Pages& pages, const std::string& bytes) {
    pages.write("page.gz", bytes);
    std::FILE* pipe = ::popen(("gzip -dc " + pages.folder() + "/page.gz").c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string out;
    std::array<char, 4'096> part{};
    for (std::size_t n = 0; (n = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
        out.append(part.data(), n);
    CHECK(::pclose(pipe) == 0);
    return out;
}

std::string noise(std::size_t size) {
    std::string out;
    std::uint32_t state = 1;
    while (out.size() < size) {
        state = state * 1'664'525U + 1'013'904'223U;
        out += static_cast<char>(state >> 24);
    }
    return out;
}

TEST_CASE("gzip says what went in, whatever it was", "[gzip]") {
    const Pages pages;
    std::string page;
    for (int i = 0; page.size() < 200'000; ++i)
        page += "<p>订单 " + std::to_string(i) + "</p>\n";
    CHECK(unzipped(pages, gzipped(page)) == page);
    CHECK(gzipped(page).size() < page.size() / 4);
    for (const std::size_t size : {0, 1, 100, 70'000})
        CHECK(unzipped(pages, gzipped(noise(size))) == noise(size));
    CHECK(unzipped(pages, gzipped(std::string(300'000, 'x'))) == std::string(300'000, 'x'));
}

TEST_CASE("who accepts gzip", "[gzip]") {
    const auto accepts = [](std::string_view value) {
        Head head;
        head.headers.push_back({"Accept-Encoding", value});
        return accepts_gzip(head);
    };
    for (const char* good :
         {"gzip",
          "gzip, deflate, br, zstd",
          "br;q=1.0, GZIP;q=0.5",
          "gzip;q=0.001",
          "*",
          "*;q=0, gzip"}) {
        INFO(good);
        CHECK(accepts(good));
    }
    for (const char* bad :
         {"",
          "identity",
          "br",
          "gzip;q=0",
          "gzip;q=0.000",
          "gzip;q=0, *",
          "*;q=0",
          "gzipped",
          ";",
          "\"gzip"}) {
        INFO(bad);
        CHECK_FALSE(accepts(bad));
    }
    CHECK_FALSE(accepts_gzip(Head()));
}

TEST_CASE("each version of a page has its own tag", "[gzip][static]") {
    const Pages pages;
    const std::string page = std::string(5'000, 'x') + "订单";
    pages.write("index.html", page);
    pages.write("tiny.txt", "1");
    pages.write("photo.png", std::string(5'000, 'x'));
    Harness harness([&](Options& options) { options.web_folder = pages.folder(); });
    Client client(harness.port());
    const std::string zip = "Accept-Encoding: gzip\r\n";
    const HttpReply plain = client.ask(get("/"));
    const HttpReply small = client.ask(get("/", zip));
    CHECK(plain.body == page);
    CHECK(plain.header("content-encoding").empty());
    CHECK(unzipped(pages, small.body) == page);
    CHECK(small.header("content-encoding") == "gzip");
    CHECK(small.header("content-type") == "text/html; charset=utf-8");
    CHECK(plain.header("vary") == "Accept-Encoding");
    CHECK(small.header("vary") == "Accept-Encoding");
    CHECK(plain.header("etag") != small.header("etag"));

    const auto status = [&](const std::string& tag, const std::string& headers) {
        return client.ask(get("/", "If-None-Match: " + tag + "\r\n" + headers)).status;
    };
    CHECK(status(plain.header("etag"), "") == 304);
    CHECK(status("\"other\", W/" + plain.header("etag"), "") == 304);
    CHECK(status(small.header("etag"), zip) == 304);
    CHECK(status(plain.header("etag"), zip) == 200);
    CHECK(status(small.header("etag"), "") == 200);

    const HttpReply head =
        client.ask("HEAD / HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n");
    CHECK(head.header("content-length") == std::to_string(small.body.size()));
    for (const char* path : {"/tiny.txt", "/photo.png"}) {
        INFO(path);
        CHECK(client.ask(get(path, zip)).header("content-encoding").empty());
        CHECK(client.ask(get(path, zip)).header("vary") == "Origin");
    }
}

}  // namespace
}  // namespace clerk::net
