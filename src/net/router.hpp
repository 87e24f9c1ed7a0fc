// Which address means what: one table of method and path, read by the server and by the tests that
// go through all of it. Static files come after it: what is not here may still be a file.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace clerk::net {

enum class Route : unsigned char {
    open_conversation,
    send_message,
    read_events,
    chat_socket,
    desk_sign_in,
    desk_me,
    desk_pass,
    desk_sign_out,
    desk_socket,
    healthz,
    readyz,
    metrics,
    demo_shoppers,
};

struct RouteRow {
    std::string_view method;
    std::string_view path;  // "{id}" stands for one segment of digits
    Route route;
    bool cross_origin = false;  // other configured origins may ask, without cookies
    bool upgrade = false;       // answered with a WebSocket, or not at all
};

[[nodiscard]] std::span<const RouteRow> routes();

struct Matched {
    const RouteRow* row = nullptr;
    std::string_view id;  // of "{id}"
};

struct WrongMethod {
    std::string allow;  // "GET, HEAD"
    bool cross_origin = false;
};

struct NoSuchPath {};

using RouteMatch = std::variant<NoSuchPath, WrongMethod, Matched>;

// HEAD is looked up as GET.
[[nodiscard]] RouteMatch match_route(std::string_view method, std::string_view path);

}  // namespace clerk::net
