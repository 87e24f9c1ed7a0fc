#include "wire/said_json.hpp"

#include "wire/archive.hpp"
#include "wire/fields.hpp"

#include <array>
#include <charconv>

namespace clerk::wire {
namespace {

constexpr std::string_view opening = R"({"verb":"event","seq":)";
constexpr std::array<std::string_view, 4> from_names{"shopper", "bot", "agent", "system"};
constexpr std::array<std::string_view, 7> notice_names{
    "none", "queued", "agent_joined", "agent_left", "resolved", "signed_in", "closed"};

template <class Enum, std::size_t n>
Enum named(const std::array<std::string_view, n>& names, const nlohmann::json& json) {
    const auto& name = json.get_ref<const std::string&>();
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) throw std::invalid_argument("unknown name in the journal: " + name);
    return static_cast<Enum>(at - names.begin());
}

// The card as strangers read it: every field is there, empty or not.
void write_card(JsonWriter& out, const Card& card) {
    out.object().member("kind", card.kind).member("title", card.title);
    out.key("lines").array();
    for (const CardLine& line : card.lines) {
        out.object();
        out.member("name", line.name).member("label", line.label).member("text", line.text);
        out.end();
    }
    out.end().key("rows").array();
    for (const CardRow& row : card.rows) {
        out.object().member("text", row.text).member("note", row.note).end();
    }
    out.end().end();
}

}  // namespace

void write_said(JsonWriter& out, ConversationId conversation, const Said& said) {
    const Message& m = said.message;
    out.object().member("verb", "event").member("seq", said.seq);
    out.member("conversation", to_string(conversation)).member("at", said.at.value);
    out.member("from", from_names[static_cast<std::size_t>(m.from)]);
    out.member("type", m.notice == Notice::none ? "message" : "notice");
    out.member("text", m.text);
    if (!m.client_id.empty()) out.member("id", m.client_id);
    if (!m.choice.empty()) out.member("choice", m.choice);
    if (!m.name.empty()) out.member("name", m.name);
    if (m.notice != Notice::none) {
        out.member("notice", notice_names[static_cast<std::size_t>(m.notice)]);
    }
    if (m.card) {
        out.key("card");
        write_card(out, *m.card);
    }
    if (!m.buttons.empty()) {
        out.key("buttons").array();
        for (const Button& b : m.buttons) {
            out.object().member("id", b.id).member("label", b.label).end();
        }
        out.end();
    }
    out.end();
}

std::string write_said(ConversationId conversation, const Said& said) {
    JsonWriter out;
    write_said(out, conversation, said);
    return out.take();
}

Said read_said(const nlohmann::json& json) {
    Said said;
    Message& m = said.message;
    Reading read(json);
    read("seq", said.seq), read("at", said.at), read("text", m.text), read("id", m.client_id);
    read("choice", m.choice), read("name", m.name), read("card", m.card);
    read("buttons", m.buttons);
    m.from = named<From>(from_names, json.at("from"));
    if (json.contains("notice")) m.notice = named<Notice>(notice_names, json.at("notice"));
    if (!m.client_id.empty()) said.content_hash = content_hash(m.text, m.choice);
    return said;
}

std::uint64_t seq_of(std::string_view frame) {
    std::uint64_t seq = 0;
    std::from_chars(frame.data() + opening.size(), frame.data() + frame.size(), seq);
    return seq;
}

std::string with_ticket(std::string_view frame, TicketId ticket) {
    constexpr std::size_t after_verb = std::string_view(R"({"verb":"event",)").size();
    std::string out(frame.substr(0, after_verb));
    out += R"("ticket":")" + to_string(ticket) + R"(",)";
    out += frame.substr(after_verb);
    return out;
}

}  // namespace clerk::wire
