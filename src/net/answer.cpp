#include "net/answer.hpp"

#include "base/overloaded.hpp"
#include "net/ws_handshake.hpp"
#include "wire/inbound.hpp"

#include <algorithm>
#include <utility>

namespace clerk::net {
namespace {

using app::Code;

Reply health(bool good, std::string_view word) {
    return reply_text(good ? 200 : 503, std::string(good ? "" : "not ") + std::string(word) + "\n");
}

// A reverse proxy on this machine is a loopback peer too, but it says for whom it asks.
bool from_this_machine(const Request& request) {
    return request.from_loopback && !request.head.has("x-forwarded-for")
           && !request.head.has("forwarded");
}

Answer answer_page(const Request& request, Site& site) {
    if (std::optional<Reply> file = site.files.find(request.head)) return *std::move(file);
    return refuse(site, Code::not_found, "there is nothing at this address");
}

Answer answer_operations(const Request& request, const Matched& matched, Site& site) {
    switch (matched.row->route) {
        case Route::healthz:
            return health(true, "alive");
        case Route::readyz:
            return health(site.ready(), "ready");
        case Route::metrics: {
            if (!from_this_machine(request)) break;
            Reply reply = reply_text(200, site.metrics.expose());
            reply.content_type = "text/plain; version=0.0.4";
            return reply;
        }
        case Route::demo_shoppers:
            if (!site.options.demo_shoppers) break;
            return reply_json(200, site.options.demo_shoppers());
        default:
            break;
    }
    return refuse(site, Code::not_found, "there is nothing at this address");
}

Answer answer_matched(const Request& request, const Matched& matched, Site& site) {
    if (matched.row->upgrade) return answer_upgrade(request, matched, site);
    if (matched.row->cross_origin) return answer_conversations(request, matched, site);
    if (matched.row->path.starts_with("/v1/desk/")) return answer_desk(request, matched, site);
    return answer_operations(request, matched, site);
}

// For pages of other sites that are configured, byte for byte; nobody else gets a header.
std::string cross_origin_headers(const Request& request, const Site& site) {
    const std::string_view origin = request.head.header("origin");
    if (std::ranges::find(site.options.origins, origin) == site.options.origins.end()) {
        return "Vary: Origin\r\n";
    }
    return "Vary: Origin\r\nAccess-Control-Allow-Origin: " + std::string(origin) + "\r\n";
}

Answered answer_preflight(const Request& request, Site& site) {
    if (!request.head.has("origin") || !known_origin(request.head, site.options.origins)) {
        return {refuse(site, Code::forbidden, "this origin is not configured"), "Vary: Origin\r\n"};
    }
    std::string headers = cross_origin_headers(request, site);
    headers += "Access-Control-Allow-Methods: GET, POST\r\n";
    headers += "Access-Control-Allow-Headers: Authorization, Content-Type\r\n";
    headers += "Access-Control-Max-Age: 600\r\n";
    return {reply_empty(204), std::move(headers)};
}

Answered answer_wrong_method(const Request& request, const WrongMethod& wrong, Site& site) {
    if (request.head.method == "OPTIONS" && wrong.cross_origin) {
        return answer_preflight(request, site);
    }
    return {
        refuse(site, Code::method, "not this method here: " + wrong.allow),
        "Allow: " + wrong.allow + "\r\n"};
}

Answered answer_no_route(const Request& request, Site& site) {
    const std::string_view method = request.head.method;
    const bool reads = method == "GET" || method == "HEAD";
    // A module script is fetched with an Origin, and run only where its answer lets that one in.
    if (reads) return {answer_page(request, site), cross_origin_headers(request, site)};
    // A path that is neither route nor file does not exist, whatever the method.
    if (!site.files.find(request.head)) {
        return {refuse(site, Code::not_found, "there is nothing at this address"), {}};
    }
    return {refuse(site, Code::method, "files are only read: GET, HEAD"), "Allow: GET, HEAD\r\n"};
}

}  // namespace

Answered answer(const Request& request, Site& site) {
    site.metrics.count(telemetry::Counter::http_requests);
    if (const Millis wait = site.requests.take(request.address, request.now_ms); wait.value > 0) {
        return {refuse(site, Code::rate_limited, "too many requests from this address", wait), {}};
    }
    const RouteMatch match = match_route(request.head.method, request.head.path);
    return std::visit(
        overloaded{
            [&](const NoSuchPath&) { return answer_no_route(request, site); },
            [&](const WrongMethod& wrong) { return answer_wrong_method(request, wrong, site); },
            [&](const Matched& matched) {
                std::string headers;
                if (matched.row->cross_origin) headers = cross_origin_headers(request, site);
                return Answered{answer_matched(request, matched, site), std::move(headers)};
            }},
        match
    );
}

Reply refuse(Site& site, const app::Nack& nack) {
    Reply reply = reply_json(wire::http_status_of(nack.code), site.refusal(nack));
    if (nack.retry_after_ms > 0) reply.headers += retry_after_header(nack.retry_after_ms);
    return reply;
}

Reply refuse(Site& site, Code code, std::string message, Millis wait) {
    app::Nack nack;
    nack.code = code;
    nack.message = std::move(message);
    nack.retry_after_ms = wait.value;
    return refuse(site, nack);
}

bool says_json(const Head& head) {
    std::string_view type = head.header("content-type");
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' '))
        type.remove_suffix(1);
    return same_word(type, "application/json");
}

}  // namespace clerk::net
