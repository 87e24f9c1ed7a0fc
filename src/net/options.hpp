// What a shop may set about its server, with the defaults of base/limits.hpp. Timeouts are here so
// that tests need not wait a minute; nobody else changes them.
#pragma once

#include "access/jwt.hpp"
#include "access/limiter.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"
#include "model/shop.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clerk::net {

// All in milliseconds.
struct Timeouts {
    std::int64_t header = limits::http_header_timeout_ms;
    std::int64_t body = limits::http_body_timeout_ms;
    std::int64_t answer = limits::http_answer_ms;
    std::int64_t request = limits::http_request_timeout_ms;
    std::int64_t write = limits::http_write_timeout_ms;
    std::int64_t keep_alive = limits::http_keep_alive_ms;
    std::int64_t linger = limits::http_linger_ms;
    std::int64_t hello = limits::ws_hello_timeout_ms;
    std::int64_t dead_peer = limits::ws_dead_peer_ms;
    std::int64_t close = limits::ws_close_timeout_ms;
    std::int64_t recheck = limits::session_recheck_ms;
    std::int64_t rest = 2'000;  // a socket still for so long gives back what it can
    std::int64_t tick = 500;    // how late any of these may be
};

struct Options {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;  // 0: a free one
    int threads = 1;
    std::size_t sessions_max = limits::sessions_max_default;
    std::size_t sessions_per_address_max = limits::sessions_per_address_max_default;
    // Whether connections from this very machine count by address. A proxy in front of us brings
    // everybody's from there, so `serve` spares them unless an operator sets a cap himself.
    bool count_loopback = true;
    access::Rate messages{
        static_cast<double>(limits::message_burst_default),
        static_cast<double>(limits::messages_per_second_default)};
    access::Rate openings{
        static_cast<double>(limits::openings_burst_default), limits::openings_per_second_default};
    access::Rate requests{
        static_cast<double>(limits::requests_burst_default),
        static_cast<double>(limits::requests_per_second_default)};
    std::vector<std::string> origins;  // of other sites whose pages may talk to us, exactly as sent
    access::TokenPolicy tokens;        // without keys nobody can sign in
    std::string web_folder;            // empty: no pages
    // Called by a password thread; nullopt: no such agent, or disabled.
    std::function<Result<std::optional<Agent>>(std::string_view login)> find_agent;
    // The body of /demo/shoppers; empty: 404.
    std::function<std::string()> demo_shoppers;
    Timeouts timeouts;
};

}  // namespace clerk::net
