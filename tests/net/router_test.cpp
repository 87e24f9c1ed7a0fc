#include "net/router.hpp"

#include <catch2/catch.hpp>

namespace clerk::net {
namespace {

TEST_CASE("every row of the table is found by its own path", "[router]") {
    for (const RouteRow& row : routes()) {
        std::string path(row.path);
        const std::size_t hole = path.find("{id}");
        if (hole != std::string::npos) path.replace(hole, 4, "12345");
        INFO(path);
        const RouteMatch match = match_route(row.method, path);
        REQUIRE(std::holds_alternative<Matched>(match));
        CHECK(std::get<Matched>(match).row->route == row.route);
        CHECK(std::get<Matched>(match).id == (hole == std::string::npos ? "" : "12345"));
        const RouteMatch other = match_route("BREW", path);
        REQUIRE(std::holds_alternative<WrongMethod>(other));
        CHECK(std::get<WrongMethod>(other).allow.starts_with(row.method));
    }
}

TEST_CASE("HEAD reads what GET reads, and posts nothing", "[router]") {
    CHECK(std::holds_alternative<Matched>(match_route("HEAD", "/healthz")));
    CHECK(std::holds_alternative<WrongMethod>(match_route("HEAD", "/v1/conversations")));
}

TEST_CASE("what only looks like a path is none", "[router]") {
    for (const char* path :
         {"/v1/conversations/",
          "/v1/conversations//messages",
          "/v1/conversations/abc/messages",
          "/v1/conversations/-1/messages",
          "/v1/conversations/1/2/messages",
          "/v1/conversations/123456789012345678901/messages",
          "/v1/conversations/1/messages/",
          "/v1/conversations/1",
          "/V1/conversations",
          "/v1/chat/",
          "/healthz/",
          "//healthz",
          "/v1/conversations/%31/messages",
          "/"}) {
        INFO(path);
        CHECK(std::holds_alternative<NoSuchPath>(match_route("GET", path)));
        CHECK(std::holds_alternative<NoSuchPath>(match_route("POST", path)));
    }
}

}  // namespace
}  // namespace clerk::net
