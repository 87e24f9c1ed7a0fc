#include "wire/inbound.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "wire/flat_json.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace clerk::wire {
namespace {

using app::Code;
using app::Nack;

// Reads the fields of one frame; the first that is wrong becomes the answer, and reading goes on
// harmlessly.
class Fields {
public:
    explicit Fields(const FlatJson& json) : json_(json) {}

    std::string text(std::string_view name, std::size_t bytes_max, bool required) {
        const FlatJson::Scalar* held = json_.find(name);
        if (!held) {
            if (required) refuse(Code::bad_field, std::string(name) + " is missing");
            return {};
        }
        const std::string* value = std::get_if<std::string>(held);
        if (!value) {
            refuse(Code::bad_field, std::string(name) + " must be a text");
            return {};
        }
        if (value->size() > bytes_max) {
            refuse(
                Code::too_long,
                std::string(name) + " has " + std::to_string(value->size()) + " bytes; at most "
                    + std::to_string(bytes_max) + " are taken"
            );
            return {};
        }
        return *value;
    }

    // A whole number from 0; `otherwise` when absent.
    std::uint64_t number(std::string_view name, std::uint64_t otherwise, bool required = false) {
        const FlatJson::Scalar* held = json_.find(name);
        if (!held) {
            if (required) refuse(Code::bad_field, std::string(name) + " is missing");
            return otherwise;
        }
        const std::int64_t* value = std::get_if<std::int64_t>(held);
        if (!value || *value < 0) {
            refuse(Code::bad_field, std::string(name) + " must be a whole number from 0");
            return otherwise;
        }
        return static_cast<std::uint64_t>(*value);
    }

    bool flag(std::string_view name, bool required) {
        const FlatJson::Scalar* held = json_.find(name);
        if (!held && !required) return false;
        const bool* value = held ? std::get_if<bool>(held) : nullptr;
        if (!value) refuse(Code::bad_field, std::string(name) + " must be true or false");
        return value && *value;
    }

    template <class AnyId>
    AnyId id(std::string_view name, bool required) {
        const std::string digits = text(name, 20, required);
        if (digits.empty()) return {};
        const auto parsed = parse_id<std::remove_const_t<typename TagOf<AnyId>::type>>(digits);
        if (!parsed) {
            refuse(Code::bad_field, std::string(name) + " must be an id: digits in a text");
            return {};
        }
        return *parsed;
    }

    std::optional<Lang> lang(std::string_view name, bool required) {
        const std::string value = text(name, 16, required);
        if (value.empty()) return std::nullopt;
        const auto parsed = parse_lang(value);
        if (!parsed) {
            refuse(Code::bad_field, std::string(name) + " must be zh, zh-Hant or en");
        }
        return parsed;
    }

    [[nodiscard]] bool has(std::string_view name) const { return json_.find(name) != nullptr; }

    // The sender's own id: 8–64 of A–Z a–z 0–9 _ -
    std::string client_id() {
        std::string value = text("id", limits::client_id_bytes_max * 4, true);
        const auto allowed = [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
                   || c == '_' || c == '-';
        };
        const bool fits = value.size() >= 8 && value.size() <= limits::client_id_bytes_max;
        if (!nack_ && (!fits || !std::ranges::all_of(value, allowed))) {
            refuse(Code::bad_id, "id must be 8 to 64 of A-Z a-z 0-9 _ -");
            return {};
        }
        client_id_ = value;
        return value;
    }

    void refuse(Code code, std::string message) {
        if (!nack_) nack_ = Nack{.code = code, .message = std::move(message)};
    }

    // The frame, unless something was wrong with it.
    template <class Frame, class Any>
    Read<Any> done(Frame frame) {
        if (!nack_) return Any(std::move(frame));
        nack_->client_id = client_id_;
        if constexpr (requires { frame.ticket; }) nack_->ticket = frame.ticket;
        return *nack_;
    }

private:
    template <class>
    struct TagOf;

    template <class Tag>
    struct TagOf<Id<Tag>> {
        using type = Tag;
    };

