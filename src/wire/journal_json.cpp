#include "wire/journal_json.hpp"

#include "wire/archive.hpp"
#include "wire/fields.hpp"
#include "wire/said_json.hpp"

#include <array>
#include <utility>

namespace clerk::wire {
namespace {

// In the order of the variants in model/: part of the stored format.
constexpr std::array<std::string_view, std::variant_size_v<Event>> event_names{
    "opened",
    "said",
    "understood",
    "not_understood",
    "flow_started",
    "flow_ended",
    "step_reached",
    "slot_set",
    "slot_cleared",
    "slot_kept",
    "tried",
    "heard",
    "words_taken",
    "awaits",
    "intent_queued",
    "intent_unqueued",
    "action_requested",
    "action_answered",
    "order_proven",
    "proof_failed",
    "signed_in",
    "lang_set",
    "owner_set",
    "ticket_linked",
    "wake_set",
    "nudged",
    "turn_ended",
    "resumed",
    "raised"};

constexpr std::array<std::string_view, std::variant_size_v<Awaiting>> awaiting_names{
    "idle", "slot", "confirm", "choose", "clarify", "sign_in", "action", "resume"};

// Any variant of described structs: {"k": name, …fields}.
template <class Variant, std::size_t n>
void write_variant(
    JsonWriter& out, const Variant& value, const std::array<std::string_view, n>& names
);

template <class Variant, std::size_t n>
Variant read_variant(const nlohmann::json& json, const std::array<std::string_view, n>& names);

void write_alternative(JsonWriter& out, const Awaits& awaits) {
    out.key("awaiting");
    write_variant(out, awaits.awaiting, awaiting_names);
    if (awaits.mark != 0) out.member("mark", awaits.mark);
}

template <class T>
void write_alternative(JsonWriter& out, const T& value) {
    if constexpr (!std::same_as<T, Said>) {  // a Said is a public line
        Writing writing(out);
        fields(writing, value);
    }
}

void read_alternative(const nlohmann::json& json, Awaits& awaits) {
    awaits.awaiting = read_variant<Awaiting>(json.at("awaiting"), awaiting_names);
    awaits.mark = json.value("mark", 0u);
}

template <class T>
void read_alternative(const nlohmann::json& json, T& value) {
    if constexpr (!std::same_as<T, Said>) {
        Reading reading(json);
        fields(reading, value);
    }
}

template <class Variant, std::size_t n>
void write_variant(
    JsonWriter& out, const Variant& value, const std::array<std::string_view, n>& names
) {
    out.object().member("k", names[value.index()]);
    std::visit([&](const auto& v) { write_alternative(out, v); }, value);
    out.end();
}

// The alternative that is called `kind`, read from the object.
template <class Variant, std::size_t... i>
Variant alternative(std::size_t kind, const nlohmann::json& json, std::index_sequence<i...>) {
    Variant out;
    const auto read_if = [&]<std::size_t at>(std::integral_constant<std::size_t, at>) {
        if (kind == at) read_alternative(json, out.template emplace<at>());
    };
    (read_if(std::integral_constant<std::size_t, i>{}), ...);
    return out;
}

template <class Variant, std::size_t n>
Variant read_variant(const nlohmann::json& json, const std::array<std::string_view, n>& names) {
    const auto& name = json.at("k").get_ref<const std::string&>();
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) throw std::invalid_argument("unknown event in the journal: " + name);
    return alternative<Variant>(
        static_cast<std::size_t>(at - names.begin()), json, std::make_index_sequence<n>{}
    );
}

template <class Each>
void each_line(std::string_view body, Each each) {
    while (!body.empty()) {
        const std::size_t end = std::min(body.find('\n'), body.size());
        each(body.substr(0, end));
        body.remove_prefix(std::min(end + 1, body.size()));
    }
}

}  // namespace

app::EncodedRow write_row(ConversationId id, const Events& events) {
    app::EncodedRow row;
    JsonWriter out;
    bool any = false;
    for (const Event& event : events) {
        if (const Said* said = std::get_if<Said>(&event)) {
            write_said(out.between('p'), id, *said);
            if (!any) row.first_seq = said->seq;
            row.last_seq = said->seq;
            any = true;
        } else {
            write_variant(out.between('f'), event, event_names);
        }
        out.between('\n');
    }
    row.body = out.take();
    return row;
}

Result<Events> read_row(std::string_view body) {
    Events events;
    try {
        each_line(body, [&](std::string_view line) {
            const nlohmann::json json = nlohmann::json::parse(line.substr(1));
            if (line.front() == 'p') {
                events.emplace_back(read_said(json));
            } else {
                events.push_back(read_variant<Event>(json, event_names));
            }
        });
    } catch (const std::exception& broken) {
        return error("corrupt", std::string("a journal row cannot be read: ") + broken.what());
    }
    return events;
}

std::vector<app::PublicEvent> public_events_of(std::string_view body) {
    std::vector<app::PublicEvent> out;
    each_line(body, [&](std::string_view line) {
        if (line.empty() || line.front() != 'p') return;
        const std::string_view frame = line.substr(1);
        out.push_back({seq_of(frame), frame});
    });
    return out;
}

std::string write_state(const ConversationState& state) {
    JsonWriter out;
    out.object();
    Writing writing(out);
    fields(writing, state);
    if (state.awaiting.index() != 0) {
        out.key("awaiting");
        write_variant(out, state.awaiting, awaiting_names);
    }
    out.end();
    return out.take();
}

Result<ConversationState> read_state(std::string_view body) {
    ConversationState state;
    try {
        const nlohmann::json json = nlohmann::json::parse(body);
        if (!json.is_object()) return error("corrupt", "a state is not an object");
        Reading reading(json);
        fields(reading, state);
        const auto awaiting = json.find("awaiting");
        if (awaiting != json.end()) {
            state.awaiting = read_variant<Awaiting>(*awaiting, awaiting_names);
        }
    } catch (const std::exception& broken) {
        return error("corrupt", std::string("a state cannot be read: ") + broken.what());
    }
    return state;
}

}  // namespace clerk::wire
