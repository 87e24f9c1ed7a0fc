// Shoppers over plain HTTP: docs/PROTOCOL.md section 2. Who may see what is decided by the engine,
// which holds the sessions; here a request is only read and brought into its form.
#include "access/tokens.hpp"
#include "net/answer.hpp"
#include "net/ws_handshake.hpp"
#include "wire/inbound.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace clerk::net {
namespace {

using app::Code;

constexpr std::string_view bearer = "Bearer ";

std::string_view bearer_of(const Head& head) {
    const std::string_view value = head.header("authorization");
    if (value.size() <= bearer.size()) return {};
    if (!same_word(value.substr(0, bearer.size()), bearer)) return {};
    return value.substr(bearer.size());
}

// A whole number; `otherwise` when the parameter is absent, nullopt when it is no number.
std::optional<std::uint64_t> number_of(
    const Head& head, std::string_view name, std::uint64_t otherwise
) {
    const std::string_view text = head.parameter(name);
    if (text.empty()) return otherwise;
    std::uint64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Answer open(const Request& request, Site& site) {
    const wire::Read<wire::HelloFrame> read = wire::read_open_body(request.body);
    if (const auto* nack = std::get_if<app::Nack>(&read)) return refuse(site, *nack);
    const auto& frame = std::get<wire::HelloFrame>(read);
    app::Hello hello;
    hello.session = frame.session;
    hello.conversation = frame.conversation;
    hello.lang = frame.lang;
    hello.address = request.address;
    hello.watch = false;
    if (!frame.token.empty()) {
        hello.claim = site.claim_of(frame.token);
        if (!hello.claim) return refuse(site, Code::unauthorized, "the token is not valid");
    }
    if (frame.session.empty()) {
        const Millis wait = site.openings.take(request.address, request.now_ms);
        if (wait.value > 0) {
            return refuse(site, Code::rate_limited, "too many new conversations", wait);
        }
    }
    return Ask{std::move(hello), 201};
}

Answer send(const Request& request, ConversationId id, std::string_view session, Site& site) {
    wire::Read<wire::SendFrame> read = wire::read_send_body(request.body);
    if (const auto* nack = std::get_if<app::Nack>(&read)) return refuse(site, *nack);
    auto& frame = std::get<wire::SendFrame>(read);
    const Millis wait = site.messages.take(access::digest(session), request.now_ms);
    if (wait.value > 0) {
        app::Nack nack{Code::rate_limited, "too fast", frame.id, {}, wait.value};
        return refuse(site, nack);
    }
    app::Send said;
    said.session = session;
    said.conversation = id;
    said.understanding = site.understand(frame.text);
    said.client_id = std::move(frame.id);
    said.text = std::move(frame.text);
    said.choice = std::move(frame.choice);
    return Ask{std::move(said)};
}

Answer events(const Request& request, ConversationId id, std::string_view session, Site& site) {
    const auto after = number_of(request.head, "after", 0);
    const auto wait_s = number_of(request.head, "wait", 0);
    const auto max = number_of(request.head, "max", limits::pull_events_max);
    if (!after || !wait_s || !max || *max == 0) {
        return refuse(site, Code::bad_field, "after, wait and max are whole numbers");
    }
    constexpr std::uint64_t wait_s_max = limits::long_poll_wait_ms_max / 1000;
    app::Pull pull;
    pull.session = session;
    pull.conversation = id;
    pull.after = *after;
    pull.max = static_cast<std::size_t>(std::min<std::uint64_t>(*max, limits::pull_events_max));
    pull.page = true;
    pull.wait_ms = static_cast<std::int64_t>(std::min(*wait_s, wait_s_max)) * 1000;
    const std::int64_t wait_ms = pull.wait_ms;
    return Ask{std::move(pull), 200, wait_ms};
}

}  // namespace

Answer answer_conversations(const Request& request, const Matched& matched, Site& site) {
    if (!known_origin(request.head, site.options.origins)) {
        return refuse(site, Code::forbidden, "this origin is not configured");
    }
    const bool posted = matched.row->method == "POST";
    if (posted && !says_json(request.head)) {
        Reply reply = refuse(site, Code::bad_json, "the body must be application/json");
        reply.status = 415;
        return reply;
    }
    if (matched.row->route == Route::open_conversation) return open(request, site);

    const std::string_view session = bearer_of(request.head);
    if (session.empty() || session.size() > limits::session_secret_bytes_max) {
        return refuse(site, Code::unauthorized, "Authorization: Bearer with the session is needed");
    }
    const auto id = parse_id<ConversationTag>(matched.id);
    if (!id) return refuse(site, Code::not_found, "no such conversation");
    if (matched.row->route == Route::send_message) return send(request, *id, session, site);
    return events(request, *id, session, site);
}

}  // namespace clerk::net