    const FlatJson& json_;
    std::optional<Nack> nack_;
    std::string client_id_;
};

// Without the white space around it, full-width spaces included.
std::string_view trimmed(std::string_view text) {
    constexpr std::string_view wide = "\u3000";
    const auto ascii_space = [](char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    };
    for (;;) {
        if (!text.empty() && ascii_space(text.front())) {
            text.remove_prefix(1);
        } else if (!text.empty() && ascii_space(text.back())) {
            text.remove_suffix(1);
        } else if (text.starts_with(wide)) {
            text.remove_prefix(wide.size());
        } else if (text.ends_with(wide)) {
            text.remove_suffix(wide.size());
        } else {
            return text;
        }
    }
}

HelloFrame hello_of(Fields& f) {
    return {
        .session = f.text("session", limits::session_secret_bytes_max, false),
        .token = f.text("token", limits::token_bytes_max, false),
        .conversation = f.id<ConversationId>("conversation", false),
        .last_seq = f.number("last_seq", 0),
        .lang = f.lang("lang", false)};
}

SendFrame send_of(Fields& f) {
    SendFrame frame{.id = f.client_id()};
    frame.text = trimmed(f.text("text", limits::message_text_bytes_max, false));
    frame.choice = f.text("choice", 256, false);
    if (!f.has("text") && !f.has("choice")) f.refuse(Code::bad_field, "text is missing");
    if (frame.text.empty() && frame.choice.empty()) f.refuse(Code::empty, "nothing was said");
    return frame;
}

ReplyFrame reply_of(Fields& f) {
    ReplyFrame frame{.ticket = f.id<TicketId>("ticket", true), .id = f.client_id()};
    frame.text = trimmed(f.text("text", limits::reply_text_bytes_max, true));
    frame.expect_seq = f.number("expect_seq", 0, true);
    if (frame.text.empty()) f.refuse(Code::empty, "nothing was said");
    return frame;
}

NoteFrame note_of(Fields& f) {
    NoteFrame frame{.ticket = f.id<TicketId>("ticket", true), .id = f.client_id()};
    frame.text = trimmed(f.text("text", limits::reply_text_bytes_max, true));
    if (frame.text.empty()) f.refuse(Code::empty, "nothing was written");
    return frame;
}

Nack bad_json(const Error& why) {
    return {.code = Code::bad_json, .message = why.message};
}

Nack bad_verb(std::string_view verb) {
    return {
        .code = Code::bad_verb,
        .message = "no such verb: " + utf8::escaped(utf8::prefix(verb, 40))};
}

std::uint32_t version_of(Fields& f) {
    return static_cast<std::uint32_t>(
        std::min<std::uint64_t>(f.number("version", 0, true), UINT32_MAX)
    );
}

// The object and its verb, or the answer to a text that has none.
struct Verbed {
    FlatJson json;
    std::string verb;
};

std::variant<Verbed, Nack> verbed(std::string_view text) {
    auto json = FlatJson::read(text);
    if (!json) return bad_json(json.error());
    const FlatJson::Scalar* held = json->find("verb");
    const std::string* verb = held ? std::get_if<std::string>(held) : nullptr;
    if (!verb) return Nack{.code = Code::bad_field, .message = "verb is missing"};
    std::string name = *verb;
    return Verbed{std::move(*json), std::move(name)};
}

SignInBody sign_in_of(Fields& f) {
    return {f.text("login", 128, true), f.text("password", limits::password_bytes_max, true)};
}

template <class Body>
Read<Body> read_body(std::string_view json, Body (*body_of)(Fields&)) {
    const auto object = FlatJson::read(json);
    if (!object) return bad_json(object.error());
    Fields f(*object);
    return f.done<Body, Body>(body_of(f));
}

}  // namespace

