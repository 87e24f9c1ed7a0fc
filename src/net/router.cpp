#include "net/router.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace clerk::net {
namespace {

constexpr bool cross_origin = true;
constexpr bool socket = true;

constexpr std::array<RouteRow, 13> table = {{
    {"POST", "/v1/conversations", Route::open_conversation, cross_origin},
    {"POST", "/v1/conversations/{id}/messages", Route::send_message, cross_origin},
    {"GET", "/v1/conversations/{id}/events", Route::read_events, cross_origin},
    {"GET", "/v1/chat", Route::chat_socket, false, socket},
    {"POST", "/v1/desk/sign-in", Route::desk_sign_in},
    {"GET", "/v1/desk/me", Route::desk_me},
    {"POST", "/v1/desk/pass", Route::desk_pass},
    {"POST", "/v1/desk/sign-out", Route::desk_sign_out},
    {"GET", "/v1/desk", Route::desk_socket, false, socket},
    {"GET", "/healthz", Route::healthz},
    {"GET", "/readyz", Route::readyz},
    {"GET", "/metrics", Route::metrics},
    {"GET", "/demo/shoppers", Route::demo_shoppers},
}};

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 20
           && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// The segment that stands for "{id}" ("" when the pattern has none), or nullopt.
std::optional<std::string_view> fit(std::string_view pattern, std::string_view path) {
    constexpr std::string_view hole = "{id}";
    const std::size_t at = pattern.find(hole);
    if (at == std::string_view::npos) {
        return pattern == path ? std::optional(std::string_view()) : std::nullopt;
    }
    const std::string_view before = pattern.substr(0, at);
    const std::string_view after = pattern.substr(at + hole.size());
    if (path.size() < before.size() + after.size()) return std::nullopt;
    if (!path.starts_with(before) || !path.ends_with(after)) return std::nullopt;
    const std::string_view id =
        path.substr(before.size(), path.size() - before.size() - after.size());
    return is_id(id) ? std::optional(id) : std::nullopt;
}

}  // namespace

std::span<const RouteRow> routes() {
    return table;
}

RouteMatch match_route(std::string_view method, std::string_view path) {
    const std::string_view wanted = method == "HEAD" ? "GET" : method;
    std::optional<WrongMethod> other;
    for (const RouteRow& row : table) {
        const std::optional<std::string_view> id = fit(row.path, path);
        if (!id) continue;
        if (row.method == wanted) return Matched{&row, *id};
        const std::string allow = row.method == "GET" ? "GET, HEAD" : std::string(row.method);
        other = WrongMethod{allow, row.cross_origin};
    }
    if (other) return *std::move(other);
    return NoSuchPath{};
}

}  // namespace clerk::net
