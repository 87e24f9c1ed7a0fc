// JSON from outside, straight into structs through one bounded SAX handler: size, depth, key count
// and doubled keys are checked while reading, so a hostile text costs no more than its length.
// docs/PROTOCOL.md is the contract. Nothing here trusts a field; texts come out as valid UTF-8
// within their limits.
#pragma once

#include "app/ports.hpp"
#include "base/ids.hpp"
#include "model/language.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace clerk::wire {

// --- shoppers ---------------------------------------------------------------------------------

struct HelloFrame {
    std::string session;
    std::string token;  // a JWT, still to be checked
    ConversationId conversation;
    std::uint64_t last_seq = 0;
    std::optional<Lang> lang;
};

struct SendFrame {
    std::string id;
    std::string text;
    std::string choice;
};

struct PullFrame {
    std::uint64_t after = 0;
    std::size_t max = 0;
};

struct SeenFrame {
    std::uint64_t seq = 0;
};

struct TypingFrame {
    TicketId ticket;  // desk only
    bool on = false;
};

struct LangFrame {
    Lang lang = Lang::zh;
};

struct PingFrame {};

using ShopperFrame =
    std::variant<HelloFrame, SendFrame, PullFrame, SeenFrame, TypingFrame, LangFrame, PingFrame>;

// --- agents -----------------------------------------------------------------------------------

struct DeskHelloFrame {
    std::string pass;
};

struct OpenFrame {
    TicketId ticket;
};

struct ClaimFrame {
    TicketId ticket;
    std::uint32_t version = 0;
};

struct ReplyFrame {
    TicketId ticket;
    std::string id;
    std::string text;
    std::uint64_t expect_seq = 0;
};

struct NoteFrame {
    TicketId ticket;
    std::string id;
    std::string text;
};

struct ReleaseFrame {
    TicketId ticket;
    bool resolve = false;
};

struct DeskPullFrame {
    TicketId ticket;
    std::uint64_t after = 0;
    std::size_t max = 0;
};

using DeskFrame = std::variant<
    DeskHelloFrame,
    OpenFrame,
    ClaimFrame,
    ReplyFrame,
    NoteFrame,
    ReleaseFrame,
    DeskPullFrame,
    TypingFrame,
    PingFrame>;

// --- reading ----------------------------------------------------------------------------------

// A frame, or the Nack to answer with (client_id and ticket filled in where they could be read).
template <class Frame>
using Read = std::variant<Frame, app::Nack>;

[[nodiscard]] Read<ShopperFrame> read_shopper(std::string_view json);
[[nodiscard]] Read<DeskFrame> read_desk(std::string_view json);

// Bodies of plain HTTP requests: the same fields without a verb.
[[nodiscard]] Read<HelloFrame> read_open_body(std::string_view json);
[[nodiscard]] Read<SendFrame> read_send_body(std::string_view json);

struct SignInBody {
    std::string login;
    std::string password;
};

[[nodiscard]] Read<SignInBody> read_sign_in_body(std::string_view json);

// The claims of a token whose signature access/ has checked.
struct ClaimsJson {
    std::string subject;
    std::string issuer;
    std::string audience;  // or the one of a list that equals `expected_audience`
    std::string nonce;
    std::int64_t expires_s = 0;
    std::int64_t issued_s = 0;
    std::int64_t not_before_s = 0;
};

[[nodiscard]] std::optional<ClaimsJson> read_claims(
    std::string_view json, std::string_view expected_audience
);
// The header of a token: its algorithm and key id.
[[nodiscard]] std::optional<std::pair<std::string, std::string>> read_token_header(
    std::string_view json
);

// --- other answers of net ---------------------------------------------------------------------

[[nodiscard]] std::string_view name_of(app::Code code);  // "bad_json"
[[nodiscard]] int http_status_of(app::Code code);
[[nodiscard]] std::string pong();
[[nodiscard]] std::string signed_in_body(const app::AgentRef& agent, std::string_view csrf);
[[nodiscard]] std::string pass_body(std::string_view pass);

}  // namespace clerk::wire
