// Agents over HTTP: signing in and out, and the passes that open their sockets. docs/PROTOCOL.md
// section 3.
#include "access/password.hpp"
#include "access/tokens.hpp"
#include "net/answer.hpp"
#include "net/ws_handshake.hpp"
#include "telemetry/log.hpp"
#include "wire/inbound.hpp"

#include <utility>

namespace clerk::net {
namespace {

using app::Code;
using telemetry::Level;

// Browsers keep a cookie of this name only when it is Secure, for the whole site and for this host
// alone.
constexpr std::string_view cookie_name = "__Host-shopclerk";
constexpr std::string_view cookie_rules = "; Path=/; Secure; HttpOnly; SameSite=Strict\r\n";

std::string set_cookie(std::string_view value) {
    std::string header = "Set-Cookie: " + std::string(cookie_name) + "=" + std::string(value);
    if (value.empty()) header += "; Max-Age=0";
    return header + std::string(cookie_rules);
}

std::optional<access::SignedIn> signed_in(const Request& request, Site& site) {
    return site.agents.find(request.head.cookie(cookie_name), request.now_ms);
}

// The same words, status and time for a login that is unknown, disabled or has another password.
Reply no_such_sign_in(Site& site) {
    return refuse(site, Code::unauthorized, "the login or the password is wrong");
}

Reply sign_in(
    const wire::SignInBody& body, const std::string& address, std::int64_t now_ms, Site& site
) {
    const Result<std::optional<Agent>> found = site.options.find_agent(body.login);
    if (!found.ok()) {
        telemetry::log(Level::error, "agent_lookup_failed", {{"why", found.error().code}});
        return refuse(site, Code::unavailable, "signing in does not work just now", seconds(1));
    }
    const bool there = found->has_value() && !found.value()->disabled;
    const std::string hash = there ? found.value()->password_hash : std::string();
    if (!access::check_password(hash, body.password)) {
        site.sign_in_guard.failed(body.login, address, now_ms);
        telemetry::log(Level::warning, "sign_in_refused", {{"address", address}});
        return no_such_sign_in(site);
    }
    const Agent& agent = *found.value();
    const auto opened = site.agents.open(agent.id, agent.name, now_ms);
    // Who was disabled, or given another password, since they were looked up has been signed out
    // before this session was there.
    const Result<std::optional<Agent>> now = site.options.find_agent(body.login);
    if (!now.ok() || !now->has_value() || now.value()->disabled
        || now.value()->password_hash != agent.password_hash) {
        site.agents.end(opened.session.digest);
        return no_such_sign_in(site);
    }
    site.sign_in_guard.succeeded(body.login, address);
    telemetry::log(Level::info, "signed_in", {{"agent", to_string(agent.id)}});
    const app::AgentRef who{agent.id, agent.name};
    Reply reply = reply_json(200, wire::signed_in_body(who, opened.session.csrf));
    reply.headers += set_cookie(opened.secret);
    return reply;
}

Answer start_sign_in(const Request& request, Site& site) {
    wire::Read<wire::SignInBody> read = wire::read_sign_in_body(request.body);
    if (const auto* nack = std::get_if<app::Nack>(&read)) return refuse(site, *nack);
    auto& body = std::get<wire::SignInBody>(read);
    const Millis locked =
        site.sign_in_guard.locked_for(body.login, request.address, request.now_ms);
    if (locked.value > 0) {
        return refuse(site, Code::rate_limited, "too many failed sign-ins: wait", locked);
    }
    if (!site.options.find_agent) return no_such_sign_in(site);
    // A new sign-in never continues an old session, whatever cookie came along.
    return Later{
        [body = std::move(body), address = request.address, now_ms = request.now_ms, &site] {
            return sign_in(body, address, now_ms, site);
        }};
}

Answer me(const access::SignedIn& who) {
    return reply_json(200, wire::signed_in_body({who.agent, who.name}, who.csrf));
}

Answer sign_out(const access::SignedIn& who, Site& site) {
    site.agents.end(who.digest);
    telemetry::log(Level::info, "signed_out", {{"agent", to_string(who.agent)}});
    Reply reply = reply_empty(204);
    reply.headers += set_cookie("");
    return reply;
}

}  // namespace

Answer answer_desk(const Request& request, const Matched& matched, Site& site) {
    const bool changes = matched.row->method == "POST";
    if (request.head.has("origin") && !same_origin(request.head)) {
        return refuse(site, Code::forbidden, "the desk is not for other origins");
    }
    if (changes && !says_json(request.head)) {
        Reply reply = refuse(site, Code::bad_json, "the body must be application/json");
        reply.status = 415;
        return reply;
    }
    if (matched.row->route == Route::desk_sign_in) return start_sign_in(request, site);

    const std::optional<access::SignedIn> who = signed_in(request, site);
    if (!who) return refuse(site, Code::unauthorized, "sign in first");
    if (changes && !access::same_secret(request.head.header("x-csrf-token"), who->csrf)) {
        return refuse(site, Code::forbidden, "X-CSRF-Token is missing or wrong");
    }
    switch (matched.row->route) {
        case Route::desk_me:
            return me(*who);
        case Route::desk_pass: {
            const std::string pass = site.agents.new_pass(who->digest, request.now_ms);
            return reply_json(200, wire::pass_body(pass));
        }
        case Route::desk_sign_out:
            return sign_out(*who, site);
        default:
            return refuse(site, Code::not_found, "there is nothing at this address");
    }
}

Answer answer_upgrade(const Request& request, const Matched& matched, Site& site) {
    const bool desk = matched.row->route == Route::desk_socket;
    if (const std::optional<Refused> refused = check_upgrade(request.head)) {
        Reply reply = refuse(site, Code::bad_field, refused->why);
        reply.status = refused->status;
        if (reply.status == 426) {
            reply.headers += "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
        }
        return reply;
    }
    if (site.draining)
        return refuse(site, Code::unavailable, "the server is going away", seconds(2));
    Upgrade upgrade{desk, {}};
    if (!desk) {
        if (known_origin(request.head, site.options.origins)) return upgrade;
        return refuse(site, Code::forbidden, "this origin is not configured");
    }
    if (!same_origin(request.head)) {
        return refuse(site, Code::forbidden, "the desk's socket opens from its own page only");
    }
    std::optional<access::SignedIn> who = signed_in(request, site);
    if (!who) return refuse(site, Code::unauthorized, "sign in first");
    upgrade.agent = *std::move(who);
    return upgrade;
}

}  // namespace clerk::net
