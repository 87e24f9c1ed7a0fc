#include "turn/handoff.hpp"

#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "turn/errand.hpp"
#include "turn/priority.hpp"

namespace clerk::turn {
namespace {

constexpr std::size_t subject_bytes_max = 120;
static_assert(subject_bytes_max <= limits::last_words_bytes_max);

// The desk that the running errand itself would hand over to.
std::string category_of(const Turn& turn) {
    for (const Frame& frame : turn.state().stack) {
        const flow::Flow* flow = turn.script().flow(frame.flow);
        if (!flow) continue;
        for (const flow::Step& step : flow->steps) {
            const auto* hand_off = std::get_if<flow::HandOffStep>(&step.action);
            if (hand_off && hand_off->category != "general") return hand_off->category;
        }
    }
    return "general";
}

std::string one_line(std::string_view text) {
    std::string line(utf8::prefix(text, subject_bytes_max));
    for (char& c : line) {
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    }
    return line;
}

// The longest of the last messages says most of the matter: the newest is often a mere "yes" to
// "shall I fetch a person?".
const std::string& telling_words(const ConversationState& state) {
    const std::string* telling = &state.last_words;
    for (const std::string& words : state.earlier_words) {
        if (words.size() > telling->size()) telling = &words;
    }
    return *telling;
}

std::string subject_of(const Turn& turn) {
    return one_line(turn.frame() ? errand_title(turn) : telling_words(turn.state()));
}

void request(Turn& turn, std::string category, std::string_view priority) {
    HandOff what;
    what.category = std::move(category);
    what.priority = more_urgent(priority, turn.state().priority);
    what.subject = subject_of(turn);
    what.summary = summary_of(turn.state(), turn.script());
    turn.hand_off(std::move(what));
}

void set_owner(Turn& turn, Owner owner, AgentId agent = {}) {
    turn.emit(OwnerSet{owner, agent});
}

}  // namespace

void hand_over(Turn& turn) {
    hand_over(turn, turn.system_text("handing_over"));
}

void hand_over(Turn& turn, std::string text) {
    turn.say(std::move(text));
    request(turn, category_of(turn), "normal");
}

void hand_over_from_flow(Turn& turn, const flow::HandOffRequested& wanted) {
    turn.say(wanted.text.empty() ? turn.system_text("handing_over") : wanted.text);
    const bool unsaid = wanted.category == "general";
    request(turn, unsaid ? category_of(turn) : wanted.category, wanted.priority);
}

void break_down(Turn& turn) {
    turn.say(turn.system_text("internal_error"));
    request(turn, category_of(turn), "high");
}

void handed_over(Turn& turn, const EffectAnswer& answer) {
    end_everything(turn, answer.failure.empty() ? "handed_off" : "failed:" + answer.failure);
    if (!answer.failure.empty()) return turn.say(turn.system_text("handoff_failed"));
    const Record* ticket = answer.value.record();
    const Value id = ticket ? ticket->field("id") : Value();
    const Value number = ticket ? ticket->field("number") : Value();
    const Value position = ticket ? ticket->field("position") : Value();
    const auto* id_value = id.get<std::int64_t>();
    const auto* number_text = number.get<std::string>();
    const std::string shown = number_text ? *number_text : std::string();
    turn.emit(TicketLinked{{id_value ? static_cast<std::uint64_t>(*id_value) : 0}, shown});
    set_owner(turn, Owner::queue);
    NamedValues names{{"number", shown}};
    if (position.is_set()) names.emplace_back("position", position);
    const Settings& settings = turn.script().settings;
    const bool open = settings.people.open_at(turn.now(), settings.offset);
    const auto opens = settings.people.opens(turn.now(), settings.offset);
    if (!open && opens) names.emplace_back("opens", *opens);
    turn.notify(Notice::queued, turn.system_text("handed_off", names), {});
}

void agent_joins(Turn& turn, const AgentJoins& who) {
    end_everything(turn, "handed_off");
    set_owner(turn, Owner::agent, who.agent);
    const std::string text = turn.system_text("agent_joined", {{"name", who.name}});
    turn.notify(Notice::agent_joined, text, who.name);
}

void agent_says(Turn& turn, const AgentSays& what) {
    const ConversationState& state = turn.state();
    if (state.owner != Owner::agent || state.agent != what.agent)
        return;  // a late reply is dropped
    Message message;
    message.from = From::agent;
    message.text = what.text;
    message.client_id = what.client_id;
    message.name = what.name;
    turn.emit(Said{state.last_seq + 1, turn.now(), std::move(message), what.content_hash});
}

void agent_leaves(Turn& turn, const AgentLeaves& who) {
    const bool owned = turn.state().owner != Owner::bot;
    if (owned) set_owner(turn, Owner::bot);
    if (who.resolved && turn.state().ticket) turn.emit(TicketLinked{});
    if (!owned) return;
    const NamedValues names{{"name", who.name}};
    const std::string_view notice = who.resolved ? "resolved" : "agent_left";
    turn.notify(
        who.resolved ? Notice::resolved : Notice::agent_left,
        turn.system_text(notice, names),
        who.name
    );
    turn.say(turn.system_text(who.resolved ? "resolved_bye" : "returned_to_bot"));
}

}  // namespace clerk::turn
