#include "net/site.hpp"

#include "telemetry/log.hpp"
#include "wire/inbound.hpp"

#include <chrono>
#include <utility>

namespace clerk::net {
namespace {

using telemetry::Counter;
using telemetry::Level;

std::optional<access::Claims> read_claims(std::string_view json, std::string_view audience) {
    std::optional<wire::ClaimsJson> read = wire::read_claims(json, audience);
    if (!read) return std::nullopt;
    return access::Claims{
        std::move(read->subject),
        std::move(read->issuer),
        std::move(read->audience),
        std::move(read->nonce),
        read->expires_s,
        read->issued_s,
        read->not_before_s};
}

}  // namespace

std::int64_t steady_ms() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

Site::Site(
    Options site_options,
    StaticFiles pages,
    const app::Codec& site_codec,
    const Clock& site_clock,
    Chance& chance,
    telemetry::Metrics& site_metrics
)
    : options(std::move(site_options)),
      files(std::move(pages)),
      codec(site_codec),
      clock(site_clock),
      metrics(site_metrics),
      caps(options.sessions_max, options.sessions_per_address_max, options.count_loopback),
      agents(chance),
      openings(options.openings, limits::rate_keys_max, options.count_loopback),
      requests(options.requests, limits::rate_keys_max, options.count_loopback),
      messages(options.messages, limits::rate_keys_max) {}

bool Site::submit(app::Envelope envelope) {
    const bool said = std::holds_alternative<app::Send>(envelope.input);
    if (!clerk->submit(std::move(envelope))) return false;
    if (said) metrics.count(Counter::messages_received);
    return true;
}

nlu::Understanding Site::understand(std::string_view text) {
    const auto begin = std::chrono::steady_clock::now();
    nlu::Understanding understood = clerk->understand(text);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    metrics.observe(telemetry::Histogram::understand_seconds, took.count());
    return understood;
}

std::optional<app::SignInClaim> Site::claim_of(std::string_view token) const {
    const access::TokenReaders readers{wire::read_token_header, [this](std::string_view json) {
                                           return read_claims(json, options.tokens.audience);
                                       }};
    Result<access::Claims> claims = access::verify(token, options.tokens, readers, clock.now());
    if (!claims.ok()) {
        telemetry::log(Level::info, "token_refused", {{"why", claims.error().code}});
        return std::nullopt;
    }
    return app::SignInClaim{claims->subject, claims->nonce, {claims->expires_s * 1000}};
}

std::string Site::refusal(const app::Nack& nack) {
    metrics.count(Counter::messages_refused);
    return codec.nack(nack);
}

bool Site::ready() const {
    return !draining && clerk->healthy();
}

void Site::contain(std::string_view where, std::string_view what) {
    metrics.count(Counter::exceptions_contained);
    telemetry::log(
        Level::error,
        "exception_contained",
        {{"where", std::string(where)}, {"what", std::string(what)}}
    );
}

}  // namespace clerk::net