Read<ShopperFrame> read_shopper(std::string_view json) {
    auto read = verbed(json);
    if (Nack* nack = std::get_if<Nack>(&read)) return *nack;
    const Verbed& object = std::get<Verbed>(read);
    Fields f(object.json);
    const std::string& verb = object.verb;
    const auto as = [&](auto frame) {
        return f.done<decltype(frame), ShopperFrame>(frame);
    };
    if (verb == "send") return as(send_of(f));
    if (verb == "hello") return as(hello_of(f));
    if (verb == "pull") {
        return as(PullFrame{f.number("after", 0, true), f.number("max", limits::pull_events_max)});
    }
    if (verb == "seen") return as(SeenFrame{f.number("seq", 0, true)});
    if (verb == "typing") return as(TypingFrame{{}, f.flag("on", true)});
    if (verb == "lang") return as(LangFrame{f.lang("lang", true).value_or(Lang::zh)});
    if (verb == "ping") return as(PingFrame{});
    return bad_verb(verb);
}

Read<DeskFrame> read_desk(std::string_view json) {
    auto read = verbed(json);
    if (Nack* nack = std::get_if<Nack>(&read)) return *nack;
    const Verbed& object = std::get<Verbed>(read);
    Fields f(object.json);
    const std::string& verb = object.verb;
    const auto as = [&](auto frame) {
        return f.done<decltype(frame), DeskFrame>(frame);
    };
    const auto ticket = [&] {
        return f.id<TicketId>("ticket", true);
    };
    if (verb == "hello")
        return as(DeskHelloFrame{f.text("pass", limits::session_secret_bytes_max, true)});
    if (verb == "open") return as(OpenFrame{ticket()});
    if (verb == "claim") return as(ClaimFrame{ticket(), version_of(f)});
    if (verb == "reply") return as(reply_of(f));
    if (verb == "note") return as(note_of(f));
    if (verb == "release") return as(ReleaseFrame{ticket(), f.flag("resolve", false)});
    if (verb == "resolve") return as(ReleaseFrame{ticket(), true});
    if (verb == "pull") {
        const TicketId of = ticket();
        return as(DeskPullFrame{
            of, f.number("after", 0, true), f.number("max", limits::pull_events_max)});
    }
    if (verb == "typing") return as(TypingFrame{ticket(), f.flag("on", true)});
    if (verb == "ping") return as(PingFrame{});
    return bad_verb(verb);
}

Read<HelloFrame> read_open_body(std::string_view json) {
    return read_body(json.empty() ? "{}" : json, hello_of);
}

Read<SendFrame> read_send_body(std::string_view json) {
    return read_body(json, send_of);
}

Read<SignInBody> read_sign_in_body(std::string_view json) {
    return read_body(json, sign_in_of);
}

// --- tokens -----------------------------------------------------------------------------------

std::optional<ClaimsJson> read_claims(std::string_view json, std::string_view expected_audience) {
    const auto object = FlatJson::read(json);
    if (!object) return std::nullopt;
    const auto text = [&](std::string_view name) -> std::string {
        const FlatJson::Scalar* held = object->find(name);
        const std::string* value = held ? std::get_if<std::string>(held) : nullptr;
        return value ? *value : std::string();
    };
    const auto number = [&](std::string_view name) -> std::int64_t {
        const FlatJson::Scalar* held = object->find(name);
        const std::int64_t* value = held ? std::get_if<std::int64_t>(held) : nullptr;
        return value ? *value : 0;
    };
    ClaimsJson claims{
        .subject = text("sub"),
        .issuer = text("iss"),
        .audience = text("aud"),
        .nonce = text("nonce"),
        .expires_s = number("exp"),
        .issued_s = number("iat"),
        .not_before_s = number("nbf")};
    const FlatJson::Scalar* held = object->find("aud");
    const auto* list = held ? std::get_if<std::vector<std::string>>(held) : nullptr;
    if (list && std::ranges::find(*list, expected_audience) != list->end()) {
        claims.audience = expected_audience;
    }
    return claims;
}

std::optional<std::pair<std::string, std::string>> read_token_header(std::string_view json) {
    const auto object = FlatJson::read(json);
    if (!object || object->find("crit") != nullptr) return std::nullopt;
    std::pair<std::string, std::string> out;
    if (const auto* alg = object->find("alg")) {
        if (const auto* name = std::get_if<std::string>(alg)) out.first = *name;
    }
    if (const auto* kid = object->find("kid")) {
        if (const auto* name = std::get_if<std::string>(kid)) out.second = *name;
    }
    return out;
}

}  // namespace clerk::wire
